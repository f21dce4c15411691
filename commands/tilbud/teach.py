"""Search words, for administrators: what people say when they mean an offer or a concept; used at once."""

from itertools import groupby

from bot.cards import Button, Card, Field, Form, Item, Option
from bot.chat import Answer, Ask, Desk, FieldErrors, Open, Refusal, Replace, Reply, action
from bot.domain.gap_map import asked_again
from bot.domain.offer_text import danish_day, join
from bot.domain.organisation import ADMINISTRATORS
from bot.domain.questions import Understood, shown, understand
from bot.domain.questions.teaching import LONGEST, MOST, Target, fault, likely, named, phrases, target
from bot.store import SearchWords, TargetKind

_PAGE = 6  # offers and concepts on a card
_KINDS = {"offer": "Tilbud", "concept": "Emne"}
_THE = {"offer": "tilbuddet", "concept": "emnet"}
_WIDEST = 140  # characters of an option's value
_NONE = " (intet tilbud har det)"


def may_teach(ask: Ask) -> bool:
    """Whether the asker may attach search words."""
    return ask.person is not None and ask.person.role in ADMINISTRATORS


@action(ADMINISTRATORS)
def attach(ask: Ask, desk: Desk, offer: str = "", gap: int = 0, sentence: int = 0) -> Answer:
    """The form that attaches words: to an offer, or to what a gap or a sentence was likely about."""
    if offer:
        known = _known("offer", offer, desk)
        return Open(_form(f"Ordene finder »{known.name}«, når nogen spørger med dem.", {"offer": offer}))
    if gap:
        found = next((one for one in desk.store.gaps.all() if one.id == gap), None)
        if found is None:
            raise Refusal("Det hul findes ikke længere. Skriv /tilbud huller for at se dem, der gør.")
        index = desk.index.current()
        words = ", ".join(dict.fromkeys(shown(topic, index) for topic in found.topics))
        about = asked_again(found)
        line = f"Der blev spurgt om: {words}." if words else "Emnet blev ikke genkendt."
        return Open(_form(line, {"gap": gap}, _options(about, desk), words.replace(" + ", " ")))
    sent = next((one for one in desk.store.sentences.all() if one.id == sentence and one.expires > desk.now), None)
    if sent is None:
        raise Refusal("Sætningen er slettet. Skriv /tilbud huller for at se dem, der er tilbage.")
    about = understand(sent.text, desk.now, desk.index.current())
    return Open(_form(f"»{sent.text}«", {"sentence": sentence}, _options(about, desk)))


def _options(about: Understood, desk: Desk) -> tuple[Option, ...]:
    """What a question was likely about, to choose from; a concept that no offer answers says so."""
    return tuple(
        Option(f"{one.kind}:{one.id}", f"{_KINDS[one.kind]}: {one.name}{'' if _finds(one, desk) else _NONE}")
        for one in likely(about, desk.now, desk.index.current())
        if len(one.id) <= _WIDEST
    )


def _finds(one: Target, desk: Desk) -> bool:
    return one.kind == "offer" or desk.index.current().has(one.id)


def _form(line: str, values: dict[str, str | int], options: tuple[Option, ...] = (), words: str = "") -> Form:
    choose = Field(
        "target", "Hvad skal ordene finde?", "choice", options=options, hint="Forslag ud fra det, der blev spurgt om."
    )
    name = Field("name", "… eller skriv navnet på et tilbud eller et emne", max_length=200)
    return Form(
        "Tilføj søgeord",
        "tilbud.save_words",
        (
            Field("words", "Hvilke ord bruger folk?", "long", required=True, value=words, max_length=1000,
                  hint="Skriv komma imellem, fx »hænger ud, keder sig om aftenen«. Intet om et bestemt barn."),
            *(() if "offer" in values else ((choose,) if options else ()) + (name,)),
        ),
        values=values,
        lines=(line,),
        submit="Gem",
    )  # fmt: skip


