"""Three years of a town: every figure of the effect's Excel, its card and the paper is counted over again."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.app import find_commands
from bot.chat import Desk
from bot.clock import Clock
from bot.domain.acute import Acute
from bot.settings import Settings
from bot.store import Store
from bot.store.index import OfferIndex
from tests.conftest import NOW
from tests.golden import acts, town
from tests.golden.reckoning import (
    ALL,
    about_people,
    danish,
    dk,
    has_partner,
    has_total,
    indicators_of,
    meaning,
    name_of,
    number,
    places_of,
    ranges,
    small,
    tells_of_parts,
    told,
    total,
)
from tests.golden.town import CITY, INDICATORS, PERIODS

SCOPES = [
    *(("plan", one) for one in town.PLANS), *(("board", one) for one in town.BOARDS),
    *(("initiative", one) for one in town.INITIATIVES),
]  # fmt: skip
Rows = list[tuple[Any, ...]]


@pytest.fixture(scope="module")
def desk(acute: Acute, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The town, in a file as in use."""
    folder = tmp_path_factory.mktemp("golden")
    store = Store.open(f"sqlite:///{folder / 'vejviser.db'}", lambda: NOW)
    yield acts.build(Desk(store, Settings(), find_commands(), Clock.demo(NOW, 0.0), OfferIndex(store), acute), folder)
    store.close()


def sheets(desk: Desk, kind: str, id: str) -> dict[str, Rows]:
    """The Excel file's rows, without the headings."""
    answer = acts.asked(desk, acts.person(desk, "Administrator"), "effect_excel", kind=kind, id=id)
    book = load_workbook(BytesIO(answer.files[0].content))
    return {one.title: list(one.iter_rows(min_row=2, values_only=True)) for one in book.worksheets}


def test_it_holds_everything_that_a_town_can_tell() -> None:
    values = list(town.RAW.values())
    assert {0, 1, 4, *town.WORDS} <= {*values}
    wanted = {(key, place) for key in INDICATORS for place in places_of(key, "initiative", "ungdom")}
    assert any(told(key, place, period) is None for key, place in wanted for period in PERIODS), "no answer at all"


@pytest.mark.parametrize(("kind", "id"), SCOPES)
def test_every_number_of_the_excel_is_what_was_told_or_hidden_as_it_had_to_be(desk: Desk, kind: str, id: str) -> None:
    rows = sheets(desk, kind, id)["Tal"]
    cells = {(row[0], row[1], row[3]): row for row in rows if not row[2]}
    assert len(cells) == sum(not row[2] for row in rows), "no place twice"
    seen = set()
    for key in indicators_of(kind, id):
        places = places_of(key, kind, id)
        for period in PERIODS:
            for place in places:
                at = (INDICATORS[key][0], name_of(place), danish(period))
                if at not in cells:
                    assert all(told(key, one, period) is None for one in places), at
                    continue
                seen.add(at)
                shows(key, place, period, cells[at])
            at = (INDICATORS[key][0], ALL, danish(period))
            begun = any((one[0], one[2]) == (at[0], at[2]) for one in cells)
            assert (at in cells) is (has_total(key, kind, id) and begun)
            if at in cells:
                seen.add(at)
                of_total(key, places, period, cells)
    assert seen == {*cells}, "nothing else is shown"
    compared = {(row[0], row[3]): row for row in rows if row[2]}
    assert all(row[1] == "Fjordstad" for row in compared.values())
    for (name, _), row in compared.items():
        (key,) = [key for key, one in INDICATORS.items() if one[0] == name]
        (period,) = [one for one in PERIODS if danish(one) == row[3]]
        shows(key, CITY, period, row)


def shows(key: str, place: str, period: str, row: tuple[Any, ...]) -> None:
    """A place's number, its share and its definition; or that it is hidden, and had to be."""
    value, shown, share = told(key, place, period), row[4], row[5]
    assert row[7] == (str(meaning(key, period)) if value is not None else None), row
    if value is None or isinstance(value, str):
        assert (shown, share) == (value or "ingen svar", None), row
        return
    hidden = isinstance(shown, str)
    if not about_people(key):
        assert shown == value, row
    elif key == "fritidsjob":  # is tied by a sum: see of_total
        assert (shown == value and not small(value)) or shown == ("<5" if small(value) else "•"), row
    else:
        assert hidden is (small(value) or tells_of_parts(key, place, period)), row
        assert not hidden or shown == "•" or (shown == "<5" and small(value)), row
        assert hidden or shown == value, row
    whole = number(INDICATORS[key][5], place, period) if INDICATORS[key][5] else None
    if hidden or not whole or small(whole) or tells_of_parts(INDICATORS[key][5], place, period):
        assert share is None, row
    else:
        assert (share, row[6]) == (f"{dk(100 * value / whole, 1)} %", INDICATORS[INDICATORS[key][5]][0]), row


