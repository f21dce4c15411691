"""Measures how questions are answered in large directories: index, memory, speed, and how soon an edit is found.

    .venv/bin/python -m bench.scale [OFFERS …]

Every size is a process of its own. The directory is made from Copenhagen's texts and from words whose number grows
with the text, as it does in real language: the growth is printed. Promised at 100,000 offers: index in 20 s, 1 GiB,
p50 3 ms, p99 10 ms, an edit found within 1 s. Exits with 1 when that does not hold. Index and questions are timed by
the thread's own clock, so that a busy machine counts for nothing; what somebody waits for, by the clock on the wall.
"""

import gc
import json
import re
import resource
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from random import Random
from time import perf_counter, sleep, thread_time

from bot.clock import COPENHAGEN
from bot.domain.areas import Areas
from bot.domain.offers import Offer
from bot.domain.questions import Index, rank, understand
from bot.domain.questions import words as danish
from bot.store import Store
from bot.store.index import OfferIndex
from bot.transfer import read_directory

HOUSE = Path(__file__).resolve().parents[1]
COPENHAGEN_DIRECTORY = HOUSE / "data" / "koebenhavn"
QUESTIONS = HOUSE / "tests" / "questions" / "koebenhavn.jsonl"
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=COPENHAGEN)
_SYLLABLES = """ba bo be bri da de dan fa fi flo fri ga gro gå ha he hus ka ki klu kra la le li lo ma me mo na ni no
nør på pla ra ri ro sa se ska sky sko so sti svø ta te ti tru tu va ve vi å øv øst"""
SYLLABLES = _SYLLABLES.split()
ENDS = ("", "", "d", "f", "g", "k", "l", "m", "n", "r", "s", "t", "lse", "ing", "hed", "er", "en", "ter")


