"""Where Vejviser meets people: one package per chat platform; nothing else knows a platform."""
