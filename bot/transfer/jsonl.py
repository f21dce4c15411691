"""Reads JSON Lines: one object a line, each with its line number."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from bot.transfer.lines import Progress, read_lines
from bot.transfer.problems import Problems, Wrong, shown

Rows = Iterator[tuple[int, dict[str, Any]]]  # a row's line number and its values by field
_ONE_OBJECT = 'Skriv ét objekt på linjen, fx {"id": "klub-noerrebro", "name": "Klub Nørrebro"}.'


def read_objects(path: Path, problems: Problems, progress: Progress) -> Rows:
    """Each object with its line number; lines that hold none become problems, blank lines are skipped."""
    for number, text in read_lines(path, problems, progress, unicode=True):
        if not text.isspace():
            try:
                yield number, _object(text)
            except Wrong as wrong:
                problems.add(number, None, wrong)


def _object(text: str) -> dict[str, Any]:
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise Wrong(f"Linjen er ikke gyldig JSON (ved tegn {error.pos + 1}).", _ONE_OBJECT) from None
    except RecursionError:
        raise Wrong("Linjen er ikke gyldig JSON (for mange parenteser i hinanden).", _ONE_OBJECT) from None
    except ValueError:  # Python refuses integers of thousands of digits
        raise Wrong("Linjen har et tal med alt for mange cifre.", "Ret tallet.") from None
    if not isinstance(value, dict):
        raise Wrong("Linjen er ikke et objekt.", _ONE_OBJECT)
    return value


def _no_constant(name: str) -> NoReturn:
    raise Wrong(f"{name} er ikke et tal.", "Skriv null, når tallet ikke kendes.")


def _float(text: str) -> float:
    value = float(text)
    return value if abs(value) != float("inf") else _no_constant("Infinity")


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise Wrong(f"Feltet {shown(twice)} står to gange.", "Slet det ene.")
    return found


_DECODER = json.JSONDecoder(parse_constant=_no_constant, parse_float=_float, object_pairs_hook=_distinct)
