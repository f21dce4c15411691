"""General Danish for questions: everyday words, concepts and towns, read once from data/.

Nothing here belongs to a city: areas, names and landmarks come from the directory.
"""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.domain.questions import words
from bot.domain.questions.english import English
from bot.domain.questions.judging import Judge
from bot.domain.questions.sensing import Senses, lines, unlined
from bot.domain.weighing import Points

COMPILED = Path(__file__).with_name("compiled") / "senses.npz"
DATA = Path(__file__).resolve().parents[3] / "data"
_OFTEN = 20  # times in the phrasings and asides, of a word that a misspelt one was meant to be
_RINGED = 100  # times as often as without its rings and dots
_WORD = re.compile(r"\w+")
_SOME = 8  # phrasings, of which one is read again beside whole questions
_NO_OTHER = 6  # letters of a word that is no other one without its rings and dots


Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """A need or an activity. `finds`: phrases (stems) that offers use; what askers say is in the senses.

    Keys of other concepts: those that it `includes`; and those that a colleague would name as second best, of which
    those of `instead` answer too and those of `near` only almost. `outside`: hardly ever in a directory, so that only
    an offer that is about little else has it. `anytime`: times that are
    said with it are not the offers' hours ("stå i butik om lørdagen"). `asks`: a pattern of questions that ask
    for it whatever else it speaks of ("hvor køber man fodboldstøvler" is no question about football). `anything`: who
    asks for it takes anything that fits the rest of the question.
    """

    key: str
    name: str
    finds: tuple[Phrase, ...]
    includes: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    outside: bool = False
    anytime: bool = False
    asks: str = ""
    anything: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the data files hold, compiled. Words are in plain spelling, stems and spelled words folded.

    `silent`: words that say nothing about what is sought, and `asking` those of them that say nothing at all;
    `greetings`: words of small talk; `hollow`: silent parts of compounds;
    `whole`: stems of words that are never split; `common`: stems of everyday words, which count little;
    `common_forms`: folded everyday word → stem; `towns`: places in Denmark, and `town_begins` their first words;
    `doubtful_towns`: those that are words too, and count only after "i" and with a capital letter; `concepts`: by
    key; `asks`: a group for each that is asked for by how a question is put, and `asked_for`: their keys; `single`:
    stem that offers use for a concept → its key; `senses`: what askers say, learned from all phrasings; `everyday`:
    silent and common words; `aside` and `courtesy`: see bot.domain.questions.aside and .courtesies; `judge`: see
    bot.domain.questions.judging;
    `usual`: folded words that a misspelt one may be meant to be, towns too → plain words; `spelling`: finds them;
    `ringed`: those that are hardly ever another word without their rings and dots ("lordag"); `short`: words as
    they are written in text messages → as usual ("ik"); `people`: first names that are no words; `english`: see
    bot.domain.questions.english.
    """

    silent: frozenset[str]
    asking: frozenset[str]
    greetings: frozenset[str]
    hollow: frozenset[str]
    whole: frozenset[str]
    common: frozenset[str]
    common_forms: dict[str, str]
    towns: frozenset[tuple[str, ...]]
    town_begins: frozenset[str]
    doubtful_towns: frozenset[tuple[str, ...]]
    concepts: dict[str, Concept]
    asks: re.Pattern[str]
    asked_for: tuple[str, ...]
    single: dict[str, str]
    senses: Senses
    everyday: frozenset[str]
    aside: Points
    courtesy: Points
    judge: Judge
    usual: dict[str, str]
    spelling: words.Spelling
    ringed: dict[str, str]
    short: dict[str, str]
    people: frozenset[str]
    english: English

    def asked(self, plain: str) -> str | None:
        """The concept that a question asks for by the way it is put."""
        found = self.asks.search(plain)
        return self.asked_for[found.lastindex - 1] if found and found.lastindex else None

    def written_out(self, plain: str) -> str:
        """A plain text without the short words of text messages."""
        if self.short.keys().isdisjoint(_WORD.findall(plain)):
            return plain
        return _WORD.sub(lambda found: self.short.get(found[0], found[0]), plain)

    def is_anytime(self, needs: Sequence[tuple[str, int]]) -> bool:
        """Whether times that are said with the likeliest of the needs are not the offers' hours."""
        concept = self.concepts.get(needs[0][0]) if needs else None
        return concept is not None and concept.anytime

    def taught(self, concept_words: Mapping[str, tuple[str, ...]]) -> "Lexicon":
        """The lexicon with more that people say: concept key → words and phrases."""
        if not concept_words:
            return self
        examples = [(words.keys(said), key) for key, phrasings in concept_words.items() for said in phrasings]
        return replace(self, senses=self.senses.taught(examples))


