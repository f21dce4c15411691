"""Find tilbud til børn og unge: skriv et sted, en alder, et emne – eller et helt spørgsmål.

Jeg viser først, hvad jeg forstod, og så tilbuddene med telefon, tid, alder og pris. Tryk på × for at fjerne et
filter. Skriv aldrig navne eller CPR-numre; det behøver jeg ikke for at svare.
"""

from bot.cards import Button, Card
from bot.chat import Answer, Ask, Command, Desk, Refusal, Replace, Reply, Share, action
from bot.domain.answering import find, recognise
from bot.domain.guidance import Guidance
from bot.domain.questions import Index, Understood, is_empty
from commands.tilbud import acute, answer, offer
from commands.tilbud.answer import Answered
from commands.tilbud.corrections import correct, corrections, dismiss, home, save_correction
from commands.tilbud.feedback import report, wrong
from commands.tilbud.gaps import gaps, record, send_words, write_words

COMMAND = Command(
    "tilbud",
    usage="[sted, alder, emne eller et spørgsmål]",
    examples=("nørrebro", "fritidsjob til en på 15 i nordvest", "gratis lektiehjælp i husum om tirsdagen"),
)

__all__ = [
    "correct",
    "corrections",
    "dismiss",
    "gaps",
    "home",
    "report",
    "save_correction",
    "send_words",
    "write_words",
    "wrong",
]


def run(ask: Ask, desk: Desk) -> Answer:
    """/tilbud WORDS."""
    if not ask.words.strip():
        return Reply(_help())
    index = desk.index.current()
    asked, advice = _look(recognise(ask.words, desk.now, index, desk.acute), index, desk)
    if not asked.found.answer:
        record(asked, desk)
    return Reply(_card(asked, advice), outcome="acute" if advice else asked.outcome)


def _look(understood: Understood, index: Index, desk: Desk) -> tuple[Answered, Guidance | None]:
    found, advice = find(understood, desk.now, index, desk.acute)
    return Answered(understood, found, index, desk.now), advice


def _card(asked: Answered, advice: Guidance | None) -> Card:
    if advice is None:
        return answer.card(asked)
    return acute.card(asked, advice) if advice.named else acute.note(answer.card(asked), advice)


@action()
def show(ask: Ask, desk: Desk, facets: str = "") -> Answer:
    """The question again with other facets: a chip or a neighbouring area was pressed."""
    understood = unpack(facets)
    return Replace(_help() if is_empty(understood) else _card(*_look(understood, desk.index.current(), desk)))


@action()
def more(ask: Ask, desk: Desk, facets: str, start: int) -> Answer:
    """The next five."""
    asked, _ = _look(unpack(facets), desk.index.current(), desk)
    if not 0 <= start < len(asked.found.answer):
        raise Refusal("Der er ikke flere tilbud. Stil spørgsmålet igen for at se dem forfra.")
    return Reply(answer.page(asked, start))


@action()
def details(ask: Ask, desk: Desk, id: str) -> Answer:
    """Everything that is known of one offer."""
    return Reply(offer.whole(offer.known(id, desk), desk))


@action()
def share(ask: Ask, desk: Desk, id: str) -> Answer:
    """One offer into the channel."""
    return Share(offer.whole(offer.known(id, desk), desk, buttons=False))


def unpack(facets: str) -> Understood:
    """What a button of ours carried. Raises Refusal for anything else."""
    try:
        return answer.unpack(facets)
    except ValueError:
        raise Refusal("Knappen passer ikke længere til noget. Stil spørgsmålet igen.") from None


def _help() -> Card:
    return Card(
        "Hvad leder du efter?",
        lines=("Skriv et sted, en alder, et emne – eller et helt spørgsmål. For eksempel:",),
        buttons=tuple(
            Button(f"/tilbud {words}", "tilbud.example", {"number": n}) for n, words in enumerate(COMMAND.examples)
        ),
    )


@action()
def example(ask: Ask, desk: Desk, number: int) -> Answer:
    """One of the help's examples, tried."""
    if not 0 <= number < len(COMMAND.examples):
        raise Refusal("Det eksempel findes ikke. Skriv /tilbud for at se dem, der gør.")
    words = COMMAND.examples[number]
    return run(Ask(ask.person, words, place=ask.place, account=ask.account), desk)
