"""The paper's *Økonomi*: what each initiative was granted and has used, in kroner and full-time years."""

from collections.abc import Iterator

from bot.domain.danish_numbers import number
from bot.domain.status.blocks import Block, Heading, Paragraph, Table
from bot.domain.status.danish import kroner, part_of
from bot.domain.status.snapshot import Money, Snapshot

UNKNOWN = "ikke oplyst"


def money(of: Snapshot) -> Iterator[Block]:
    """A table of kroner and one of full-time years."""
    yield Heading("Økonomi")
    if not of.money:
        yield Paragraph("Der er ingen bevilgede indsatser under bydelsbestyrelsen i perioden.")
        return
    head = ("Indsats", "Bevilget", "Brugt i perioden", "Brugt i alt", "Andel brugt")
    rows = tuple(_kroner(one) for one in of.money)
    yield Table("Bevilgede og brugte midler", head, rows, (5, 3, 3, 3, 2), (1, 2, 3, 4))
    years = tuple(
        (one.initiative, _years(one.years_granted), _years(one.years_used))
        for one in of.money
        if one.years_granted is not None or one.years_used is not None
    )
    if years:
        yield Table("Årsværk", ("Indsats", "Bevilget om året", "Brugt i perioden"), years, (5, 3, 3), (1, 2))
    for one in of.money:
        if one.sources:
            yield Paragraph(f"{one.initiative}: {one.sources}.", small=True)
    yield Paragraph("Papiret har ingen økonomiske konsekvenser i sig selv.")


def decisions(of: Snapshot) -> Iterator[tuple[str, str]]:
    """What must be decided, and when: for the timetable."""
    yield from ((what[:1].upper() + what[1:], day) for what, day in of.decisions)


def _kroner(one: Money) -> tuple[str, ...]:
    in_all = None if one.used is None and one.used_before is None else (one.used or 0) + (one.used_before or 0)
    share = part_of(in_all, one.granted) if in_all is not None and one.granted else ""
    return (one.initiative, *(UNKNOWN if n is None else kroner(n) for n in (one.granted, one.used, in_all)), share)


def _years(value: float | None) -> str:
    return UNKNOWN if value is None else number(value)
