"""Vejviser: a chat bot that shows staff what is on offer for children and young people."""
