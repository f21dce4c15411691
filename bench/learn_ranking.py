"""Learn data/ranking.json: how likely an offer is to answer a question, from the signals that it is judged by.

    python -m bench.learn_ranking [--check]

Learned from the judged questions in tests/questions/ (LESSONS, and those written for this), with what a second judge
found beside: each offer that may answer a question is an example. The names and addresses of the directories are
learned from too, and count less. What a question asks for, and whether that is something else, is told by senses and
points that have not learned from its group, as it will be for a stranger's: a group is all that is asked about one
city, or a third of Copenhagen's sets. Same files in, same file out. Run it after bench/learn_asked.py,
bench/learn_aside.py and `make setup` when they, data/concepts/ or what makes the signals has changed. `--check`
leaves each group out in turn, and tells how those of LESSONS in it are then answered.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bench.learn_aside import points_without
from bench.learn_asked import Listener, asked
from bench.question_sets import COPENHAGEN_OFFERS, LESSONS, TAUGHT, judged
from bench.questions import NOW, score
from bot.domain.acute import Acute
from bot.domain.answering import find, recognise, whom_to_tell
from bot.domain.directory import Directory
from bot.domain.questions import Index, gist, words
from bot.domain.questions.affinity import asking, packed
from bot.domain.questions.candidates import candidates
from bot.domain.questions.judging import Judge, scaled
from bot.domain.questions.lexicon import DATA, Lexicon, lexicon, phrased_senses, some_phrasings
from bot.domain.questions.profiles import Profiles
from bot.domain.questions.ranking import dated, is_about
from bot.domain.questions.signals import signals_of
from bot.domain.questions.understood import is_empty
from bot.transfer import read_directory

LEARNED = DATA / "ranking.json"
_PARTS = 3  # of Copenhagen's sets
_NETS = 4
_HIDDEN = 32
_TABLES = 4  # the first part of a network that is one of its tables
_WIDTH = 32  # of them
_KEPT = 64  # of their mean
_EPOCHS = 10
_BATCH = 16  # questions
_RATE = 0.012
_SLOWLY = 0.3  # the tables learn
_DECAY = 1e-4  # of the weights, as part of the slope
_SHRINKING = 0.15  # of the tables, beside it
_SMALL = 0.1
_FORGOTTEN = 0.3  # share of the concepts asked for that are left out each time
_SEED = 20261126
_KNOWN = np.float32(0.2)  # how much a name or an address counts, beside a question
_UNANSWERABLE = 3.0  # and a question that nothing answers: an answer to it is worse than a wrong one more

Floats = NDArray[np.float32]
Ids = NDArray[np.intp]
Judged = tuple[Path, Index, list[dict[str, Any]]]


class Examples(NamedTuple):
    """What some questions teach: a row an offer that fails no facet of one of them.

    Its signals, whether it answers, how much it counts, the numbers of its question and of the offer; then a row a
    question, what it asks for and where it points, and a row an offer of the directory, what it says: all this as
    `affinity.py` has it.
    """

    signals: Floats
    answers: Floats
    weights: Floats
    question: Ids
    offer: Ids
    asked: Floats
    said: Floats


def examples(questions: Sequence[dict[str, Any]], index: Index, acute: Acute) -> Examples:
    """What the questions of a set teach. All offers of a question together count as much as few right answers."""
    numbers, mark = index.lexicon.judge.affinity.numbers, index.lexicon.senses.mark
    said = index.profiles.said(np.arange(len(index.offers)))
    taught: list[tuple[Floats, Floats, Floats, Ids, Ids]] = []
    asked: list[Floats] = []
    for question in questions:
        understood = dated(recognise(question["q"], NOW, index, acute), NOW, index)
        if understood.elsewhere or is_empty(understood) or not is_about(understood, index):
            continue
        told, _ = whom_to_tell(understood, NOW, index, acute)
        found = candidates(understood, index, told.ids)
        fits = ~found.failed
        rows, signals = found.rows[fits], signals_of(found, understood, index, told)[fits]
        relevant = set(question["relevant"])
        answers = np.array([index.offers[row].id in relevant for row in rows.tolist()], np.float32)
        weight = 1 / float(answers.sum()) ** 0.5 if answers.any() else 1.0 if relevant else _UNANSWERABLE
        weights, here = np.full(len(rows), weight, np.float32), np.full(len(rows), len(asked), np.intp)
        taught.append((signals, answers, weights, here, rows))
        concepts, loud = asking(numbers, understood.hints, understood.needs)
        asked.append(np.concatenate([np.zeros(2 * len(numbers), np.float32), gist.read(understood.gist, mark)]))
        asked[-1][concepts] = loud
    seen, right, counts, numbered, offers = map(np.concatenate, zip(*taught, strict=True))
    return Examples(seen, right, counts, numbered, offers, np.array(asked), said)


def together(several: Sequence[Examples]) -> Examples:
    """The examples of several sets as those of one."""
    asked, said = (np.cumsum([0, *(len(one[part]) for one in several[:-1])]) for part in (-2, -1))
    moved = [
        one._replace(question=one.question + first, offer=one.offer + offer)
        for one, first, offer in zip(several, asked, said, strict=True)
    ]
    return Examples(*(np.concatenate(column) for column in zip(*moved, strict=True)))


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


def learned(taught: Examples, concepts: Sequence[str]) -> dict[str, Any]:
    """What data/ranking.json holds: a few networks that begin differently, and what answers what.

    Each is learned with tables of its own; what is kept of their mean is told by its largest singular values.
    """
    mean, deviation = taught.signals.mean(axis=0), taught.signals.std(axis=0) + 1e-6
    signals, weights = scaled(taught.signals, mean, deviation), taught.weights / taught.weights.mean()
    seen = taught._replace(signals=signals, weights=weights)
    nets = [_net(seen, _SEED + number) for number in range(_NETS)]
    asked, said = _narrowed(*(np.concatenate([net[part] for net in nets], axis=1) for part in (_TABLES, _TABLES + 1)))
    return {
        "mean": _rounded(mean),
        "deviation": _rounded(deviation),
        "nets": [list(map(_rounded, net[:_TABLES])) for net in nets],
        "concepts": list(concepts),
        "width": asked.shape[1],
        "asked": packed(asked),
        "said": packed(said / np.float32(_NETS)),
    }


def _net(taught: Examples, seed: int) -> list[Floats]:
    """One network (weights in, bias, out, bias) and its tables of what answers what: AdamW, logistic loss."""
    random = np.random.default_rng(seed)
    columns = taught.signals.shape[1]
    net = [
        _random(random, columns, _HIDDEN) / np.float32(columns**0.5),
        np.zeros(_HIDDEN, np.float32),
        _random(random, _HIDDEN) / np.float32(_HIDDEN**0.5),
        np.array(-3, np.float32),
        np.float32(_SMALL) * _random(random, taught.asked.shape[1], _WIDTH),
        np.float32(_SMALL) * _random(random, taught.said.shape[1], _WIDTH),
    ]
    first, second = [np.zeros_like(part) for part in net], [np.zeros_like(part) for part in net]
    begins = np.append(np.flatnonzero(np.diff(taught.question, prepend=-1)), len(taught.question))
    step = 0
    for epoch in range(_EPOCHS):
        rate = _RATE * (1 - epoch / _EPOCHS)
        order = random.permutation(len(begins) - 1)
        for batch in np.split(order, np.arange(_BATCH, len(order), _BATCH)):
            rows = np.concatenate([np.arange(begins[one], begins[one + 1]) for one in batch])
            step += 1
            for part, slope in enumerate(_slopes(net, taught, rows, random)):
                first[part] = 0.9 * first[part] + 0.1 * slope
                second[part] = 0.999 * second[part] + 0.001 * slope * slope
                moved = first[part] / (1 - 0.9**step) / (np.sqrt(second[part] / (1 - 0.999**step)) + 1e-7)
                if part >= _TABLES:
                    moved = np.float32(_SLOWLY) * (moved + np.float32(_SHRINKING) * net[part])
                net[part] = net[part] - np.float32(rate) * moved
    return net


def _slopes(net: Sequence[Floats], taught: Examples, rows: Ids, random: np.random.Generator) -> Iterator[Floats]:
    """Which way each part of a network makes some examples (those of a few questions, one after the other) worse."""
    seen = taught.signals[rows]
    hidden = np.tanh(seen @ net[0] + net[1])
    begins = np.flatnonzero(np.diff(taught.question[rows], prepend=-1))
    here = np.repeat(np.arange(len(begins)), np.diff(begins, append=len(rows)))
    asked = taught.asked[taught.question[rows[begins]]]
    asked = asked * ((random.random(asked.shape) >= _FORGOTTEN) / np.float32(1 - _FORGOTTEN)).astype(np.float32)
    offers, offer = np.unique(taught.offer[rows], return_inverse=True)
    said = taught.said[offers]
    wants, has = (asked @ net[_TABLES])[here], (said @ net[_TABLES + 1])[offer]
    likely = 1 / (1 + np.exp(-(hidden @ net[2] + net[3] + (wants * has).sum(axis=1))))
    wrong = (taught.weights[rows] * (likely - taught.answers[rows]) / np.float32(len(rows))).astype(np.float32)
    back = np.outer(wrong, net[2]) * (1 - hidden * hidden)
    decay = np.float32(_DECAY)
    yield from (seen.T @ back + decay * net[0], back.sum(axis=0), wrong @ hidden + decay * net[2], wrong.sum())
    yield asked.T @ np.add.reduceat(wrong[:, None] * has, begins)
    by_offer = np.argsort(offer, kind="stable")
    firsts = np.searchsorted(offer[by_offer], np.arange(len(offers)))
    yield said.T @ np.add.reduceat((wrong[:, None] * wants)[by_offer], firsts)


def _narrowed(asked: Floats, said: Floats) -> tuple[Floats, Floats]:
    """Two tables whose product is nearest to that of wider ones."""
    (one, left), (other, right) = np.linalg.qr(asked), np.linalg.qr(said)
    turn, sizes, back = np.linalg.svd(left @ right.T, full_matrices=False)
    root = np.sqrt(sizes[:_KEPT])
    return one @ turn[:, :_KEPT] * root, other @ back[:_KEPT].T * root


def _random(random: np.random.Generator, *shape: int) -> Floats:
    return random.standard_normal(shape).astype(np.float32)


def _rounded(values: Floats) -> Any:
    return np.round(np.asarray(values, np.float64), 4).tolist()


def main() -> None:
    """Learn from all sets, or leave each group out in turn."""
    acute = Acute.load(DATA / "acute.toml")
    indexes = {folder: Index(read_directory(folder)) for folder, _ in TAUGHT}
    sets = [(file, indexes[folder], judged(folder, file)) for folder, file in TAUGHT]
    groups = [
        f"{folder.name} {number % _PARTS}" if folder == COPENHAGEN_OFFERS else folder.name
        for number, (folder, _) in enumerate(TAUGHT)
    ]
    lexicons = dict(_strangers(groups, sets, acute))
    taught, known = [], []
    for group, (_, index, questions) in zip(groups, sets, strict=True):
        _take(lexicons[group], index)
        taught.append(examples(questions, index, acute))
    for index in indexes.values():
        one = examples(looked_up(index.directory), index, acute)
        known.append(one._replace(weights=_KNOWN * one.weights))
    concepts = lexicon().senses.concepts
    if "--check" not in sys.argv:
        found = learned(together([*taught, *known]), concepts)
        LEARNED.write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")
        return
    for left_out in dict.fromkeys(groups[: len(LESSONS)]):
        rest = [one for one, group in zip(taught, groups, strict=True) if group != left_out]
        judge = Judge.of(learned(together([*known, *rest]), concepts), concepts)
        for group, (file, index, questions) in list(zip(groups, sets, strict=True))[: len(LESSONS)]:
            if group == left_out:
                _take(replace(lexicons[group], judge=judge), index)
                print(f"{file.name:32}{score(questions, partial(_answers, index, acute), show=False)}", flush=True)


def _strangers(groups: Sequence[str], sets: Sequence[Judged], acute: Acute) -> Iterator[tuple[str, Lexicon]]:
    """For each group the lexicon whose senses and points have not learned from its questions."""
    phrased, phrasings = phrased_senses(), some_phrasings()
    listener = Listener.unpacked(phrased.packed())
    told = [list(asked(questions, index, acute, listener)) for _, index, questions in sets]
    for group in dict.fromkeys(groups):
        others = [lines for lines, other in zip(told, groups, strict=True) if other != group]
        senses = phrased.read_on([*chain.from_iterable(others), *phrasings])
        mine = [file for (file, _, _), other in zip(sets, groups, strict=True) if other == group]
        yield group, replace(lexicon(), senses=senses, aside=points_without(*mine))


def _take(taught: Lexicon, index: Index) -> None:
    """Have the index understand questions, and its offers, by another lexicon."""
    index.lexicon, index.profiles = taught, Profiles(index.directory, taught, index.owners)


def _answers(index: Index, acute: Acute, question: str) -> list[str]:
    found, _ = find(recognise(question, NOW, index, acute), NOW, index, acute)
    return [match.offer_id for match in found.answer]


if __name__ == "__main__":
    main()
