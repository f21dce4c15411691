"""Places and names in a question: which areas, offers and towns elsewhere it names, and at which of its words."""

import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from bot.domain.questions import streets, words
from bot.domain.questions.index import Index
from bot.domain.questions.lexicon import Phrase
from bot.domain.questions.names import ALONE
from bot.domain.questions.words import Token

_PHONE = re.compile(r"\b(?:\d ?){7}\d\b")
_SIGNED = re.compile(r"\b\w*[^\W\d]\+(?!\w)|\b\d+\+ \w{4}")  # "KBH+", "18+ cent", but no mere age
_AT = {"i", "på", "pa", "ved", "hos", "nær", "nar", "omkring", "fra", "tæt", "tat"}
_MOVING = {"til", "fra"}
_BEING = {"er", "ligger", "bor", "kun", "lige", "dem", "den", "det", "inde", "ude", "oppe", "nede"}
_DOING = {"man", "gerne"}  # before a verb
_MONEY = {"koster", "skylder", "betaler", "kontingent", "regning", "huslejen", "lejen", "pengene", "prisen"}
_THERE = {"er", "har", "findes", "kan"}  # words that begin to ask what is in a town, right behind it
_BETWEEN = 3  # such words between "ikke" and a place
_MOST_BETWEEN = 9  # words that may deny a name
_OTHER_THAN = re.compile(
    r"\band(?:et|en|re)(?: \w+)? end$|\b(?:bortset fra|pa nar|ud ?over|uden ?for)$"
    r"|\b(?:langt fra|vak fra|ikke i narheden af)$"
)
_NOT_WANTED = re.compile(  # "skal ikke være på", "vil hun ikke til", "ikke noget i"; but "er der ikke noget på" asks
    r"(?:^|\b(?:men|bare|blot|helst|dog|skal|ma|vil|ville|gider|onsker|orker|magter)"
    r"(?: (?:han|hun|de|vi|jeg|det|den|der|man|slet|bare|helst|gerne))*) ?ikke"
    r"(?: (?:noget|vare|ligge|bo|ga|have|hen|ned|op|over|ud|ind|tage|komme|sendes|tilbage|langere|mere))*"
    r"(?: (?:i|pa|ved|hos|til|omkring|nar|tat pa))?$"
)
_SOMEBODY = re.compile(  # before an initial, and behind it
    r"\w*(?:dreng|pige|elev|barn|borger|klient|datter|son|bror|soster|ven|veninde|mor|far)(?:en|n|et)?$"
)
_OF_SOMEBODY = re.compile(r"(?:pa|er|har|og|bor|vil|gar|der|som|kan|skal|fylder|siger|kommer|elsker)$")
_APART = 2  # words that one name may be written in
_ITSELF = re.compile(  # words that ask about who is named: "har headspace åbent søndag", "nummer til U-turn"
    r"(?:åb[en]|luk|telefon|tlf|mobil|nummer|nr$|adress|kontakt|mail|e-?mail|hjemmeside|pris|ligger$)"
)
_WHEN = re.compile(r"\d+$|(?:(?:man|tirs|ons|tors|fre|lør|søn)dag|weekend|nat|aften|klok|kl$|nu$)")
_WHERE_IS = ("hvor", "er")
_LONG_NAME = 8  # letters of a name that may be misspelt
_ARTICLES = ("n", "en", "t", "et")


def _longest(known: Container[Phrase], line: list[str], at: int, most: int) -> int:
    """How many words from `at` on make the longest known phrase; 0 for none."""
    for size in range(min(most, len(line) - at), 0, -1):
        if tuple(line[at : at + size]) in known:
            return size
    return 0


class Named(NamedTuple):
    """The numbers of the offers named and the positions of their words; and the same of those it must not be."""

    numbers: list[int]
    spans: set[int]
    avoided: list[int]
    avoided_spans: set[int]


def read_names(tokens: list[Token], index: Index, tried: Container[int] = ()) -> Named:
    """Which offers a question names. `tried`: the positions of what was tried in vain, which it must not be again."""
    line = [words.name_key(token.text, token.key) for token in tokens]
    only = _without_questions(tokens, index)
    alone = _alone([tokens[at] for at in only], index) if 0 < len(only) <= _APART else None
    if alone and (words.fold(tokens[only[0]].text),) not in index.places:
        return Named(list(alone), set(only), [], set())
    found: dict[int, None] = {}
    avoided: dict[int, None] = {}
    spans: set[int] = set()
    avoided_spans: set[int] = set()
    at = 0
    while at < len(line):
        called: Sequence[int] = ()
        begins = index.name_begins is None or line[at] in index.name_begins
        size = _longest(index.names, line, at, index.longest) if begins else 0
        whole = in_one(tokens[at], tokens[at + 1], index) if at + 1 < len(line) and not size else None
        done = bool(at) and tokens[at - 1].text in _DOING  # "hvor kan man game" asks for no GAME
        if size and not (size == 1 and (done or _is_a_word(tokens[at], index))):
            phrase = tuple(line[at : at + size])
            called = _wholly(phrase, index) or index.names[phrase]
        elif whole and (one := index.names.get((whole,)) or index.names.get((ALONE, whole))):
            called, size = one, 2  # "Nørre Brobyggerne", "Joanna-huset"
        if called:
            denied = at in tried or _is_negated([token.text for token in tokens[:at]])
            (avoided if denied else found).update(dict.fromkeys(called))
            (avoided_spans if denied else spans).update(range(at, at + size))
        at += max(1, size)
    return Named([number for number in found if number not in avoided], spans, list(avoided), avoided_spans)


