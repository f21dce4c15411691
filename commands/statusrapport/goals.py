"""Baseline, target and what "betydelig nok" means: the steering group writes them down, and earlier ones are kept."""

import re
from collections.abc import Iterable, Mapping

from bot.cards import Button, Card, Field, Form, Option
from bot.chat import Answer, Ask, Desk, FieldErrors, Open, Refusal, Reply, action
from bot.domain.danish_numbers import number, read_number
from bot.domain.danish_time import day
from bot.domain.organisation import Initiative, Person, Role
from bot.domain.status.effect import Scope, Series
from bot.domain.status.figures import Goal
from bot.domain.status.indicators import Indicator
from bot.domain.status.periods import Period
from bot.domain.status.scope import covered

_ALL = "all"  # a choice must have a value
_HALF = re.compile(r"([12])\.? *halvår *(20\d\d)", re.I)
MOST = 1_000_000_000_000


def goal_buttons(one: Scope, ask: Ask, desk: Desk) -> list[Button]:
    """*Skriv udgangspunkt og mål*, to whom it belongs to."""
    found = _initiative(one.id, desk) if one.kind == "initiative" else None
    if found is None or ask.person is None or not _may(ask.person, found):
        return []
    return [Button("Skriv udgangspunkt og mål", "statusrapport.write_goal", {"initiative": found.id})]


def earlier(series: Series, goals: Iterable[Goal], names: Mapping[str, str]) -> tuple[str, ...]:
    """Who wrote each goal and when, the latest first; the numbers of earlier ones stand as they were meant."""
    mine = [one for one in goals if one.indicator == series.indicator.id]
    mine.sort(key=lambda one: one.at, reverse=True)
    shown = {track.goal for track in series.tracks} | {series.whole}
    areas = {track.place for track in series.tracks if track.goal and track.goal.area}
    return tuple(
        f"{'Mål' if one in shown else 'Tidligere mål'}: {_target(one)}, skrevet {day(one.at.date())} "
        f"af {names.get(one.person, 'en, der ikke er her længere')}."
        for one in mine
        if one in shown or not one.area or one.area in areas
    )


def _target(goal: Goal) -> str:
    return "intet tal" if goal.target is None else number(goal.target, 2)


@action()
def write_goal(ask: Ask, desk: Desk, initiative: str) -> Answer:
    """The form."""
    found = _writable(ask, desk, initiative)
    directory = desk.store.directory()
    places = dict.fromkeys(area for plan in covered(found, directory.organisation.plans) for area in plan.areas)
    areas = [Option(_ALL, "Hele indsatsen"), *(Option(one, directory.areas.names([one])) for one in places)]
    return Open(
        Form(
            "Udgangspunkt og mål", "statusrapport.save_goal",
            (
                Field("indicator", "Hvilken indikator?", "choice", required=True,
                      options=tuple(Option(one.id, one.name) for one in _indicators(found, desk))),
                Field("area", "Hvor?", "choice", required=True, value=_ALL, options=tuple(areas)),
                Field("baseline", "Udgangspunkt (tal)", max_length=20, hint="Hvor stod I, da indsatsen begyndte?"),
                Field("period", "Udgangspunktets periode", max_length=20, hint="Fx 2023-H2 eller 2. halvår 2023."),
                Field("target", "Mål (tal)", max_length=20, hint="Hvor skal I hen?"),
                Field("enough", "Hvornår er effekten betydelig nok?", "long", required=True, max_length=500,
                      hint="Jeres egne ord: de bliver vist ved siden af tallene."),
            ),
            {"initiative": initiative},
            ("Tidligere udgangspunkter og mål bliver stående.",), "Gem",
        )
    )  # fmt: skip


