"""What stands in one sentence: names, ages, children, places, burdens; each with where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.domain.soft_check.known import WORD, KnownNames, digits, figures
from bot.domain.soft_check.patterns import EMAIL, PHONE
from bot.domain.soft_check.words import as_a_name, words

Span = tuple[int, int]

_CAPITAL = "[A-ZÆØÅÉÜÖÄÇŞİ]"
_NUMBER = r"(?:[1-9]|1\d|2[0-4])"
# Several ages or classes at once are nobody's.
RANGE = re.compile(
    r"\b\d{1,2}(?:[-.–]| til | eller )+\d{1,2}\.?(?:[- ]?årige?s?\b| års?\b|\.? (?:klasse|årgang)\b)"
    r"|\b(?:mellem|fra) \d{1,2}\.?(?: år)? (?:og|til) \d{1,2}\b\.?(?: år| klasse)?|\bde \d{1,2}-årige\b"
    r"|\bred barnet\b"
    r"|\b(?:over|under|fyldt|mindst|højst|ned til|op til) \d{1,2}(?: år)?\b"
)
AGE = re.compile(
    rf"\b(?:den )?(?:kun |lige fyldt )?{_NUMBER}[- ]?årige?s?\b"
    rf"|\b(?:på )?{_NUMBER} års?\b(?! (?:siden|gammel|periode|i træk))"
    rf"|\({_NUMBER}\)|\b(?:bliver|fylder|fyldte|blev) {_NUMBER}\b(?! ?[%.,:]?\d| (?:kr|procent|pct))"
    rf"|\bpå {_NUMBER}(?=[ ,.)?!;]|$)"
    r"(?! ?(?:\.|kr|uger|timer|min|dage|måneder|pladser|procent|%|tilbud|unge|børn|skoler))"
)
CLASS = re.compile(
    r"\b(?:i |fra )?(?:0|[1-9]|10)\.? ?(?:[a-dxyz]\b|[a-dxyz]?\.? ?klasse\b)(?!\w)"
    r"|\b[123]\. ?g(?:['’]?er)?\b|\b[0-9]\. ?[a-dxyz]\b"
    r"|\b(?:første|anden|tredje|fjerde|femte|sjette|syvende|ottende|niende|tiende) klasse\b|\bbørnehaveklassen?\b"
)
BORN = re.compile(r"\bfødt (?:den |d\. |i )?\d{1,2}?|\bfødselsdag d|\bfødselsdato\b|\bf\. \d{1,2}[./-]\d")
_IN_CLASS = r"(?:(?:0|[1-9]|10)(?:\.? ?[a-fx-z]\b|\.? ?klasse\b)|[123]\.? ?g\b)"
# A class or an age right behind a name, in small letters.
BESIDE = re.compile(
    rf"s?,? ?\(?(?:begge )?(?:(?:som |der )?går i |fra |i |på )?(?:{_IN_CLASS}|{_NUMBER} år\b(?! (?:i|som|siden)\b))"
)
STREET = re.compile(
    rf"\b{_CAPITAL}\w*(?:gade|vej|parken|allé|bro|plads|torv|kvarteret|gården|stræde|vænge|haven|lunden|toften|planen"
    r"|bjerg|marken|huset|vang|ager|vest|nord|syd|øst|husene|skolen)s?\b(?: [1-9]\d{0,2}[A-Z]?\b)?"
    r"|\bopgang(?:en)? [A-Z\d]+|\b(?:i |på |fra )?(?:nr\.|nummer) \d+\b|\bblok \w+"
)
_PLACE_WORD = re.compile(rf"\b(?:i|på|fra|ved|nær) ({_CAPITAL}\w+(?: {_CAPITAL}\w+)*)")
DEFINITE = re.compile(
    r"\b(?:dreng|pig|barn|elev|knægt|søn|datt|bro|søst|teenag|ungarbejd|tøs|fyr|lærling|kursist|lillebro|storebro|"
    r"lillesøst|storesøst|klubmedlem|plejebarn|plejesøn|plejedatt|søskendepar)(?:en|et|n|nen|eren|eret|ren|ret)s?\b"
    r"|\b(?:tvillingerne|brødrene)s?\b"
    r"|\b(?:to|tre|fire|begge) (?:søskende|brødre|søstre)\b"
    r"|\bde (?:to|tre|fire) (?:små|mindste|yngste|ældste)(?=[,.]| (?:der|som|er|har|går|bor|fra)\b)"
    r"|\bden ene af (?:de|dem|vores)\b"
    rf"|\bd(?:en|et) (?:\w+ )?(?:dreng|pige|barn|elev|knægt|unge(?: mand| kvinde| pige)?|{_NUMBER}[- ]?årige)s?\b"
)
_WHOSE = re.compile(r"\b(?:hans|hendes|min|mit|vores|hvis|sin|sit|deres|naboens|nabos)\b")
_SHE = re.compile(r"\b(?:han|hun|ham|hende)\b")
_ONE = re.compile(r"\b(?:en|et|vores|min|hans|hendes|naboens|nabos|ung|ny|to|den|det|samme|eneste|min)\b")


_PLACE_BEFORE = re.compile(r"\b(?:i|på|fra|ved|hos|til|af|klub|skole)\s$")
_CHILD_BEFORE = re.compile(
    r"\b(?:drengen|pigen|eleven|barnet|sønnen|datteren|lillebror|storebror|lillesøster|storesøster|(?:hans|hendes|elevens|"
    r"barnets|drengens|pigens|min|vores) (?:mor|far|søn|datter|bror|søster|onkel|elev)),?\s$"
)
_TOLD_AFTER = re.compile(
    rf"(?: {_CAPITAL}\w+\.?)?(?:,? (?:på )?{_NUMBER} år\b| \({_NUMBER}(?: år)?\)"
    rf"| på {_NUMBER}(?=[ ,.])(?! ?(?:kr|uge|time|min|dag))"
    r"|,? (?:fra |i )?\d\.? ?(?:[a-dxyz]\b|klasse\b))"
)
_FROM_CLASS = re.compile(rf" fra {_IN_CLASS}")
_SPOKEN_OF = re.compile(r"(?:^|\b(?:om|med|til|for|hos|af|og|både)\s)$")
_TOLD_OF = re.compile(rf" (?:på {_NUMBER}|\({_NUMBER}|går i (?:\d|skole)|fra \d)")
_AS_PUPIL = re.compile(  # beside a figure's name: a child that is called so
    rf"(?:,? (?:som |der )?går)? (?:i|på|fra) {_CAPITAL}\w*(?: \w+)? ?(?<=[Ss]kole)\b"
    r"|,? (?:som |der )?(?:bor (?:i|på) |fra |i )?(?:nr\.|nummer|opgang|blok) ?\w"
    r"|,? (?:som er |er |en )?(?:elev|dreng|pige|klubmedlem)\b"
    r"|s?['’]? (?:mor|far|forældre|bror|søster|lillebror|lillesøster|storebror|storesøster|kontaktperson)\b"
)
_NO_PERSON_BEFORE = re.compile(
    r"\b(?:Sankt|Skt\.|FC|BK|IF|Projekt|Foreningen|Fonden|Klub|Café|Cafe|Gruppen|Holdet)\s$"
)
_NO_PERSON_AFTER = re.compile(
    r"^[\w'’-]+(?: [A-ZÆØÅ][\w'’-]*){0,3}[ -]"
    r"(?:Plads|Gade|Vej|Skolen?|Allé|Torv|Kirke|Center|Hus|Park|Minde|Stræde|Bro|"
    r"Legat|Fond|Klub|[A-ZÆØÅ]\w*(?:skole|skolen|hus|huset|klub|klubben|center|fonden|projektet))\b"
)
_LABEL = re.compile(r"^\s*(?:referat|opfølgning|beslutning|besluttet|aftalt|punkt \d*|status|note):")


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name; `work`: whether what stands around it says that one meets it at work;
    `initial`: whether the surname is hidden behind its first letter."""

    start: int
    end: int
    work: bool
    initial: bool