def _without_questions(tokens: list[Token], index: Index) -> list[int]:
    """The positions of all words; of those that ask about somebody ("har headspace åbent søndag") only who it is."""
    texts = [token.text for token in tokens]
    if not (any(map(_ITSELF.match, texts)) or tuple(texts[:2]) == _WHERE_IS):
        return [*range(len(texts))]
    silent = index.lexicon.silent
    return [i for i, text in enumerate(texts) if not (text in silent or _ITSELF.match(text) or _WHEN.match(text))]


def _alone(tokens: list[Token], index: Index) -> Sequence[int]:
    """Who is called what was said and nothing else, a long name also misspelt or written in two: "Johanna huset"."""
    whole = "".join(token.text for token in tokens)
    key, names = words.name_key(whole), index.names
    called = names.get((ALONE, key)) or names.get((ALONE, words.fold(whole)))
    if not called and len(key) >= _LONG_NAME:
        called = names.get((ALONE, index.meant(key) or key))
    return called or ()


def _wholly(name: Phrase, index: Index) -> list[int]:
    """Of those who share a name of several words, who is called so and nothing else."""
    if len(name) == 1 or len(index.names[name]) == 1:
        return []
    whole = {one: words.words(index.offers[one].name) for one in index.names[name]}
    return [one for one, said in whole.items() if tuple(map(words.name_key, said)) == name]


def _is_a_word(token: Token, index: Index) -> bool:
    """Whether it only looks like a name: it says nothing, or lacks the article of who is called so (Spejlet)."""
    if token.text in index.lexicon.silent:
        return True
    spelled, key = words.fold(token.text), words.name_key(token.text, token.key)
    definite = {spelled + ending for ending in _ARTICLES}
    offers = [index.offers[number] for number in index.names[key,]]
    texts = [text for offer in offers for text in (offer.name, offer.organisation, offer.place) if text]
    called = {words.fold(word) for text in texts for word in words.words(text) if words.name_key(word) == key}
    return bool(called) and called <= definite


def with_number(plain: str, index: Index) -> list[int]:
    """The numbers of the offers with the telephone number, or the plus in their name, that was written."""
    found = _PHONE.search(plain)
    digits, signed = found[0].replace(" ", "") if found else "", set(_SIGNED.findall(plain))
    if not (digits or signed):
        return []
    return [
        number
        for number, offer in enumerate(index.offers)
        if (digits and digits in (offer.phone or "").replace(" ", ""))
        or (signed and "+" in offer.name and not signed.isdisjoint(_SIGNED.findall(words.plain(offer.name))))
    ]


def in_one(one: Token, other: Token, index: Index) -> str | None:
    """The stem of a word of the directory that was written in two."""
    return index.forms.get(words.fold(one.text + other.text))


def read_areas(
    capitals: set[str], spelled: list[str], names: set[int], index: Index
) -> tuple[list[str], list[str], set[int]]:
    """The areas named (the innermost of nested ones), those it must not be in, and the positions of their words.

    A name that is an everyday word too ("Parken") needs to be among the `capitals`, or all that was asked.
    """
    found: dict[str, None] = {}
    avoided: dict[str, None] = {}
    spans: set[int] = set()
    at = 0
    while at < len(spelled):
        size = _longest(index.places, spelled, at, index.longest_place) if spelled[at] in index.place_begins else 0
        inside = size and at in names and at + size - 1 in names and (at - 1 in names or at + size in names)
        everyday = size == 1 and (spelled[at] in index.lexicon.common_forms or spelled[at] in index.lexicon.silent)
        if everyday and len(spelled) > 1 and spelled[at] not in capitals:
            size = 0
        meant: Sequence[str] = ()
        if size and not inside:
            meant = index.places[tuple(spelled[at : at + size])]
        elif spelled[at] in index.postal_codes and len(spelled[at]) == 4 and not _is_money(spelled, at):
            meant, size = index.postal_codes[spelled[at]], 1 + streets.is_letter(spelled, at + 1)
        elif len(spelled[at]) == 1 and spelled[at] in capitals and at not in names and _is_district(spelled, at):
            meant, size = _district(spelled[at], index), 1
        elif at not in names and len(spelled[at]) >= 5 and not is_known(spelled[at], index):
            meant, size = streets.area_in(spelled[at], index), 1
            if not meant and (right := index.area_spelling.meant(spelled[at])):
                meant = index.places[right,]
        if meant:
            (avoided if _is_negated(spelled[:at]) else found).update(dict.fromkeys(meant))
            spans.update(range(at, at + size))
        at += max(1, size)
    around = {parent for area in found for parent in index.areas.parents(area)}
    return [area for area in found if area not in around and area not in avoided], list(avoided), spans