def _silent(lists: Iterable[str]) -> frozenset[str]:
    """The words of some lists, the long ones also without rings and dots: "abningstid"."""
    spelled = frozenset(words.words(" ".join(lists)))
    return spelled.union(words.fold(word) for word in spelled if len(word) >= _NO_OTHER)


def _by_fold(plain: Iterable[str]) -> dict[str, str]:
    """Folded → plain words; the first of those that are folded alike."""
    found: dict[str, str] = {}
    for word in plain:
        found.setdefault(words.fold(word), word)
    return found


@cache
def lexicon() -> Lexicon:
    """The lexicon of this version of the program."""
    danish = _read("danish.toml")
    silent = _silent((*danish["silent"].values(), danish["greetings"]))
    words.learn(silent)
    words.learn(words.words(danish["common"]))
    common_forms = {words.fold(word): words.stem(word) for word in words.words(danish["common"])}
    concepts = _concepts()
    single: dict[str, str] = {}
    for concept in concepts.values():
        for phrase in concept.finds:
            if len(phrase) == 1:
                single.setdefault(phrase[0], concept.key)
    silences = danish["silent"]
    asked = [one for one in concepts.values() if one.asks]
    learned = _compiled()
    senses = Senses.unpacked(learned)
    towns = _places(danish["towns"], common_forms)
    town_words = [town[0] for town in towns if len(town) == 1]
    usual = _by_fold([*unlined(learned["often"]), *silent, *town_words])
    return Lexicon(
        silent,
        frozenset(
            words.words(f"{silences['asking']} {silences['contact']} {silences['persons']} {silences['english']}")
        ),
        frozenset(words.words(danish["greetings"])),
        frozenset(
            map(words.fold, words.words(" ".join((silences["persons"], silences["people"], danish["hollow"]))))
        ),
        frozenset(words.keys(danish["whole"])),
        frozenset(words.keys(danish["common"])),
        common_forms,
        towns,
        frozenset(town[0] for town in towns),
        _places(danish["doubtful_towns"], ()),
        concepts,
        re.compile(rf"\b(?:{'|'.join(f'({one.asks})' for one in asked)})"),
        tuple(one.key for one in asked),
        single,
        senses,
        silent.union(words.words(danish["common"])),
        _points("aside_points.json"),
        _points("courtesy_points.json"),
        Judge.load(DATA / "ranking.json", senses.concepts),
        usual,
        words.Spelling(usual),
        _by_fold(unlined(learned["ringed"])),
        _read("short.toml"),
        frozenset(_people().difference(silent, common_forms)),
        English.read(danish["silent"], silent, danish["false_friends"]),
    )


def _points(name: str) -> Points:
    return Points(**json.loads((DATA / name).read_text(encoding="utf-8")))


def _people() -> set[str]:
    """First names that are no words."""
    lines = (DATA / "first_names.txt").read_text(encoding="utf-8").splitlines()
    names = words.words(" ".join(line for line in lines if not line.startswith("#")))
    return set(names).difference(words.words(_read("soft_check.toml")["words_too"]))


def compile_senses() -> Path:
    """Learn from the phrasings and keep it beside the program, so that it need not: `make setup` does it."""
    COMPILED.parent.mkdir(exist_ok=True)
    np.savez(COMPILED, **_learned())
    return COMPILED


def _compiled() -> Mapping[str, NDArray[Any]]:
    """What was learned from the phrasings: when it was compiled, or now, if anything has changed since."""
    if COMPILED.exists():
        with np.load(COMPILED) as arrays:
            if np.array_equal(arrays["digest"], _digest()):
                return dict(arrays)
    return _learned()


def _learned() -> dict[str, Any]:
    senses, said = phrased_senses().read_on([*whole_questions(), *some_phrasings()]), _said()
    often = [word for word, times in said.most_common() if times >= _OFTEN and not word.isdecimal()]
    ringed = [word for word in often if said[word] > _RINGED * said[words.fold(word)]]
    return {"digest": _digest(), "often": lines(often), "ringed": lines(ringed), **senses.packed()}


def _said() -> Counter[str]:
    """How often the phrasings and the asides have each word."""
    said: Counter[str] = Counter()
    for table in _tables().values():
        said.update(words.words(f"{table.get('finds', '')} {table.get('says', '')}"))
    for file in _files("asides", "txt"):
        said.update(words.words(file.read_text(encoding="utf-8")))
    return said