class Sentence:
    """One sentence of a text, from `start`; known names are blotted out for the search for people."""

    def __init__(self, text: str, start: int, known: KnownNames) -> None:
        found = list(known.spans(text))
        text = _calm(text)
        self.text, self.start = text, start
        self.low = RANGE.sub(lambda one: "·" * len(one.group()), text.lower())
        self.known = [(start, end) for start, end, _ in found]
        self.bodies = [(start, end) for start, end, area in found if not area]
        phones = [span for span in spans(PHONE, text) if digits(text[slice(*span)]) in known.phones]
        self.contacts = phones + [span for span in spans(EMAIL, text) if text[slice(*span)].lower() in known.emails]

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """People's names, not those that are known."""
        return tuple(self._names())

    def _names(self) -> Iterator[Name]:
        listed, tokens = words(), [(m.group(), m.start(), m.end()) for m in WORD.finditer(self.text)]
        n = 0
        while n < len(tokens):
            word, begin, end = tokens[n]
            n += 1
            bare = bare_name(as_a_name(word))
            if self.is_known(begin) or not (bare in listed.first_names or self._is_told_of(word, begin, end)):
                continue
            last = n
            while last < len(tokens) and last < n + 3 and self._continues(tokens[last - 1], tokens[last]):
                last += 1
            full, end = last > n, tokens[last - 1][2]
            begins = n == 1 or _after_full_stop(self.text, begin)
            if bare in listed.words_too and not full and begins and not _TOLD_OF.match(self.text[end:]):
                continue
            if _NO_PERSON_BEFORE.search(self.text[:begin]) or _NO_PERSON_AFTER.search(self.text[begin:]):
                continue
            initial = full and bool(re.search(r" [A-ZÆØÅ]\.$", self.text[begin : end + 1]))
            yield Name(begin, end, self._at_work(begin, end), initial)
            n = last

    def _is_told_of(self, word: str, begin: int, end: int) -> bool:
        """Whether an unlisted word is a name by what stands around it: *Xhevdet på 14 år*, *drengen Xhevdet*."""
        if word.islower():
            beside = _SPOKEN_OF.search(self.low[:begin]) and _FROM_CLASS.match(self.low[end:])
            return beside is not None and word.title() in words().words_too
        if word in {"Fra", "Til", "Over", "Under", "Efter", "Alder", "Kun", "Ca", "Op"}:
            return False
        if not word[0].isupper() or word.isupper() or len(word) < 3 or _PLACE_BEFORE.search(self.low[:begin]):
            return False
        if _CHILD_BEFORE.search(self.text[:begin]):
            return True
        inside = bool(self.text[:begin].strip(" -–•*")) and not _after_full_stop(self.text, begin)
        told = _TOLD_AFTER.match(self.text[end:])
        return told is not None and (inside or any(sign in told.group() for sign in ("(", ",", " år")))

    def _continues(self, one: tuple[str, int, int], following: tuple[str, int, int]) -> bool:
        between = self.text[one[2] : following[1]]
        return between == " " and following[0][0].isupper() and not one[0].endswith(("'", "’"))

    def _at_work(self, begin: int, end: int) -> bool:
        listed = words()
        if self._has_title(WORD.findall(self.low[max(0, begin - 60) : begin]), self.text[:begin].endswith(", ")):
            return True
        after = self.low[end : end + 40]
        if re.match(r",? ?\(?(?:fra|hos|i|ved) ", after) and (
            listed.organisations.search(after) or any(0 <= start - end < 12 for start, _ in self.bodies)
        ):
            return not CLASS.search(after)
        if re.match(r" ?[,(]", after) and any(word.endswith(listed.titles) for word in WORD.findall(after)[:4]):
            return True
        return bool(re.match(r" ?\([A-ZÆØÅ]{2,}", self.text[end : end + 8]))

    def _has_title(self, before: list[str], comma: bool) -> bool:
        """Whether the name follows a title: *klubleder X*, *lederen hedder X*, *lederen af klubben, X*."""
        titled = [word.endswith(words().titles) for word in before]
        linked = before[-1:] in (["hedder"], ["er"], ["bliver"], ["og"])
        return any(titled[-1:]) or (linked and any(titled[-3:])) or (comma and any(titled[-4:]))

    def is_known(self, at: int) -> bool:
        """Whether a known name stands there."""
        return any(start <= at < end for start, end in self.known)

    @cached_property
    def figures(self) -> tuple[Span, ...]:
        """People whom everybody knows, but for a child with the name of one."""
        return tuple((begin, end) for begin, end, _ in figures().spans(self.text) if not self._is_pupil(begin, end))

    def _is_pupil(self, begin: int, end: int) -> bool:
        after = self.text[end:]
        if self._has_title(WORD.findall(self.low[max(0, begin - 60) : begin]), comma=False):
            return False
        told = _TOLD_AFTER.match(after) or _AS_PUPIL.match(after) or BESIDE.match(self.low[end:])
        return bool(told or _CHILD_BEFORE.search(self.text[:begin]))

    @cached_property
    def ages(self) -> tuple[Span, ...]:
        """One age, class or birthday."""
        return spans(AGE, self.low) + spans(CLASS, self.low) + spans(BORN, self.low)

    @cached_property
    def children(self) -> tuple[Span, ...]:
        """One child, whether any or a certain one."""
        return spans(words().children, self.low)

    @cached_property
    def certain(self) -> tuple[Span, ...]:
        """A certain child: *the* boy, *our* girl."""
        return spans(DEFINITE, self.low)

    @cached_property
    def kin(self) -> tuple[Span, ...]:
        """Kin, and whose."""
        return spans(words().kin, self.low)

    @cached_property
    def burdens(self) -> tuple[Span, ...]:
        """Illness, offences, trouble at home."""
        listed = words()
        return spans(listed.illness, self.low) + spans(listed.offences, self.low) + spans(listed.trouble, self.low)

    @cached_property
    def where(self) -> tuple[Span, ...]:
        """Places, named or looking like it."""
        named = tuple((one.start(1), one.end(1)) for one in _PLACE_WORD.finditer(self.text))
        return spans(STREET, self.text) + named + tuple(self.known)

    @cached_property
    def whose(self) -> tuple[Span, ...]:
        """his, her, my, whose."""
        return spans(_WHOSE, self.low)

    @cached_property
    def pronouns(self) -> tuple[Span, ...]:
        """He, she."""
        return spans(_SHE, self.low)

    @cached_property
    def lives(self) -> tuple[Span, ...]:
        """What befalls the one whom one helps."""
        return spans(words().lives, self.low)

    @cached_property
    def working(self) -> bool:
        """Whether somebody does something here that people do at work."""
        return bool(words().deeds.search(_LABEL.sub("", self.low)))

    @cached_property
    def general(self) -> bool:
        """Whether it speaks of children in general, or asks for an offer."""
        return "?" in self.text or bool(words().general.search(self.low))