class Speech:
    """Words as in real text: a few frequent ones, and ever new ones (Heaps: 14 · tokens^0.66); half are compounds."""

    def __init__(self, dice: Random, known: list[str]) -> None:
        self.dice, self.words, self.said = dice, known, len(known) * 10

    def word(self) -> str:
        """The next word."""
        self.said += 1
        if len(self.words) < 14 * self.said**0.66:
            self.words.append(self._new())
            return self.words[-1]
        return self.words[int(len(self.words) ** self.dice.random()) - 1]

    def _new(self) -> str:
        if self.dice.random() < 0.5:
            common = self.words[: len(self.words) // 10 + 100]
            return self.dice.choice(common)[:14] + self.dice.choice(common)[:14]
        return "".join(self.dice.choices(SYLLABLES, k=self.dice.randint(2, 4))) + self.dice.choice(ENDS)


def offers(count: int, models: tuple[Offer, ...], areas: Areas) -> Iterator[Offer]:
    """Offers like the models, in which three words of four are others."""
    dice = Random(100_000)
    texts = " ".join(f"{model.name} {model.description}" for model in models)
    known = list(dict.fromkeys(danish.words(texts)))
    speech, places = Speech(dice, known), [area.id for area in areas]

    def varied(text: str) -> str:
        return re.sub(r"\w{3,}", lambda word: word[0] if dice.random() < 0.25 else speech.word(), text)

    for number in range(count):
        model = models[dice.randrange(len(models))]
        yield replace(
            model,
            id=f"tilbud-{number}",
            name=f"{speech.word().capitalize()} {varied(model.name)}",
            summary=varied(model.summary),
            description=varied(model.description),
            organisation=model.organisation and varied(model.organisation),
            place=model.place and f"{varied(model.place)} {dice.randint(1, 99)}",
            areas=tuple(dice.sample(places, dice.choice((1, 1, 2)))),
            address=model.address and f"{speech.word().capitalize()}vej {dice.randint(1, 200)}",
            topics=(*model.topics[:2], speech.word()),
        )


def questions(index: Index, count: int) -> list[str]:
    """A mix: judged questions, words of the directory, misspelt and joined ones, names, areas, and long ones."""
    dice = Random(7)
    judged = [json.loads(line)["q"] for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    areas = [area.name for area in index.areas]
    mix = []
    for number in range(count):
        offer = dice.choice(index.offers)
        said = dice.choices(danish.words(offer.description) or ["klub"], k=2)
        long = max(danish.words(offer.description), key=len, default="fodboldklubben")
        at = dice.randrange(1, len(long) - 1)
        mix.append(
            (
                dice.choice(judged),
                f"{said[0]} {said[1]} i {dice.choice(areas)}",
                f"{long[:at]}{long[at + 1 :]} for piger på {dice.randint(6, 17)}",
                f"hvem er {offer.name}",
                f"{said[0]}{said[1]} {dice.choice(('mandag', 'om aftenen', 'gratis', ''))}",
                f"{dice.choice(judged)} {dice.choice(judged)}",
            )[number % 6]
        )
    return mix


def timed(index: Index, asked: list[str]) -> list[float]:
    """Milliseconds for each question, sorted."""
    return sorted(ask(question, index, thread_time) for question in asked)


def ask(question: str, index: Index, clock: Callable[[], float]) -> float:
    """Milliseconds for one question."""
    begun = clock()
    rank(understand(question, NOW, index), NOW, index)
    return (clock() - begun) * 1000


def spread(times: list[float]) -> str:
    """A line about times."""
    return f"p50 {times[len(times) // 2]:.2f} ms  p99 {times[int(len(times) * 0.99)]:.2f} ms  most {times[-1]:.1f} ms"


def peak() -> float:
    """The most memory that this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def measure(count: int) -> bool:
    """One size; whether what is promised holds."""
    copenhagen = read_directory(COPENHAGEN_DIRECTORY)
    with tempfile.TemporaryDirectory() as name:
        url = f"sqlite:///{name}/scale.db"
        with subprocess.Popen([sys.executable, "-m", "bench.scale", "--fill", url, str(count)]) as filling:
            if filling.wait():
                sys.exit("the directory could not be made")
        store = Store.open(url, lambda: NOW)
        directory = store.directory()
        read = peak()
        Index(copenhagen)  # the lexicon, once
        begun, wall = thread_time(), perf_counter()
        holder = OfferIndex(store)
        built, wall = thread_time() - begun, perf_counter() - wall
        gc.collect()
        gc.freeze()  # as the server does
        index = holder.current()
        print(f"{count:,} offers, {len(index.forms):,} distinct words, {len(index.postings):,} stems")
        print(f"  directory read {read:.0f} MiB, index built in {built:.1f} s ({wall:.1f} on the wall), "
              f"{peak():.0f} MiB at most")  # fmt: skip
        asked = questions(index, 1200)
        timed(index, asked[:100])
        times = timed(index, asked)
        print(f"  questions            {spread(times)}")
        del index
        found = edit(store, holder, directory.offers[count // 2].id)
        print(f"  an edit is found after {found * 1000:.0f} ms")
        print(f"  after the edit       {spread(timed(holder.current(), asked))}")
        during = while_rebuilding(holder, asked)
        print(f"  while it is rebuilt  {spread(during)}, on the wall")
        print(f"  {peak():.0f} MiB at most")
        store.close()
    good = built <= 20 and peak() <= 1024 and times[len(times) // 2] <= 3 and times[int(len(times) * 0.99)] <= 10
    return good and found <= 1


def edit(store: Store, holder: OfferIndex, offer_id: str) -> float:
    """Seconds from an edit until a question finds it."""
    store.offers.edit(offer_id, {"name": "Kvistehytten Zabrinsky"}, "owner", "bench")
    begun = perf_counter()
    while perf_counter() - begun < 60:
        index = holder.current()
        found = rank(understand("hvor ligger Kvistehytten Zabrinsky", NOW, index), NOW, index)
        if found.answer and found.answer[0].offer_id == offer_id:
            return perf_counter() - begun
        sleep(0.001)
    return 60.0


def while_rebuilding(holder: OfferIndex, asked: list[str]) -> list[float]:
    """Milliseconds for each question while the index is built anew in the background, sorted."""
    rebuilding = threading.Thread(target=holder.rebuild)
    rebuilding.start()
    times: list[float] = []
    while rebuilding.is_alive():
        times.append(ask(asked[len(times) % len(asked)], holder.current(), perf_counter))
        sleep(0.005)
    return sorted(times)


def fill(url: str, count: int) -> None:
    """Make the directory, and print how its vocabulary grows."""
    copenhagen = read_directory(COPENHAGEN_DIRECTORY)
    store = Store.open(url, lambda: NOW)
    store.apply_areas(copenhagen.areas)
    store.apply_organisation(copenhagen.organisation)
    seen: set[str] = set()
    growth: list[str] = []

    def counted() -> Iterator[Offer]:
        for number, offer in enumerate(offers(count, copenhagen.offers, copenhagen.areas), 1):
            for text in (offer.name, offer.summary, offer.description, *offer.topics):
                seen.update(danish.words(text))
            if number in (100, 1000, 10_000, 30_000, 100_000):
                growth.append(f"{number:,} → {len(seen):,}")
            yield offer

    store.apply_offers(counted())
    print(f"growth (offers → distinct words): {', '.join(growth)}", flush=True)
    store.close()


def main(arguments: list[str]) -> None:
    """Every size in a process of its own."""
    if arguments[:1] == ["--fill"]:
        fill(arguments[1], int(arguments[2]))
    elif len(arguments) == 1:
        sys.exit(0 if measure(int(arguments[0])) else 1)
    else:
        command = [sys.executable, "-m", "bench.scale"]
        sizes = arguments or ["10000", "100000"]
        sys.exit(max(subprocess.run([*command, size], check=False).returncode for size in sizes))


if __name__ == "__main__":
    main(sys.argv[1:])
