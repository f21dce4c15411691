"""Three years of figures to look at: two plans and UU, six half-years, a break, gaps, small numbers, Copenhagen."""

from datetime import datetime, timedelta
from random import Random

from bot.clock import COPENHAGEN
from bot.domain.status.figures import Figure, Goal
from bot.domain.status.indicators import Catalogue
from bot.domain.status.periods import Period
from bot.domain.status.values import Given, Value

HALVES = tuple(Period.of(f"{year}-H{half}") for year in (2024, 2025, 2026) for half in (1, 2))
AREAS = ("munkevangen", "staerevej", "vestergaardsvej", "sangergaarden", "noerrebro", "lundtoftegade",
         "mimersgadekvarteret")  # fmt: skip
YOUNG = (90, 140, 60, 75, 2400, 180, 310)
SHARES = {"tiende-klasse": 0.06, "forberedende": 0.07, "opsoegende": 0.09, "ungdomsuddannelse": 0.42, "job": 0.15,
          "andet": 0.1, "naaet": 0.12}  # fmt: skip
AT = datetime(2026, 11, 1, 12, 0, tzinfo=COPENHAGEN)
UU, NORDVEST, BROBYGGERNE = "koordinator-uu", "leder-beboerprojekt-nordvest", "leder-noerrebrobyggerne"


def three_years(catalogue: Catalogue) -> list[Figure]:
    """All figures: UU's per area, the plans' own, and Copenhagen's to compare with."""
    random = Random(4)
    found: list[Figure] = []

    def add(indicator: str, reporter: str, area: str, n: int, value: float | Given, person: str) -> None:
        one = catalogue.indicators[indicator]
        given = Value(None, value) if isinstance(value, Given) else Value(float(value))
        version, at = one.definition(HALVES[n].last).version, AT + timedelta(minutes=len(found))
        found.append(Figure(indicator, reporter, area, HALVES[n], given, version, one.initiative, person, at=at))

    for n in range(6):
        for area, young in zip(AREAS, YOUNG, strict=True):
            if (area, n) == ("sangergaarden", 5):
                continue
            whole = young + random.randint(-4, 4)
            add("unge", "party:uu", area, n, whole, UU)
            for indicator, share in SHARES.items():
                grown = share * (1 + 0.04 * n) if indicator in ("ungdomsuddannelse", "naaet") else share
                value = max(0, round(whole * grown + random.gauss(0, 1)))
                unknown = (area, indicator, n) == ("staerevej", "job", 3)
                add(indicator, "party:uu", area, n, Given.UNKNOWN if unknown else value, UU)
        add("forbrug", "party:uu", "", n, 780_000 + 20_000 * n, UU)
        add("aarsvaerk", "party:uu", "", n, 2.1, UU)
        add("fritid-unge", "plan:beboerprojekt-nordvest", "", n, 32 + 9 * n, NORDVEST)
        add("faelles-aktiviteter", "plan:beboerprojekt-nordvest", "", n, 4 + n, NORDVEST)
        add("rekrutteret", "plan:noerrebrobyggerne", "", n, (2, 7, 4, 9, 11, 13)[n], BROBYGGERNE)
        add("unge", "", "koebenhavn", n, 98_000 + 300 * n, "")
        add("ungdomsuddannelse", "", "koebenhavn", n, 51_200 + 380 * n, "")
    return found


GOALS = (
    Goal("ungdomsuddannelse", "ungdomsuddannelse", "lundtoftegade", 70.0, Period.of("2023-H2"), 110.0,
         "Mindst halvdelen af de unge i området er i gang med en ungdomsuddannelse.", UU, AT),
    Goal("styrket-fritidsliv", "fritid-unge", "", 30.0, Period.of("2023-H2"), 80.0,
         "Dobbelt så mange unge som i dag, og pigerne er med.", NORDVEST, AT),
)  # fmt: skip
