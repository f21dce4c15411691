"""Teaching: which search words an administrator may attach, and to what; what a gap was likely about."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from typing import Literal

from bot.domain.questions import words
from bot.domain.questions.index import Index
from bot.domain.questions.ranking import rank
from bot.domain.questions.understood import Match, Understood

MOST = 20  # phrases at a time
LONGEST = 80  # characters of a phrase
_LIKELY = 12  # offers that are suggested
_CONCEPTS = 6
_OFF = 6  # letters that a name misspelt is too long or too short
_COMPARED = 2000  # names that are compared letter by letter, which takes a second for 100,000


@dataclass(frozen=True, slots=True)
class Target:
    """What words are attached to: an offer (`id`: its id) or a concept (`id`: its key), by its name for people."""

    kind: Literal["offer", "concept"]
    id: str
    name: str


def phrases(text: str) -> tuple[str, ...]:
    """What was typed, a phrase between commas or line ends, each once, with single spaces."""
    typed = (" ".join(line.split()) for line in text.replace("\n", ",").replace(";", ",").split(","))
    return tuple(dict.fromkeys(phrase.lower() for phrase in typed if phrase))


def fault(phrase: str, target: Target, index: Index) -> str | None:
    """Why a phrase cannot be attached, as a Danish sentence that says what to do; None when it can."""
    plain = words.words(phrase)
    spelled, stems = tuple(map(words.fold, plain)), tuple(map(words.stem, plain))
    lexicon = index.lexicon
    if len(phrase) > LONGEST or len(phrase) < 2:
        return f"»{phrase[:30]}« har ikke mellem 2 og {LONGEST} tegn. Skriv, hvad folk spørger med, og komma imellem."
    if spelled in index.places or spelled in lexicon.towns or phrase in index.postal_codes:
        return (
            f"»{phrase}« er navnet på et sted og ville give svar til alle, der spørger dér. Skriv behovet i stedet."
        )
    if not any(word.isalpha() for word in plain) or all(word in lexicon.silent for word in plain):
        return f"»{phrase}« siger ikke, hvad nogen leder efter. Skriv et ord mere."
    name = tuple(map(words.name_key, plain))
    others = [index.offers[n] for n in index.names.get(name, ())]
    others = [offer for offer in others if target.kind == "concept" or offer.id != target.id]
    if others and not (target.kind == "offer" and index.numbers.get(target.id) in index.names[name]):
        return f"»{phrase}« er navnet på »{others[0].name}«, som ville blive skubbet ned. Skriv det med andre ord."
    if len(plain) == 1 and (stems[0] in lexicon.common or spelled[0] in lexicon.common_forms):
        return f"»{phrase}« er et hverdagsord, som står i mange spørgsmål. Skriv det sammen med et ord til."
    return None


def target(kind: str, id_: str, index: Index) -> Target | None:
    """The offer or concept with that id, or None."""
    if kind == "offer":
        offer = index.directory.offer(id_)
        return Target("offer", offer.id, offer.name) if offer else None
    concept = index.lexicon.concepts.get(id_) if kind == "concept" else None
    return Target("concept", concept.key, concept.name) if concept else None


def named(name: str, index: Index) -> tuple[tuple[Target, ...], bool]:
    """Offers and concepts by name ("tilbud: x", "emne: x" or "x"): those called exactly that, and True.

    Else those whose name has all the words, or is nearly the same, and whether there is just one that has.
    """
    kind, colon, rest = name.strip().partition(":")
    said = {"tilbud": "offer", "emne": "concept"}.get(kind.strip().lower()) if colon else None
    wanted = " ".join(words.spell(rest if said else name).split())
    concepts, offers = index.lexicon.concepts.values(), index.directory.offers
    spelled = [
        *((words.spell(one.name), Target("concept", one.key, one.name)) for one in concepts if said != "offer"),
        *((words.spell(one.name), Target("offer", one.id, one.name)) for one in offers if said != "concept"),
    ]
    exactly = tuple(one for known, one in spelled if known == wanted)
    if exactly or not wanted:
        return exactly, len(exactly) == 1
    parts = wanted.split()
    within = tuple(one for known, one in spelled if all(part in known for part in parts))
    if within:
        return within, len(within) == 1
    alike = {known: one for known, one in spelled if known[:1] == wanted[:1] and abs(len(known) - len(wanted)) < _OFF}
    near = get_close_matches(wanted, list(alike)[:_COMPARED], n=3, cutoff=0.6)
    return tuple(alike[known] for known in near), False


def likely(understood: Understood, now: datetime, index: Index) -> tuple[Target, ...]:
    """What a question without an answer may have been about: its concepts and those near them, then offers.

    Concepts that some offer answers come first.
    """
    concepts = index.lexicon.concepts
    keys = [concept for concept, _ in understood.needs]
    keys += [topic[1:] for topic in understood.topics if topic.startswith("#")]
    keys += [near for key in keys[:2] if key in concepts for near in concepts[key].near]
    keys.sort(key=index.has, reverse=True)
    about = replace(
        understood, age=None, audience=None, weekdays=(), start=None, end=None, open_now=False, free=False, price=None
    )
    wider = replace(about, areas=(), elsewhere=False, missing=0)
    found = [match.offer_id for one in (replace(about, missing=0), wider) for match in _matches(one, now, index)]
    return (
        *_targets("concept", keys, index)[:_CONCEPTS],
        *_targets("offer", found, index)[:_LIKELY],
    )


def _matches(understood: Understood, now: datetime, index: Index) -> tuple[Match, ...]:
    found = rank(understood, now, index)
    return (*found.answer[:_LIKELY], *found.maybe)


def _targets(kind: str, ids: Iterable[str], index: Index) -> list[Target]:
    return [one for id_ in dict.fromkeys(ids) if (one := target(kind, id_, index))]
