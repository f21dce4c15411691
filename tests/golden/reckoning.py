"""Counts the golden town's figures over again, straight from what was told: in its own few lines."""

from collections.abc import Iterable

from tests.golden.town import AREAS, AREAS_OF, BOARD_OF, CITY, INDICATORS, INITIATIVES, NEW_MEANING, PLANS, RAW

ALL = "I alt"


def dk(value: float, decimals: int = 2) -> str:
    """ "1.250,5"."""
    whole, _, rest = f"{abs(value):.{decimals}f}".partition(".")
    groups: list[str] = []
    while whole:
        groups.insert(0, whole[-3:])
        whole = whole[:-3]
    text = ".".join(groups) + (f",{rest.rstrip('0')}" if rest.rstrip("0") else "")
    return f"−{text}" if value < 0 and text != "0" else text


def danish(period: str) -> str:
    """ "2. halvår 2023"."""
    return f"{period[-1]}. halvår {period[:4]}"


def name_of(place: str) -> str:
    """An area's or a reporter's."""
    return AREAS.get(place) or {"party:uu": "UU Fjordstad", CITY: "Fjordstad"}.get(place) or PLANS[place[5:]]


def about_people(indicator: str) -> bool:
    return INDICATORS[indicator][1] == "persons"


def plans_of(kind: str, id: str) -> list[str]:
    """The plans of a scope."""
    if kind == "plan":
        return [id]
    if kind == "board":
        return [plan for plan, board in BOARD_OF.items() if board == id]
    return [INITIATIVES[id][1]] if INITIATIVES[id][1] else list(PLANS)


def indicators_of(kind: str, id: str) -> list[str]:
    """What is shown of it: an initiative's own; else what its plans or their areas have figures of."""
    found = []
    for key, (_, _, reporter, initiative, per_area, *_) in INDICATORS.items():
        ours = reporter == "plans" or reporter[5:] in plans_of(kind, id) or (reporter == "party:uu" and per_area)
        if initiative == id if kind == "initiative" else ours:
            found.append(key)
    return found


def places_of(indicator: str, kind: str, id: str) -> list[str]:
    """Who should tell a number: areas, each once, or reporters."""
    _, _, reporter, _, per_area, *_ = INDICATORS[indicator]
    plans = [plan for plan in plans_of(kind, id) if reporter in ("party:uu", "plans", f"plan:{plan}")]
    if per_area:
        return sorted({area for plan in plans for area in AREAS_OF[plan]})
    return ["party:uu"] if reporter == "party:uu" else [f"plan:{plan}" for plan in plans]


def told(indicator: str, place: str, period: str) -> float | str | None:
    """What counts there: of an area in two plans the number that was told last, which is the second's."""
    if ":" in place:
        return RAW.get((indicator, place, "", period))
    found = [value for (one, _, area, when), value in RAW.items() if (one, area, when) == (indicator, place, period)]
    numbers = [one for one in found if not isinstance(one, str)]
    return (numbers or found)[-1] if found else None


def number(indicator: str, place: str, period: str) -> float | None:
    value = told(indicator, place, period)
    return None if value is None or isinstance(value, str) else value


def meaning(indicator: str, period: str) -> int:
    """Which definition held."""
    return 2 if indicator == "job" and period >= NEW_MEANING else 1


def total(indicator: str, places: Iterable[str], period: str) -> float | None:
    """The sum of those who told a number; None when nobody did."""
    numbers = [one for place in places if (one := number(indicator, place, period)) is not None]
    return sum(numbers) if numbers else None


def has_total(indicator: str, kind: str, id: str) -> bool:
    """Whether a sum stands first: of what adds, from several places; of people only for the whole initiative."""
    adds, several = INDICATORS[indicator][7], len(places_of(indicator, kind, id)) > 1
    return adds and several and (not about_people(indicator) or kind == "initiative")


# ── What must be hidden ──────────────────────────────────────────────────────────────────────────────────────────


def small(value: float | None) -> bool:
    return value is not None and 1 <= value <= 4


def parts(indicator: str) -> list[list[str]]:
    """Groups of which everybody is in one at most, together; other parts one by one."""
    among = [key for key, one in INDICATORS.items() if one[5] == indicator and one[6]]
    alone = [[key] for key, one in INDICATORS.items() if one[5] == indicator and not one[6]]
    return [among, *alone] if among else alone


def tells_of_parts(indicator: str, place: str, period: str) -> bool:
    """Whether a denominator would say something of a small part: it leaves no more than those parts can be."""
    whole = number(indicator, place, period)
    if whole is None:
        return False
    for group in parts(indicator):
        counts = [number(one, place, period) or 0 for one in group]
        hidden = [one for one in counts if small(one)]
        if hidden and whole - sum(one for one in counts if not small(one)) <= 4 * len(hidden):
            return True
    return False


def ranges(shown: list[float], small_: int, other: int, sum_: float | None) -> tuple[float, float]:
    """The least and the most that one small cell can be, when so many small and other cells are hidden in a sum."""
    if sum_ is None or other:
        return 1, 4
    left = sum_ - sum(shown)
    return max(1, left - 4 * (small_ - 1)), min(4, left - (small_ - 1))


def has_partner(one: float, secret: list[float]) -> bool:
    """Whether another small number can give or take what leaves this one three values, and the sum as it is."""
    others = list(secret)
    others.remove(one)
    return any(sum(1 <= one + t <= 4 and 1 <= other - t <= 4 for t in range(-3, 4)) >= 3 for other in others)
