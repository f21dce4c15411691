"""Weighing a sentence: how much speaks for its being about one person, learned from the sentences in data/."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.soft_check.known import KnownNames
from bot.domain.soft_check.learning import Learned, Numbers, learn, number
from bot.domain.soft_check.namelike import learn_names, likeness
from bot.domain.soft_check.reading import Word, read
from bot.domain.soft_check.rules import Finding, pointed_out
from bot.domain.soft_check.signs import Sentence, sentences
from bot.domain.soft_check.traits import SIZE, Trait, traits
from bot.domain.soft_check.words import DATA, words

SENTENCES = DATA / "soft_sentences"
COMPILED = Path(__file__).with_name("compiled") / "weights.npz"
_RULES_LEARNED = {"development", "first"}  # sets that the rules were made from: what rules say there proves nothing
_SMOOTH = 0.02
_AS_IF = 0.3  # what a sentence counts that is read as if names were on no list


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned: of names' letters, and of sentences' traits."""

    names: Learned
    traits: Learned


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that was judged: its set, its traits' numbers, whether it is personal, and how much it counts."""

    set: str
    traits: Numbers
    personal: bool | None
    counts: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence's score, the higher the rather about one person; what shows it, and what the rules point out."""

    score: float
    words: list[Word]
    shown: list[tuple[Trait, float]]
    found: list[Finding]


def weigh(sentence: Sentence, known: KnownNames, weights: Weights) -> Weighed:
    """One sentence."""
    read_words = read(sentence, partial(likeness, learned=weights.names))
    found = list(pointed_out(sentence, known))
    shown = {trait[0]: trait for trait in traits(read_words)}
    numbers = [number(name, SIZE) for name in (*shown, *_of_rules(sentence, [name for name, _ in found]))]
    each = weights.traits.weights[numbers[: len(shown)]].tolist()
    told = list(zip(shown.values(), each, strict=True))
    return Weighed(weights.traits.of(_unique(numbers)), read_words, told, [one for _, one in found])


def _of_rules(sentence: Sentence, found: Iterable[str]) -> set[str]:
    names = {f"r:{name}" for name in found}
    signs = {f"r:{'work' if name.work else 'private'} name" for name in sentence.names}
    signs |= {"r:working"} if sentence.working else set()
    signs |= {"r:general"} if sentence.general else set()
    return names | signs | {"r:found" if names else "r:nothing"}


def _unique(numbers: Iterable[int]) -> Numbers:
    return np.array([*set(numbers)], np.int64)


@cache
def weights() -> Weights:
    """As they were compiled, or learned now, if sentences, lists or program have changed since."""
    if COMPILED.exists():
        with np.load(COMPILED) as arrays:
            if np.array_equal(arrays["digest"], _digest()):
                both = ((arrays[f"{of}_weights"], float(arrays[f"{of}_bias"])) for of in ("names", "traits"))
                return Weights(*(Learned(*one) for one in both))
    return learn_weights()


def compile_weights() -> Path:
    """Learn the weights and keep them, so that the program need not: `make setup` does it."""
    COMPILED.parent.mkdir(exist_ok=True)
    learned = learn_weights()
    arrays: dict[str, Any] = {
        "digest": _digest(),
        "names_weights": learned.names.weights,
        "names_bias": learned.names.bias,
        "traits_weights": learned.traits.weights,
        "traits_bias": learned.traits.bias,
    }
    np.savez(COMPILED, **arrays)
    return COMPILED


def learn_weights() -> Weights:
    """From all sets."""
    names = learn_names()
    return Weights(names, learn_traits(list(examples(names))))


def learn_traits(given: Sequence[Example]) -> Learned:
    """The weights of traits; one that a single sentence has is chance."""
    judged = [one for one in given if one.personal is not None]
    often = np.bincount(np.concatenate([one.traits for one in judged]), minlength=SIZE) > 1
    rows = [one.traits[often[one.traits]] for one in judged]
    weight = np.array([one.counts for one in judged])
    return learn(rows, [bool(one.personal) for one in judged], SIZE, _SMOOTH, weight)


def examples(names: Learned) -> Iterator[Example]:
    """The judged sentences; of a text that is about one person, those beside the passage are left open.

    Each once more as if half of the first names were on no list, so that names that are on none are learned.
    """
    known, listed = known_there(), words().first_names
    half = {name for name in listed if number(name, 2)}
    fewer = partial(likeness, learned=learn_names(half))
    ways = ((1.0, partial(likeness, learned=names), listed), (_AS_IF, fewer, half))
    for file in sorted(SENTENCES.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            begin = row["text"].find(row["passage"]) if row["personal"] else -1
            for sentence in sentences(row["text"], known):
                here = sentence.start < begin + len(row["passage"]) and begin < sentence.start + len(sentence.text)
                personal = False if not row["personal"] else True if here else None
                ruled = _ruled(sentence, known) if file.stem not in _RULES_LEARNED else set()
                seen: dict[frozenset[str], float] = {}
                for counts, like, some in ways:
                    seen.setdefault(frozenset(name for name, _, _ in traits(read(sentence, like, some))), counts)
                for one, counts in seen.items():
                    numbers = _unique(number(name, SIZE) for name in one | ruled)
                    yield Example(file.stem, numbers, personal, counts)


def known_there() -> KnownNames:
    """The offers, places and organisations that the sentences mention."""
    known = json.loads((SENTENCES / "known.json").read_text(encoding="utf-8"))
    return KnownNames.of(known["names"], known["areas"], known["phones"], known["emails"])


def _ruled(sentence: Sentence, known: KnownNames) -> set[str]:
    return _of_rules(sentence, [name for name, _ in pointed_out(sentence, known)])


def _digest() -> NDArray[np.uint8]:
    lists = (*DATA.glob("soft_*.toml"), DATA / "first_names.txt", DATA / "public_figures.txt")
    files = (*lists, *SENTENCES.glob("*.json*"), *(DATA / "concepts").glob("*.toml"))
    code = Path(__file__).parent.glob("*.py")
    whole = sha256(b"".join(file.read_bytes() for file in sorted((*files, *code))))
    return np.frombuffer(whole.digest(), np.uint8)
