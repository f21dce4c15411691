"""Learn the points of data/courtesy_points.json: which clauses only frame a message, as "har ledt alle vegne" does.

    python -m bench.learn_courtesies

Learned from the openings and endings in tests/questions/courtesies.txt, which seven authors wrote for it, beside all
clauses of the judged questions but for the newest, and of what asks for nothing on offer (data/asides/): "jeg er syg
i dag" is what such a message says. Same files in, same file out; run it when they have changed.
"""

import json

from bench.learn_aside import QUESTIONS, rounded, write
from bench.question_sets import NEWEST
from bot.domain.questions import words
from bot.domain.questions.courtesies import clauses, traits
from bot.domain.questions.lexicon import DATA

SEEN, RIDGE = 3, 0.01  # times that a trait is seen, at least; and how little each may weigh
SMALLEST = 0.3  # points that are not worth keeping


def main() -> None:
    texts = [(text, True) for text in (QUESTIONS / "courtesies.txt").read_text(encoding="utf-8").splitlines()]
    for path in sorted(QUESTIONS.glob("*.jsonl")):
        if not path.name.startswith(("acute", "aside")) and path.stem not in NEWEST:
            rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
            texts += [(row["q"], False) for row in rows]
    for path in sorted((DATA / "asides").glob("*.txt")):
        texts += [(text, False) for text in path.read_text(encoding="utf-8").splitlines()]
    told = [(clause[0], courtesy) for text, courtesy in texts for clause in clauses(words.plain(text))]
    examples = [(traits(words.words(clause)), courtesy) for clause, courtesy in told]
    write(rounded(examples, seen=SEEN, ridge=RIDGE, smallest=SMALLEST), DATA / "courtesy_points.json")


if __name__ == "__main__":
    main()
