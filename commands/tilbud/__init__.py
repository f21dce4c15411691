"""Find tilbud til børn og unge: skriv et sted, en alder, et emne – eller et helt spørgsmål.

Jeg viser først, hvad jeg forstod, og så tilbuddene med telefon, tid, alder og pris. Tryk på × for at fjerne et
filter. Skriv aldrig navne eller CPR-numre; det behøver jeg ikke for at svare.
"""

from dataclasses import replace

from bot.cards import Card
from bot.chat import Answer, Ask, Command, Desk, Refusal, Replace, Reply, Share, action
from bot.domain.answering import find, recognise
from bot.domain.guidance import Guidance
from bot.domain.organisation import ADMINISTRATORS
from bot.domain.questions import LONGEST, Found, Index, Understood, tells_nothing
from commands.tilbud import about, acute, answer, elsewhere, offer, opened
from commands.tilbud.asked import Answered, understood_of
from commands.tilbud.corrections import correct, corrections, dismiss, home, mended, save_correction
from commands.tilbud.feedback import report, wrong
from commands.tilbud.gap_map import gap_rows, gaps, sentences
from commands.tilbud.gap_map_file import gaps_file
from commands.tilbud.teach import attach, detach, may_teach, save_words, search_words, taught
from commands.tilbud.unanswered import record, send_words, write_words

COMMAND = Command(
    "tilbud",
    usage="[sted, alder, emne eller et spørgsmål]",
    examples=("nørrebro", "fritidsjob til en på 15 i nordvest", "gratis lektiehjælp i husum om tirsdagen"),
)

__all__ = [
    "attach", "correct", "corrections", "detach", "dismiss", "gap_rows", "gaps", "gaps_file", "home", "mended",
    "report", "save_correction", "save_words", "search_words", "send_words", "sentences", "write_words", "wrong",
]  # fmt: skip


def run(ask: Ask, desk: Desk) -> Answer:
    """/tilbud WORDS."""
    if not ask.words.strip():
        return Reply(about.examples(COMMAND.examples))
    if len(ask.words) > LONGEST:
        raise Refusal(
            f"Det er for langt: jeg læser højst {LONGEST} tegn. Skriv kort, hvad I søger. Ved livsfare: ring 112."
        )
    index = desk.index.current()
    asked, advice = _look(recognise(ask.words, desk.now, index, desk.acute), index, desk)
    if advice is None and (other := about.meant(ask, asked.understood, desk)):
        return Reply(other)
    before = about.forgotten(ask.words, asked.understood) if advice is None else ()
    if advice is None and about.asks_nothing(asked.understood):
        return Reply(about.examples(COMMAND.examples, before))
    if not asked.found.answer:
        if advice is None and about.asks_about_bot(asked.understood):
            return Reply(about.about())
        record(asked, desk)
    drawn = _card(asked, advice)
    if advice is None:
        items = elsewhere.meant(ask.words, asked) + drawn.items
        drawn = replace(drawn, lines=(*before, *drawn.lines), items=items)
    return Reply(drawn, outcome="acute" if advice else asked.outcome)


def _look(understood: Understood, index: Index, desk: Desk) -> tuple[Answered, Guidance | None]:
    found, advice = find(understood, desk.now, index, desk.acute, opened.lift(understood, desk))
    return Answered(understood, found, index, desk.now), advice


def _card(asked: Answered, advice: Guidance | None) -> Card:
    if advice is None:
        return answer.card(asked)
    return acute.card(asked, advice) if advice.named else acute.note(asked, advice)


@action()
def show(ask: Ask, desk: Desk, facets: str = "") -> Answer:
    """The question again with other facets: a chip or a neighbouring area was pressed."""
    understood = understood_of(facets)
    if tells_nothing(understood):
        return Replace(about.examples(COMMAND.examples))
    return Replace(_card(*_look(understood, desk.index.current(), desk)))


@action()
def more(ask: Ask, desk: Desk, facets: str, start: int) -> Answer:
    """The next five."""
    asked, _ = _look(understood_of(facets), desk.index.current(), desk)
    if not 0 <= start < len(asked.found.answer):
        raise Refusal("Der er ikke flere tilbud. Stil spørgsmålet igen for at se dem forfra.")
    return Reply(answer.page(asked, start))


@action()
def details(ask: Ask, desk: Desk, id: str, facets: str = "") -> Answer:
    """Everything that is known of one offer; opened from an answer also why it is there."""
    found, understood = offer.known(id, desk), _was_opened(id, facets, desk)
    reasons = opened.reasons(understood, id, desk.index.current())
    return Reply(offer.whole(found, desk, reasons=reasons, edit=may_teach(ask)))


@action()
def share(ask: Ask, desk: Desk, id: str, facets: str = "") -> Answer:
    """One offer into the channel."""
    found = offer.known(id, desk)
    _was_opened(id, facets, desk)
    return Share(offer.whole(found, desk, buttons=False))


def _was_opened(id: str, facets: str, desk: Desk) -> Understood:
    """The question whose answer the offer was opened from; that it was is counted."""
    understood = understood_of(facets)
    if facets:
        opened.count(_look(understood, desk.index.current(), desk)[0], id, desk)
    return understood


@action()
def places(ask: Ask, desk: Desk, facets: str) -> Answer:
    """*Et andet sted*: where there is an answer to the same question."""
    return Reply(elsewhere.card(Answered(understood_of(facets), Found(), desk.index.current(), desk.now)))


@action(ADMINISTRATORS)
def try_words(ask: Ask, desk: Desk, id: int) -> Answer:
    """Attached search words, asked; what fails is not kept as a gap, since nobody has missed anything."""
    index = desk.index.current()
    understood = recognise(taught(id, desk).words, desk.now, index, desk.acute)
    return Reply(_card(*_look(understood, index, desk)))


@action()
def example(ask: Ask, desk: Desk, number: int) -> Answer:
    """One of the help's examples, tried."""
    if not 0 <= number < len(COMMAND.examples):
        raise Refusal("Det eksempel findes ikke. Skriv /tilbud for at se dem, der gør.")
    words = COMMAND.examples[number]
    return run(Ask(ask.person, words, place=ask.place, account=ask.account), desk)
