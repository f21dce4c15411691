"""The soft check: what in a text may be about one person. It asks, where the CPR gate refuses.

`findings` points out passages; the writer mends them or says that they are no personal data. `weighing.py` decides
whether a sentence is about one person, as it learned from those of data/soft_sentences/; `rules.py` reads Danish by
the words of data/soft_check.toml and says which passage. Why, and how well: docs/decisions/0006-soft-check.md.
"""

import hashlib
from collections.abc import Sequence

from bot.domain.soft_check.judging import findings
from bot.domain.soft_check.known import NOBODY, KnownNames
from bot.domain.soft_check.rules import Finding

__all__ = ["NOBODY", "Finding", "KnownNames", "findings", "mark", "told"]

_MOST = 3


def told(text: str, found: Sequence[Finding]) -> str:
    """What is pointed out, for the writer: »passage«: what it looks like."""
    return " ".join(f"»{_passage(text, one)}«: {one.reason}" for one in found[:_MOST])


def _passage(text: str, one: Finding) -> str:
    passage = " ".join(text[one.start : one.end].split())
    return passage if len(passage) <= 100 else f"{passage[:98]} …"


def mark(texts: Sequence[str]) -> str:
    """Stands for exactly these texts, so that what was said of one counts for no other."""
    plain = "\n\n".join(" ".join(text.split()) for text in texts)
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:16]
