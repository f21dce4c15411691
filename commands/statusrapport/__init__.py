"""Status til bydelsbestyrelsen: se, hvad tallene viser over tre år.

Skriv »/statusrapport effekt« og en helhedsplan, en bydelsbestyrelse eller en indsats.
"""

from bot.cards import Button, Card
from bot.chat import Answer, Ask, Command, Desk, Refusal, Reply
from commands.statusrapport.effekt import effect_excel, effect_of, effekt
from commands.statusrapport.goals import save_goal, write_goal

COMMAND = Command(
    "statusrapport", usage="[effekt]", examples=("effekt NørreBrobyggerne",), private=True, also=("status",)
)

__all__ = ["effect_excel", "effect_of", "effekt", "save_goal", "write_goal"]


def run(ask: Ask, desk: Desk) -> Answer:
    """/statusrapport."""
    if ask.words.strip():
        raise Refusal("Det ord kender jeg ikke. Skriv /statusrapport for at se, hvad du kan.")
    return Reply(Card("Statusrapporter", buttons=(Button("Effekt", "statusrapport.effekt"),)))
