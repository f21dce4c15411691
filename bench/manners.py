"""Measure what is left of the quality when the newest questions are put as people put them in a chat.

    python -m bench.manners

Each question is asked as it is, within courtesies, behind who is asking, with mistakes, and without rings and dots.
"""

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from bench.question_sets import NEWEST, SETS
from bench.questions import NOW
from bot.domain.acute import Acute
from bot.domain.answering import find, recognise
from bot.domain.questions import Index
from bot.domain.questions.lexicon import DATA
from bot.transfer import read_directory

_LONG = 6  # letters of a word with a mistake


def mistyped(question: str) -> str:
    """The question with a letter of one of its longer words left out, doubled, swapped or wrong; always the same."""
    random, said = Random(question), question.split(" ")
    long = [at for at, word in enumerate(said) if len(word) >= _LONG and word.isalpha()]
    if long:
        at = random.choice(long)
        word = said[at]
        i = random.randrange(1, len(word) - 2)
        wrong = random.choice("aeinrst")
        put, instead_of = random.choice([("", 1), (2 * word[i], 1), (word[i + 1] + word[i], 2), (wrong, 1)])
        said[at] = word[:i] + put + word[i + instead_of :]
    return " ".join(said)


def ringless(question: str) -> str:
    """The question without rings and dots."""
    return question.translate(str.maketrans("æøåÆØÅ", "aoaAOA"))


MANNERS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "all in capitals": str.upper,
    "with ae, oe and aa": lambda question: question.replace("æ", "ae").replace("ø", "oe").replace("å", "aa"),
    "without rings and dots": ringless,
    "with one mistake": mistyped,
    "with two mistakes": lambda question: mistyped(mistyped(question)),
    "with courtesies": "Hej, kan du hjælpe mig? {} På forhånd tak".format,
    "with a signature": "{} mvh Mette, klubmedarbejder".format,
    "by who tells who asks": "Jeg er pædagog og tænkte på, {}".format,
    "sent from a telephone": "{} (sendt fra min telefon)".format,
    "in haste": "{} - det haster lidt".format,
    "for ideas": "{} har du nogle ideer?".format,
}


def main() -> None:
    """Print a line for every manner."""
    acute = Acute.load(DATA / "acute.toml")
    acute.compile()
    newest = [one for one in SETS if one.questions.stem in NEWEST]
    indexes = {one.directory: Index(read_directory(one.directory)) for one in newest}
    sets = [(indexes[one.directory], list(map(json.loads, one.questions.open(encoding="utf-8")))) for one in newest]
    print(f"{sum(len(rows) for _, rows in sets)} questions of {len(sets)} sets")
    for name, put in MANNERS.items():
        found = [one for index, rows in sets for one in _answered(rows, put, index, acute)]
        some, none = [ranks for asked, ranks in found if asked], [ranks for asked, ranks in found if not asked]
        first, three = (sum(True in ranks[:most] for ranks in some) / len(some) for most in (1, 3))
        false = sum(map(bool, none)) / len(none)
        print(f"{name:24}hit@1 {first:.3f}  hit@3 {three:.3f}  false {false:.3f}", flush=True)


def _answered(
    rows: list[dict[str, Any]], put: Callable[[str], str], index: Index, acute: Acute
) -> Iterator[tuple[bool, list[bool]]]:
    """Of each question whether it can be answered, and which of its answers are right."""
    for row in rows:
        found, _ = find(recognise(put(row["q"]), NOW, index, acute), NOW, index, acute)
        yield not row["none"], [match.offer_id in row["relevant"] for match in found.answer]


if __name__ == "__main__":
    main()
