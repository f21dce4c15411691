"""What it must not be: "ikke fodbold", "hader at gå til svømning", "har prøvet headspace, det hjalp ikke"."""

import re

from bot.domain.questions import words
from bot.domain.questions.candidates import ABOUT
from bot.domain.questions.index import Index
from bot.domain.questions.words import Token

_DUTIES = ("skole", "job", "arbejde", "uddannelse", "praktik", "lære")
_HAD = "|".join((*_DUTIES, "gang", "bolig", "hjem"))  # who is without it may well want it
_NOT = re.compile(
    r"\b(?:ikke|hverken|undtagen|udover|ud over|bortset fra|på nær|and(?:et|en|re)(?: \w+)? end"
    r"|for (?:gammel|gamle|stor|store|voksen) til"
    r"|not|except|anything but|other than"
    r"|uden(?! (?:for|om|på|at|tilmeld|vente|henvis|visit|betal|kontingent|gebyr|booking|aftale|krav"
    rf"|(?:nogen |noget |et |en )?\w*(?:{_HAD})\w*\b)))\s+"
    rf"(?!er i |(?:går )?i (?:{_HAD})|(?:har |have )?råd |\w+parat|på ferie|i \w+-regi|have (?:en )?kæreste)"
    r"(?:(?:noget|nogen|til|for|om|med|lige|på|i|hos|ved|over|have|være|spille|handler|gå|går|er|en|et|almindelig\w?|vil"
    r"|gider|orker|interesseret)\s+){0,3}"
    r"(?:\w{3,}[ern]s\s+)?(\w+)(?: eller (\w+))?"  # "ikke om forældrenes alkohol"
)
_NOT_DENIED = re.compile(  # "ikke andet end" it; who has no job may want one; "er der ikke fodbold" asks for it
    r"\bhvis (?:\w+ )?$|\b(?:ikke|intet|aldrig) (?:\w+ ){0,3}?$|\b(?:er|findes) der $"
    r"|\b(?:har|havde|får|fik|fået|mangler|taler|kan|forstår|rækker|slår|tør|der er) "
    r"(?:(?:han|hun|de|vi|jeg|i|hverken|slet) )*$"
    r"|\b(?:han|hun|\w*(?:pige|dreng|datter|søn|barn|elev)\w*|jeg|vi|de) må (?:slet |bare )?$"  # forbidden by others
)
_UNWILLING = re.compile(  # before "ikke arbejde": who will not may well need help with it
    r"\b(?:gider|vil|ville|orker|magter|nægter)(?: (?:bare|slet|simpelthen|han|hun|de|jeg))* $"
)
_LACKING = re.compile(  # before "uden": "unge uden job" may well want one
    r"\b(?:\w*(?:dreng|pige|børn|barn|familie|elev|årig)\w*|unge?|far|mor|m[aæ]nd|kvinder?|han|hun|de|vi|jeg|er|står"
    r"|stod|går|sidder|bor|lever|helt|stadig|endnu|alene)\s+$"
)
_DISLIKED = re.compile(
    r"\b(?:hader|træt af|(?:kan ikke|ikke kan) lide?|(?:bryder sig ikke|ikke bryder sig) om|\w+n't like|hates?|no)"
    r" (?:at (?:spille|gå til|lave) )?(\w+)"
    r"|\b(\w+) er ikke (?:lige )?noget for\b|(?:^|, )ingen (\w+),? tak\b"
)
_BUT_NOT = re.compile(  # nothing more is denied than one word: "men ikke over nettet", "café, der ikke er online"
    r"\b(?:(?:men|bare|blot|helst|og|dog|hvor (?:man|der|de|det)"
    r"|(\w+)(?:,? (?:der|som)|,?(?= ikke (?:på nettet|over nettet|via|online)\b))) ikke|uden noget med) "
    r"(?!(?:har )?råd )"
    r"(?:(?:er|også|skal|ligger|foregår|har|noget|nogen|via|på|i|hos|ved|over|med|som|en|et) ){0,3}"
    r"(\w+)(?=\s*(?:$|[^\w\s-]|(?:og|eller|for|til|hvor|hun|han|de)\b))"
)
_TRIED = re.compile(  # "har prøvet headspace, det hjalp ikke", "været på FGU, men det gik ikke"
    r"\b(?:prøvet|forsøgt|(?:været|startet) (?:på|i|hos|til)|gået (?:til|på|i|hos)|(?:talt|snakket|kontakt) med"
    r"|kontaktet|(?:haft|fået) fat i|ringet til)(?: (?:alt|både|at gå til))?:? (?P<what>[^.!?]{2,60}?)"
    r"[,.!]? (?:(?:men|og|som|der|det|de|den|han|hun) ){0,3}"
    r"(?:(?:du(?:ede|r)|hjalp|hjælper|virkede|virker|fungere(?:de|r)|gik|nyttede)(?: \w+){0,2}? ikke\b"
    r"|har ikke hjulpet|(?:var|er) ikke noget for|(?:uden|ingen) (?:held|effekt|virkning)"
    r"|(?:intet|ingenting) (?:hjælper|hjalp|virker|virkede)|(?:stoppede|droppede)\b)"
)


