"""/vejviser slet: words about somebody that should never have been kept are taken out of everything that is."""

import re
from collections import Counter

from bot.cards import Card, Field, Form, Option
from bot.chat import Answer, Ask, Desk, FieldErrors, Open, Reply, action
from bot.domain import danish_time, erasing, soft_check
from bot.domain.organisation import ADMINISTRATORS
from bot.domain.status.reports import NotPossible
from bot.store.erasing import Place

SHOWN = 8  # places
MORE_WORDS = f"Skriv mindst {erasing.LEAST} bogstaver, og andet end »slettet«, så ikke alt muligt forsvinder."
NOWHERE = (
    "Ordene står ikke i det, folk har skrevet til mig. Prøv færre ord, en anden stavemåde eller med s (»Alis«). Står "
    "de i en plan, en part eller en indsats, så ret den fil, de kom fra, og importér den; i et tilbuds telefon, mail "
    "eller link, så ret tilbuddet."
)
ALSO = (
    "Søg også efter bøjninger (»Alis«), og igen i morgen: har nogen en formular åben med ordene, kan de komme igen.",
    "Det, der allerede er sendt eller hentet, og sikkerhedskopierne har dem stadig: slet dem dér. Kom de med en "
    "import, så ret også filen.",
)


@action(ADMINISTRATORS, word="slet")
def erase(ask: Ask, desk: Desk) -> Answer:
    """/vejviser slet."""
    lines = ("Skriv de ord, der skal væk. Så viser jeg, hvor de står, før noget bliver slettet.",)
    return Open(_form(ask.words, lines))


@action(ADMINISTRATORS)
def erase_found(ask: Ask, desk: Desk) -> Answer:
    """The form came back: where the words stand, and once "yes" was said of exactly these, they are erased.

    What asks is named by the words' mark: other words ask anew, and no platform keeps the answer given of these.
    """
    typed = ask.form.get("words", "").strip()
    words = erasing.pattern(typed)
    if words is None:
        return FieldErrors({"words": MORE_WORDS})
    mark = soft_check.mark([typed])
    if ask.form.get(mark):
        return _erased(ask, desk, words)
    places = desk.store.erasing.find(words)
    if not places:
        return FieldErrors({"words": NOWHERE})
    lines = (
        f"Ordene står {_count(len(places))}. De bliver til »{erasing.INSTEAD}«, og det kan ikke fortrydes.",
        *map(_line, places[:SHOWN]),
        *([f"… og {_count(len(places) - SHOWN)} til."] if len(places) > SHOWN else []),
    )
    yes = Option("yes", "Ja, slet dem alle steder")
    sure = Field(mark, "Er det de rigtige?", "choice", required=True, options=(yes,))
    return Open(_form(typed, lines, sure))


def _form(typed: str, lines: tuple[str, ...], *sure: Field) -> Form:
    hint = "Som de står, fx »Ali fra 7.b«. De bliver hverken gemt eller logget."
    field = Field("words", "Ord, der skal slettes", required=True, value=typed, hint=hint, max_length=200)
    title = "Slet ordene for altid?" if sure else "Slet ord, der aldrig skulle være gemt"
    submit = "Slet for altid" if sure else "Find dem"
    return Form(title, "vejviser.erase_found", (field, *sure), {}, lines, submit)


def _erased(ask: Ask, desk: Desk, words: re.Pattern[str]) -> Answer:
    try:
        places = desk.store.erasing.erase(words, ask.person.id if ask.person else "")
    except NotPossible as later:
        return FieldErrors({"words": str(later)})
    desk.store.wipe()
    if not places:
        return Reply(Card("Ordene er allerede væk"))
    facts = tuple((kind, str(many)) for kind, many in Counter(one.kind for one in places).items())
    return Reply(Card("Ordene er slettet", ALSO, facts=facts, tone="done"))


def _line(place: Place) -> str:
    when = f", {danish_time.day(place.day)}" if place.day else ""
    return f"{place.kind}{when}: {place.text}"


def _count(places: int) -> str:
    return "ét sted" if places == 1 else f"{places} steder"
