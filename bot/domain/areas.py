"""Areas (områder): the tree city > bydel > kvarter > boligområde, with neighbours."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Level = Literal["by", "bydel", "kvarter", "boligområde"]
LEVELS: tuple[Level, ...] = ("by", "bydel", "kvarter", "boligområde")


@dataclass(frozen=True, slots=True)
class Area:
    """One area. `neighbours` are ids, approximate and not always given in both directions."""

    id: str
    name: str
    level: Level = "kvarter"
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    postal_codes: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()


class Areas:
    """All areas of a directory as a tree. Unknown ids raise KeyError."""

    def __init__(self, areas: Iterable[Area] = ()) -> None:
        self._by_id = {area.id: area for area in areas}
        self._children: dict[str, list[str]] = {}
        self._parts: dict[str, frozenset[str]] = {}
        for area in self._by_id.values():
            if area.parent is not None:
                self._children.setdefault(area.parent, []).append(area.id)

    def __iter__(self) -> Iterator[Area]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, area_id: object) -> bool:
        return area_id in self._by_id

    def __getitem__(self, area_id: str) -> Area:
        return self._by_id[area_id]

    def parts(self, area_id: str) -> frozenset[str]:
        """The area itself and every area inside it."""
        known = self._parts.get(area_id)
        if known is None:
            found: set[str] = set()
            waiting = [area_id]
            while waiting:
                one = waiting.pop()
                if one not in found:
                    found.add(one)
                    waiting += self._children.get(one, [])
            known = self._parts[area_id] = frozenset(found)
        return known

    def parents(self, area_id: str) -> tuple[str, ...]:
        """The areas around it, the nearest first, the city last."""
        found: list[str] = []
        parent = self._by_id[area_id].parent
        while parent is not None and parent in self._by_id and parent not in found:
            found.append(parent)
            parent = self._by_id[parent].parent
        return tuple(found)

    def neighbours(self, area_id: str) -> tuple[str, ...]:
        """The ids next to it, in the order the data gives them, known ones only."""
        return tuple(n for n in self._by_id[area_id].neighbours if n in self._by_id)

    def names(self, area_ids: Iterable[str]) -> str:
        """The areas' names for people: "Nørrebro, Valby"."""
        return ", ".join(self._by_id[a].name for a in area_ids if a in self._by_id)