def read_denied(
    whole: str, rest: str, tokens: list[Token], index: Index, *, used: set[int], tried: set[int]
) -> tuple[list[str], set[int]]:
    """ "Ikke fodbold": the topics that it must not be, and the positions (of the tokens) that only tell so.

    Only what can be a topic is denied, so "ikke har råd" denies nothing; after a "men" whatever offers say: "men ikke
    online". `rest`: the whole text without its facets. `used`: the tokens that tell something else; `tried`: those
    that tell what was tried in vain.
    """
    topics, lexicon = index.topical, index.lexicon
    left = {token.start for i, token in enumerate(tokens) if i not in used}
    denied: dict[int, str] = {}
    spoken: list[tuple[int, int]] = []

    def follows(before: re.Pattern[str], found: re.Match[str]) -> bool:
        """Whether it stands behind that: in the whole ("pige uden"), or, the age gone, in the rest ("mor uden")."""
        return any(before.search(text, 0, found.start()) for text in (whole, rest))

    for found in (*_NOT.finditer(rest), *_DISLIKED.finditer(rest)):
        if found.re is _NOT and follows(_LACKING if found[0].startswith("uden") else _NOT_DENIED, found):
            continue
        starts = {found.start(group): group for group in range(1, found.re.groups + 1) if found[group]}
        for start, group in starts.items():
            word = found[group]
            key = "" if word in lexicon.silent or start not in left else words.stem(word)
            unwilling = word.startswith(_DUTIES) and follows(_UNWILLING, found)
            if unwilling or (found.re is _DISLIKED and group == 1 and key in lexicon.common):
                continue  # who hates school may well need help with it
            if key in topics:
                denied[start] = key
            elif key in lexicon.single:  # what an offer is called means that offer: "ikke headspace"
                called = key in index.postings and index.strengths(key).max(initial=0) >= ABOUT
                denied[start] = key if called else "#" + lexicon.single[key]
        begin = min(starts) if found[0].startswith("and") else found.start()  # "anden rådgivning end headspace"
        spoken += [(begin, found.end())] if denied.keys() & starts.keys() else []
    for found in _BUT_NOT.finditer(rest):
        about = lexicon.silent.isdisjoint(found.groups())  # "min søn, der ikke er dansk" tells who he is
        if about and found.start(2) in left and (key := words.stem(found[2])) in index.postings:
            denied[found.start(2)] = key
    wanted = {(token.key,) for token in tokens if token.start not in denied}
    excluded: list[str] = []
    telling: set[int] = set()
    for i, token in enumerate(tokens):
        topic = denied.get(token.start, "")
        if topic or any(start <= token.start < end for start, end in spoken):
            telling.add(i)
        elif i in tried and (token.key in topics or _is_what_few_are_about(token, index)):
            excluded.append(token.key)
        if topic and (topic[0] != "#" or wanted.isdisjoint(lexicon.concepts[topic[1:]].finds)):
            excluded.append(topic)  # but "kampsport, ikke karate" asks for kampsport
    return excluded, telling


def read_tried(plain: str, said: list[Token]) -> tuple[set[int], set[int]]:
    """The positions of the words that tell what was tried in vain, and of those that only tell that it was."""
    found = _TRIED.search(plain)
    if not found:
        return set(), set()
    within = {at for at, token in enumerate(said) if found.start() <= token.start < found.end()}
    tried = {at for at in within if found.start("what") <= said[at].start < found.end("what")}
    return tried, within - tried


def _is_what_few_are_about(token: Token, index: Index) -> bool:
    about = token.text not in index.lexicon.silent and index.is_rare(token.key)
    return about and bool(index.strengths(token.key).max(initial=0) >= ABOUT)
