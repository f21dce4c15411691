"""Reads a PDF that Typst has made: what its pages show, through its own fonts' tables, and its headings."""

import re
import zlib

_INNER = rb"[^\\()]|\\."
_SHOWN = re.compile(
    rb"/(\w+) [\d.]+ Tf|\((?:%b|\((?:%b)*\))*\)|<([0-9A-Fa-f]+)>|(ET)" % (_INNER, _INNER), re.DOTALL
)  # a string may hold a pair of parentheses
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def text_of(pdf: bytes) -> str:
    """What stands on its pages, a piece a line."""
    objects = _objects(pdf)
    pages = [one for one in objects.values() if re.search(rb"/Type/Page\b", one)]
    return "\n".join(_page(one, objects) for one in pages)


def headings_of(pdf: bytes) -> list[str]:
    """Its outline, in the order of its objects."""
    found = re.findall(rb"/Title(?:\(((?:[^\\()]|\\.)*)\)|<([0-9A-F]+)>)/Dest", pdf)
    return [
        bytes.fromhex(wide.decode()).decode("utf-16") if wide else _plain(narrow).decode("latin-1")
        for narrow, wide in found
    ]


def _objects(pdf: bytes) -> dict[int, bytes]:
    return {int(one[1]): one[2] for one in re.finditer(rb"(?<=\n)(\d+) 0 obj\n(.*?)\nendobj", pdf, re.DOTALL)}


def _stream(one: bytes) -> bytes:
    head, _, rest = one.partition(b"stream\n")
    length = re.search(rb"/Length (\d+)", head)
    assert length
    data = rest[: int(length[1])]
    return zlib.decompress(data) if b"/FlateDecode" in head else data


def _named(pattern: bytes, one: bytes, objects: dict[int, bytes]) -> bytes:
    found = re.search(pattern + rb" (\d+) 0 R", one)
    assert found, pattern
    return objects[int(found[1])]


def _page(page: bytes, objects: dict[int, bytes]) -> str:
    fonts = dict(re.findall(rb"/(f\d+) (\d+) 0 R", _named(rb"/Resources", page, objects)))
    letters = {name: _letters(_named(rb"/ToUnicode", objects[int(id_)], objects)) for name, id_ in fonts.items()}
    shown, font = [""], dict[int, str]()
    for one in _SHOWN.finditer(_stream(_named(rb"/Contents", page, objects))):
        if one[1]:
            font = letters.get(one[1], {})
        elif one[3]:
            shown.append("")
        else:
            codes = bytes.fromhex(one[2].decode()) if one[2] else _plain(one[0][1:-1])
            pairs = zip(codes[::2], codes[1::2], strict=False)
            shown[-1] += "".join(font.get(high << 8 | low, "") for high, low in pairs)
    return "\n".join(shown)


def _letters(table: bytes) -> dict[int, str]:
    """A font's codes, as letters."""
    rows = re.findall(rb"^<([0-9A-F]{4})> <([0-9A-F]+)>$", _stream(table), re.MULTILINE)
    return {int(code, 16): bytes.fromhex(letter.decode()).decode("utf-16-be") for code, letter in rows}


def _plain(text: bytes) -> bytes:
    """A string without its escapes."""

    def meant(one: re.Match[bytes]) -> bytes:
        return bytes([int(one[1], 8) & 255]) if one[1] else _ESCAPES.get(one[2], one[2])

    return re.sub(rb"\\(?:([0-7]{1,3})|(.))", meant, text, flags=re.DOTALL)
