"""The rules of the soft check, one function each, in the order in which they are tried on a sentence."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.domain.soft_check.known import KnownNames, digits
from bot.domain.soft_check.patterns import (
    ADDRESS,
    BARE_ADDRESS,
    BIRTHDAY,
    CASE,
    EMAIL,
    HANDLE,
    INITIALS,
    MOBILE,
    PHONE,
    PLATE,
    PRIVATE_HOSTS,
)
from bot.domain.soft_check.signs import BESIDE, Name, Sentence, Span, spans
from bot.domain.soft_check.words import words

NAME = "Det ligner et navn sammen med oplysninger om personen."
OF_PHONE = "Det ligner et privat telefonnummer."
OF_EMAIL = "Det ligner en privat mailadresse."
OF_ADDRESS = "Det ligner en privat adresse."
OF_HOME = "Det ligner adressen på nogens hjem."
OF_CASE = "Det ligner nummeret på en sag om en person."
OF_HANDLE = "Det ligner nogens navn på nettet."
OF_PLATE = "Det ligner en nummerplade."
OF_BIRTH = "Det ligner nogens fødselsdag."
OF_PUPIL = "Det ligner en bestemt elev eller ung: navn eller dæknavn med alder eller klasse."
BURDEN = "Det ligner oplysninger om en bestemt persons sygdom, lovovertrædelse eller forhold derhjemme."
POINTS_OUT = "Beskrivelsen kan vise, hvem et barn eller en ung er."

NEAR = 90  # characters between what belongs together
_SOMEBODY = re.compile(r"\bprivat|\b(?:han|hun|hans|hendes|ham|hende|min|dreng|pige|barnets)\b")
_THEME = re.compile(r"\b(?:oplæg|tema|kampagne|fortæller om|taler om|projekt)\b")
_OFFICE = re.compile(
    r"klub|forening|kontakt|info|skole|post|kontor|beboer|hus|bestyrelse|fritid|lokal|projekt|center|cafe|team|hold|ung"
)
_OFFICE_ONLINE = re.compile(  # in a handle: "hus" is in Hussein, "ung" in Yeung
    r"klub|forening|kontakt|skole|bibliotek|kontor|beboer|bestyrelse|fritid|projekt|center|cafe|ungdom|kommune"
)
_GRANT = re.compile(
    r"bevilling|budget|udbud|tilskud|pulje|regnskab|faktura|økonomi|indstilling|lejemål|høring|borgerrepræsentation|renover"
)
_SIDE = re.compile(r"\b(?:tv|th|mf|venstre|højre)\b")
_FAMILY = re.compile(
    r"\b[Ff]amilien (?:[A-ZÆØÅ]\w+|i (?:nr|nummer|opgang|stuen|lejlighed)|på \d|fra|med|over|under|ved)\b[^.,;]*"
    r"|\b(?:[Hh]r|[Ff]ru|[Ff]rk|[Ff]røken)\.? [A-ZÆØÅ]\w+[^.,;]*"
    r"|\b(?:[Ee]nlig|[Dd]en \w+|[Ee]n \w+) (?:mor|far|bedstemor|bedstefar)(?:en|eren)? (?:til|med|i|fra|på)\b[^.,;]*"
    r"|\b(?:som|der) bor hos (?:sin|sine|en)\b[^.,;]*"
    r"|\b[Dd]en (?:eneste|\w+ske|kurdiske) \w*\s?familie\b[^.,;]*"
)
_MY_YOUNG = re.compile(r"\b(?:min|vores egen|mit) (?:unge|barn|dreng|pige|søn|datter)\b")
_SOMEBODYS = re.compile(
    r"\b\w{4,}s (?:\w+ste |lille |store |\d+-årige )?(?:søn|datter|plejesøn|plejedatter|barnebarn|nevø|niece)\b"
    r"|\b(?:yngste|ældste|mellemste) (?:søn|datter|dreng|pige|barn)\b|\b(?:søn|datter)(?:nen|en)? (?:af|til)\b"
)
_PARENT = re.compile(
    r"\b(?:mor|far|mormor|farmor|bedstemor|moder|fader|stedfar|plejemor|kærest|onkl|storesøster til ham|ham|hende)"
    r"(?:en|eren|ren)?s?\b"
)
_NEWS = re.compile(
    r"\b(?:underretning|bekymring|bekymret|sagen|sag|henvendelse|anmeldelse|samtale|handleplan)\w* "
    r"(?:om|for|på|mod|med) "
)
_RELATIVE = re.compile(r",? ?\b(?:hvis|som|der)\b")
_FOLLOWED = re.compile(r"(?: \w+){0,2},? (?:hvis|som|der|med|fra)\b")
_ONLY = re.compile(r"\b(?:den|det|de) eneste\b|\beneste\b")
_HAPPENED = re.compile(
    r"\b(?:er|har|blev|bliver|fik|kom|gik|var|havde|sagde|fortalte|fortæller|bor|sidder|går|kommer|møder|skal|vil|tog|"
    r"lavede|\w{3,}ede|\w{3,}te)\b"
)
_NUMBERED = re.compile(  # a name that hides who it is: Ung1, Barn A
    r"\b(?:[Uu]ng|[Bb]arn|[Ee]lev|[Dd]reng|[Pp]ige|[Bb]orger|[Dd]eltager|[Pp]erson|[Tt]eenager) ?"
    r"(?:nr\.? ?)?(?:\d{1,2}|[A-ZÆØÅ])\b"
)
_INVENTED = re.compile(
    r"\bcase(?:n|s|ne)?\b|\b(?:opdigt|opfund|fiktiv)\w*|\w*(?:bogen|filmen|romanen|serien|stykket|spillet)\b"
)
_GENERIC = re.compile(
    r"\b(?:hvis|når|at) (?:barnet|eleven|den unge|drengen|pigen|sønnen|datteren)"
    r"|\bbarnets (?:tarv|lov|reform|perspektiv)|\bden unges\b"
)


SURE = {OF_CASE, OF_HANDLE, OF_PLATE, OF_BIRTH, OF_PUPIL}  # reasons that count whatever else a sentence says


@dataclass(frozen=True, slots=True)
class Finding:
    """A passage of a text, and in Danish what it looks like."""

    start: int
    end: int
    reason: str


Rule = Callable[[Sentence, KnownNames], Iterable[Finding]]


def pointed_out(sentence: Sentence, known: KnownNames) -> Iterator[tuple[str, Finding]]:
    """What the rules find in a sentence, with the rule's name."""
    for rule in RULES:
        for one in rule(sentence, known):
            yield rule.__name__, one


