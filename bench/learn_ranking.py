"""Learn data/ranking.json: how likely an offer is to answer a question, from the signals that it is judged by.

    python -m bench.learn_ranking [--check]

Learned from all judged questions in tests/questions/ (SETS of bench/questions.py and those written for this): each
offer that may answer a question is an example. The names and addresses of the directories are learned from too, and
count less. Whether a question asks for something else is judged by points that have not learned from its group, as it
will be for a stranger's: a group is all that is asked about one city, or a third of Copenhagen's sets. Same files in,
same file out. Run it after `make setup` and bench/learn_aside.py when they, data/concepts/ or what makes the signals
has changed. `--check` leaves each group out in turn and tells how those of SETS in it are then answered.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.learn_aside import points_without
from bench.questions import NOW, SETS, TESTS, score
from bot.domain.acute import Acute
from bot.domain.answering import find, recognise, whom_to_tell
from bot.domain.directory import Directory
from bot.domain.questions import Index, words
from bot.domain.questions.candidates import candidates
from bot.domain.questions.judging import Judge, scaled
from bot.domain.questions.lexicon import DATA
from bot.domain.questions.ranking import dated, is_about
from bot.domain.questions.signals import SIGNALS, signals_of
from bot.domain.questions.understood import is_empty
from bot.transfer import read_directory

LEARNED = DATA / "ranking.json"
MORE = tuple(  # written to be learned from, by many authors: ranking_<city>_<number>.jsonl, ranking_none_<city>.jsonl
    (DATA / city if city == "koebenhavn" else TESTS / city, file)
    for file in sorted(TESTS.glob("ranking_*.jsonl"))
    for city in file.stem.removeprefix("ranking_").removeprefix("none_").split("_")[:1]
)
_PARTS = 3  # of Copenhagen's sets
_NETS = 8
_HIDDEN = 32
_EPOCHS = 28
_BATCH = 512
_RATE = 0.012
_DECAY = 1e-4
_SEED = 20261126
_KNOWN = np.float32(0.2)  # how much a name or an address counts, beside a question

Floats = NDArray[np.float32]


class Examples(NamedTuple):
    """A row an offer that fails no facet of some question: its signals, whether it answers, how much it counts."""

    signals: Floats
    answers: Floats
    weights: Floats


def examples(questions: Sequence[dict[str, Any]], index: Index, acute: Acute) -> Examples:
    """What the questions of a set teach. All offers of a question together count as much as few right answers."""
    taught: list[Examples] = [Examples(np.empty((0, len(SIGNALS)), np.float32), *np.empty((2, 0), np.float32))]
    for question in questions:
        understood = dated(recognise(question["q"], NOW, index, acute), NOW)
        if understood.elsewhere or is_empty(understood) or not is_about(understood, index):
            continue
        told, _ = whom_to_tell(understood, NOW, index, acute)
        found = candidates(understood, index, told.ids)
        rows, signals = found.rows[~found.failed], signals_of(found, understood, index, told)[~found.failed]
        relevant = set(question["relevant"])
        answers = np.array([index.offers[row].id in relevant for row in rows.tolist()], np.float32)
        weight = 1 / max(1.0, float(answers.sum())) ** 0.5
        taught.append(Examples(signals, answers, np.full(len(rows), weight, np.float32)))
    return Examples(*(np.concatenate(column) for column in zip(*taught, strict=True)))


def looked_up(directory: Directory) -> list[dict[str, Any]]:
    """What people look up who know whom they want: a name with a letter left out, and an address."""
    offers, found = directory.offers, []
    for offer in offers:
        longest = max(words.words(offer.name), key=len)
        called = [one.id for one in offers if longest in words.words(one.name)]
        middle = len(longest) // 2
        found.append({"q": longest[:middle] + longest[middle + 1 :], "relevant": called})
        if offer.address:
            there = [one.id for one in offers if one.address == offer.address]
            found.append({"q": offer.address, "relevant": there})
    return found


def learned(several: Sequence[Examples]) -> dict[str, Any]:
    """What data/ranking.json holds, from examples: a few networks that begin differently (Adam, logistic loss)."""
    signals, answers, weights = (np.concatenate(column) for column in zip(*several, strict=True))
    mean, deviation = signals.mean(axis=0), signals.std(axis=0) + 1e-6
    seen = scaled(signals, mean, deviation)
    weights = weights / weights.mean()
    nets = [_net(seen, answers, weights, _SEED + number) for number in range(_NETS)]
    rounded = [list(map(_rounded, net)) for net in nets]
    return {"mean": _rounded(mean), "deviation": _rounded(deviation), "nets": rounded}


def _net(signals: Floats, answers: Floats, weights: Floats, seed: int) -> tuple[Floats, Floats, Floats, Floats]:
    random = np.random.default_rng(seed)
    columns = signals.shape[1]
    net = [
        (random.standard_normal((columns, _HIDDEN)) / columns**0.5).astype(np.float32),
        np.zeros(_HIDDEN, np.float32),
        (random.standard_normal(_HIDDEN) / _HIDDEN**0.5).astype(np.float32),
        np.array(-3, np.float32),
    ]
    first, second = [np.zeros_like(part) for part in net], [np.zeros_like(part) for part in net]
    step = 0
    for epoch in range(_EPOCHS):
        rate = _RATE * (1 - epoch / _EPOCHS)
        order = random.permutation(len(answers))
        for batch in np.split(order, np.arange(_BATCH, len(order), _BATCH)):
            seen = signals[batch]
            hidden = np.tanh(seen @ net[0] + net[1])
            wrong = weights[batch] * (1 / (1 + np.exp(-(hidden @ net[2] + net[3]))) - answers[batch]) / len(batch)
            back = np.outer(wrong, net[2]) * (1 - hidden * hidden)
            into, out = seen.T @ back + _DECAY * net[0], wrong @ hidden + _DECAY * net[2]
            slopes = (into, back.sum(axis=0), out, wrong.sum())
            step += 1
            for part, slope in enumerate(slopes):
                first[part] = 0.9 * first[part] + 0.1 * slope
                second[part] = 0.999 * second[part] + 0.001 * slope * slope
                moved = first[part] / (1 - 0.9**step)
                net[part] = net[part] - rate * moved / (np.sqrt(second[part] / (1 - 0.999**step)) + 1e-7)
    return net[0], net[1], net[2], net[3]


def _rounded(values: Floats) -> Any:
    return np.round(np.asarray(values, np.float64), 4).tolist()


def main() -> None:
    """Learn from all sets, or leave each group out in turn."""
    acute = Acute.load(DATA / "acute.toml")
    folders = [(one.directory, one.questions) for one in SETS] + list(MORE)
    indexes = {folder: Index(read_directory(folder)) for folder, _ in folders}
    sets = [(file, indexes[folder], list(map(json.loads, file.open(encoding="utf-8")))) for folder, file in folders]
    groups = [
        f"{folder.name} {number % _PARTS}" if folder == DATA / "koebenhavn" else folder.name
        for number, (folder, _) in enumerate(folders)
    ]
    points = {
        group: points_without(*(file for (_, file), other in zip(folders, groups, strict=True) if other == group))
        for group in dict.fromkeys(groups)
    }
    taught, known = [], []
    for group, (_, index, questions) in zip(groups, sets, strict=True):
        index.lexicon = replace(index.lexicon, aside=points[group])
        taught.append(examples(questions, index, acute))
    for index in indexes.values():
        one = examples(looked_up(index.directory), index, acute)
        known.append(one._replace(weights=_KNOWN * one.weights))
    if "--check" not in sys.argv:
        LEARNED.write_text(json.dumps(learned([*taught, *known]), separators=(",", ":")) + "\n", encoding="utf-8")
        return
    for left_out in dict.fromkeys(groups[: len(SETS)]):
        rest = [one for one, group in zip(taught, groups, strict=True) if group != left_out]
        judge = Judge.of(learned([*known, *rest]))
        for group, (file, index, questions) in list(zip(groups, sets, strict=True))[: len(SETS)]:
            if group == left_out:
                index.lexicon = replace(index.lexicon, judge=judge, aside=points[group])
                print(f"{file.name:32}{score(questions, partial(_answers, index, acute), show=False)}", flush=True)


def _answers(index: Index, acute: Acute, question: str) -> list[str]:
    found, _ = find(recognise(question, NOW, index, acute), NOW, index, acute)
    return [match.offer_id for match in found.answer]


if __name__ == "__main__":
    main()
