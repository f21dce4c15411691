"""Letters that every document can show: what no font of ours has, or no XML may hold, becomes "□"."""

import re
from unicodedata import category, normalize

MISSING = "□"
_RANGES = (
    (0x20, 0x7E), (0xA0, 0x377), (0x37A, 0x37F), (0x384, 0x38A), (0x38C, 0x38C), (0x38E, 0x3A1), (0x3A3, 0x3FF),
    (0x400, 0x45F), (0x1E00, 0x1EFF), (0x2010, 0x2027), (0x2030, 0x2040), (0x2044, 0x2052), (0x2054, 0x205E),
    (0x20A0, 0x20BF), (0x2100, 0x211E), (0x2120, 0x2120), (0x2122, 0x2122), (0x2124, 0x2124),
    (0x2126, 0x213F), (0x2190, 0x22FF), (0x25A0, 0x25FF),
)  # fmt: skip
_SPACE = dict.fromkeys(map(ord, "\t\n\r\v\f\u2028\u2029"), " ")
_OTHER = re.compile(f"[^{''.join(f'{chr(first)}-{chr(last)}' for first, last in _RANGES)}]|\xad")


def legible(text: str) -> str:
    """The text on one line, with composed letters and without what cannot be seen."""
    return _OTHER.sub(_instead, normalize("NFC", text).translate(_SPACE))


def _instead(found: re.Match[str]) -> str:
    """Marks of direction, joiners, controls and half characters are left out: they only spoil what is around them."""
    letter = found[0]
    unseen = category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn") or 0xFE00 <= ord(letter) <= 0xFE0F
    return "" if unseen else MISSING
