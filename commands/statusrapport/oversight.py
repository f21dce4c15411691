"""The overview: request × reporter, and nudging the silent."""

from bot import status_cards as parts
from bot.cards import Button, Card, Item
from bot.chat import Answer, Ask, Desk, Refusal, Reply, action
from bot.domain.danish_time import day
from bot.domain.status.reports import Report
from bot.domain.status.request_steps import concerned, nudges
from bot.domain.status.requests import Request
from bot.domain.status.status_rights import Deed
from commands.statusrapport.asking import ASKERS
from commands.statusrapport.reading import Mine, found_request

PAGE = 8


@action(word="oversigt")
def overview(ask: Ask, desk: Desk, start: int = 0) -> Answer:
    """/statusrapport oversigt: the requests with answers that the asker may see, the newest first."""
    me = Mine.of(ask, desk)
    mine_ = [one for one in desk.store.requests.all() if me.sees(one)]
    start = max(0, start)
    shown = mine_[start : start + PAGE]
    found = desk.store.reports.of_requests([one.id for one in shown])
    buttons = [Button("Bed om status", "statusrapport.new_request")] if me.person.role in ASKERS else []
    if start + PAGE < len(mine_):
        buttons.append(Button("Flere", "statusrapport.overview", {"start": start + PAGE}))
    if any(Deed.EXPORT in me.of_request(one) for one in mine_):
        buttons.append(Button("Hent som Excel", "statusrapport.as_excel", {"id": 0}))
    if me.person.role in ASKERS:
        year = {"year": desk.today.year}
        buttons.append(Button("Svar til Landsbyggefonden", "statusrapport.national", year))
    return Reply(
        Card(
            "Anmodninger om status",
            () if mine_ else ("Der er ingen anmodninger, som du kan se svar på.",),
            items=tuple(_item(me, one, found[one.id]) for one in shown),
            buttons=tuple(buttons),
        )
    )


def watched(me: Mine) -> list[Request]:
    """The requests that the asker may nudge about, the newest first."""
    return [one for one in me.desk.store.requests.all() if Deed.NUDGE in me.of_request(one)]


def missing(me: Mine) -> tuple[Item, ...]:
    """What the asker has asked for and not got in time."""
    mine_ = [one for one in watched(me) if one.requester in me.acting]
    late = [one for one in mine_ if one.is_open and one.is_overdue(me.desk.today)]
    found = me.desk.store.reports.of_requests([one.id for one in late])
    return tuple(_item(me, one, found[one.id]) for one in late if any(each.is_silent for each in found[one.id]))


def _item(me: Mine, request: Request, found: tuple[Report, ...]) -> Item:
    found = tuple(one for one in found if one.reporter in me.sees(request))
    state = parts.counts(found, request, me.desk.today) if request.is_open else "trukket tilbage"
    return Item(
        f"{request.period.danish}, {parts.board_name(request, me.organisation)}",
        facts=(("Svar", state), ("Frist", day(request.due, me.desk.today))),
        buttons=(parts.overview_button(request, "Vis"),),
    )


@action()
def request(ask: Ask, desk: Desk, id: int) -> Answer:
    """One request: who has answered and who has not."""
    me, one = found_request(ask, desk, id)
    return Reply(_card(me, one))


def _card(me: Mine, one: Request) -> Card:
    sees, deeds = me.sees(one), me.of_request(one)
    found = [each for each in me.desk.store.reports.of_request(one.id) if each.reporter in sees]
    silent = [each for each in found if each.is_silent]
    buttons = []
    if one.is_open and silent and Deed.NUDGE in deeds:
        buttons.append(parts.nudge_button(one))
    if Deed.EXPORT in deeds:
        buttons.append(Button("Hent som Excel", "statusrapport.as_excel", {"id": one.id}))
    if one.is_open and Deed.EXPORT in deeds and me.person.role in ASKERS:
        buttons.append(parts.paper_button(one))
    if one.is_open and Deed.WITHDRAW in deeds:
        buttons.append(Button("Træk tilbage", "statusrapport.withdraw", {"id": one.id}, "danger"))
    waits = parts.called(silent, me.organisation)
    all_ = len(found) == len(one.reporters)
    line = f"Næste: {waits} svarer." if silent else ("Alle har svaret." if all_ else "Der er svaret.")
    return Card(
        f"Status for {one.period.danish}, {parts.board_name(one, me.organisation)}",
        ("Anmodningen er trukket tilbage." if not one.is_open else line,),
        facts=(*parts.days(one, me.desk.today), ("Svar", parts.counts(found, one, me.desk.today))),
        items=tuple(_row(me, one, each) for each in found),
        buttons=tuple(buttons),
    )


def _row(me: Mine, one: Request, report: Report) -> Item:
    about = parts.title(report, me.organisation)
    approved = (("Uddrag", "godkendt" if report.is_approved else "ikke godkendt"),) if report.latest else ()
    buttons = [parts.button("Vis", "extract", report, about)] if report.latest else []
    if one.is_open and report.is_silent and Deed.NUDGE in me.of_request(one):
        buttons.append(parts.button("Ryk", "nudge_one", report, about))
    if report.is_frozen and Deed.FREEZE in me.of_report(report, one):
        buttons.append(parts.button("Åbn for rettelse", "reopen", report, about))
    facts = (parts.state(report, one, me.desk.today), *approved)
    return Item(me.name(report.reporter), facts=facts, buttons=tuple(buttons))


@action()
def nudge(ask: Ask, desk: Desk, id: int) -> Answer:
    """*Ryk alle* who have not answered: once a day, however often it is pressed."""
    me, one = found_request(ask, desk, id, Deed.NUDGE)
    return _nudged(me, one, [each for each in desk.store.reports.of_request(id) if each.is_silent])


@action()
def nudge_one(ask: Ask, desk: Desk, report: int) -> Answer:
    """*Ryk* one of them."""
    found = desk.store.reports.find(report)
    me, one = found_request(ask, desk, found.request if found else 0, Deed.NUDGE)
    return _nudged(me, one, [found] if found and found.is_silent else [])


def _nudged(me: Mine, one: Request, silent: list[Report]) -> Answer:
    if not one.is_open:
        raise Refusal("Anmodningen er trukket tilbage, så ingen skal svare.")
    if not silent:
        return Reply(Card.done("Der er ingen at rykke", "Alle, du spurgte, har svaret."))
    all_ = concerned(one, silent, me.organisation, me.gone).people
    who = dict.fromkeys(person for each in silent for person in all_.get(each.reporter, ()))
    new = me.desk.store.deliveries.add(nudges(one, who, me.desk.now, me.desk.calendar))
    names = parts.called(silent, me.organisation)
    if not new:
        return Reply(Card.done("De er allerede rykket i dag", f"{names} får kun én rykker om dagen."))
    at = me.desk.calendar.step_after(me.desk.now)
    when = "nu" if at <= me.desk.now else day(at.date(), me.desk.today)
    return Reply(Card.done("Der er rykket", f"{names} får besked {when}."))
