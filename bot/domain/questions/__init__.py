"""Understanding a Danish question and ranking the offers that answer it.

Two doors: `understand(words, now, index)` and `rank(understood, now, index)`.
"""

from bot.domain.questions.describing import Facet, describe, gap_facets, shown
from bot.domain.questions.embedding import Meanings, meanings
from bot.domain.questions.index import Index
from bot.domain.questions.ranking import rank
from bot.domain.questions.understanding import understand
from bot.domain.questions.understood import Found, Match, Understood, tells_nothing
from bot.domain.questions.words import LONGEST

__all__ = [
    "LONGEST",
    "Facet",
    "Found",
    "Index",
    "Match",
    "Meanings",
    "Understood",
    "describe",
    "gap_facets",
    "meanings",
    "rank",
    "shown",
    "tells_nothing",
    "understand",
]
