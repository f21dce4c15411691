"""Answering: the form page for page, a draft, *Intet nyt*, and being reminded later."""

from collections.abc import Mapping
from dataclasses import replace

from bot import doubts
from bot import status_cards as parts
from bot.cards import Card, Option
from bot.chat import Answer, Ask, Desk, FieldErrors, Open, Replace, Reply, action
from bot.domain.danish_time import day
from bot.domain.soft_check import mark
from bot.domain.status import pages, reporters, reports, request_steps, requests
from bot.domain.status.meanwhile import Meanwhile, Sent, merged
from bot.domain.status.pages import Page, too_long
from bot.domain.status.reports import Draft, Report
from bot.domain.status.requests import Request
from bot.domain.status.status_rights import Deed
from bot.domain.status.told_counts import told_count
from commands.statusrapport.form import form, overtaken
from commands.statusrapport.reading import Mine, asks, change, found_report
from commands.statusrapport.show import whole

KEPT = ("tekst:*", "tal:*")
LEAVE = "leave"  # the field that says that a small number in a text may stay


@action()
def fill(ask: Ask, desk: Desk, report: int, page: str = "") -> Answer:
    """*Udfyld* or *Skriv videre*: the first page that is not done, or the one that was asked for."""
    me, one, request = found_report(ask, desk, report, Deed.ANSWER)
    asks(one, request)
    all_ = me.pages(one, request)
    seen = one.draft.seen if one.draft else ()
    first = next((each for each in all_ if each.key not in seen), all_[0])
    return Open(form(me, one, request, next((each for each in all_ if each.key == page), first)))


@action(kept=KEPT)
def save_page(ask: Ask, desk: Desk, report: int, page: str, opened: str = "") -> Answer:
    """*Gem og fortsæt*, and *Send* on the last page: mistakes stand at their fields; what is done is saved."""
    me, one, request = found_report(ask, desk, report, Deed.FIGURES)
    asks(one, request)
    all_ = me.pages(one, request)
    here = _page(all_, page)
    typed = _typed(ask, here)
    _, wrong = pages.read(here.questions, typed)
    if wrong:
        return FieldErrors(wrong)
    if doubt := _told_counts(ask, here, typed):
        return doubt
    saved = _save(me, one, request, here, Sent(typed, opened), done=True)
    if not isinstance(saved, Report):
        return saved
    following = all_[all_.index(here) + 1 :]
    if following:
        return Open(form(me, saved, request, following[0]))
    return _send(me, saved, request, all_)


def _told_counts(ask: Ask, page: Page, typed: Mapping[str, str]) -> FieldErrors | None:
    """Small numbers of people in the texts, which the table hides; None once the asker has let these texts stand."""
    found = {one.name: said for one in page.questions if one.section and (said := told_count(typed[one.name]))}
    these = mark([typed[name] for name in found])
    if not found or ask.form.get(LEAVE) == these:
        return None
    stays = Option(these, "Det røber ikke et skjult tal")
    return FieldErrors(found, doubts.question(LEAVE, "Hvis du ikke retter tallet", stays))


def _send(me: Mine, one: Report, request: Request | None, all_: tuple[Page, ...]) -> Answer:
    """Everything is read once more: a page that nobody has looked at, or that is wrong, comes first."""
    assert one.draft is not None
    for each in all_:
        _, wrong = pages.read(each.questions, one.draft.typed)
        if each.key not in one.draft.seen or wrong:
            said = " ".join(wrong.values()) or "Denne side er ikke færdig. Se den igennem, og gå videre herfra."
            return Open(form(me, one, request, each, said))
    content, _ = pages.read(pages.questions(all_), one.draft.typed)
    sent = change(me, one, lambda now: reports.answer(now, content, me.person.id, me.desk.now), "answer")
    return Reply(whole(me, sent, request, title="Tak. Svaret er sendt", done=True))


@action(kept=KEPT)
def save_draft(ask: Ask, desk: Desk, report: int, page: str, opened: str = "") -> Answer:
    """*Gem kladde*: what was typed, complete or not, right or wrong."""
    kept = _keep(ask, desk, report, page, opened)
    if not isinstance(kept, tuple):
        return kept
    me, saved, *_ = kept
    about = parts.title(saved, me.organisation)
    card = Card.done(
        "Kladden er gemt",
        "Den er ikke sendt, og den tæller ikke som et svar.",
        "Skriv videre her, på en anden platform med /statusrapport, eller åbn linket i mailen igen.",
    )
    more = (parts.button("Skriv videre", "fill", saved, about, "primary"), parts.button("Vis", "show", saved, about))
    return Reply(replace(card, buttons=more))