def _district(letter: str, index: Index) -> Sequence[str]:
    """The areas that are a city and this letter: "klub Ø" as "Kbh Ø"."""
    for name, areas in index.places.items():
        if len(name) == 2 and name[1] == letter:
            city = index.places.get(name[:1], ())
            if any(index.areas[area].parent is None for area in city if area in index.areas):
                return areas
    return ()


def _is_district(spelled: list[str], at: int) -> bool:
    """Whether a letter may be a district: no class (7 B), and nobody's initial ("S er 12", "en dreng K på 13")."""
    before, after = spelled[at - 1] if at else "", spelled[at + 1] if at + 1 < len(spelled) else ""
    if before in _AT:
        return True
    return bool(before) and not (before.isdecimal() or _OF_SOMEBODY.match(after) or _SOMEBODY.match(before))


def _is_money(spelled: list[str], at: int) -> bool:
    """Whether a number is an amount: "1200 kr", "skylder 2200", "lejen er på 2700"."""
    if spelled[at + 1 : at + 2] in (["kr"], ["kroner"], ["dkk"]):
        return True
    return not _MONEY.isdisjoint(spelled[max(0, at - _BETWEEN) : at])


def _is_negated(before: list[str]) -> bool:
    """Whether the words before a name deny it: "ikke på", "skal ikke være i", "undtagen", "andet end"."""
    line = words.fold(" ".join(before[-_MOST_BETWEEN:]))
    if _OTHER_THAN.search(line) or _NOT_WANTED.search(line):
        return True
    for word in reversed(before[-_BETWEEN - 1 :]):
        if word not in _AT and word not in _BEING:
            return word in {"ikke", "undtagen"}
    return False


def is_known(spelled: str, index: Index) -> bool:
    """Whether it is a word, or a town elsewhere, rather than an area spelled wrong."""
    if (
        (spelled,) in index.lexicon.towns
        or spelled in index.forms
        or spelled in index.lexicon.silent
        or spelled in index.lexicon.common_forms
    ):
        return True
    stem = words.stem(spelled)
    return index.known(stem) or index.lexicon.senses.knows(stem)


def near_name(said: list[Token], names: list[int], spans: set[int], index: Index) -> list[str]:
    """ "Lektiehjælp ved Klub Borup": a name after such a word is a place: its offers' areas below the city."""
    first = min(spans, default=0)
    if not first or said[first - 1].text not in _AT:
        return []
    areas = dict.fromkeys(area for number in names for area in index.offers[number].areas)
    return [area for area in areas if area in index.areas and index.areas[area].parent is not None]


def read_elsewhere(capitals: set[str], said: list[Token], named: set[int], index: Index) -> set[int]:
    """The positions of the words of a town (that the caller knows to be none of the directory's areas).

    Beside the name of an offer only "i" tells that it is asked for there; "flyttet til" and "kommer fra" never do,
    but "underretning til Esbjerg Kommune" does, and "flytter til Odense, er der en klub".
    """
    towns, doubtful, begins = index.lexicon.towns, index.lexicon.doubtful_towns, index.lexicon.town_begins
    line = [token.text for token in said]
    for at, word in enumerate(line):
        before = line[at - 1] if at else ""
        within = before == "i" or _is_where(line, at)
        told = before in _MOVING
        asked = word in begins and at not in named and (within or not (named or told))
        if asked and (size := _longest(towns, line, at, 3)):
            return set(range(at, at + size))
        if within and words.fold(word) in capitals and (word,) in doubtful:
            return {at}
    return set()


def read_left(said: list[Token], index: Index) -> set[int]:
    """The positions of the words of a town that somebody came from or goes to: it tells nothing of what is asked."""
    towns, line = index.lexicon.towns, [token.text for token in said]
    places = [at for at in range(1, len(line)) if line[at - 1] in _MOVING and line[at] in index.lexicon.town_begins]
    return {place for at in places for place in range(at, at + _longest(towns, line, at, 3))}


def _is_where(line: Sequence[str], at: int) -> bool:
    """Whether "til" a town, which stands there in the line, tells where it is asked for."""
    if line[at - 1 : at] != ["til"]:
        return False
    after = line[at + 1 :]
    moves = line[at - 2 : at - 1] == ["flytter"]
    return after[:1] in (["kommune"], ["kommunes"]) or (moves and not _THERE.isdisjoint(after[:2]))


def capital_words(text: str) -> set[str]:
    """The words written with a capital letter, as names are spelled here."""
    return {words.spell(word) for word in re.findall(r"\w+", text) if word[0].isupper()}
