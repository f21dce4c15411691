"""What came of importing one file, and how that is said in Danish."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.store import Changes
from bot.transfer.columns import heading_of
from bot.transfer.problems import Problem

FileKind = Literal["areas", "organisation", "offers", "table", "meetings", "indicators", "unknown"]


@dataclass(frozen=True, slots=True)
class FileReport:
    """What came of one file. `changes` is None when nothing of it was written.

    `problems` are the first hundred of `problem_count`. `left`: fields that known offers have, and the table no
    column for; they stay.
    """

    path: Path
    kind: FileKind
    changes: Changes | None
    problems: tuple[Problem, ...]
    problem_count: int
    left: tuple[str, ...] = ()

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
            altered = [f"{id_} ({', '.join(map(heading_of, fields))})" for id_, fields in did.altered]
            lines.append(f"  Ændret: {_some(altered)}.")
        if did.vanished:
            lines.append(f"  Stod ikke i filen, men er bevaret: {_some(did.vanished)}.")
        if self.left:
            columns = _some([heading_of(field) for field in self.left])
            lines.append(f"  Har ingen kolonne i filen, så det står, som det stod: {columns}.")
        if did.kept:
            kept = _some([f"{id_} ({field})" for id_, field in did.kept])
            who = "Givet i en statusrapport" if self.kind == "indicators" else "Rettet af en person"
            what = "rapportens tal" if self.kind == "indicators" else "rettelsen"
            lines.append(f"  {who}, så {what} er bevaret: {kept}.")
        return "\n".join(lines)


def shown_path(path: Path) -> str:
    """The path as a message may show it: a file's name need not be text."""
    return str(path).encode(errors="replace").decode()


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _some(names: Sequence[str]) -> str:
    """Up to ten names, and how many more there are."""
    more = f" og {_number(len(names) - 10)} mere" if len(names) > 10 else ""
    return ", ".join(names[:10]) + more