def private_email(sentence: Sentence, known: KnownNames) -> Iterator[Finding]:
    """An address at a provider of private mail, that is no office's."""
    for one in EMAIL.finditer(sentence.text):
        email = one.group().lower()
        local = email.partition("@")[0]
        if email not in known.emails and PRIVATE_HOSTS.search(email) and not _OFFICE.search(local):
            yield Finding(*one.span(), OF_EMAIL)


def private_phone(sentence: Sentence, known: KnownNames) -> Iterator[Finding]:
    """A number that is a person's by what stands around it, or a mobile number that is nobody's known."""
    person = bool(sentence.kin or sentence.certain or any(not one.work for one in sentence.names))
    person = person or bool(_SOMEBODY.search(sentence.low))
    office = bool(words().places.search(sentence.low) or sentence.known)
    office = office or any(one.work for one in sentence.names) or _has_title(sentence)
    for one in PHONE.finditer(sentence.text):
        mobile = MOBILE.match(digits(one.group()))
        if digits(one.group()) not in known.phones and (person or (mobile and not office)):
            if office and not (sentence.kin or sentence.children or sentence.pronouns or _private_name(sentence)):
                continue
            yield Finding(*one.span(), OF_PHONE)


def private_address(sentence: Sentence, known: KnownNames) -> Iterator[Finding]:
    """An address with floor and side; with a floor only where it is said to be a home."""
    person = bool(sentence.kin or sentence.children or sentence.names) or bool(
        re.search(r"\b(?:bor|beboer(?:en|ens|e)?|hjemme|lejer\w*|familie\w*)\b", sentence.low)
    )
    office = bool(words().places.search(sentence.low))
    bare = (one for one in BARE_ADDRESS.finditer(sentence.low))
    for one in (*ADDRESS.finditer(sentence.text), *bare):
        inside = any(start <= one.start() and one.end() <= end for start, end in sentence.known)
        if not inside and (person or (_SIDE.search(one.group().lower()) and not office)):
            yield Finding(*one.span(), OF_HOME if person else OF_ADDRESS)


def case_number(sentence: Sentence, known: KnownNames) -> Iterator[Finding]:
    """The number of a case or a login, which leads to a person; a grant's or a tender's does not."""
    for one in CASE.finditer(sentence.low):
        if not _GRANT.search(sentence.low):
            yield Finding(*one.span(), OF_CASE)


