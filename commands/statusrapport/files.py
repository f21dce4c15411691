"""Files of the overview: who has answered, as Excel; and what Landsbyggefonden asks for again."""

from bot.cards import Button, Card
from bot.chat import Answer, Ask, Desk, Refusal, Reply, action
from bot.domain.status import reporters
from bot.domain.status.overview import NATIONAL, OVERVIEW, national_rows, overview_rows
from bot.domain.status.status_rights import Deed
from bot.transfer.workbook import csv_file, workbook, write_texts
from commands.statusrapport.asking import ASKERS
from commands.statusrapport.oversight import watched
from commands.statusrapport.reading import Mine, found_request


@action()
def as_excel(ask: Ask, desk: Desk, id: int) -> Answer:
    """*Hent som Excel*: one request, or all that the asker watches over (0)."""
    me = Mine.of(ask, desk)
    asked = [found_request(ask, desk, id, Deed.EXPORT)[1]] if id else watched(me)
    found = desk.store.reports.of_requests([one.id for one in asked])
    rows = [
        row
        for one in asked
        for row in overview_rows(one, found[one.id], me.organisation, desk.catalogue, desk.today)
    ]
    name = f"status-{desk.today.isoformat()}.xlsx"
    file = workbook(name, lambda file: write_texts(file, "Status", list(OVERVIEW.items()), rows))
    return Reply(Card.done("Her er oversigten som Excel", f"{len(rows)} rækker."), files=(file,))


@action(ASKERS)
def national(ask: Ask, desk: Desk, year: int) -> Answer:
    """*Svar til Landsbyggefonden*: what its yearly reporting asks for again, of everything sent about a year."""
    me = Mine.of(ask, desk)
    if not 2020 <= year <= desk.today.year:
        raise Refusal(f"Vælg et år fra 2020 til {desk.today.year}.")
    sent = desk.store.reports.sent(year)
    requests = {one.id: one for one in desk.store.requests.all(most=10_000)}
    allowed = [
        one for one in sent
        if reporters.plan_of(one.reporter) and Deed.EXPORT in me.of_report(one, requests.get(one.request))
    ]  # fmt: skip
    rows = [row for one in allowed for row in national_rows(one, me.organisation, desk.catalogue)]
    earlier = Button(f"Svar for {year - 1}", "statusrapport.national", {"year": year - 1})
    if not rows:
        lines = (f"Der er ingen svar om {year}, som du må hente, med de afsnit, Landsbyggefonden spørger om.",)
        return Reply(Card("Svar til Landsbyggefonden", lines, buttons=(earlier,)))
    name = f"landsbyggefonden-{year}"
    files = (
        workbook(f"{name}.xlsx", lambda file: write_texts(file, "Landsbyggefonden", list(NATIONAL.items()), rows)),
        csv_file(f"{name}.csv", NATIONAL, rows),
    )
    line = f"{len(rows)} svar på de afsnit, som Landsbyggefonden spørger om igen."
    return Reply(Card(f"Svar til Landsbyggefonden om {year}", (line,), buttons=(earlier,), tone="done"), files=files)
