"""What the figures show over three years, for a plan, a board or an initiative, and what they can carry."""

from collections.abc import Sequence

from bot.cards import Attachment, Button, Card, Item
from bot.chat import Answer, Ask, Desk, Refusal, Reply, action
from bot.documents.charts import alt_text, chart, png
from bot.domain.lookup import key, lookup
from bot.domain.organisation import Person, Role
from bot.domain.status.decisions import decision_day
from bot.domain.status.effect import Effect, Material, Scope, Series, Track, effect, material, scope, scopes
from bot.domain.status.periods import Period
from bot.transfer.effect_file import write_effect
from bot.transfer.workbook import workbook
from commands.statusrapport.goals import earlier, goal_buttons

PAGE = 3  # indicators on one card, each with its chart
LINES = 8  # places in one item
LEGEND = "<5: 1-4 personer. •: skjult, så et lille tal ikke kan regnes ud. Definitionerne står i Excel-arket."
_TITLES = {"plan": "helhedsplan", "board": "bydelsbestyrelse", "initiative": "indsats"}


@action(word="effekt")
def effekt(ask: Ask, desk: Desk) -> Answer:
    """/statusrapport effekt [WORDS]: those named, else the asker's own, else a choice."""
    organisation = desk.store.directory().organisation
    if ask.words.strip():
        for record in lookup(ask.words, organisation):
            named = key(record)
            found = scope(str(named["kind"]), str(named["id"]), organisation)
            if found is not None:
                return _shown(ask, desk, found, 0)
        raise Refusal(
            "Jeg kender ingen helhedsplan, bydelsbestyrelse eller indsats, der passer. "
            "Skriv /statusrapport effekt for at se dem, der er."
        )
    mine = _own(ask.person, desk) if ask.person else None
    return _shown(ask, desk, mine, 0) if mine else Reply(_choice(scopes(organisation)))


@action()
def effect_of(ask: Ask, desk: Desk, kind: str, id: str, start: int = 0) -> Answer:
    """A button: that one, from the `start`-th indicator on."""
    return _shown(ask, desk, _scope(kind, id, desk), start)


@action()
def effect_excel(ask: Ask, desk: Desk, kind: str, id: str) -> Answer:
    """*Alle tal som Excel*: the same numbers as everybody may see them."""
    shown = _scope(kind, id, desk)
    file = workbook(f"effekt-{kind}-{id}.xlsx", lambda file: write_effect(file, effect(shown, _material(desk))))
    card = Card(f"Alle tal: {shown.name}", (f"Arket hedder {file.name}.",), small=(LEGEND,))
    return Reply(card, files=(file,))


def _scope(kind: str, id: str, desk: Desk) -> Scope:
    found = scope(kind, id, desk.store.directory().organisation)
    if found is None:
        raise Refusal("Den findes ikke længere. Skriv /statusrapport effekt for at se dem, der er.")
    return found


def _own(person: Person, desk: Desk) -> Scope | None:
    organisation = desk.store.directory().organisation
    return scope("plan", person.plan or "", organisation) or scope("board", person.board or "", organisation)


def _choice(found: tuple[Scope, ...]) -> Card:
    items = [
        Item(one.name, (_TITLES[one.kind].capitalize(),), buttons=(_button("Vis effekt", one, label=one.name),))
        for one in found
    ]
    lines = ("Hvad vil du se tal for?",) if found else ("Der er ingen helhedsplaner eller indsatser endnu.",)
    return Card("Effekt", lines, items=tuple(items))


def _button(text: str, one: Scope, start: int = 0, label: str = "") -> Button:
    values = {"kind": one.kind, "id": one.id} | ({"start": start} if start else {})
    return Button(text, "statusrapport.effect_of", values, label=f"{text}: {label}" if label else None)


def _material(desk: Desk) -> Material:
    directory, figures = desk.store.directory(), desk.store.figures
    return material(
        figures.all(), figures.goals(), desk.catalogue, directory.organisation, directory.areas,
        desk.store.papers.editions().shown,
    )  # fmt: skip


