"""Measure how well and how fast questions are answered, beside plain full text search on the same offers.

    python -m bench.questions [--show] [DIRECTORY QUESTIONS.jsonl]

A question set is JSON Lines: {"q", "kind", "relevant": [ids], "best": [ids], "none": bool}. Without arguments: this
repository's set on the directory that comes along. Its first score, before anything was learnt from it, was hit@1
.857, hit@3 .929, false .091.
`--show` lists every question whose first answer is wrong.

hit@k: answerable questions with a relevant offer among the first k; rec@10: the share of the relevant offers that
is among the first ten; false: unanswerable questions that got an answer; noise: the share of the first ten that is
wrong.
"""

import json
import re
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import sqlite_utils

from bot.clock import COPENHAGEN
from bot.domain.directory import Directory
from bot.domain.questions import Index, rank, understand
from bot.transfer import read_directory

HOUSE = Path(__file__).resolve().parent.parent

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=COPENHAGEN)
Search = Callable[[str], list[str]]


def main(arguments: list[str]) -> None:
    show = "--show" in arguments
    folder, questions = [Path(a) for a in arguments if a != "--show"] or [
        HOUSE / "data" / "koebenhavn",
        HOUSE / "tests" / "questions" / "koebenhavn.jsonl",
    ]
    rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines() if line.strip()]
    directory = read_directory(folder)
    begun = perf_counter()
    index = Index(directory)
    print(f"{questions.name}: {len(rows)} questions, {len(directory.offers)} offers, "
          f"index built in {(perf_counter() - begun) * 1000:.0f} ms")

    def answers(question: str) -> list[str]:
        return [match.offer_id for match in rank(understand(question, NOW, index), NOW, index).answer]

    for name, search in (("vejviser", answers), ("FTS5, any word", full_text(directory))):
        print(f"  {name:15} {score(rows, search, show and search is answers)}")


def full_text(directory: Directory) -> Search:
    """SQLite's FTS5 over the offers' texts, any word of the question, best first, ten at most."""
    table: Any = sqlite_utils.Database(memory=True)["offers"]
    table.insert_all(
        {"id": o.id, "name": o.name, "summary": o.summary, "text": f"{o.description} {o.place or ''}",
         "topics": " ".join(o.topics), "areas": directory.areas.names(o.areas)}
        for o in directory.offers
    )  # fmt: skip
    table.enable_fts(["name", "summary", "text", "topics", "areas"])

    def search(question: str) -> list[str]:
        words = re.findall(r"\w+", question)
        any_word = " OR ".join(f'"{word}"' for word in words)
        return [row["id"] for row in table.search(any_word, limit=10)] if words else []

    return search


def score(rows: list[dict[str, Any]], search: Search, show: bool) -> str:
    """The figures of one way to search, as a line."""
    hit1 = hit3 = recall = shown = wrong = false = 0.0
    times = []
    for row in rows:
        begun = perf_counter()
        found = search(row["q"])
        times.append((perf_counter() - begun) * 1000)
        relevant = set(row["relevant"])
        if row["none"]:
            false += bool(found)
        else:
            hit1 += bool(relevant.intersection(found[:1]))
            hit3 += bool(relevant.intersection(found[:3]))
            recall += len(relevant.intersection(found[:10])) / min(10, len(relevant))
            shown += len(found[:10])
            wrong += sum(offer_id not in relevant for offer_id in found[:10])
        if show and (found if row["none"] else not relevant.intersection(found[:1])):
            print(f"  wrong: {row['q']}\n         wanted {sorted(relevant)[:3]}, got {found[:3]}")
    none = sum(row["none"] for row in rows)
    some = max(1, len(rows) - none)
    times.sort()
    return (f"hit@1 {hit1 / some:.3f}  hit@3 {hit3 / some:.3f}  rec@10 {recall / some:.3f}  "
            f"false {false / max(1, none):.3f}  noise {wrong / max(1, shown):.3f}  "
            f"p50 {times[len(times) // 2]:.2f} ms  p99 {times[int(len(times) * 0.99)]:.2f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
