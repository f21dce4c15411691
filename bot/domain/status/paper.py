"""The paper for a board, out of a snapshot: the same snapshot gives the same blocks, whatever the day.

Its headings are those that a board knows: Indstilling, Sagsfremstilling, Økonomi, Videre proces, Bilag.
"""

from collections.abc import Iterator

from bot.domain.status import paper_appendices as appendices
from bot.domain.status.blocks import Block, Heading, Items, KeyFigures, Paper, Paragraph, Picture, Table
from bot.domain.status.danish import counted, written_day, written_moment
from bot.domain.status.effect_text import NOTHING_SEEN, ONLY_WORDS
from bot.domain.status.paper_money import decisions, money
from bot.domain.status.reports import State
from bot.domain.status.snapshot import Measured, Reported, Snapshot

TITLE = "Status på de boligsociale indsatser"
MEASURES = (3.6, 2.7, 1.0, 3.4, 3.4)  # the widths of a measured indicator's columns
AT_A_GLANCE = 6  # sentences about figures, at most
STATES = {
    State.WAITING: "Ingen svar",
    State.DRAFT: "Ingen svar (kladde er begyndt)",
    State.ANSWERED: "Besvaret",
    State.NOTHING_NEW: "Intet nyt",
}
KINDS = (
    "»Ingen svar« betyder, at der ikke er svaret. »Intet nyt«, »ikke relevant« og »ved ikke« er svar, som helheds"
    "planen selv har valgt. »0« er et tal: der er talt, og der var ingen."
)


def paper(of: Snapshot) -> Paper:
    """Lay the content out."""
    mark = "Udkast" if not of.number else f"Version {of.version}" if of.version > 1 else ""
    blocks = (
        *_corrections(of), *_recommendation(of), *_case(of), *money(of), *_process(of), *appendices.appendices(of)
    )  # fmt: skip
    period = of.period[:1].upper() + of.period[1:]
    return Paper(TITLE, period, of.board, written_day(of.made), mark, of.made, _facts(of), blocks)


def _facts(of: Snapshot) -> tuple[tuple[str, str], ...]:
    rows = (
        ("Til", of.board),
        ("Møde", written_day(of.meeting)),
        ("Periode", _span(of)),
        ("Udarbejdet af", of.made_by),
        ("Opgjort", written_moment(of.made)),
        ("Papir nr.", f"{of.number}, version {of.version}" if of.number else "får det et nummer, når det fryses"),
    )
    return tuple((name, text) for name, text in rows if text and (of.number or name != "Papir nr."))


def _span(of: Snapshot) -> str:
    return f"{written_day(of.first)} – {written_day(of.last)}"


def _corrections(of: Snapshot) -> Iterator[Block]:
    if of.version > 1:
        yield Heading(f"Rettelser siden version {of.version - 1}")
        if of.changes:
            yield Items(of.changes)
        else:
            yield Paragraph("Indholdet er det samme som i den forrige version.")


# ── Indstilling ──────────────────────────────────────────────────────────────────────────────────────────────────


def _recommendation(of: Snapshot) -> Iterator[Block]:
    silent = [one.name for one in of.reported if not one.at]
    points = [
        f"tager status for perioden {_span(of)} til efterretning",
        "drøfter helhedsplanernes svar og udviklingen i tallene",
    ]
    if silent:
        points.append(f"beslutter, hvordan der følges op på de manglende svar fra {_listed(silent)}")
    if of.missing:
        points.append("drøfter, hvad der mangler i tilbuddene til børn og unge, jf. bilag 3")
    points += [f"noterer, at {what.rstrip('.')} senest {written_day(day)}" for what, day in of.decisions]
    yield Heading("Indstilling")
    yield Paragraph("Det indstilles, at bydelsbestyrelsen")
    yield Items((*(f"{point}," for point in points[:-1]), f"{points[-1]}."), numbered=True)


