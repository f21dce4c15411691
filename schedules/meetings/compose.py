"""What a message about a meeting says: made when it is sent, so that it is as things are then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot import meeting_cards as parts
from bot.cards import Button, Card, Line, Message
from bot.chat import Desk
from bot.deliveries.recipients import for_deputy, goes_to_deputy
from bot.documents.meeting_file import meeting_file
from bot.domain import steps
from bot.domain.calendar import COPENHAGEN
from bot.domain.danish_time import day, short, span
from bot.domain.delivering import Delivery
from bot.domain.meeting_text import Names, names, who_next
from bot.domain.meetings import OPEN, Meeting, State, unanswered
from bot.domain.obligations import is_past, is_premature, owed, parties

NEW = datetime(2000, 1, 1, tzinfo=UTC)  # when what is not stored yet was made
CHANGED = "mødet er ændret siden"


def new_about(meeting: Meeting) -> str:
    """What deliveries are about in a forecast, where the meeting has no number yet."""
    return f"owed:{meeting.series}/{meeting.subject}/{meeting.school_year}/{meeting.number}"


@dataclass(frozen=True, slots=True)
class _Of:
    """Everything that the words are made of."""

    meeting: Meeting
    delivery: Delivery
    desk: Desk
    names: Names
    parties: tuple[str, ...]

    @property
    def person(self) -> str:
        return self.delivery.person

    @property
    def next(self) -> str:
        return who_next(self.meeting, self.names, self.parties, self.desk.now)


def compose(delivery: Delivery, desk: Desk) -> Message | str:
    """The message, or why it no longer applies."""
    if delivery.kind == steps.FOLLOW_UP:
        return _follow_up(delivery, desk)
    meeting = _meeting(delivery.about, desk)
    if meeting is None:
        return "mødet findes ikke længere"
    if meeting.revision != delivery.revision:
        return CHANGED
    directory = desk.store.directory()
    people = directory.organisation.people
    stands_in = goes_to_deputy(delivery, desk)
    of = _Of(
        meeting, delivery, desk, names(people, "" if stands_in else delivery.person),
        parties(meeting, directory.organisation, desk.store.deputies.gone()),
    )  # fmt: skip
    made = _KINDS[delivery.kind](of)
    return for_deputy(made, delivery, people) if stands_in and isinstance(made, Message) else made


def _meeting(about: str, desk: Desk) -> Meeting | None:
    kind, _, rest = about.partition(":")
    if kind == "meeting":
        return desk.store.meetings.find(int(rest))
    year = int(rest.split("/")[-2])
    wanted = owed(desk.store.directory().organisation, year)
    return next((replace(one, made_at=NEW) for one in wanted if new_about(one) == about), None)


def _owed(of: _Of) -> Message | str:
    meeting, step = of.meeting, of.delivery.step
    if meeting.state not in OPEN:
        return "mødet er aftalt"
    later = meeting.later.get(of.person)
    if later is not None and not step.startswith("later-") and of.desk.today < later:
        return f"modtageren vil først mindes om det {short(later)}"
    if step != "owed" and of.person not in of.parties and step != "last":
        return "modtageren er ikke længere part i mødet"
    if is_premature(meeting, of.desk.store.meetings.siblings(meeting)):
        return "årets første møde er ikke aftalt endnu"
    if is_past(meeting, of.desk.today):
        return "mødet er ikke et krav, og dets tid er forbi"
    assert meeting.closes is not None
    title = {
        "owed": f"I mangler at aftale et møde: {meeting.title}" if meeting.owed else f"Et møde mere? {meeting.title}",
        "halfway": f"Husk at aftale et møde: {meeting.title}",
        "last": f"Fristen nærmer sig: {meeting.title}",
    }.get(step, f"Du bad om at blive mindet om det: {meeting.title}")
    why = (
        "I skylder hinanden et møde i dette skoleår. I er begge ansvarlige, så den, der først har tid, tager fat."
        if meeting.owed
        else "Et møde mere i dette skoleår er en god idé, men ikke et krav."
    )
    if step == "last" and of.person not in of.parties:
        why = "Der er ikke aftalt et møde endnu. Du får besked, fordi du er koordinator."
    return Message(Card(title, (why, of.next), buttons=parts.to_agree(meeting), facts=_window(meeting)))


def _window(meeting: Meeting) -> parts.Facts:
    assert meeting.opens is not None and meeting.closes is not None
    return (("Mødet ventes", f"mellem {short(meeting.opens)} og {short(meeting.closes)} {meeting.closes.year}"),)


def _times(of: _Of) -> Message | str:
    meeting = of.meeting
    if meeting.state is not State.PROPOSED:
        return "tiderne gælder ikke længere"
    if of.person not in unanswered(meeting):
        return "modtageren har svaret"
    items, buttons = parts.to_answer(meeting, of.person, of.desk.now)
    title = f"Hvornår kan du? {meeting.title}"
    if of.delivery.step != "asked":
        title = f"Vi mangler dit svar: {meeting.title}"
    by = of.names.get(meeting.organiser, "en af jer")
    asked = f"{by[:1].upper()}{by[1:]} foreslår:"
    return Message(Card(title, (asked, of.next), facts=parts.place(meeting), items=items, buttons=buttons))


def _answered(of: _Of) -> Message | str:
    meeting = of.meeting
    if meeting.state is not State.PROPOSED:
        return "tiderne gælder ikke længere"
    if of.delivery.step == "expired":
        return Message(
            Card(
                f"Tiderne er forbi: {meeting.title}",
                ("Ingen af de foreslåede tider blev til en aftale.", of.next),
                buttons=(
                    parts.button("Foreslå nye tider", "propose", meeting, "primary"),
                    parts.button("Vi har en aftale", "agree", meeting),
                ),
            )
        )
    waiting = unanswered(meeting)
    if of.delivery.step == "choose" and not waiting:
        return "alle har svaret"
    title = "Vælg en tid" if waiting else "Alle har svaret"
    return Message(
        Card(f"{title}: {meeting.title}", (of.next,), items=parts.to_choose(meeting, of.names, of.desk.now))
    )


def _invitation(of: _Of) -> Message | str:
    meeting = of.meeting
    card = Card(
        f"Invitation: {meeting.title}",
        (of.next, *parts.agenda(meeting, of.names)),
        facts=parts.facts(meeting, of.names, of.desk.now, full=True),
        buttons=parts.to_come(meeting, of.person),
    )
    return _with_file(card, of)


def _moved(of: _Of) -> Message | str:
    meeting = of.meeting
    before = span(meeting.earlier, None, of.desk.today) if meeting.earlier else "ikke aftalt"
    card = Card(
        f"Flyttet: {meeting.title}",
        ("Mødet har fået en ny tid eller et nyt sted. Sig til, om du kommer.", of.next),
        facts=(*parts.facts(meeting, of.names, of.desk.now), ("Før", before)),
        buttons=parts.to_come(meeting, of.person),
    )
    return _with_file(card, of)


def _cancelled(of: _Of) -> Message | str:
    meeting = of.meeting
    new = next(
        (one for one in of.desk.store.meetings.siblings(meeting)
         if one.number == meeting.number and one.attempt > meeting.attempt and one.state in OPEN),
        None,
    )  # fmt: skip
    lines = ["Mødet bliver ikke holdt."]
    buttons: tuple[Button, ...] = ()
    if new is not None:
        lines.append(who_next(new, of.names, of.parties, of.desk.now))
        if of.person in of.parties:
            buttons = parts.to_agree(new, later=False)
    facts = parts.facts(meeting, of.names, of.desk.now)
    card = Card(f"Aflyst: {meeting.title}", tuple(lines), facts=facts, buttons=buttons)
    return _with_file(card, of)


def _dropped(of: _Of) -> Message | str:
    return Message(Card(f"Bortfaldet: {of.meeting.title}", (of.next,), facts=(("Grund", of.meeting.reason),)))


def _reminder(of: _Of) -> Message | str:
    meeting, desk = of.meeting, of.desk
    assert meeting.start is not None
    if of.delivery.step == "agenda":
        return Message(
            Card(
                f"Hvad skal I tale om? {meeting.title}",
                (
                    "Skriv de punkter, du gerne vil have på dagsordenen. Alle inviterede kan tilføje.",
                    of.next,
                    *parts.agenda(meeting, of.names),
                ),
                facts=parts.facts(meeting, of.names, desk.now, full=True),
                buttons=(parts.to_add(meeting),),
            )
        )
    left = (meeting.start.astimezone(COPENHAGEN).date() - desk.today).days
    soon = {0: "I dag", 1: "I morgen"}.get(left, f"Om {left} dage")
    if 1 < left < 5:
        soon = f"På {day(meeting.start.astimezone(COPENHAGEN).date()).partition(' ')[0]}"
    last = of.delivery.step == f"{min(desk.settings.meetings.made().reminders, default=1)}d"
    lines: tuple[Line, ...] = (of.next,)
    if last and not meeting.agenda:
        lines = (*lines, "Der er ingen punkter på dagsordenen endnu.")
    if last:
        lines = (*lines, *parts.agenda(meeting, of.names))
    facts = parts.facts(meeting, of.names, desk.now, full=last)
    return Message(Card(f"{soon}: {meeting.title}", lines, facts=facts, buttons=parts.to_come(meeting, of.person)))


def _held(of: _Of) -> Message | str:
    meeting = of.meeting
    if meeting.state is not State.BOOKED:
        return "der er svaret"
    assert meeting.start is not None
    title = f"Blev mødet holdt? {meeting.title}"
    lines = (f"{span(meeting.start, meeting.end, of.desk.today)}.", of.next)
    if of.delivery.kind == steps.UNANSWERED:
        title = f"Ingen har svaret, om mødet blev holdt: {meeting.title}"
    return Message(Card(title, tuple(line[:1].upper() + line[1:] for line in lines), buttons=parts.to_tell(meeting)))


def _follow_up(delivery: Delivery, desk: Desk) -> Message | str:
    one = desk.store.followups.find(int(delivery.about.partition(":")[2]))
    if one is None or one.done:
        return "der er fulgt op"
    meeting = desk.store.meetings.find(one.meeting)
    return Message(
        Card(
            f"Husk at følge op: {one.text}"[:150],
            (f"I aftalte det på mødet »{meeting.title}«." if meeting else "I aftalte det på et møde.",),
            facts=(("Frist", day(one.day, desk.today)),),
            buttons=(Button("Det er gjort", "moede.done", {"followup": one.id}, "primary"),),
        )
    )


_KINDS: Mapping[str, Callable[[_Of], Message | str]] = {
    steps.OWED: _owed, steps.TIMES: _times, steps.ANSWERED: _answered, steps.INVITATION: _invitation,
    steps.MOVED: _moved, steps.CANCELLED: _cancelled, steps.DROPPED: _dropped, steps.REMINDER: _reminder,
    steps.HELD: _held, steps.UNANSWERED: _held,
}  # fmt: skip



def _with_file(card: Card, of: _Of) -> Message:
    """The card with the calendar entry: made, moved or taken out again."""
    file = meeting_file(of.meeting, of.desk.store.people.all(), of.desk.now)
    return Message(card, (file,), fetch=parts.to_fetch(of.meeting)) if file else Message(card)
