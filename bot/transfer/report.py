"""What came of importing one file, and how that is said in Danish."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.domain.organisation import Person
from bot.store import Changes
from bot.transfer.columns import heading_of
from bot.transfer.problems import Problem
from bot.transfer.values import slug

FileKind = Literal["areas", "organisation", "offers", "table", "meetings", "indicators", "unknown"]
_OF_PEOPLE = {
    "title": "Titel",
    "role": "Rolle",
    "plan": "Helhedsplan",
    "party": "Part",
    "board": "Bydelsbestyrelse",
    "employer": "Arbejdsgiver",
}


@dataclass(frozen=True, slots=True)
class FileReport:
    """What came of one file. `changes` is None when nothing of it was written.

    `problems` are the first hundred of `problem_count`. `left`: fields that known offers have, and the table no
    column for; they stay. `gone`: people whom the file no longer names, but who keep their role or address.
    """

    path: Path
    kind: FileKind
    changes: Changes | None
    problems: tuple[Problem, ...]
    problem_count: int
    left: tuple[str, ...] = ()
    gone: tuple[Person, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether the file was not imported."""
        return self.changes is None

    @property
    def text(self) -> str:
        """What came of it, in Danish: every problem on a line of its own, or what was changed."""
        name = shown_path(self.path)
        if self.changes is None:
            lines = [str(problem) for problem in self.problems]
            if more := self.problem_count - len(self.problems):
                lines.append(f"… og {_number(more)} fejl mere i {name}.")
            return "\n".join(lines)
        did = self.changes
        counts = ", ".join(
            f"{_number(count)} {one if count == 1 else more}"
            for count, one, more in (
                (did.added, "ny", "nye"), (did.changed, "ændret", "ændrede"), (did.unchanged, "uændret", "uændrede"),
            )
        )  # fmt: skip
        lines = [f"{name}: {counts}."]
        if did.altered:
            altered = [f"{id_} ({', '.join(map(_name_of, fields))})" for id_, fields in did.altered]
            lines.append(f"  Ændret: {_some(altered)}.")
        told = {person.id for person in self.gone}
        if vanished := [id_ for id_ in did.vanished if id_ not in told]:
            lines.append(f"  Stod ikke i filen, men er bevaret: {_some(vanished)}.")
        lines += _still_there(self.gone)
        if self.left:
            columns = _some([heading_of(field) for field in self.left])
            lines.append(f"  Har ingen kolonne i filen, så det står, som det stod: {columns}.")
        if did.kept:
            kept = _some([f"{id_} ({_name_of(field)})" for id_, field in did.kept])
            who = "Givet i en statusrapport" if self.kind == "indicators" else "Rettet af en person"
            what = "rapportens tal" if self.kind == "indicators" else "rettelsen"
            lines.append(f"  {who}, så {what} er bevaret: {kept}.")
        return "\n".join(lines)


def shown_path(path: Path) -> str:
    """The path as a message may show it: a file's name need not be text."""
    return str(path).encode(errors="replace").decode()


def _still_there(gone: Sequence[Person]) -> list[str]:
    """Who is no longer in the file but may still do what they could, and what to write to end that."""
    if not gone:
        return []
    who = "; ".join(f"{person.title} ({person.role.danish})" for person in gone)
    lines = [f"  Stod ikke i filen, men beholder rollen: {who}."]
    lines.append("  Skal rollen og mailadressen væk, så skriv dette i filen, og importér den igen:")
    for person in gone:
        lines += ["    [[people]]", f"    title = {_quoted(person.title)}"]
        lines += [f"    id = {_quoted(person.id)}"] if person.id != slug(person.title) else []
    return lines


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _name_of(field: str) -> str:
    return _OF_PEOPLE.get(field) or heading_of(field)


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _some(names: Sequence[str]) -> str:
    """Up to ten names, and how many more there are."""
    more = f" og {_number(len(names) - 10)} mere" if len(names) > 10 else ""
    return ", ".join(names[:10]) + more
