"""The paper's *Bilag*: definitions, all figures, gaps in what is on offer, sources and how it was made."""

from collections.abc import Iterator

from bot.domain.danish_numbers import number
from bot.domain.small_numbers import HIDDEN, SMALL
from bot.domain.status.blocks import Block, Heading, Items, Paragraph, Table
from bot.domain.status.danish import written_day, written_moment
from bot.domain.status.snapshot import Measured, Snapshot

SMALL_NUMBERS = (
    f"{SMALL}: 1-4 personer. {HIDDEN}: skjult, så et lille tal ikke kan regnes ud. Skjulte tal er med i summerne."
)
WIDE = 12  # periods that stand beside each other in one table
SHOWN = 25  # rows of what was looked for in vain


def appendices(of: Snapshot) -> Iterator[Block]:
    """Four of them, always with the same numbers."""
    yield Heading("Bilag", new_page=True)
    yield from _definitions(of)
    yield from _all_figures(of)
    yield from _gaps(of)
    yield from _sources(of)


def _definitions(of: Snapshot) -> Iterator[Block]:
    yield Heading("Bilag 1. Hvad tallene betyder", 2)
    if not of.defined:
        yield Paragraph("Der er ingen indikatorer i papiret.")
        return
    rows = []
    for one in of.defined:
        parts = (one.text, f"Tæller med: {one.counts}" if one.counts else "",
                 f"Tæller ikke med: {one.excludes}" if one.excludes else "",
                 f"Andele er af: {one.of}." if one.of else "", f"Indberettes af {one.by}." if one.by else "",
                 "Tal fra flere steder er lagt sammen." if one.added else "")  # fmt: skip
        rows.append((one.name, written_day(one.since), " ".join(part for part in parts if part)))
    yield Table("Definitioner", ("Indikator", "Gælder fra", "Definition"), tuple(rows), (3, 2, 7))
    for names in dict.fromkeys(one.among for one in of.defined if len(one.among) > 1):
        yield Paragraph(f"Ingen tæller med i mere end én af grupperne: {'; '.join(names)}.", small=True)
    yield Paragraph("Hvor en definition er ændret, er tallene før og efter ikke sammenlignelige og ikke lagt sammen.",
                    small=True)  # fmt: skip


def _all_figures(of: Snapshot) -> Iterator[Block]:
    yield Heading("Bilag 2. Alle tal", 2)
    told = [one for one in of.measured if one.rows]
    if not told:
        yield Paragraph("Der er ingen tal for perioden.")
        return
    yield Paragraph(f"{SMALL_NUMBERS} »Ingen svar«: der er ikke svaret.", small=True)
    for one in told:
        yield from _periods(one)


def _periods(one: Measured) -> Iterator[Block]:
    for start in range(0, len(one.periods), WIDE):
        periods = one.periods[start : start + WIDE]
        rows = tuple((name, *cells[start : start + WIDE]) for name, cells in one.rows)
        numeric = tuple(range(1, len(periods) + 1))
        yield Table(f"{one.name} ({one.unit})", ("", *periods), rows, (3.4, *[1.0] * len(periods)), numeric)


def _gaps(of: Snapshot) -> Iterator[Block]:
    yield Heading("Bilag 3. Huller i tilbuddene", 2)
    if not of.missing:
        yield Paragraph("Der er ikke noteret spørgsmål uden svar i bydelsbestyrelsens områder i perioden.")
        return
    yield Paragraph(
        "Det har medarbejdere ledt efter i perioden uden at finde et tilbud. Tallet er spørgsmål, ikke unge."
    )
    rows = tuple((one.area, one.topic, number(one.count, 0)) for one in of.missing[:SHOWN])
    yield Table("Spørgsmål uden svar", ("Område", "Ledt efter", "Spørgsmål"), rows, (4, 5, 2), (2,))
    if len(of.missing) > SHOWN:
        yield Paragraph(f"{len(of.missing) - SHOWN} mindre hyppige er udeladt.", small=True)


def _sources(of: Snapshot) -> Iterator[Block]:
    yield Heading("Bilag 4. Kilder, og hvordan papiret er lavet", 2)
    lines = [
        f"Svar fra {one.name}: "
        + (f"version {one.version} af {written_day(one.at)}, sendt af {one.by}." if one.at else "intet.")
        for one in of.reported
    ]
    lines += [
        "Tal: indberettet med svarene eller indlæst af en administrator. Seneste indberetning gælder.",
        "Brobygning: medarbejdernes anonyme optællinger. Kun kvartaler, der er slut.",
        "Huller: spørgsmål til Vejviser uden svar, gemt som sted og emne og aldrig som tekst.",
        "Bevillinger: kommunens oversigt over indsatser.",
        f"Papiret er sat sammen af Vejviser {written_moment(of.made)} og kan laves igen ud fra det, der er gemt.",
    ]  # fmt: skip
    yield Items(tuple(lines))
    yield Paragraph(f"Små tal om personer vises ikke. {SMALL_NUMBERS}", small=True)
