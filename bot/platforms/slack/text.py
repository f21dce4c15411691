"""Text as Slack takes it: cleaned, escaped, cut by the characters that Slack counts.

A width is the length in UTF-16 units after escaping, the longest of the ways in which Slack may count.
"""

import re
import unicodedata

from bot.cards import Line, Link

# Control characters, bidirectional overrides (they would turn the text around them) and lone surrogates.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BLANK_LINES = re.compile(r"\n\s*\n")
_SIGNS = re.compile(r"[*`~_]")
_MARKUP = re.compile(r"[*`~]|(?<![^\W_])_|_(?![^\W_])")  # an underscore inside a word marks nothing up
_LOOKALIKE = {"*": "\u2217", "`": "\u02cb", "~": "\u223c", "_": "\uff3f"}  # mrkdwn has no way to escape its own signs
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MARKED = re.compile(r"<([^<>]+)>")
_SAFE_URL = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>|\x00-\x1f]+", re.IGNORECASE)
_BEGUN = re.compile(r"(?<=\s)\S{1,30}\Z")  # a word of which the end would be missing
_ZERO_WIDTH_JOINER = "\u200d"
_LONGEST_URL = 1000


def width(text: str) -> int:
    """How long Slack may find `text`."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """Without what no screen can show; blank lines are closed up."""
    if _UNPRINTABLE.search(text):
        text = _UNPRINTABLE.sub("", text)
    return _BLANK_LINES.sub("\n", text).strip() if "\n" in text else text.strip()


def plain(text: str, room: int) -> str:
    """One line of plain_text, at most `room` wide; "" when there is nothing to show."""
    return _cut(" ".join(clean(text).split()), room, {})


def mrkdwn(line: Line, room: int) -> str:
    """A card's line in Slack's markup, at most `room` wide: text escaped, links kept whole or shown as text."""
    if isinstance(line, str):
        return _cut(_neutral(line), room, _ESCAPES)
    out: list[str] = []
    for part in line:
        left = room - sum(map(width, out))
        if left < 2:
            break
        drawn = _link(part, left) if isinstance(part, Link) else _cut(_spaced(part), left, _ESCAPES)
        out.append(drawn)
        if drawn.endswith("…"):
            break
    return "".join(out).strip()


def _spaced(text: str) -> str:
    """Like `_neutral`, but a space at an end stays: it parts the text from a link."""
    before, after = " " * text[:1].isspace(), " " * text[-1:].isspace()
    return f"{before}{_neutral(text)}{after}"


def _neutral(text: str) -> str:
    text = clean(text)
    if not _SIGNS.search(text):
        return text
    return _MARKUP.sub(lambda found: _LOOKALIKE[found[0]], text)


def _link(link: Link, room: int) -> str:
    text = " ".join(_neutral(link.text).split()) or _neutral(link.url)
    if len(link.url) <= _LONGEST_URL and _SAFE_URL.fullmatch(link.url):
        drawn = f"<{_escape(link.url, _ESCAPES)}|{_escape(text, _ESCAPES)}>"
        if text and width(drawn) <= room:
            return drawn
    return _cut(text, room, _ESCAPES)


def typed(text: str) -> str:
    """What somebody wrote, from Slack's markup: links and channels by their text; mentions of people left out."""
    plain = _MARKED.sub(_seen, text)
    for sign, entity in reversed(_ESCAPES.items()):
        plain = plain.replace(entity, sign)
    return plain.strip()


def _seen(found: re.Match[str]) -> str:
    target, _, label = found[1].partition("|")
    if target.startswith(("@", "!")):
        return " "
    return label.lstrip("#") or target.removeprefix("tel:").removeprefix("mailto:").lstrip("#")


def escape(text: str) -> str:
    """Text in which Slack sees no markup of its own kind (<@U1>, <!here>)."""
    return _escape(text, _ESCAPES)


def _escape(text: str, escapes: dict[str, str]) -> str:
    for sign, entity in escapes.items():  # "&" comes first
        if sign in text:
            text = text.replace(sign, entity)
    return text


def _cut(text: str, room: int, escapes: dict[str, str]) -> str:
    """`text` escaped; what is longer than `room` ends in "…", after a word or within a long one."""
    whole = _escape(text, escapes)
    if len(whole) * 2 <= room or width(whole) <= room:
        return whole
    left, end = room - 1, 0
    for sign in text:
        left -= len(escapes.get(sign, sign)) if sign < "\U00010000" else 2
        if left < 0:
            break
        end += 1
    end = _boundary(text, end)
    kept = text[:end] if text[end : end + 1].isspace() else _BEGUN.sub("", text[:end])
    return _escape(kept.rstrip(), escapes) + "…"


def _boundary(text: str, end: int) -> int:
    """The last place at or before `end` where no emoji, flag or accented letter is cut in two."""
    while 0 < end < len(text) and (_joins(text[end]) or text[end - 1] == _ZERO_WIDTH_JOINER):
        end -= 1
    flags = len(text[:end]) - len(text[:end].rstrip("".join(map(chr, range(0x1F1E6, 0x1F200)))))
    return end - 1 if flags % 2 and text[end : end + 1] and 0x1F1E6 <= ord(text[end]) < 0x1F200 else end


def _joins(sign: str) -> bool:
    """Whether the character belongs to the one before it: accents, variation selectors, skin tones, tags, joiners."""
    return (
        sign in (_ZERO_WIDTH_JOINER, "\u20e3")
        or "\ufe00" <= sign <= "\ufe0f"
        or "\U0001f3fb" <= sign <= "\U0001f3ff"
        or "\U000e0020" <= sign <= "\U000e007f"
        or unicodedata.combining(sign) != 0
    )
