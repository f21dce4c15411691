"""What a report says: the extract that goes into a paper, approving it, and earlier versions."""

from textwrap import wrap

from bot import status_cards as parts
from bot.cards import Button, Card, Item
from bot.chat import Answer, Ask, Desk, Replace, Reply, action
from bot.domain.danish_time import span
from bot.domain.small_numbers import LEAST, SMALL
from bot.domain.status import reports
from bot.domain.status.pages import Question
from bot.domain.status.reports import Report, Version
from bot.domain.status.requests import Request
from bot.domain.status.status_rights import Deed
from bot.domain.status.values import Content, Given, Value
from bot.domain.status.wording import show_figure, show_text
from commands.statusrapport.reading import Mine, change, found_report

GIVEN = "oplyst"  # of a count of people, to who has not entered it
WIDEST = 4500  # characters of an extract on one card
LONGEST = 1000  # characters of a text in one item
ELSEWHERE = "Tal om personer ses i /statusrapport effekt, hvor små tal er skjult."


@action()
def extract(ask: Ask, desk: Desk, report: int, part: int = 0) -> Answer:
    """*Se uddrag*: what a paper says of it, and for its own people, at its end, the button that approves it."""
    me, one, request = found_report(ask, desk, report)
    return Reply(_extract(me, one, request, part))


def _extract(me: Mine, one: Report, request: Request | None, part: int) -> Card:
    deeds, about = me.of_report(one, request), parts.title(one, me.organisation)
    if one.latest is None:
        return Card(f"Uddrag: {about}", ("Der er ikke svaret endnu.",))
    all_ = _parts(answers(me, one, request, one.latest))
    part = min(max(part, 0), len(all_) - 1)
    last = part == len(all_) - 1
    buttons: tuple[Button, ...] = ()
    if not last:
        more = {"report": one.id, "part": part + 1}
        buttons = (Button("Resten af uddraget", "statusrapport.extract", more, "primary"),)
    elif Deed.APPROVE in deeds and not one.is_approved:
        values = {"report": one.id, "number": one.latest.number}
        buttons = (Button("Godkend", "statusrapport.approve", values, "primary", f"Godkend: {about}"),)
    lines = ("Sådan kommer jeres svar til at stå i papiret.",) if Deed.APPROVE in deeds else ()
    state = "Uddraget er godkendt." if one.is_approved else "Uddraget er ikke godkendt endnu."
    where = f" (del {part + 1} af {len(all_)})" if len(all_) > 1 else ""
    return Card(
        f"Uddrag: {about}{where}", (*lines, state), items=all_[part], buttons=buttons,
        small=() if Deed.FIGURES in deeds else (ELSEWHERE,),
    )  # fmt: skip


def _parts(items: list[Item]) -> list[tuple[Item, ...]]:
    """As many as a message of any platform can show, so that nothing is approved unseen."""
    found: list[tuple[Item, ...]] = []
    room = 0
    for one in items:
        wide = len(one.title) + sum(len(str(line)) for line in one.lines)
        if not found or room < wide:
            found.append(())
            room = WIDEST
        found[-1] += (one,)
        room -= wide
    return found or [()]


def answers(me: Mine, report: Report, request: Request | None, version: Version) -> list[Item]:
    """What a version says: each text, and the figures of a page together."""
    if version.nothing_new:
        return [Item("Intet nyt", ("Der er ikke noget nyt i perioden.",))]
    own = Deed.FIGURES in me.of_report(report, request)
    found = []
    areas = me.desk.store.directory().areas
    for page in me.pages(report, request):
        for one in page.questions:
            if one.section:
                found += _text(one.section.title, show_text(version.content.texts.get(one.section.id)))
        figures = tuple(_figure(one, version.content, own=own) for one in page.questions if one.indicator)
        if figures:
            found.append(Item(f"Tal: {areas[page.about].name}" if page.about in areas else "Tal", figures))
    return found


def _text(title: str, text: str) -> list[Item]:
    """A text, in so many items that each can be shown whole on every platform."""
    found: list[list[str]] = [[]]
    room = LONGEST
    for line in (part for whole in text.split("\n") for part in wrap(whole, LONGEST) or [""]):
        if room < len(line):
            found.append([])
            room = LONGEST
        found[-1].append(line)
        room -= len(line) + 1
    return [Item(f"{title} (fortsat)" if number else title, tuple(lines)) for number, lines in enumerate(found)]


def _figure(question: Question, content: Content, *, own: bool) -> str:
    assert question.indicator is not None
    value = content.figures.get((question.indicator.id, question.area))
    return f"{question.indicator.name}: {_shown(question, value, own=own)}"


def _shown(question: Question, value: Value | None, *, own: bool) -> str:
    """Small numbers are for those who entered them; others see counts of people where they are published."""
    assert question.indicator is not None
    shown = show_figure(value, question.indicator.unit)
    if value is None or value.given is not Given.ANSWER or not question.indicator.about_people:
        return shown
    if not own:
        return GIVEN
    small = value.number is not None and 0 < value.number < LEAST
    return f"{shown} (andre ser {SMALL})" if small else shown


@action()
def approve(ask: Ask, desk: Desk, report: int, number: int) -> Answer:
    """*Godkend* the extract that was shown."""
    me, one, _ = found_report(ask, desk, report, Deed.APPROVE)
    change(me, one, lambda now: reports.approve(now, number, me.person.id), "approve")
    return Replace(Card.done("Uddraget er godkendt", f"{parts.title(one, me.organisation)}, version {number}."))


@action()
def versions(ask: Ask, desk: Desk, report: int, number: int = 0, part: int = 0) -> Answer:
    """*Tidligere svar*: one version at a time, the one before the newest first."""
    me, one, request = found_report(ask, desk, report)
    all_ = desk.store.reports.versions(report)
    number = min(max(number or len(all_) - 1, 1), max(len(all_), 1))
    about = parts.title(one, me.organisation)
    if not all_:
        return Reply(Card(about, ("Der er ikke svaret endnu.",)))
    chosen = all_[number - 1]
    items = _parts(answers(me, one, request, chosen))
    part = min(max(part, 0), len(items) - 1)
    buttons = tuple(
        Button(f"Version {other}", "statusrapport.versions", {"report": report, "number": other})
        for other in (number - 1, number + 1)
        if 1 <= other <= len(all_)
    )
    if part + 1 < len(items):
        more = {"report": report, "number": number, "part": part + 1}
        buttons = (Button("Resten af svaret", "statusrapport.versions", more, "primary"), *buttons)
    return Reply(
        Card(
            f"{about}, version {number} af {len(all_)}",
            (f"Sendt {span(chosen.at, None, desk.today)} af {me.by(chosen.person)}.",),
            items=items[part],
            buttons=buttons,
        )
    )
