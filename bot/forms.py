"""What every platform does with the answer to a form that was sent."""

from bot.cards import Card
from bot.chat import Answer, FieldErrors, Replace, Reply


def complaint(answer: Answer) -> Answer:
    """A problem with a form that was sent, as a mistake of the whole ("") so that it stays open as it was typed."""
    if isinstance(answer, Reply | Replace) and answer.card.tone == "problem":
        return FieldErrors({"": answer.card.said})
    return answer


def mistakes(answer: FieldErrors) -> Card:
    """A form's mistakes where no form is open in which they could stand."""
    return Card("Det skal rettes", tuple(answer.errors.values()), tone="problem")
