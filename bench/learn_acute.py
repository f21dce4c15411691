"""Learn the points of data/acute_points.json from the judged sentences: how much each word speaks for a worry.

    python -m bench.learn_acute

Run it when the sets or data/asides/ have got new sentences or acute.toml new spellings. Same files in, same file out.
Calm are also the directory's own sentences, what people ask about its offers, and what asks for nothing on offer
(data/asides/), unless a phrase finds a worry there.
The method is logistic regression (AdaGrad, a little ridge); each text counts 1/√traits, as in bot.domain.weighing.
"""

import json
from collections import Counter
from collections.abc import Iterator
from math import exp, sqrt
from pathlib import Path
from random import Random

from bot.domain.acute import Acute, plain
from bot.domain.weighing import traits

HOUSE = Path(__file__).resolve().parent.parent

QUESTIONS = HOUSE / "tests" / "questions"
DATA = HOUSE / "data"
JUDGED = (
    "acute.jsonl",
    "acute_heldout.jsonl",
    "acute_second.jsonl",
    "acute_blind.jsonl",
    "acute_third.jsonl",
    "acute_english.jsonl",
    "acute_english_2.jsonl",
)
ASKED = ("", "", "", "hvor kan man gå til", "findes der", "telefonnummer", "åbningstider", "hvem står for", "er der")
WHOM = (
    "",
    "",
    "til en 13-årig",
    "for en pige på 10 år",
    "til min datter",
    "for drenge på 16",
    "til en ung mand",
    "til min søn på 8",
    "for unge",
    "til en mor med små børn",
    "for en familie",
)
WHEN = (
    "",
    "",
    "",
    "mandag",
    "tirsdag aften",
    "onsdag",
    "torsdag",
    "fredag aften",
    "i weekenden",
    "i ferien",
    "i dag",
    "i aften",
)
ENOUGH = 0.7  # chosen on the Danish sets: most harmless questions that do not mean to deceive weigh less
ABOVE_START = 2.4  # how much the words themselves must speak for a worry before weak phrases count
START = -7.35  # what the Danish sets teach: the English hold more worries, and would make all Danish weigh more
ROUNDS, RATE, RIDGE, SCALE = 40, 0.3, 0.003, 3.0
SEEN = 2  # times, at least: a word of one sentence tells nothing of the next, and may be somebody's name


def main() -> None:
    acute = Acute.load(DATA / "acute.toml")
    start, points = learned(list(examples(acute)), start=START)
    rounded = {trait: round(points[trait], 2) for trait in sorted(points)}
    file = {"start": round(start, 2), "enough": ENOUGH, "calm": round(start + ABOVE_START, 2), "traits": rounded}
    (DATA / "acute_points.json").write_text(json.dumps(file, indent=0) + "\n", encoding="utf-8")


def examples(acute: Acute, without: str = "") -> Iterator[tuple[set[str], bool]]:
    """Each sentence's traits, and whether it holds a worry; those of one set can be left out."""
    for words in calm():
        text = plain(words, acute)
        if not any(acute.phrases.found(text)):
            yield traits(text), False
    for name in JUDGED:
        for row in _rows(QUESTIONS / name) if name != without else ():
            yield traits(plain(row["q"], acute)), bool(row["acute"])


def calm() -> Iterator[str]:
    """What asks for nothing on offer, the directory's own sentences, and questions for every offer."""
    for file in sorted((DATA / "asides").glob("*.txt")):
        yield from file.read_text(encoding="utf-8").splitlines()
    random = Random(2)
    areas = [area["name"] for area in _rows(DATA / "koebenhavn" / "areas.jsonl")]
    for file in (QUESTIONS / "koebenhavn.jsonl", *sorted(QUESTIONS.glob("ranking_*_english.jsonl"))):
        for row in _rows(file):
            yield row["q"]
    for offer in _rows(DATA / "koebenhavn" / "offers.jsonl"):
        yield from filter(None, f"{offer.get('summary') or ''}\n{offer.get('description') or ''}".splitlines())
        for what in (offer["name"], *(offer.get("topics") or ())):
            asked, whom, when = random.choice(ASKED), random.choice(WHOM), random.choice(WHEN)
            yield " ".join(filter(None, (asked, what, whom, when, random.choice(("", f"i {random.choice(areas)}")))))


def learned(
    texts: list[tuple[set[str], bool]], *, seen: int = SEEN, ridge: float = RIDGE, start: float | None = None
) -> tuple[float, dict[str, float]]:
    """The start (learned where it is not told), and the points of every trait that stands in `seen` texts or more."""
    times = Counter(trait for found, _ in texts for trait in found)
    known = [(sorted(t for t in found if times[t] >= seen), worry) for found, worry in texts]
    told = start is not None
    start, points = start or 0.0, dict.fromkeys((t for t in times if times[t] >= seen), 0.0)
    random = Random(1)
    slopes = dict.fromkeys(points, 1.0)
    for _ in range(ROUNDS):
        random.shuffle(known)
        for found, worry in known:
            share = SCALE / sqrt(len(found) or 1)
            sounds = 1 / (1 + exp(-start - share * sum(points[t] for t in found)))
            error = sounds - worry
            start -= 0.0 if told else 0.05 * error
            for t in found:
                slopes[t] += (error * share) ** 2
                points[t] -= RATE / sqrt(slopes[t]) * (error * share + ridge * points[t])
    return start, {t: SCALE * p for t, p in points.items()}


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
