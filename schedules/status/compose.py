"""What a message about a request says: made when it is sent, so that it is as things are then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot import status_cards as parts
from bot.cards import Card, Item, Message
from bot.chat import Desk
from bot.deliveries.recipients import for_deputy, goes_to_deputy
from bot.domain.danish_time import day, short
from bot.domain.delivering import Delivery
from bot.domain.meeting_text import names
from bot.domain.organisation import Organisation
from bot.domain.status import request_steps as steps
from bot.domain.status.reports import Report
from bot.domain.status.requests import Request

EASY = "Det tager højst et kvarter. Er der intet at fortælle, er »Intet nyt« også et svar."


@dataclass(frozen=True, slots=True)
class _Of:
    """Everything that the words are made of. `mine`: the recipient's reports that are silent."""

    request: Request
    delivery: Delivery
    desk: Desk
    organisation: Organisation
    reports: tuple[Report, ...]
    mine: tuple[Report, ...]
    asker: str

    @property
    def called(self) -> str:
        """The recipient's reporters."""
        return parts.called(self.mine, self.organisation)

    @property
    def period(self) -> str:
        return self.request.period.danish

    @property
    def due(self) -> str:
        return day(self.request.due, self.desk.today)


def compose(delivery: Delivery, desk: Desk) -> Message | str:
    """The message, or why it no longer applies."""
    request = desk.store.requests.find(int(delivery.about.partition(":")[2]))
    if request is None:
        return "anmodningen findes ikke længere"
    if request.revision != delivery.revision:
        return "anmodningen er ændret siden"
    organisation, gone = desk.store.directory().organisation, desk.store.deputies.gone()
    reports = desk.store.reports.of_request(request.id)
    people = steps.concerned(request, reports, organisation, gone)
    mine = tuple(
        one for one in reports if one.is_silent and delivery.person in people.people.get(one.reporter, ())
    )  # fmt: skip
    stands_in = goes_to_deputy(delivery, desk)
    reader = names(organisation.people, "" if stands_in else delivery.person)
    of = _Of(request, delivery, desk, organisation, reports, mine, reader.get(people.requester, "en sekretær"))
    if delivery.kind != steps.ESCALATED and not mine:
        return "der er svaret"
    made = _KINDS[delivery.kind](of)
    return for_deputy(made, delivery, organisation.people) if stands_in and isinstance(made, Message) else made


def _card(of: _Of, title: str, *lines: str) -> Message:
    """To who answers: with one report its buttons stand below, with several at each of them."""
    facts = (("Periode", of.period), *parts.days(of.request, of.desk.today))
    first = parts.next_step(of.mine[0], of.request, of.desk.today)
    said = tuple(filter(None, (*lines, f"»{of.request.note}«" if of.request.note else "", first)))
    if len(of.mine) == 1:
        buttons = parts.to_answer(of.mine[0], parts.title(of.mine[0], of.organisation))
        return Message(Card(title, said, facts=facts, buttons=buttons))
    items = tuple(
        Item(about, buttons=parts.to_answer(one, about))
        for one in of.mine
        for about in (parts.title(one, of.organisation),)
    )
    return Message(Card(title, said, facts=facts, items=items))


def _asked(of: _Of) -> Message | str:
    board = parts.board_name(of.request, of.organisation)
    who = f"{of.asker[:1].upper()}{of.asker[1:]}"
    return _card(of, f"Status for {of.period}: {of.called}", f"{who} beder om status til {board}.", EASY)


def _reminder(of: _Of) -> Message | str:
    step, today = of.delivery.step, of.desk.today
    later = of.request.later.get(of.delivery.person)
    if later is not None and not step.startswith(steps.LATER) and today < later:
        return f"modtageren vil først mindes om det {short(later)}"
    if step.startswith(steps.LATER):
        return _card(of, f"Du bad om at blive mindet om det: status for {of.period}")
    left = (of.request.due - today).days
    soon = {0: "I dag", 1: "I morgen"}.get(left, f"Om {left} dage")
    return _card(of, f"{soon} er fristen: status for {of.period}, {of.called}", EASY)


def _overdue(of: _Of) -> Message | str:
    return _card(of, f"Fristen er overskredet: status for {of.period}, {of.called}",
                 f"Vi mangler jeres svar. Fristen var {of.due}.", EASY)  # fmt: skip


def _nudge(of: _Of) -> Message | str:
    who = f"{of.asker[:1].upper()}{of.asker[1:]}"
    return _card(of, f"Vi mangler jeres status for {of.period}: {of.called}", f"{who} venter på svaret.", EASY)


def _withdrawn(of: _Of) -> Message | str:
    lines = (
        f"I skal ikke svare på status for {of.period}.",
        "Har I noget at fortælle, så send en frivillig rapport: skriv /statusrapport.",
    )
    return Message(Card(f"Trukket tilbage: status for {of.period}, {of.called}", lines))


def _escalated(of: _Of) -> Message | str:
    silent = [one for one in of.reports if one.is_silent]
    if not silent:
        return "alle har svaret"
    drafts = [one for one in silent if one.draft is not None]
    begun = f"{parts.called(drafts, of.organisation)} har en kladde liggende." if drafts else ""
    missing = parts.called(silent, of.organisation)
    return Message(
        Card(
            f"Der mangler svar: status for {of.period}",
            tuple(filter(None, (
                f"Fristen var {of.due}. De er mindet om det, senest efter fristen.", begun,
                f"Næste: {missing} svarer – eller du ringer og hører, hvad der er i vejen.",
            ))),
            facts=(("Mangler", missing), ("Svar", parts.counts(of.reports, of.request, of.desk.today))),
            buttons=(parts.overview_button(of.request, style="primary"), parts.nudge_button(of.request),
                     parts.paper_button(of.request)),
        )
    )  # fmt: skip


_KINDS: Mapping[str, Callable[[_Of], Message | str]] = {
    steps.ASKED: _asked, steps.REMINDER: _reminder, steps.OVERDUE: _overdue, steps.ESCALATED: _escalated,
    steps.WITHDRAWN: _withdrawn, steps.NUDGE: _nudge,
}  # fmt: skip
