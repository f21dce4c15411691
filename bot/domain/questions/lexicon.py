"""General Danish for questions: everyday words, concepts and towns, read from data/*.toml once.

Nothing here belongs to a city: areas, names and landmarks come from the directory.
"""

import tomllib
from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.domain.questions import words

DATA = Path(__file__).resolve().parents[3] / "data"


@dataclass(frozen=True, slots=True)
class Concept:
    """A need or an activity. `finds`: phrases (stems) that offers use; `says`: phrases that askers use."""

    key: str
    name: str
    finds: tuple[tuple[str, ...], ...]
    says: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the data files hold, compiled. Words are in plain spelling, stems and spelled words folded.

    `silent`: words that say nothing about what is sought; `greetings`: words of small talk; `hollow`: silent parts of
    compounds; `whole`: stems of words that are never split; `common`: stems of everyday words, which count little;
    `common_forms`: folded everyday word → stem; `towns`: places in Denmark; `doubtful_towns`: those that are words
    too, and count only after "i" and with a capital letter; `concepts`: by key; `phrases`: longest stem of a phrase
    of several → (stems, concept key); `single`: stem of a phrase of one → concept key.
    """

    silent: frozenset[str]
    greetings: frozenset[str]
    hollow: frozenset[str]
    whole: frozenset[str]
    common: frozenset[str]
    common_forms: dict[str, str]
    towns: frozenset[tuple[str, ...]]
    doubtful_towns: frozenset[tuple[str, ...]]
    concepts: dict[str, Concept]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    single: dict[str, str]


@cache
def lexicon() -> Lexicon:
    """The lexicon of this version of the program."""
    danish = _read("danish.toml")
    silent = frozenset(words.words(" ".join((*danish["silent"].values(), danish["greetings"]))))
    words.learn(silent)
    words.learn(words.words(danish["common"]))
    common_forms = {words.fold(word): words.stem(word) for word in words.words(danish["common"])}
    concepts = _concepts(_read("concepts.toml"))
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    single: dict[str, str] = {}
    for concept in concepts.values():
        for phrase in (*concept.finds, *concept.says):
            if len(phrase) == 1:
                single.setdefault(phrase[0], concept.key)
            elif phrase:
                phrases.setdefault(max(phrase, key=len), []).append((phrase, concept.key))
    return Lexicon(
        silent,
        frozenset(words.words(danish["greetings"])),
        frozenset(map(words.fold, words.words(f"{danish['silent']['people']} {danish['hollow']}"))),
        frozenset(words.keys(danish["whole"])),
        frozenset(words.keys(danish["common"])),
        common_forms,
        _places(danish["towns"], common_forms),
        _places(danish["doubtful_towns"], ()),
        concepts,
        {stem: tuple(found) for stem, found in phrases.items()},
        single,
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def _concepts(tables: dict[str, Any]) -> dict[str, Concept]:
    found = {}
    for name, table in tables.items():
        key = words.spell(name).replace(" ", "-")
        finds, says = (_phrases(table.get(field, "")) for field in ("finds", "says"))
        found[key] = Concept(key, name, (*_phrases(name), *finds), says)
    return found


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """Phrases with commas or line ends between them, as stems."""
    lines = text.replace("\n", ",").split(",")
    return tuple(dict.fromkeys(keys for line in lines if (keys := words.keys(line))))


def _places(text: str, common: Container[str]) -> frozenset[tuple[str, ...]]:
    """Names with commas between them, as plain words and as folded ones, but for those that are words: Køge, koge."""
    plain = [tuple(words.words(name)) for name in text.replace("\n", ",").split(",") if name.strip()]
    folded = [tuple(map(words.fold, name)) for name in plain]
    return frozenset(plain) | {name for name in folded if name[0] not in common}