def _shown(ask: Ask, desk: Desk, one: Scope, start: int) -> Answer:
    """A card of some indicators; the charts show to all what all may see."""
    found = _material(desk)
    mine, everybody = effect(one, found, ask.person.id if ask.person else ""), effect(one, found)
    told = [series for series in mine.series if not series.empty]
    shown = told[start : start + PAGE]
    ids = {one.indicator.id for one in shown}
    charted = [one for one in everybody.series if one.numbered and one.indicator.id in ids]
    names = {person.id: person.title for person in desk.store.directory().organisation.people}
    items = [_item(series, earlier(series, found.goals, names)) for series in shown]
    card = Card(
        f"Effekt: {one.name}", (mine.sentence,), items=tuple(items),
        buttons=(*_more(one, len(told), start), *_excel(one, mine), *goal_buttons(one, ask, desk)),
        small=((LEGEND, *_empty(mine)) if told else ()) + _undated(one, ask, desk),
    )  # fmt: skip
    return Reply(card, files=tuple(_chart(series, one) for series in charted))


def _undated(one: Scope, ask: Ask, desk: Desk) -> tuple[str, ...]:
    """What an administrator should see to: without dates nobody is told that it is time to decide."""
    initiatives = desk.store.directory().organisation.initiatives
    undated = [i for i in initiatives if (one.kind, one.id) == ("initiative", i.id) and decision_day(i) is None]
    if not undated or ask.person is None or ask.person.role is not Role.ADMINISTRATOR:
        return ()
    return ("Ingen slutdato: så får ingen besked, når der skal besluttes. Skriv den i organisation.toml.",)


def _chart(series: Series, one: Scope) -> Attachment:
    name = f"effekt-{one.id}-{series.indicator.id}.png"
    return Attachment(name, "image/png", png(chart(series, one.name)), alt_text(series, one.name))


def _more(one: Scope, count: int, start: int) -> list[Button]:
    left = count - start - PAGE
    return [_button(f"Flere indikatorer ({left})", one, start + PAGE)] if left > 0 else []


def _excel(one: Scope, found: Effect) -> list[Button]:
    if all(series.empty for series in found.series):
        return []
    return [Button("Alle tal som Excel", "statusrapport.effect_excel", {"kind": one.kind, "id": one.id})]


def _empty(found: Effect) -> list[str]:
    names = [one.indicator.name for one in found.series if one.empty]
    return [f"Ingen tal endnu: {', '.join(names)}."] if names else []


def _item(series: Series, notes: tuple[str, ...]) -> Item:
    """An indicator: what it says, and each place's numbers period by period."""
    tracks = [one for one in (*series.tracks, *series.comparisons) if one.latest or one.goal]
    first, last = series.periods[0].danish, series.periods[-1].danish
    facts = [("Perioder", first if first == last else f"fra {first} til {last}")]
    facts += [(_name(one), _numbers(one)) for one in tracks[:LINES]]
    if len(series.tracks) > 1:
        facts.append(("Svar", _in_turn([(one.period, one.text, one.answered > 0) for one in series.coverage])))
    if len(tracks) > LINES:
        facts.append(("Flere", f"{len(tracks) - LINES} steder mere står i Excel-arket."))
    seen, *minded = series.sentences
    return Item(series.indicator.name, (seen, *([" ".join(minded)] if minded else [])), tuple(facts), small=notes)


def _name(track: Track) -> str:
    return f"{track.name} (til sammenligning)" if track.comparison else track.name


def _numbers(track: Track) -> str:
    """ "20 · <5 · 32. Ændring +12 (fra 20 til 32). Udgangspunkt 18 (2. halvår 2023). Mål 40."."""
    parts = [_in_turn([(one.period, one.text, one.definition > 0) for one in track.points])]
    parts += [f"Ændring {track.change.text}"] if track.change else []
    parts += [f"Udgangspunkt {track.baseline}"] if track.baseline else []
    parts += [f"Mål {track.target}"] if track.target else []
    return ". ".join(parts)


def _in_turn(told: Sequence[tuple[Period, str, bool]]) -> str:
    """ "20 · 32"; where only some periods have something to tell (True), those by name: "2024: 20 · 2026: 32"."""
    given = [f"{period.short}: {text}" for period, text, tells in told if tells]
    if len(given) == len(told):
        return " · ".join(text for _, text, _ in told)
    return " · ".join(given) or told[-1][1]
