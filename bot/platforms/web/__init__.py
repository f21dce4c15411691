"""The page: a chat of our own in the browser."""
