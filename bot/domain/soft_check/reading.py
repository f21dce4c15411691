"""The words of a sentence, each with its kinds; what is one thing is one word: a full name, an age, an address."""

import re
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass

from bot.domain.soft_check import signs
from bot.domain.soft_check.kinds import kinds
from bot.domain.soft_check.known import digits
from bot.domain.soft_check.patterns import ADDRESS, BARE_ADDRESS, EMAIL, INITIALS, MOBILE, PHONE, PRIVATE_HOSTS
from bot.domain.soft_check.words import as_a_name, words

Likeness = Callable[[str], float]  # how much a word looks like a name

_TOKEN = re.compile(r"\w+(?:[-’'./@]\w+)*|[^\w\s]|\n")
_UPPER = r"[^\W\d_a-zæøå]"
_AFTER_INITIAL = "fra|har|er|skal|vil|kan|i|på|som|der|og|blev|fik|går|bor"
_THINGS: tuple[tuple[str, re.Pattern[str], bool], ...] = (  # kind, pattern, whether it is sought in small letters
    ("AGES", signs.RANGE, True),
    ("AGE", signs.AGE, True),
    ("CLASS", signs.CLASS, True),
    ("BORN", signs.BORN, True),
    ("PHONE", PHONE, False),
    ("MAIL", EMAIL, False),
    ("ADDRESS", ADDRESS, False),
    ("ADDRESS", BARE_ADDRESS, True),
    ("INITIAL", INITIALS, False),
    (
        "INITIAL",
        re.compile(
            rf"(?<![\w.]){_UPPER}\. ?(?={_AFTER_INITIAL})"
            rf"|(?<=[a-zæøå] ){_UPPER}(?:\.(?= |$|,)|(?= [a-zæøå]|[.,]))"
        ),
        False,
    ),
    (
        "DATE",
        re.compile(
            r"\b\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?\b"
            r"|\b\d{1,2}\. (?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*"
            r"|\bkl\. ?\d[\d.:]*|\buge \d+|\b(?:19|20)\d\d\b"
        ),
        False,
    ),
    ("POINT", re.compile(r"(?:^|(?<=[\n.?!;] ))\d{1,2}[.)] |\b[Pp](?:un)?kt\.? ?\d+|§ ?\d+"), False),
)
_OUTSIDE = {"NAME", "CAPITAL", "KNOWN", "AREA", "STREET", "FIGURE"}  # names of some sort: no words of a list
_KEPT = {"BODY", "PLACE", "FAMOUS", "TITLE"}  # kinds that a word with a capital keeps
_PRONOUNS = {"han", "hun", "ham", "hende", "hans", "hendes"}


@dataclass(slots=True)
class Word:
    """Where it stands; `shown`: what stands for it, in capitals where the word itself says nothing."""

    start: int
    end: int
    low: str
    shown: str
    kinds: set[str]

    @property
    def spoken(self) -> bool:
        """Whether it is a word of the language, not a name, a number or a sign."""
        return self.shown == self.low and self.low[0].isalpha()


def read(sentence: signs.Sentence, likeness: Likeness, names: Set[str] | None = None) -> list[Word]:
    """The words of a sentence; `names`: the first names that are listed, if not all."""
    names = words().first_names if names is None else names
    text, low = sentence.text, sentence.text.lower()
    if len(low) != len(text):  # a letter that has no small one of its own: İ
        low = "".join(one if len(one := letter.lower()) == 1 else letter for letter in text)
    things = sorted(_things(sentence, low))
    taken = {at for start, end, _ in things for at in range(start, end)}
    tokens = ((one.start(), one.end(), "") for one in _TOKEN.finditer(text) if one.start() not in taken)
    begins, found = True, list[Word]()
    for start, end, kind in sorted([*things, *tokens]):
        word = Word(start, end, low[start:end], kind or low[start:end], {kind} if kind else set())
        written = text[start:end]
        if kind:
            word.kinds |= _details(kind, written)
            begins = kind == "POINT"
        elif written[0].isalpha():
            spelled = as_a_name(written)
            _look(word, written, _listed(spelled, names), begins, likeness)
            begins = False
        elif written[0].isdigit():
            word.shown, word.kinds, begins = "0" * min(len(written), 4), {"NUMBER"}, False
        elif written in '.!?:\n•"»':
            begins = True
        found.append(word)
    _listed_together(found)
    found = list(_joined(found, text))
    for begin, until in signs.spans(signs.DEFINITE, low):
        for word in found:
            if begin <= word.start < until and not word.kinds & _OUTSIDE:
                word.kinds.add("CERTAIN")
    return found