@action(kept=("enough",))
def save_goal(ask: Ask, desk: Desk, initiative: str) -> Answer:
    """The form came back."""
    found = _writable(ask, desk, initiative)
    typed = {name: ask.form.get(name, "").strip() for name in ("indicator", "area", "baseline", "period", "target")}
    known = {one.id: one for one in _indicators(found, desk)}
    wrong: dict[str, str] = {}
    indicator, area = known.get(typed["indicator"]), "" if typed["area"] == _ALL else typed["area"]
    if indicator is None:
        wrong["indicator"] = "Vælg en indikator."
    if area and area not in {one for plan in covered(found, desk.store.directory().organisation.plans)
                             for one in plan.areas}:  # fmt: skip
        wrong["area"] = "Vælg et af indsatsens områder, eller hele indsatsen."
    elif area and indicator is not None and not indicator.per_area:
        wrong["area"] = "Den indikator har ikke tal for områder. Vælg hele indsatsen."
    baseline, target = (_number(name, typed[name], indicator, wrong) for name in ("baseline", "target"))
    period = _period(typed["period"])
    if baseline is not None and period is None:
        wrong["period"] = "Skriv perioden, fx 2023-H2, 2023-Q3, 2023-09 eller 2023."
    if not ask.form.get("enough", "").strip():
        wrong["enough"] = "Skriv, hvornår effekten er betydelig nok."
    if wrong or indicator is None or ask.person is None:
        return FieldErrors(wrong)
    enough = " ".join(ask.form["enough"].split())
    goal = Goal(initiative, indicator.id, area, baseline, period if baseline is not None else None, target, enough,
                ask.person.id, desk.now)  # fmt: skip
    desk.store.figures.add_goal(goal)
    return Reply(_saved(goal, indicator, desk))


def _saved(goal: Goal, indicator: Indicator, desk: Desk) -> Card:
    start = "ikke skrevet" if goal.baseline is None else number(goal.baseline, 2)
    period = f" ({goal.baseline_period.danish})" if goal.baseline_period else ""
    values = {"kind": "initiative", "id": goal.initiative}
    return Card(
        "Udgangspunkt og mål er gemt", facts=(
            ("Indikator", indicator.name),
            ("Hvor", desk.store.directory().areas.names([goal.area]) if goal.area else "Hele indsatsen"),
            ("Udgangspunkt", f"{start}{period}"),
            ("Mål", "ikke skrevet" if goal.target is None else number(goal.target, 2)),
            ("Betydelig nok", goal.enough),
        ),
        buttons=(Button("Vis effekt", "statusrapport.effect_of", values),), tone="done",
    )  # fmt: skip


def _number(name: str, text: str, indicator: Indicator | None, wrong: dict[str, str]) -> float | None:
    if not text:
        return None
    found = read_number(text)
    whole = indicator is not None and indicator.unit.whole
    if found is None or not 0 <= found <= MOST or (whole and not found.is_integer()):
        wrong[name] = f"Skriv {'et helt tal' if whole else 'et tal'} fra 0 og op, fx 120, eller lad feltet stå tomt."
    return found


def _period(text: str) -> Period | None:
    half = _HALF.fullmatch(text)
    try:
        return Period.of(f"{half[2]}-H{half[1]}" if half else text.upper())
    except ValueError:
        return None


def _indicators(found: Initiative, desk: Desk) -> list[Indicator]:
    return [one for one in desk.catalogue.indicators.values() if one.initiative == found.id]


def _initiative(id: str, desk: Desk) -> Initiative | None:
    return next((one for one in desk.store.directory().organisation.initiatives if one.id == id), None)


def _may(person: Person, found: Initiative) -> bool:
    return person.role is Role.ADMINISTRATOR or (person.party is not None and person.party in found.steering)


def _writable(ask: Ask, desk: Desk, initiative: str) -> Initiative:
    found = _initiative(initiative, desk)
    if found is None:
        raise Refusal("Indsatsen findes ikke længere. Skriv /statusrapport effekt for at se dem, der er.")
    if ask.person is None or not _may(ask.person, found):
        raise Refusal("Udgangspunkt og mål skrives af indsatsens styregruppe eller en administrator.")
    if not _indicators(found, desk):
        raise Refusal("Indsatsen har ingen indikatorer. Bed administratoren om at skrive dem i status.toml.")
    return found
