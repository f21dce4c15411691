"""Writes an effect as an Excel file: all numbers as everybody may see them, goals, coverage and definitions."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from bot.domain.danish_numbers import per_cent
from bot.domain.status.effect import Effect
from bot.transfer.workbook import Cell, write_sheets

_SHEETS = {
    "Tal": {"Indikator": 44, "Sted": 34, "Til sammenligning": 12, "Periode": 18, "Tal": 14, "Andel": 10,
            "Andel af": 34, "Definition": 10},
    "Overblik": {"Indikator": 44, "Sted": 34, "Udgangspunkt": 26, "Mål": 12, "Ændring": 44, "Betydelig nok": 60},
    "Svar": {"Indikator": 44, "Periode": 18, "Steder med tal": 16, "Steder i alt": 16},
    "Forklaring": {"Indikator": 44, "Hvad tallene viser": 90},
    "Definitioner": {"Indikator": 44, "Nr.": 6, "Fra": 14, "Definition": 70, "Tæller med": 50, "Tæller ikke": 50},
}  # fmt: skip


def write_effect(file: BinaryIO, effect: Effect) -> None:
    """All of it, a sheet for each kind."""
    rows = {"Tal": _numbers, "Overblik": _judged, "Svar": _coverage, "Forklaring": _told, "Definitioner": _defined}
    write_sheets(file, {title: (list(columns.items()), rows[title](effect)) for title, columns in _SHEETS.items()})


def _numbers(effect: Effect) -> Iterator[Sequence[Cell]]:
    for one in effect.series:
        for track in (*one.tracks, *one.comparisons):
            for point in track.points:
                value: Cell = point.text if point.number is None else point.number
                share = None if point.share is None else per_cent(point.share)
                of = one.denominator if share else None
                compared = "ja" if track.comparison else None
                yield (one.indicator.name, track.name, compared, point.period.danish, value, share, of,
                       str(point.definition or ""))  # fmt: skip


def _judged(effect: Effect) -> Iterator[Sequence[Cell]]:
    for one in effect.series:
        for track in one.tracks:
            change = track.change.text if track.change else None
            enough = track.goal.enough if track.goal else None
            yield one.indicator.name, track.name, track.baseline, track.target, change, enough


def _coverage(effect: Effect) -> Iterator[Sequence[Cell]]:
    for one in effect.series:
        for covered in one.coverage:
            yield one.indicator.name, covered.period.danish, covered.answered, covered.expected


def _told(effect: Effect) -> Iterator[Sequence[Cell]]:
    yield effect.scope.name, effect.sentence
    for one in effect.series:
        yield one.indicator.name, " ".join(one.sentences)


def _defined(effect: Effect) -> Iterator[Sequence[Cell]]:
    for one in effect.series:
        for held in one.indicator.definitions:
            since = f"{held.since:%Y-%m-%d}"
            yield one.indicator.name, held.version, since, held.text, held.counts, held.excludes