def handle(sentence: Sentence, known: KnownNames) -> Iterator[Finding]:
    """A name on a social network that is no offer's."""
    for one in HANDLE.finditer(sentence.text):
        if not _OFFICE_ONLINE.search(one.group().lower()) and not sentence.is_known(one.start()):
            yield Finding(*one.span(), OF_HANDLE)


def birthday(sentence: Sentence, known: KnownNames) -> Iterator[Finding]:
    """The day on which somebody was born."""
    for one in BIRTHDAY.finditer(sentence.low):
        yield Finding(*one.span(), OF_BIRTH)


def plate(sentence: Sentence, known: KnownNames) -> Iterator[Finding]:
    """A car's number plate."""
    for one in PLATE.finditer(sentence.text):
        yield Finding(*one.span(), OF_PLATE)


def a_pupil(sentence: Sentence, known: KnownNames) -> Iterator[Finding]:
    """A name that is nobody's at work, or *Ung1*, with a class or an age right behind it; nobody in a book."""
    if _INVENTED.search(sentence.low):
        return
    names = [(name.start, name.end) for name in sentence.names if not name.work]
    for start, end in (*names, *spans(_NUMBERED, sentence.text)):
        if beside := BESIDE.match(sentence.low, end):
            yield Finding(start, beside.end(), OF_PUPIL)


def named_with_details(sentence: Sentence, known: KnownNames) -> Iterator[Finding]:
    """A name beside an age, a class, a burden, kin; or what befalls those whom one helps. Not who is at work."""
    for name in sentence.names:
        strong = _near(name, (*sentence.ages, *sentence.certain))
        kin = _kin_of(sentence, name)
        burden = _near(name, sentence.burdens)
        if name.work:
            told = re.match(r"s?'? (?:er|har|blev|fik)(?: \w+){0,2} ", sentence.low[name.end :])
            near = [one for one in sentence.burdens if told and 0 <= one[0] - name.end - told.end() < 3]
            found = near[:1] if near and not sentence.working else []
        elif strong or kin or name.initial:
            found = [*strong, *kin, (name.start, name.end)]
        elif burden and not _topic(sentence, name):
            found = burden
        elif sentence.working and not sentence.pronouns:
            found = []
        else:
            found = [(name.start, name.end)]
        if found:
            yield Finding(*_around((name.start, name.end), found[0]), NAME)


def a_family(sentence: Sentence, known: KnownNames) -> Iterator[Finding]:
    """*Familien Jensen*, *familien i nr. 12*."""
    for one in _FAMILY.finditer(sentence.text):
        if not sentence.is_known(one.start() + 9):
            yield Finding(*one.span(), POINTS_OUT)


def hidden_name(sentence: Sentence, known: KnownNames) -> Iterator[Finding]:
    """Initials."""
    for one in INITIALS.finditer(sentence.text):
        yield Finding(*one.span(), NAME)


def a_certain_child(sentence: Sentence, known: KnownNames) -> Iterator[Finding]:
    """*The* boy, *our* pupil, *the caretaker's* son, with a burden, a deed, an age, a place."""
    if _GENERIC.search(sentence.low):
        return
    owned = _owned(sentence)
    for child in (*sentence.certain, *owned):
        burden = _near(child, sentence.burdens)
        details = _near(child, (*sentence.ages, *sentence.where, *sentence.whose))
        details = [one for one in details if not _inside(one, child)]
        told = bool(_HAPPENED.search(sentence.low)) and not sentence.general
        if burden and not (sentence.general and not details):
            yield Finding(*_around(child, burden[0]), BURDEN)
        elif (told or (child in owned and not sentence.general)) and (
            details or child in owned or _FOLLOWED.match(sentence.low[child[1] :])
        ):
            yield Finding(*_around(child, details[0] if details else child), POINTS_OUT)


def a_parent(sentence: Sentence, known: KnownNames) -> Iterator[Finding]:
    """*The* mother, him, her, with a burden or a child."""
    if sentence.general or _GENERIC.search(sentence.low):
        return
    for one in _PARENT.finditer(sentence.low):
        if burden := _near(one.span(), (*sentence.burdens, *sentence.certain)):
            yield Finding(*_around(one.span(), burden[0]), BURDEN)