@action(ADMINISTRATORS, kept=("words",))
def save_words(ask: Ask, desk: Desk, offer: str = "", gap: int = 0, sentence: int = 0) -> Answer:
    """The form came back: the words are attached, and the next question uses them."""
    index = desk.index.current()
    chosen = _known("offer", offer, desk) if offer else _chosen(ask, desk)
    words = phrases(ask.form.get("words", ""))
    errors = {} if isinstance(chosen, Target) else dict(chosen.errors)
    about = chosen if isinstance(chosen, Target) else Target("concept", "", "")
    if not 1 <= len(words) <= MOST:
        errors["words"] = f"Skriv mellem et og {MOST} ord eller vendinger på højst {LONGEST} tegn, med komma imellem."
    elif wrong := [why for one in words if (why := fault(one, about, index))]:
        errors["words"] = " ".join(wrong[:3])
    if errors or not isinstance(chosen, Target):
        return FieldErrors(errors)
    assert ask.person is not None
    added = desk.store.taught.add(chosen.kind, chosen.id, words, ask.person.id)
    quoted = join([f"»{one}«" for one in words])
    try_it = (Button("Prøv det første", "tilbud.try_words", {"id": added[0]}, "primary"),) if added else ()
    return Reply(
        Card(
            "Gemt" if added else "Det var der allerede",
            lines=(
                f"{quoted} finder nu {_THE[chosen.kind]} »{chosen.name}«.",
                *(() if _finds(chosen, desk) else ("Intet tilbud har emnet, så svaret er et nej, til et får det.",)),
            ),
            buttons=(*try_it, Button("Se alle søgeord", "tilbud.search_words")),
            tone="done",
        )
    )  # fmt: skip


def _chosen(ask: Ask, desk: Desk) -> Target | FieldErrors:
    """What was named, or else chosen."""
    name = ask.form.get("name", "").strip()
    if name:
        found, clear = named(name, desk.index.current())
        if clear:
            return found[0]
        if not found:
            wrong = f"Jeg kender hverken et tilbud eller et emne, der hedder »{name}«. Skriv navnet, som det står."
            return FieldErrors({"name": wrong})
        several = join([f"»{_KINDS[one.kind].lower()}: {one.name}«" for one in found[:4]], "eller")
        return FieldErrors({"name": f"Mente du {several}? Skriv hele navnet."})
    kind, _, id_ = ask.form.get("target", "").partition(":")
    return target(kind, id_, desk.index.current()) or FieldErrors({"name": "Vælg ovenfor, eller skriv et navn her."})


def _known(kind: str, id_: str, desk: Desk) -> Target:
    found = target(kind, id_, desk.index.current())
    if found is None:
        raise Refusal("Det findes ikke længere. Søg igen med /tilbud.")
    return found


@action(ADMINISTRATORS, word="søgeord")
def search_words(ask: Ask, desk: Desk, start: int = 0) -> Answer:
    """/tilbud søgeord: all that was attached."""
    return Reply(_list(desk, start))


@action(ADMINISTRATORS)
def detach(ask: Ask, desk: Desk, id: int) -> Answer:
    """Words are taken away again."""
    taught(id, desk)
    assert ask.person is not None
    desk.store.taught.remove(id, ask.person.id)
    return Replace(_list(desk, 0))


def taught(id: int, desk: Desk) -> SearchWords:
    """The attached words with that number. Raises Refusal when they are gone."""
    found = desk.store.taught.find(id)
    if found is None:
        raise Refusal("De søgeord er fjernet. Skriv /tilbud søgeord for at se dem, der er.")
    return found


def _list(desk: Desk, start: int) -> Card:
    words = sorted(desk.store.taught.all(), key=lambda one: (one.kind, one.target, one.id))
    groups = [(key, list(some)) for key, some in groupby(words, key=lambda one: (one.kind, one.target))]
    if not groups:
        return Card(
            "Ingen søgeord er tilføjet",
            lines=("Tryk på »Tilføj søgeord« ved et hul (/tilbud huller) eller i et tilbuds detaljer.",),
        )
    if not 0 <= start < len(groups):
        raise Refusal("Listen er ikke så lang. Skriv /tilbud søgeord for at se den forfra.")
    rest = len(groups) - start - _PAGE
    titles = {one.id: one.title for one in desk.store.people.all()}
    return Card(
        "Tilføjede søgeord",
        items=tuple(_item(key, some, desk, titles) for key, some in groups[start : start + _PAGE]),
        buttons=(Button(f"Flere ({rest})", "tilbud.search_words", {"start": start + _PAGE}),) if rest > 0 else (),
    )


def _item(key: tuple[TargetKind, str], words: list[SearchWords], desk: Desk, titles: dict[str, str]) -> Item:
    found, latest = target(*key, desk.index.current()), words[-1]
    who = titles.get(latest.actor, "en tidligere administrator")
    return Item(
        f"{_KINDS[key[0]]}: {found.name if found else key[1]}",
        lines=(", ".join(f"»{one.words}«" for one in words),),
        small=(f"Senest tilføjet af {who}, {danish_day(latest.at)}",),
        buttons=tuple(
            Button(f"Fjern »{one.words}«", "tilbud.detach", {"id": one.id}, label=f"Fjern »{one.words}«")
            for one in words
        ),
    )