def _listed(names: list[str]) -> str:
    """ "A, B og C", "A og 11 andre"."""
    if len(names) > 6:
        return f"{', '.join(names[:4])} og {len(names) - 4} andre"
    return " og ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


# ── Sagsfremstilling ─────────────────────────────────────────────────────────────────────────────────────────────


def _case(of: Snapshot) -> Iterator[Block]:
    yield Heading("Sagsfremstilling")
    asked = f"Svarene er givet efter skabelonen »{of.template}«. " if of.template else ""
    yield Paragraph(
        f"Papiret samler, hvad helhedsplanerne og UU har svaret for perioden {_span(of)}, og de tal, de har "
        f"indberettet. {asked}Oplysningerne er, som de var {written_moment(of.made)}."
    )
    if of.note:
        yield Paragraph(of.note, lead="Bydelsbestyrelsen har spurgt:")
    yield from _glance(of)
    yield from _answers(of)
    yield from _texts(of)
    yield from _figures(of)
    yield from _bridges(of)


def _glance(of: Snapshot) -> Iterator[Block]:
    yield Heading("Kort fortalt", 2)
    total = len(of.reported)
    answered = sum(one.state == State.ANSWERED for one in of.reported)
    nothing = sum(one.state == State.NOTHING_NEW for one in of.reported)
    if total:
        yield KeyFigures(
            (
                (f"{answered} af {total}", "har svaret"),
                (str(nothing), "har meldt »intet nyt«"),
                (str(total - answered - nothing), "har ikke svaret"),
                *([(str(len(of.measured)), "indikatorer er fulgt")] if of.measured else []),
            )
        )
    silent = [one.name for one in of.measured if one.sentence in {NOTHING_SEEN, ONLY_WORDS}]
    sentences = [f"{one.name}: {one.sentence}" for one in of.measured if one.sentence and one.name not in silent]
    if sentences:
        yield Items(tuple(sentences[:AT_A_GLANCE]))
    if len(sentences) > AT_A_GLANCE:
        rest = len(sentences) - AT_A_GLANCE
        yield Paragraph(f"{counted(rest, 'indikator mere', 'indikatorer mere')} står under »Tal og udvikling«.",
                        small=True)  # fmt: skip
    if silent:
        yield Paragraph(f"Der er ikke to tal, som kan sammenlignes, for {_listed(silent)}.", small=True)


def _answers(of: Snapshot) -> Iterator[Block]:
    yield Heading("Hvem har svaret", 2)
    if not of.reported:
        yield Paragraph("Der er ikke bedt om svar for perioden.")
        return
    rows = tuple((one.name, _state(one), written_day(one.at), _approval(one)) for one in of.reported)
    head = ("Helhedsplan eller part", "Svar", "Dato", "Eget afsnit")
    yield Table("Svar på anmodningen", head, rows, (5, 4, 3, 2.6), note=KINDS)


def _state(one: Reported) -> str:
    text = STATES[State(one.state)]
    return f"{text}, fristen er overskredet" if one.overdue and not one.at else text


def _approval(one: Reported) -> str:
    if not one.at or one.state == State.NOTHING_NEW:
        return "–"
    return "Godkendt" if one.approved else "Afventer"


def _texts(of: Snapshot) -> Iterator[Block]:
    if of.reported:
        yield Heading("Svarene", 2)
    for one in of.reported:
        yield Heading(one.name, 3)
        if one.areas:
            yield Paragraph(f"Områder: {one.areas}", small=True)
        if one.state == State.NOTHING_NEW:
            yield Paragraph(f"Intet nyt siden sidst, meldt {written_day(one.at)}.")
        elif not one.at:
            yield Paragraph(f"Ingen svar, da papiret blev lavet {written_moment(of.made)}.")
        for text in one.texts:
            yield from _written(text.title, text.text, text.answered)
        if one.figures:
            yield _told(one)


