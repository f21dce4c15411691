"""*Hent som Excel* under /tilbud huller: the gap map for a board, without the sentences, which expire."""

from bot.cards import Card
from bot.chat import Answer, Ask, Desk, Reply, action
from bot.domain.gap_map import gap_map
from bot.domain.organisation import ADMINISTRATORS
from bot.transfer.gap_sheets import write_gaps
from bot.transfer.workbook import workbook


@action(ADMINISTRATORS)
def gaps_file(ask: Ask, desk: Desk) -> Answer:
    """The whole map."""
    found = gap_map(desk.store.gaps.all(), desk.index.current(), desk.store.taught.all())
    line = f"Et ark for sted, alder og emne sammen, og et for hvert. {found.total} spørgsmål uden svar er talt med."
    file = workbook(f"huller-{desk.today}.xlsx", lambda file: write_gaps(file, found))
    return Reply(Card("Huller i tilbuddene som Excel", (line, "Sætningerne er ikke med.")), files=(file,))
