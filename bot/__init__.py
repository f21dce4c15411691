"""Vejviser: a chat bot that shows staff what is on offer for children and young people."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: threads cost small matrices more than they give
