"""What frozen papers have shown of the figures about people: with each, what the last did not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from bot.domain.status.editions import Edition, differences, follow, of_rows, rows
from bot.domain.status.reports import NotPossible
from bot.store.status_tables import papers

STALE = "Et andet papir er frosset siden, og tallene er ændret. Lav papiret igen, og se det igennem først."


@dataclass(frozen=True, slots=True)
class Editions:
    """Those that are out, the oldest first, and the papers (ids) that they came with."""

    papers: tuple[int, ...] = ()
    shown: tuple[Edition, ...] = ()

    @property
    def last(self) -> Edition:
        """What is out now."""
        return self.shown[-1] if self.shown else {}


NONE = Editions()


def read(connection: Connection) -> Editions:
    """From the papers that have a number. One that showed nothing new is left out."""
    query = select(papers.c.id, papers.c.edition).where(papers.c.number.is_not(None), papers.c.edition.is_not(None))
    ids: list[int] = []
    shown: list[Edition] = []
    for id_, kept in connection.execute(query.order_by(papers.c.frozen_at, papers.c.id)):
        if kept["rows"]:
            ids.append(id_)
            shown.append(follow(shown[-1] if shown else {}, of_rows(kept["rows"])))
    return Editions(tuple(ids), tuple(shown))


def as_kept(edition: Edition, after: Editions) -> Mapping[str, Any]:
    """An edition that was made with those that were out."""
    return {"after": list(after.papers), "rows": rows(differences(after.last, edition))}


def at_freezing(connection: Connection, kept: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """A draft's edition when it is frozen. Raises NotPossible if one came between that shows something else."""
    out = read(connection)
    if kept is None or list(out.papers) == kept["after"]:
        return kept
    before: Edition = {}
    for id_, shown in zip(out.papers, out.shown, strict=True):
        before = shown if id_ in kept["after"] else before
    if follow(before, of_rows(kept["rows"])) != out.last:
        raise NotPossible(STALE)
    return {"after": list(out.papers), "rows": []}
