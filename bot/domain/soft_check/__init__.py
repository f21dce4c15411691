"""The soft check: what in a text may be about one person. It asks, where the CPR gate refuses.

`findings` points out passages; the writer mends them or says that they are no personal data. It reads Danish by the
words of data/soft_check.toml and the rules of `rules.py`. Why, and how well: docs/decisions/0006-soft-check.md.
"""

from bot.domain.soft_check.known import NOBODY, KnownNames
from bot.domain.soft_check.rules import Finding, findings

__all__ = ["NOBODY", "Finding", "KnownNames", "findings"]