def _examples() -> Iterator[tuple[Phrase, str]]:
    tables = _tables()
    words.learn({word for table in tables.values() for text in table.values() for word in words.words(str(text))})
    for name, table in tables.items():
        for phrase in (*_phrases(name), *_phrases(table.get("finds", "")), *_phrases(table.get("says", ""))):
            yield phrase, key_of(name)


def frames() -> list[str]:
    """Ways to ask for an offer, with "…" for what it is."""
    return [line for line in _read("danish.toml")["frames"].splitlines() if line]


def _framed() -> Iterator[tuple[Phrase, str]]:
    """Plain questions for every concept that could be in a directory."""
    for name, table in _tables().items():
        if not table.get("outside"):
            finds = _written(name, table.get("finds", ""))
            for number, frame in enumerate(frames()):
                yield words.keys(frame.replace("…", finds[number % len(finds)])), key_of(name)


def _asides() -> Iterator[Phrase]:
    """Sentences that ask for nothing that could be on offer."""
    for file in _files("asides", "txt"):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield words.keys(line)


def phrased_senses() -> Senses:
    """Senses that know the phrasings alone, no whole questions; they are learned anew."""
    return Senses(_examples(), _asides(), _framed())


def whole_questions() -> Iterator[tuple[Sequence[str], str]]:
    """Whole questions, as the stems that tell what is asked for, and that concept; "" for none."""
    for line in (DATA / "asked.txt").read_text(encoding="utf-8").splitlines():
        concept, _, stems = line.partition(": ")
        yield stems.split(), concept


def some_phrasings() -> list[tuple[Sequence[str], str]]:
    """Some of all phrasings, asides and plain questions, so that these are not forgotten while others are learned."""
    return [*islice(chain(_examples(), ((stems, "") for stems in _asides()), _framed()), 0, None, _SOME)]


def _digest() -> NDArray[np.uint8]:
    modules = ("lexicon.py", "network.py", "phrasings.py", "sensing.py", "words.py")
    data = (DATA / "danish.toml", DATA / "asked.txt", *_files(), *_files("asides", "txt"))
    files = (*data, *map(Path(__file__).with_name, modules))
    whole = sha256(b"".join(file.read_bytes() for file in files))
    return np.frombuffer(whole.digest(), np.uint8)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def _tables() -> dict[str, dict[str, Any]]:
    texts = [file.read_text(encoding="utf-8") for file in _files()]
    return {name: table for text in texts for name, table in tomllib.loads(text).items()}


def _files(folder: str = "concepts", ending: str = "toml") -> list[Path]:
    return sorted((DATA / folder).glob(f"*.{ending}"))


def phrasings() -> dict[str, list[str]]:
    """Concept key → its phrasings as they are written, in the order in which the senses have the concepts."""
    written = {name: f"{table.get('finds', '')},{table.get('says', '')}" for name, table in _tables().items()}
    return {key_of(name): _written(name, text) for name, text in written.items()}


def _written(name: str, text: str) -> list[str]:
    """A name, and the phrasings of a text with commas or line ends between them, as they are written."""
    return [name, *filter(str.strip, re.split("[,\n]", text))]


def _concepts() -> dict[str, Concept]:
    return {
        key_of(name): Concept(
            key_of(name),
            name,
            (*_phrases(name), *_phrases(table.get("finds", ""))),
            _keys(table.get("includes", "")),
            _keys(table.get("instead", "")),
            _keys(table.get("near", "")),
            table.get("outside", False),
            table.get("anytime", False),
            _pattern(table.get("asks", "")),
            table.get("anything", False),
        )
        for name, table in _tables().items()
    }


def _pattern(lines: str) -> str:
    """One of the lines; "…" stands for at most three words."""
    return "|".join(line.strip().replace(" … ", r" (?:\w+ ){0,3}") for line in lines.splitlines() if line.strip())


def key_of(name: str) -> str:
    """The key of the concept with that name."""
    return "-".join(map(words.fold, words.words(name)))


def _keys(names: str) -> tuple[str, ...]:
    return tuple(key_of(name) for name in names.replace("\n", ",").split(",") if name.strip())


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """Phrases with commas or line ends between them, as stems."""
    lines = text.replace("\n", ",").split(",")
    return tuple(dict.fromkeys(keys for line in lines if (keys := words.keys(line))))


def _places(text: str, common: Container[str]) -> frozenset[tuple[str, ...]]:
    """Names with commas between them, as plain words and as folded ones, but for those that are words: Køge, koge."""
    plain = [tuple(words.words(name)) for name in text.replace("\n", ",").split(",") if name.strip()]
    folded = [tuple(map(words.fold, name)) for name in plain]
    return frozenset(plain) | {name for name in folded if name[0] not in common}
