"""The overview: plan × school year in five states, for coordinators, secretaries and administrators."""

from bot import meeting_cards as parts
from bot.cards import Button, Card, Item
from bot.chat import Answer, Ask, Desk, Refusal, Reply, action
from bot.domain.calendar import school_year
from bot.domain.danish_time import school_year_name
from bot.domain.meeting_overview import Row, counts, rows
from bot.domain.meeting_rights import Deed
from bot.domain.organisation import Role
from bot.transfer.overview_file import write_overview
from bot.transfer.workbook import workbook
from commands.moede.reading import Mine

OVERSEERS = frozenset({Role.COORDINATOR, Role.BOARD_SECRETARY, Role.ADMINISTRATOR})
PAGE = 15


@action(OVERSEERS, word="oversigt")
def overview(ask: Ask, desk: Desk, year: int = 0, start: int = 0) -> Answer:
    """/moede oversigt: what needs looking at first, then the rest."""
    me = Mine.of(ask, desk)
    year = year if 2000 < year < 2200 else school_year(desk.today)
    seen = _seen(me, year)
    shown = seen[max(0, start) :][:PAGE]
    return Reply(
        Card(
            f"Møder i skoleåret {school_year_name(year)}",
            (counts(seen) if seen else "Der er ingen møder i det skoleår endnu.",),
            items=tuple(_item(row, me) for row in shown),
            buttons=tuple(_pages(year, max(0, start), len(seen))),
        )
    )


@action(OVERSEERS)
def overview_file(ask: Ask, desk: Desk, year: int) -> Answer:
    """*Hent som Excel*: all of the school year's meetings that the asker may see."""
    me = Mine.of(ask, desk)
    found = _seen(me, year) if 2000 < year < 2200 else []
    if not found:
        raise Refusal("Der er ingen møder i det skoleår. Skriv /moede oversigt for at se dem, der er.")
    name = f"moeder-{school_year_name(year).replace('/', '-')}.xlsx"
    file = workbook(name, lambda file: write_overview(file, found, me.organisation))
    return Reply(Card(f"Møder i skoleåret {school_year_name(year)} som Excel", (counts(found),)), files=(file,))


def _seen(me: Mine, year: int) -> list[Row]:
    """The rows of a school year that the asker may see."""
    all_ = rows(me.desk.store.meetings.of_year(year), me.desk.today)
    return [row for row in all_ if Deed.SEE in me.deeds(row.meeting)]


def _item(row: Row, me: Mine) -> Item:
    meeting = row.meeting
    return Item(
        meeting.title if meeting.number <= 1 else f"{meeting.title} (møde {meeting.number})",
        ("Næste: årets første møde aftales først." if row.premature else me.line(meeting),),
        facts=(("Tilstand", row.word),),
        buttons=(parts.button("Vis", "show", meeting),),
    )


def _pages(year: int, start: int, count: int) -> list[Button]:
    found = []
    if start + PAGE < count:
        found.append(Button("Flere", "moede.overview", {"year": year, "start": start + PAGE}))
    for other, text in ((year - 1, "Forrige skoleår"), (year + 1, "Næste skoleår")):
        found.append(Button(text, "moede.overview", {"year": other}))
    if count:
        found.append(Button("Hent som Excel", "moede.overview_file", {"year": year}))
    return found
