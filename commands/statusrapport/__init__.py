"""Status til bydelsbestyrelsen: svar på det, du er spurgt om, og se, hvem der har svaret, og hvad tallene viser.

Skriv »/statusrapport anmod« for at bede om status, »oversigt« for at se, hvem der har svaret, »frivillig« for at
fortælle noget, ingen har spurgt om, og »effekt« med en helhedsplan, bydelsbestyrelse eller indsats for at se, hvad
tallene viser over tre år. En kladde kan skrives videre, hvor du vil.
"""

from bot import status_cards as parts
from bot.cards import Button, Card, Item
from bot.chat import Answer, Ask, Command, Desk, Refusal, Reply
from bot.domain.status.reports import Report
from bot.domain.status.requests import Request
from commands.statusrapport.answering import back, drop_draft, fill, later, nothing_new, save_draft, save_page
from commands.statusrapport.asking import ASKERS, new_request, save_request, withdraw, withdrawn
from commands.statusrapport.effekt import effect_excel, effect_of, effekt
from commands.statusrapport.extract import approve, extract, versions
from commands.statusrapport.files import as_excel, national
from commands.statusrapport.freezing import correct, file_paper, filed, freeze, freeze_now, new_version
from commands.statusrapport.goals import save_goal, write_goal
from commands.statusrapport.oversight import missing, nudge, nudge_one, overview, request
from commands.statusrapport.paper import order_paper, save_paper
from commands.statusrapport.paper_files import paper, paper_again, paper_fetch, paper_progress, papers
from commands.statusrapport.reading import Mine
from commands.statusrapport.show import reopen, show
from commands.statusrapport.voluntary import begin, voluntary

COMMAND = Command(
    "statusrapport",
    usage="[anmod, oversigt, effekt, rapport, papirer eller frivillig]",
    examples=("", "effekt NørreBrobyggerne"),
    private=True,
    also=("status",),
    meant=(
        r"\bstatusrapport(?:en|er)?\b|\bstatus til (?:bydels)?bestyrelsen\b"
        r"|\b(?:svar|skriv|send|udfyld|aflever|mangl|bed)\w*(?: \w+){0,2} status(?:sen)?\b"
    ),
)
MOST = 10
EARLIER = 5

__all__ = [
    "approve", "as_excel", "back", "begin", "correct", "drop_draft", "effect_excel", "effect_of", "effekt",
    "extract", "file_paper", "filed", "fill", "freeze", "freeze_now", "later", "missing", "national",
    "new_request", "new_version", "nothing_new", "nudge", "nudge_one", "order_paper", "overview", "paper",
    "paper_again", "paper_fetch", "paper_progress", "papers", "reopen", "request", "save_draft", "save_goal",
    "save_page", "save_paper", "save_request", "show", "versions", "voluntary", "withdraw", "withdrawn",
    "write_goal",
]  # fmt: skip


def run(ask: Ask, desk: Desk) -> Answer:
    """/statusrapport: what the asker owes, and what has been sent."""
    if ask.words.strip():
        raise Refusal("Det ord kender jeg ikke. Skriv /statusrapport for at se dine rapporter.")
    me = Mine.of(ask, desk)
    waiting, sent = _waiting(me), _sent(me)
    lines = () if waiting else ("Der er ingen, der venter på en status fra dig.",)
    return Reply(Card("Statusrapporter", lines, items=(*waiting[:MOST], *sent), buttons=_buttons(me)))


def home(ask: Ask, desk: Desk) -> tuple[Item, ...]:
    """What the asker owes, and what others owe the asker."""
    if ask.person is None:
        return ()
    me = Mine.of(ask, desk)
    return (*_waiting(me), *missing(me))[:MOST]


def _mine(me: Mine) -> list[tuple[Report, Request | None]]:
    """The reports of those whom the asker answers for, the newest first."""
    found = []
    for reporter in me.reporters:
        requests = {one.id: one for one in me.desk.store.requests.of_reporter(reporter)}
        found += [(one, requests.get(one.request)) for one in me.desk.store.reports.of_reporter(reporter)]
    return found


def _waiting(me: Mine) -> tuple[Item, ...]:
    """What is asked for and not sent, what is due first; then drafts of one's own accord or of a change."""
    all_ = _mine(me)
    asked = [(a, b) for a, b in all_ if a.is_silent and b is not None and b.is_open]
    drafts = [(a, b) for a, b in all_ if a.draft is not None and (b is None or not a.is_silent)]
    asked.sort(key=lambda pair: pair[1].due if pair[1] else me.desk.today)
    return tuple(parts.item(a, b, me.organisation, me.desk.today) for a, b in (*asked, *drafts))


def _sent(me: Mine) -> tuple[Item, ...]:
    """The newest that have been sent, without those whose change is under way."""
    sent = [(a, b) for a, b in _mine(me) if not a.is_silent and a.draft is None]
    return tuple(parts.item(a, b, me.organisation, me.desk.today) for a, b in sent[:EARLIER])


def _buttons(me: Mine) -> tuple[Button, ...]:
    asker = me.person.role in ASKERS
    return (
        *([Button("Frivillig rapport", "statusrapport.voluntary")] if me.reporters else []),
        *([Button("Bed om status", "statusrapport.new_request")] if asker else []),
        *([Button("Oversigt", "statusrapport.overview")] if asker else []),
        *([Button("Papirer", "statusrapport.papers")] if asker else []),
        Button("Effekt", "statusrapport.effekt"),
    )
