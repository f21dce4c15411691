"""Learn data/asked.txt: which concept each judged question asks for.

    python -m bench.learn_asked

Nobody has said it, but who is right tells: it is the concept that is likeliest by what the phrasings taught, and that
the right offers have and others lack. What nothing answers asks for a concept that the directory lacks, or for
nothing that could be on offer. Known as distant supervision (Mintz et al. 2009, https://aclanthology.org/P09-1113/).
A line is the concept and the stems of the words that tell it; the senses read them after the phrasings
(`Senses.read_on`). Same files in, same file out. Run it before bench/learn_ranking.py.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.question_sets import TAUGHT, judged
from bench.questions import NOW
from bot.domain.acute import Acute
from bot.domain.answering import recognise
from bot.domain.questions import Index
from bot.domain.questions.lexicon import DATA, phrased_senses
from bot.domain.questions.sensing import Said, Scores, Senses
from bot.transfer import read_directory

LEARNED = DATA / "asked.txt"
_LEAST = 0.01  # how well a concept fits who is right
_UNLIKELY = 0.01  # how likely it is by the phrasings alone, at least
_HAS = 0.5  # how surely an offer has a concept that is none the directory lacks
_FAILED = 0.05  # how seldom what the directory has is asked for where nothing answers: by age, place or time

Asked = tuple[Sequence[str], str]


class Listener(Senses):
    """Senses that remember the last question: its stems, and how likely each concept is, and none of them."""

    heard: tuple[Sequence[str], Scores] | None = None

    def likelihoods(self, said: Said, middle: Scores) -> tuple[Scores, float]:
        """What the senses say; it is remembered."""
        likely, none = super().likelihoods(said, middle)
        self.heard = said.stems, np.append(np.exp(likely), np.float32(none))
        return likely, none


def asked(questions: Sequence[dict[str, Any]], index: Index, acute: Acute, listener: Listener) -> Iterator[Asked]:
    """The stems of each question of a set for which it can be told, and the concept that it asks for; "" for none."""
    index = copy(index)
    index.lexicon = replace(index.lexicon, senses=listener)
    concepts = (*listener.concepts, "")
    has = np.array([index.meets(concept, 1.0, outright=False) for concept in concepts[:-1]])
    for question in questions:
        listener.heard = None
        understood = recognise(question["q"], NOW, index, acute)
        if listener.heard is None or not understood.needs:  # "noget for piger" asks for nothing that has a name
            continue
        stems, likely = listener.heard
        right = [index.numbers[offer_id] for offer_id in (*question["relevant"], *question.get("best", ()))]
        fits = _fits(has, right) if right else np.where(has.max(axis=1) > _HAS, _FAILED, 1.0)
        best = int((likely * np.append(fits, 0.0 if right else 1.0)).argmax())
        if not right or (fits[best] >= _LEAST and likely[best] >= _UNLIKELY):
            yield stems, concepts[best]


def _fits(has: NDArray[np.float32], right: Sequence[int]) -> NDArray[np.float32]:
    """How well (0-1) who has each concept (a row) fits the right offers, the best of which come twice.

    The square of the harmonic mean (F1) of how many of these have it, and how many of who has it are right.
    """
    found = has[:, right].sum(axis=1) / len(right)
    exact = has[:, list(set(right))].sum(axis=1) / np.maximum(has.sum(axis=1), np.float32(1e-6))
    return np.asarray((2 * found * exact / np.maximum(found + exact, np.float32(1e-6))) ** 2, np.float32)


def main() -> None:
    """Learn from all sets that the judge learns from."""
    acute, listener = Acute.load(DATA / "acute.toml"), Listener.unpacked(phrased_senses().packed())
    indexes = {folder: Index(read_directory(folder)) for folder, _ in TAUGHT}
    found = [one for folder, file in TAUGHT for one in asked(judged(folder, file), indexes[folder], acute, listener)]
    LEARNED.write_text("".join(f"{concept}: {' '.join(stems)}\n" for stems, concept in found), encoding="utf-8")


if __name__ == "__main__":
    main()