def of_total(key: str, places: list[str], period: str, cells: dict[tuple[Any, ...], tuple[Any, ...]]) -> None:
    """The sum; of people, what is hidden beside it is enough, and no more than it takes."""
    row = cells[INDICATORS[key][0], ALL, danish(period)]
    sum_ = total(key, places, period)
    if sum_ is None:
        assert row[4] == "ikke opgjort", row
        return
    if not about_people(key):
        assert row[4] == sum_, row
        return
    counts = {place: one for place in places if (one := number(key, place, period)) is not None}
    shown = {place: cells[INDICATORS[key][0], name_of(place), danish(period)][4] for place in counts}
    secret = [counts[place] for place in counts if shown[place] == "<5"]
    others = [counts[place] for place in counts if shown[place] == "•"]
    open_ = [counts[place] for place in counts if not isinstance(shown[place], str)]
    assert row[4] in (sum_, "•"), row
    visible = sum_ if row[4] == sum_ else None
    if secret:
        low, high = ranges(open_, len(secret), len(others), visible)
        assert high - low >= 2, "a small number keeps three values"
    more = len(others) + (visible is None)
    assert more == (not all(has_partner(one, secret) for one in secret)), "one more where it takes one, and no more"


@pytest.mark.parametrize(("kind", "id"), SCOPES)
def test_coverage_is_how_many_told_a_number_of_those_who_should(desk: Desk, kind: str, id: str) -> None:
    for name, period, answered, expected in sheets(desk, kind, id)["Svar"]:
        (key,) = [key for key, one in INDICATORS.items() if one[0] == name]
        places = places_of(key, kind, id)
        (when,) = [one for one in PERIODS if danish(one) == period]
        assert (answered, expected) == (sum(number(key, one, when) is not None for one in places), len(places))


@pytest.mark.parametrize(("kind", "id"), SCOPES)
def test_baseline_target_and_change_are_the_steering_groups_and_ours(desk: Desk, kind: str, id: str) -> None:
    found = sheets(desk, kind, id)
    shown = {(row[0], row[1], row[3]): row for row in found["Tal"] if not row[2]}
    judged = {(row[0], row[1]): row for row in found["Overblik"]}
    assert len(judged) == len(found["Overblik"])
    for (name, place), (_, _, baseline, target, change, enough) in judged.items():
        (key,) = [key for key, one in INDICATORS.items() if one[0] == name]
        series = {one: shown[name, place, danish(one)] for one in PERIODS if (name, place, danish(one)) in shown}
        goal = goal_of(key, place, kind, id)
        if goal is None:
            assert (baseline, target, enough) == (None, None, None), place
        else:
            was = "<5" if about_people(key) and small(goal[0]) else dk(goal[0])
            assert (baseline, target, enough) == (f"{was} ({danish(town.BEFORE)})", dk(goal[1]), "Det er nok for os.")
        assert change == change_of(key, place, kind, id, series, goal), (name, place)


def goal_of(key: str, place: str, kind: str, id: str) -> tuple[int, int] | None:
    """The baseline and target of an area; of all of it where there is a sum, or one place alone."""
    for _, indicator, area, baseline, target in town.GOALS:
        if indicator != key:
            continue
        alone = len(places_of(key, kind, id)) == 1
        if area == "all" and ((place == ALL and kind == "initiative") or (alone and place != ALL)):
            return baseline, target
        if area != "all" and name_of(area) == place:
            return baseline, target
    return None


def change_of(
    key: str, place: str, kind: str, id: str, series: dict[str, tuple[Any, ...]], goal: tuple[int, int] | None
) -> str | None:
    """From the baseline, else from the first number that is shown, to the last: of one meaning and places."""
    places = places_of(key, kind, id)

    def held(period: str) -> tuple[Any, ...]:
        """What must be the same: the meaning, and of a sum who told."""
        who = tuple(one for one in places if number(key, one, period) is not None) if place == ALL else ()
        return meaning(key, period), who

    answered = [one for one in series if (held(one)[1] if place == ALL else series[one][7] is not None)]
    numbered = [one for one in answered if not isinstance(series[one][4], str) or series[one][4] in ("<5", "•")]
    if not numbered or isinstance(series[numbered[-1]][4], str):
        return None
    last = numbered[-1]
    alike = [one for one in answered if held(one) == held(last) and not isinstance(series[one][4], str)]
    if goal is not None:
        if (small(goal[0]) and about_people(key)) or meaning(key, town.BEFORE) != meaning(key, last):
            return None
        return step(goal[0], series[last][4])
    if alike[0] == last:
        return None
    text = step(series[alike[0]][4], series[last][4])
    if series[alike[0]][5] is None or series[last][5] is None:
        return text
    whole = INDICATORS[key][5]
    (area,) = [one for one in places if name_of(one) == place]
    now, then = ((number(key, area, one) or 0) / (number(whole, area, one) or 1) for one in (last, alike[0]))
    return f"{text}, {signed(100 * (now - then))} procentpoint"


def signed(value: float) -> str:
    text = dk(value, 1)
    return f"+{text}" if value > 0 and text != "0" else text


def step(before: float, after: float) -> str:
    return f"{signed(after - before)} (fra {dk(before, 1)} til {dk(after, 1)})"
