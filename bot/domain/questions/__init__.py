"""Understanding a Danish question and ranking the offers that answer it.

Two doors: `understand(words, now, index)` and `rank(understood, index)`.
"""