@action(kept=KEPT)
def back(ask: Ask, desk: Desk, report: int, page: str, opened: str = "") -> Answer:
    """*Tilbage*: nothing typed is lost."""
    kept = _keep(ask, desk, report, page, opened)
    if not isinstance(kept, tuple):
        return kept
    me, saved, request, before = kept
    return Open(form(me, saved, request, before))


def _keep(
    ask: Ask, desk: Desk, report: int, page: str, opened: str
) -> tuple[Mine, Report, Request | None, Page] | Answer:
    """Save what was typed on a page, whatever it is; with the page before it (or itself, when it is the first)."""
    me, one, request = found_report(ask, desk, report, Deed.ANSWER)
    asks(one, request)
    all_ = me.pages(one, request)
    here = _page(all_, page)
    typed = _typed(ask, here)
    figures = (each for each in here.questions if each.indicator)
    if wrong := {each.name: said for each in figures if (said := too_long(each, typed[each.name]))}:
        return FieldErrors(wrong)
    saved = _save(me, one, request, here, Sent(typed, opened), done=False)
    if not isinstance(saved, Report):
        return saved
    return me, saved, request, all_[max(0, all_.index(here) - 1)]


def _page(all_: tuple[Page, ...], key: str) -> Page:
    return next((one for one in all_ if one.key == key), all_[0])


def _typed(ask: Ask, page: Page) -> dict[str, str]:
    return {one.name: ask.form.get(one.name, "") for one in page.questions}


def _save(
    me: Mine, one: Report, request: Request | None, page: Page, sent: Sent, *, done: bool
) -> Report | Answer:
    """The report after the page was saved; the form again where others have changed the same fields meanwhile."""
    all_ = me.pages(one, request)

    def step(now: Report) -> Report:
        mine = merged(page, now, sent)
        draft = now.draft
        if draft is None:  # a change of what was sent begins with that
            last = now.latest if now.latest and not now.latest.nothing_new else None
            draft = Draft(pages.write(last.content), tuple(one.key for one in all_)) if last else Draft()
        return reports.save_draft(now, draft.with_page(page.key, mine, done=done), me.person.id, me.desk.now)

    try:
        return change(me, one, step, "draft")
    except Meanwhile as by:
        return Open(overtaken(me, me.desk.store.reports.find(one.id) or one, request, page, by))


@action()
def nothing_new(ask: Ask, desk: Desk, report: int) -> Answer:
    """*Intet nyt*: one press is the answer."""
    me, one, request = found_report(ask, desk, report, Deed.ANSWER)
    asks(one, request)
    sent = change(me, one, lambda now: reports.nothing_new(now, me.person.id, desk.now), "nothing_new")
    return Replace(whole(me, sent, request, title="Tak. Dit svar er »intet nyt«", done=True))


@action()
def drop_draft(ask: Ask, desk: Desk, report: int) -> Answer:
    """*Slet kladden*: what was sent before, if anything, still holds."""
    me, one, request = found_report(ask, desk, report, Deed.ANSWER)
    after = change(me, one, reports.throw_away, "drop_draft")
    return Replace(whole(me, after, request, title="Kladden er slettet", done=True))


@action()
def later(ask: Ask, desk: Desk, report: int) -> Answer:
    """*Påmind mig senere*: only the asker's nudge moves, never the deadline."""
    me, one, request = found_report(ask, desk, report, Deed.ANSWER)
    asks(one, request)
    if request is None or not one.is_silent:
        return Replace(whole(me, one, request))
    until = request_steps.later_day(request, desk.now, parts.SOON, desk.calendar)
    for who in sorted(me.acting & {*reporters.people(one.reporter, me.organisation, me.gone)}):
        desk.store.requests.change(
            request.id, lambda now, who=who: requests.put_off(now, who, until), me.person.id, "later"  # type: ignore[misc]
        )
    due = "Fristen flytter sig ikke: " if until <= request.due else "Fristen er overskredet: "
    about, due = f"{parts.title(one, me.organisation)}.", f"{due}{day(request.due, desk.today)}."
    return Replace(Card.done(f"Jeg minder dig om det {day(until, desk.today)}", about, due))
