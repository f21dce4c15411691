"""A report as it is, with what the asker can do; opening a frozen one."""

from bot import status_cards as parts
from bot.cards import Button, Card, Item, Line, Values
from bot.chat import Answer, Ask, Desk, Replace, Reply, action
from bot.domain.danish_time import span
from bot.domain.status import reports
from bot.domain.status.pages import Page
from bot.domain.status.reports import Report
from bot.domain.status.requests import Request
from bot.domain.status.status_rights import Deed
from commands.statusrapport.reading import Mine, change, found_report


@action()
def show(ask: Ask, desk: Desk, report: int) -> Answer:
    """*Vis*."""
    me, one, request = found_report(ask, desk, report)
    return Reply(whole(me, one, request))


def whole(me: Mine, report: Report, request: Request | None, *, title: str = "", done: bool = False) -> Card:
    """A report with what the asker can do."""
    deeds = me.of_report(report, request)
    about = parts.title(report, me.organisation)
    facts: list[tuple[str, Line]] = [parts.state(report, request, me.desk.today)]
    if report.latest is not None:
        at = span(report.latest.at, None, me.desk.today)
        facts.append(("Sendt", f"{at} af {me.by(report.latest.person)}, version {report.latest.number}"))
        facts.append(("Uddrag", "godkendt" if report.is_approved else "ikke godkendt endnu"))
    if report.draft is not None and report.draft_at is not None and Deed.ANSWER in deeds:
        at = span(report.draft_at, None, me.desk.today)
        facts.append(("Kladde", f"gemt {at} af {me.by(report.draft_by)}"))
    if request is not None:
        facts += parts.days(request, me.desk.today)
    line = parts.next_step(report, request, me.desk.today) if Deed.ANSWER in deeds else ""
    return Card(
        title or about,
        tuple(filter(None, (about if title else "", line))),
        facts=tuple(facts),
        items=tuple(_pages(me, report, request)) if Deed.ANSWER in deeds and not done else (),
        buttons=tuple(_buttons(report, about, deeds)),
        tone="done" if done else "plain",
    )


def _pages(me: Mine, report: Report, request: Request | None) -> list[Item]:
    """The pages of a draft with several: how much of each is filled in."""
    all_ = me.pages(report, request)
    if len(all_) == 1 or report.draft is None:
        return []
    return [_page(me, report, page) for page in all_]


def _page(me: Mine, report: Report, page: Page) -> Item:
    assert report.draft is not None
    areas = me.desk.store.directory().areas
    texts = any(one.section for one in page.questions)
    name = areas[page.about].name if page.about in areas else ("Tekst" if texts else "Hele indsatsen")
    answered = sum(bool(report.draft.typed.get(one.name, "").strip()) for one in page.questions)
    seen = "" if page.key in report.draft.seen else " Siden er ikke færdig."
    values: Values = {"report": report.id, "page": page.key}
    return Item(
        name,
        (f"{answered} af {len(page.questions)} felter er udfyldt.{seen}",),
        buttons=(Button("Åbn siden", "statusrapport.fill", values, label=f"Åbn siden: {name}"),),
    )


def _buttons(report: Report, about: str, deeds: frozenset[Deed]) -> list[Button]:
    found: list[Button] = []
    if Deed.ANSWER in deeds and not report.is_frozen:
        if report.is_silent:
            found += parts.to_answer(report, about)
        else:
            text = "Ret svaret" if report.draft is None else "Skriv videre"
            found.append(parts.button(text, "fill", report, about))
        if report.draft is not None:
            found.append(parts.button("Slet kladden", "drop_draft", report, about, "danger"))
    if report.latest is not None:
        waits = Deed.APPROVE in deeds and not report.is_approved
        found.insert(0, parts.button("Se uddrag", "extract", report, about, "primary" if waits else "plain"))
        if report.latest.number > 1:
            found.append(parts.button("Tidligere svar", "versions", report, about))
    if Deed.FREEZE in deeds and report.is_frozen:
        found.append(parts.button("Åbn for rettelse", "reopen", report, about))
    return found


@action()
def reopen(ask: Ask, desk: Desk, report: int) -> Answer:
    """*Åbn for rettelse*: the board's secretary lets a frozen answer be changed; the paper stays as it is."""
    me, one, request = found_report(ask, desk, report, Deed.FREEZE)
    after = change(me, one, reports.reopen, "reopen")
    return Replace(whole(me, after, request, title="Svaret er åbnet for rettelse", done=True))