def any_child(sentence: Sentence, known: KnownNames) -> Iterator[Finding]:
    """A boy of 13 at a place, whose mother …: what is told of one child, not asked for all."""
    ages = [one for one in sentence.ages if _one_of(sentence, one)]
    for child in (*sentence.children, *ages):
        near_age = _near(child, [one for one in sentence.ages if one != child])
        place = _near(child, sentence.where)
        burden = _near(child, sentence.burdens)
        whose = _near(child, (*sentence.whose, *sentence.kin))
        whose = [one for one in whose if one != child and not _inside(one, child)]
        happened = _HAPPENED.search(sentence.low) is not None and not sentence.general
        signs = sum(map(bool, (near_age or child in ages, place, burden, whose)))
        news = _NEWS.search(sentence.low[: child[0] + 4])
        if (signs >= 3 and (happened or burden)) or (signs >= 2 and happened and (burden or whose)) or (
            signs and news and not sentence.general
        ):
            reason = BURDEN if burden else POINTS_OUT
            yield Finding(*_around(child, (burden or whose or place or near_age)[0], *near_age[:1]), reason)
        elif happened and (burden or (near_age and place)) and _RELATIVE.search(sentence.low[child[1] :][:40]):
            yield Finding(*_around(child, (burden or near_age)[0]), BURDEN if burden else POINTS_OUT)


def he_or_she(sentence: Sentence, known: KnownNames) -> Iterator[Finding]:
    """He or she, with an age and a place or a burden."""
    for one in sentence.pronouns:
        near = _near(one, (*sentence.ages, *sentence.burdens))
        place = _near(one, sentence.where)
        kin = _near(one, sentence.kin)
        if near and not sentence.general and (place or kin or len(near) > 1 or not sentence.working):
            yield Finding(*_around(one, near[0]), POINTS_OUT)


def the_only_one(sentence: Sentence, known: KnownNames) -> Iterator[Finding]:
    """The only one of that age, at that place."""
    for one in spans(_ONLY, sentence.low):
        if near := _near(one, (*sentence.ages, *sentence.children)):
            yield Finding(*_around(one, near[0]), POINTS_OUT)


RULES: tuple[Rule, ...] = (
    private_email,
    private_phone,
    private_address,
    case_number,
    handle,
    birthday,
    plate,
    a_pupil,
    named_with_details,
    a_family,
    hidden_name,
    a_certain_child,
    any_child,
    a_parent,
    he_or_she,
    the_only_one,
)


def _has_title(sentence: Sentence) -> bool:
    return any(word.endswith(words().titles) for word in re.findall(r"\w+", sentence.low))


def _private_name(sentence: Sentence) -> bool:
    return any(not one.work for one in sentence.names)


def _near(one: Name | Span, others: Iterable[Span]) -> list[Span]:
    """The others not far from it, the nearest first."""
    start, end = (one.start, one.end) if isinstance(one, Name) else one
    far = {other: max(other[0] - end, start - other[1]) for other in others}
    return sorted((other for other, by in far.items() if by < NEAR), key=far.__getitem__)


def _inside(one: Span, other: Span) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


def _around(*all_: Span) -> Span:
    return min(start for start, _ in all_), max(end for _, end in all_)


def _kin_of(sentence: Sentence, name: Name) -> list[Span]:
    """Kin right after a genitive (Alis mor), or right before the name (elevens mor, Halima)."""
    genitive = re.search(r"s['’]?$", sentence.text[name.start : name.end].lower())
    theirs = (*sentence.kin, *sentence.lives, *sentence.burdens)
    after = [one for one in theirs if genitive and not sentence.working and 0 <= one[0] - name.end < 14]
    before = [one for one in (*sentence.kin, *sentence.children) if 0 <= name.start - one[1] < 4]
    joined = [one for one in sentence.kin if re.match(r",? (?:og|hvis) (?:\w+ )?$", sentence.low[name.end : one[0]])]
    return after or before or joined


def _topic(sentence: Sentence, name: Name) -> bool:
    """Whether what is told of is a theme that the named one speaks about at work."""
    return sentence.working or bool(_THEME.search(sentence.low))


def _owned(sentence: Sentence) -> list[Span]:
    """*my* son, *our* pupil, *the caretaker's* daughter, *the youngest* son, a son *of*."""
    mine = [child for child in (*sentence.children, *spans(_MY_YOUNG, sentence.low))
            if any(0 <= child[0] - end < 12 for _, end in sentence.whose)]
    return [*mine, *spans(_SOMEBODYS, sentence.low), *spans(_MY_YOUNG, sentence.low)]  # fmt: skip


def _one_of(sentence: Sentence, age: Span) -> bool:
    """Whether the age is used as a person: en 13-årig, den 13-årige."""
    return "årig" in sentence.low[age[0] : age[1]]