def spans(found: re.Pattern[str], text: str) -> tuple[Span, ...]:
    """Where the pattern is found."""
    return tuple(one.span() for one in found.finditer(text))


def bare_name(word: str) -> str:
    """A name without its genitive: Hassans, Rasmus' → Hassan, Rasmus."""
    word = word.rstrip("'’")
    listed = words().first_names
    return word if word in listed or not word.endswith("s") else word[:-1].rstrip("'’")


def _after_full_stop(text: str, at: int) -> bool:
    return not text[:at].strip(" \n\t-–•*»\"") or text[:at].rstrip().endswith((".", ":", "!", "?"))


_SHOUTED = re.compile(r"[^\W\d_]{2,}")


def _calm(text: str) -> str:
    """A sentence that is all in capitals as it would be written else: only names begin with one."""
    if not text.isupper() or len(_SHOUTED.findall(text)) < 2:
        return text

    def calm(word: re.Match[str]) -> str:
        name = bare_name(as_a_name(word.group())) in words().first_names
        spelled = word.group().title() if name or not text[: word.start()].strip() else word.group().lower()
        return spelled if len(spelled) == len(word.group()) else word.group()  # a letter that has no small one: İ

    return _SHOUTED.sub(calm, text)


_END = re.compile(
    r"(?<=[.!?])(?<!\b\d\.)(?<!\b[A-ZÆØÅ]\.)(?<!\btlf\.)(?<!\bbl\.a\.)(?<!\bf\.)(?<!\bnr\.)(?<!\bca\.)(?<!\bst\.)"
    r"(?<!\bkl\.)\s+(?=[A-ZÆØÅ»])|\n+|;\s+"
)


def sentences(text: str, known: KnownNames) -> Iterator[Sentence]:
    """The sentences of a text."""
    begin = 0
    for end, after in [*((one.start(), one.end()) for one in _END.finditer(text)), (len(text), len(text))]:
        part = text[begin:end]
        if part.strip():
            yield Sentence(part, begin, known)
        begin = after