def _written(title: str, text: str, answered: bool) -> Iterator[Block]:
    """A section: its paragraphs, and lines with dashes as a list."""
    if not answered:
        yield Paragraph(text[:1].upper() + text[1:] + ".", lead=title)
        return
    lead, points = title, list[str]()
    for line in (line.strip() for line in text.splitlines()):
        if line.startswith(("- ", "* ", "• ", "– ")):
            if lead:
                yield Paragraph("", lead=lead)
                lead = ""
            points.append(line[2:].strip())
            continue
        if points:
            yield Items(tuple(points))
            points = []
        if line:
            yield Paragraph(line, lead=lead)
            lead = ""
    if points:
        yield Items(tuple(points))


def _told(one: Reported) -> Table:
    areas = any(figure.area for figure in one.figures)
    if not areas:
        rows = tuple((figure.name, figure.shown, figure.unit) for figure in one.figures)
        return Table(f"Tal fra {one.name}", ("Indikator", "Tal", "Enhed"), rows, (8, 2, 2.4), numeric=(1,))
    by_area = tuple((figure.name, figure.area or "I alt", figure.shown, figure.unit) for figure in one.figures)
    head = ("Indikator", "Område", "Tal", "Enhed")
    return Table(f"Tal fra {one.name}", head, by_area, (6, 4, 2, 2.4), numeric=(2,))


def _figures(of: Snapshot) -> Iterator[Block]:
    if not of.measured:
        return
    yield Heading("Tal og udvikling", 2)
    yield Paragraph(
        "Tallene viser, hvordan det går i områderne. De viser ikke i sig selv, hvad der er årsagen. "
        "Alle perioder står i bilag 2, og definitionerne i bilag 1."
    )
    for one in of.measured:
        yield from _measured(one)


def _measured(one: Measured) -> Iterator[Block]:
    yield Heading(one.name, 3)
    if one.svg:
        yield Picture(one.svg, one.alt, one.sentence or one.name)
    elif one.sentence:
        yield Paragraph(one.sentence)
    if one.summary:
        numeric = tuple(range(1, len(one.summary_head)))
        notes = " ".join(one.notes)
        yield Table(f"{one.name} ({one.unit})", one.summary_head, one.summary, MEASURES, numeric, note=notes)


def _bridges(of: Snapshot) -> Iterator[Block]:
    yield Heading("Brobygning til tilbud", 2)
    if not of.bridged:
        yield Paragraph("Der er ikke noteret brobygning i de kvartaler i perioden, som er slut.")
        return
    rows = tuple((one.quarter, one.area, *one.steps) for one in of.bridged)
    head = ("Kvartal", "Område", *(step[:1].upper() + step[1:] for step in of.steps))
    areas = counted(len({one.area for one in of.bridged}), "område", "områder")
    yield Paragraph(
        f"Så mange unge fra {areas} er ledt videre til et tilbud. "
        "Trinene tælles hver for sig og kan ikke lægges sammen."
    )
    yield Table("Brobygning", head, rows, (3, 4, *[2] * len(of.steps)), tuple(range(2, len(head))),
                note=appendices.SMALL_NUMBERS)  # fmt: skip


# ── Videre proces ────────────────────────────────────────────────────────────────────────────────────────────────


def _process(of: Snapshot) -> Iterator[Block]:
    yield Heading("Videre proces")
    days = (
        ("Frist for svar", of.due),
        ("Udkast til papiret", of.draft),
        ("Papiret sendes ud", of.sent),
        ("Bydelsbestyrelsens møde", of.meeting),
    )
    rows = tuple((what, written_day(day)) for what, day in (*days, *decisions(of)) if day)
    if rows:
        yield Table("Tidsplan", ("Hvad", "Hvornår"), rows, (3, 2))
    silent = [one.name for one in of.reported if not one.at]
    if silent:
        until = "Kommer de, kan papiret laves igen, til det er frosset."
        yield Paragraph(f"Der mangler svar fra {_listed(silent)}. {until}")
    else:
        yield Paragraph("Alle, der er spurgt, har svaret. Næste status gives, når bydelsbestyrelsen beder om den.")
