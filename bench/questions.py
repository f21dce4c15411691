"""Measure how well and how fast questions are answered, beside plain ways to search the same offers.

    python -m bench.questions [--show] [DIRECTORY QUESTIONS.jsonl]

A question set is JSON Lines: {"q", "kind", "relevant": [ids], "best": [ids], "none": bool}. Without arguments: all of
SETS of question_sets.py. `--show` lists every question whose first answer is wrong.

hit@k: answerable questions with a relevant offer among the first k; rec@10: the share of the relevant offers that
is among the first ten; false: unanswerable questions that got an answer; noise: the share of the first ten that is
wrong.
"""

import gc
import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import snowballstemmer
import sqlite_utils

from bench.question_sets import SETS, Set
from bot.clock import COPENHAGEN
from bot.domain.acute import Acute
from bot.domain.answering import find, recognise
from bot.domain.directory import Directory
from bot.domain.questions import Index
from bot.settings import HOUSE
from bot.transfer import read_directory

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=COPENHAGEN)
Search = Callable[[str], list[str]]


def main(arguments: list[str]) -> None:
    paths = [Path(argument) for argument in arguments if argument != "--show"]
    for one in [Set("given", paths[0], paths[1], "not recorded")] if paths else SETS:
        measure(one, "--show" in arguments)


def measure(one: Set, show: bool) -> None:
    """Print a line for every way to search."""
    rows = [json.loads(line) for line in one.questions.read_text(encoding="utf-8").splitlines() if line.strip()]
    directory = read_directory(one.directory)
    acute = Acute.load(HOUSE / "data" / "acute.toml")
    acute.compile()
    begun = perf_counter()
    index = Index(directory)
    print(
        f"{one.name} ({one.questions.name}): {len(rows)} questions, {len(directory.offers)} offers, "
        f"index built in {(perf_counter() - begun) * 1000:.0f} ms; first score: {one.first}"
    )

    def answers(question: str) -> list[str]:
        return [match.offer_id for match in find(recognise(question, NOW, index, acute), NOW, index, acute)[0].answer]

    searches = {"vejviser": answers} | {name: peer(directory) for name, peer in PEERS.items()}
    gc.collect()
    gc.freeze()  # as the server does
    for name, search in searches.items():
        search("fodbold for piger på Nørrebro")  # warm
        print(f"  {name:26}{score(rows, search, show and search is answers)}")


# ── The peers ────────────────────────────────────────────────────────────────────────────────────────────────────


def texts(directory: Directory) -> dict[str, str]:
    """What each offer says, and where it is."""
    return {
        o.id: f"{o.name} {o.summary} {o.description} {o.place or ''} {' '.join(o.topics)} "
        + directory.areas.names(o.areas)
        for o in directory.offers
    }


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


def bm25(directory: Directory) -> Search:
    """BM25 (k1 1.2, b 0.75) over Danish stems."""
    stemmer = snowballstemmer.stemmer("danish")

    def stems(text: str) -> list[str]:
        return [str(stem) for stem in stemmer.stemWords(re.findall(r"\w+", text.lower()))]

    said = {offer_id: Counter(stems(text)) for offer_id, text in texts(directory).items()}
    usual = sum(map(Counter.total, said.values())) / len(said)
    postings: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for offer_id, counts in said.items():
        for stem, many in counts.items():
            length = 1.2 * (0.25 + 0.75 * counts.total() / usual)
            postings[stem].append((offer_id, many * 2.2 / (many + length)))

    def search(question: str) -> list[str]:
        scores: dict[str, float] = defaultdict(float)
        for stem in stems(question):
            found = postings.get(stem, [])
            rarity = math.log(1 + (len(said) - len(found) + 0.5) / (len(found) + 0.5))
            for offer_id, weight in found:
                scores[offer_id] += rarity * weight
        return sorted(scores, key=lambda offer_id: -scores[offer_id])[:10]

    return search


def danish_tantivy(directory: Directory) -> Search:
    """Tantivy with its Danish stemmer, any word."""
    import tantivy

    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    analyzer = builder.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.stemmer("danish")).build()
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("id", stored=True, tokenizer_name="raw")
    schema.add_text_field("text", tokenizer_name="danish")
    index = tantivy.Index(schema.build())
    index.register_tokenizer("danish", analyzer)
    writer = index.writer()
    for offer_id, text in texts(directory).items():
        writer.add_document(tantivy.Document(id=offer_id, text=text))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(question: str) -> list[str]:
        words = re.findall(r"\w+", question.lower())
        if not words:
            return []
        found = searcher.search(index.parse_query(" ".join(words), ["text"]), 10)
        return [str(searcher.doc(address)["id"][0]) for _, address in found.hits]

    return search


def character_grams(directory: Directory) -> Search:
    """Cosine of the weighted groups of three to five letters."""

    def grams(text: str) -> Counter[str]:
        words = [f" {word} " for word in re.findall(r"\w+", text.lower())]
        sizes = (3, 4, 5)
        return Counter(word[at : at + n] for word in words for n in sizes for at in range(len(word) - n + 1))

    said = {offer_id: grams(text) for offer_id, text in texts(directory).items()}
    ids = list(said)
    numbers = {gram: n for n, gram in enumerate({gram for counts in said.values() for gram in counts})}
    matrix = np.zeros((len(ids), len(numbers)), np.float32)
    for row, counts in enumerate(said.values()):
        matrix[row, [numbers[gram] for gram in counts]] = list(counts.values())
    rarity = np.log(len(ids) / (matrix > 0).sum(axis=0)).astype(np.float32)
    matrix *= rarity
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)

    def search(question: str) -> list[str]:
        counts = {numbers[gram]: many for gram, many in grams(question).items() if gram in numbers}
        columns = list(counts)
        scores = matrix[:, columns] @ (rarity[columns] * np.array(list(counts.values()), np.float32))
        return [ids[row] for row in np.argsort(-scores, kind="stable")[:10] if scores[row] > 0]

    return search


PEERS: dict[str, Callable[[Directory], Search]] = {
    "FTS5, any word": full_text,
    "BM25, Danish stems": bm25,
    "tantivy, Danish stemmer": danish_tantivy,
    "character 3-5-gram cosine": character_grams,
}


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
    return (
        f"hit@1 {hit1 / some:.3f}  hit@3 {hit3 / some:.3f}  rec@10 {recall / some:.3f}  "
        f"false {false / max(1, none):.3f}  noise {wrong / max(1, shown):.3f}  "
        f"p50 {times[len(times) // 2]:.2f} ms  p99 {times[int(len(times) * 0.99)]:.2f} ms"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
