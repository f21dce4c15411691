"""Facets of a question: patterns over plain Danish text.

Ages are read in `ages.py`, times in `times.py`, for whom in `audience.py`, and here what it may cost.
Every reader takes a plain text (`words.plain`), and gives a value and the text with what it read blanked out, so that
the next reader does not read it again. Lengths never change, so positions stay those of the first text.
"""

import re


def blank(text: str, found: re.Match[str], group: int = 0) -> str:
    """The text, as long as before, without what was found or a group of it."""
    start, end = found.span(group)
    return text[:start] + " " * (end - start) + text[end:]


_DEAR = re.compile(  # what is expensive, and no animals
    r"\b(?:for|så|alt for|ikke|noget) dyrt?\b"
    r"|\bdyr (?=husleje|klub|kontingent|ting|tøj|mærke|mobil|abonnement|sport|fritid)|\bdyre(?:ste)?\b"
)
_FREE = re.compile(
    r"\bfree\b(?: of charge)?(?! ?time)|\bgratis\w*\b|\bvederlagsfri\w*"
    r"|\bkost\w* (?:\w+ )?(?:ikke|intet)(?: noget| penge)?"
    r"|\bikke (?:må |skal )?kost\w*\b(?: noget| penge)?(?! (?:for|mere|ret|så|alt|meget|alver\w*) )"
    r"|\buden (?:at )?(?:\w+ )?(?:skal |må )?kost\w*\b(?: (?:\w+ )?(?:noget|penge|en krone))?"
    r"(?! (?:for|mere|en|alt|alver\w*|spids\w*|ekstra|[hd][ae][mn]\w*|de[rt]\w*|mig|os|vores|\d+)\b)"
    r"|\b(?:uden|intet|slipper? for) (?:kontingent|gebyr|egenbetaling|brugerbetaling|beregning|udgift)\w*"
    r"|\b(?:uden (?:at )?(?:(?!kan|kunne)\w+ ){0,3}|(?<!kan )(?<!kunne )ikke (?:skal )?)betal(?!er|t)\w*"
    r"|\bman ikke betaler|\b0 kr\w*"
)  # who cannot pay, or does not, says no price


_NOT_FREE = re.compile(  # it may cost something
    r"\b(?:ikke|behøver \w+ (?:at )?være) (?:\w+ ){0,2}gratis\w*|\bgratis eller (?:\w+ )?billig\w*"
)
_PRICE = re.compile(
    r"\b((?:(?:ikke|højst|maks\w*|max|under|over|(?:mere|dyrere|billigere) end|op til|råd til|kost\w*|må) )*)"
    r"(\d[\d.]{0,6}) ?kr(?:oner)?\b(?:\.? (?:om|pr\.?|per) (?:år\w*|måned\w*|gang\w*))?"
)
_LIMIT = re.compile(  # "over 200 kr.", "koster 200 kr.", "har ikke 200 kr.": none
    r"ikke .*(?:over|mere|dyrere)|højst|ma[kx]|under|billigere|op til|råd til|må"
)


def read_price(text: str) -> tuple[int | None, str]:
    """What it may cost at most, in kroner; 0: it must be free of charge."""
    limit = None
    text = _DEAR.sub(lambda found: " " * len(found[0]), text) if "dyr" in text else text
    for found in _PRICE.finditer(text) if "kr" in text else ():
        limit = int(found[2].replace(".", "")) if _LIMIT.search(found[1]) else limit
        text = blank(text, found)
    if dear := _NOT_FREE.search(text):
        return limit, blank(text, dear)
    if free := _FREE.search(text):
        return 0, blank(text, free)
    return limit, text