def _things(sentence: signs.Sentence, low: str) -> Iterator[tuple[int, int, str]]:
    """What is one thing though it may be several words; the first that is found at a place counts."""
    text = sentence.text
    free = bytearray(b"\1" * len(text))
    sought = ((kind, pattern, low if small else text) for kind, pattern, small in _THINGS)
    spans = [(*span, "KNOWN") for span in sentence.contacts]
    spans += [(*one.span(), kind) for kind, pattern, where in sought for one in pattern.finditer(where)]
    spans += [(*span, "KNOWN" if span in sentence.bodies else "AREA") for span in sentence.known]
    spans += [(*span, "FIGURE") for span in sentence.figures]
    spans += [(*one.span(), "STREET") for one in signs.STREET.finditer(text)]
    for start, end, kind in spans:
        if all(free[start:end]):
            free[start:end] = bytes(end - start)
            yield start, end, kind


def _details(kind: str, written: str) -> set[str]:
    if kind == "MAIL":
        return {"MAIL_PRIVATE" if PRIVATE_HOSTS.search(written) else "MAIL_OTHER"}
    if kind == "PHONE":
        return {"MOBILE" if MOBILE.match(digits(written)) else "LAND"}
    return set()


def _look(word: Word, written: str, listed: str | None, begins: bool, likeness: Likeness) -> None:
    """What the word is by the lists and its capital; `begins`: one that a sentence begins with says nothing."""
    word.kinds = kinds().of(word.low)
    if word.low in _PRONOUNS:
        word.kinds.add("PRONOUN")
    ending = "s" if written.endswith("s") and listed != written else ""
    too = listed in words().words_too
    if not written[0].isupper():
        if listed and not too:
            word.shown, word.kinds = "NAME", {"NAME"}
    elif written.isupper() and 1 < len(written) < 6 and not listed:
        word.shown = "SHORT"
        word.kinds.add("SHORT")
    elif listed and not (begins and too):
        word.shown, word.kinds = f"NAME{ending}", {"NAME"}
    elif not begins:
        like = likeness(signs.bare_name(written))
        word.shown = f"CAPITAL{ending}"
        word.kinds = {"CAPITAL", "LIKE" if like > 1 else "MAYBE" if like > -2 else "UNLIKE"} | (word.kinds & _KEPT)
    elif not word.kinds and len(written) > 2:
        like = likeness(signs.bare_name(written))
        if like > 0:
            word.shown, word.kinds = f"CAPITAL{ending}", {"CAPITAL", "LIKE" if like > 1.5 else "MAYBE"}
        else:
            word.kinds = {"BEGINS"}


def _listed(word: str, listed: Set[str]) -> str | None:
    """The first name that it is, without a genitive; of one with a hyphen, a part is enough."""
    bare = signs.bare_name(word)
    parts = bare.split("-")
    double = len(parts) > 1 and all(part[:1].isupper() for part in parts)
    return bare if bare in listed or (double and not listed.isdisjoint(parts)) else None


def _listed_together(found: list[Word]) -> None:
    low = [word.low for word in found]
    for at in range(len(found)):
        for many, kind in kinds().together(low, at):
            for word in found[at : at + many]:
                if not word.kinds & _OUTSIDE:
                    word.kinds.add(kind)


def _joined(found: list[Word], text: str) -> Iterator[Word]:
    """Names that follow each other, as one full name."""
    last: Word | None = None
    for word in found:
        both = last is not None and bool(word.kinds & {"NAME", "CAPITAL"} and last.kinds & {"NAME", "CAPITAL"})
        if last is not None and both and text[last.end : word.start] == " ":
            last.kinds |= word.kinds | {"FULL"}
            last.shown = ("FULL" if "NAME" in last.kinds else "CAPITALS") + ("s" if word.shown.endswith("s") else "")
            last.end, last.low = word.end, f"{last.low} {word.low}"
            continue
        if last is not None:
            yield last
        last = word
    if last is not None:
        yield last
