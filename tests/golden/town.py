"""A town of three years, made up by a seeded hand: 12 plans, UU, 3 boards, 3 initiatives, 6 half-years.

Only plain values and the files that a town writes: nothing of the program is used, so that what it shows can be held
against this. `RAW` is everything that was counted: a number, or the words that stand instead of one; what nobody has
answered is not in it.
"""

from random import Random

PERIODS = ("2023-H2", "2024-H1", "2024-H2", "2025-H1", "2025-H2", "2026-H1")
BEFORE = "2023-H1"  # the baselines' period
LAST = PERIODS[-1]
NEW_MEANING = PERIODS[3]  # from then on, having a job means something else
WORDS = ("ved ikke", "ikke relevant", "intet nyt")
NAMES = ("Birkehaven", "Møllevangen", "Søparken", "Elmegården", "Rosenlund", "Fyrreparken", "Engdalen", "Vestervang",
         "Åparken", "Lyngbakken", "Havnegården", "Teglværket", "Kildevældet", "Skovbrynet")  # fmt: skip
AREAS = {f"o{n:02}": name for n, name in enumerate(NAMES, 1)}
YOUNG = (90, 140, 9, 75, 2400, 18, 310, 60, 31, 150, 12, 500, 44, 26)
TWICE, ACROSS = "o13", "o14"  # an area in two plans of a board, and one in two plans of two boards
BOARDS = {"nord": "Den boligsociale bydelsbestyrelse for Nord", "syd": "Den boligsociale bydelsbestyrelse for Syd",
          "oest": "Den boligsociale bydelsbestyrelse for Øst"}  # fmt: skip
PLANS = {f"p{n:02}": f"Helhedsplan {NAMES[n - 1]}" for n in range(1, 13)}
BOARD_OF = {plan: tuple(BOARDS)[n // 4] for n, plan in enumerate(PLANS)}
AREAS_OF = {
    plan: (f"o{plan[1:]}", *{"p01": (TWICE,), "p02": (TWICE,), "p04": (ACROSS,), "p05": (ACROSS,)}.get(plan, ()))
    for plan in PLANS
}
INITIATIVES = {"ungdom": ("Ungdomsuddannelse", ""), "fritid": ("Fritid i Birkehaven", "p01"),
               "koordination": ("Koordination i Rosenlund", "p05")}  # fmt: skip
GRANTED = {"ungdom": (4_930_000, 1_000_000), "fritid": (630_000,), "koordination": (720_000,)}
YEARS = {"ungdom": 4.2}
CITY, TOWN = "by", "Fjordstad"

# id: name, unit, reporter, initiative, per area, of, among, adds
INDICATORS: dict[str, tuple[str, str, str, str, bool, str, str, bool]] = {
    "unge": ("Unge på 15-24 år", "persons", "party:uu", "ungdom", True, "", "", False),
    "uddannelse": ("Unge i uddannelse", "persons", "party:uu", "ungdom", True, "unge", "grupper", False),
    "job": ("Unge i job", "persons", "party:uu", "ungdom", True, "unge", "grupper", False),
    "naaet": ("Unge, der er nået", "persons", "party:uu", "ungdom", True, "unge", "", False),
    "fritidsjob": ("Unge, der fik fritidsjob", "persons", "plans", "ungdom", False, "", "", True),
    "aarsvaerk": ("Brugte årsværk", "full_time_years", "party:uu", "ungdom", False, "", "", True),
    "forbrug": ("Brugte penge", "dkk", "party:uu", "ungdom", False, "", "", True),
    "aktiviteter": ("Aktiviteter i området", "activities", "plans", "", True, "", "", True),
    "kontakter": ("Kontakter", "contacts", "plans", "", False, "", "", True),
    "fritid-unge": ("Unge i klubben", "persons", "plan:p01", "fritid", False, "", "", False),
    "fritid-forbrug": ("Klubbens penge", "dkk", "plan:p01", "fritid", False, "", "", True),
    "rekrutteret": ("Unge, der er kommet med", "persons", "plan:p05", "koordination", False, "", "", False),
}
Key = tuple[str, str, str, str]  # indicator, reporter, area, period
Told = int | float | str


def areas_file() -> str:
    """areas.jsonl"""
    import json

    rows = [{"id": CITY, "name": TOWN, "level": "by", "parent": None}]
    rows += [{"id": board, "name": board.capitalize(), "level": "bydel", "parent": CITY} for board in BOARDS]
    rows.append({"id": "midtbyen", "name": "Midtbyen", "level": "bydel", "parent": CITY})  # no plan is there
    for area, name in AREAS.items():
        plan = next(plan for plan, mine in AREAS_OF.items() if area in mine)
        rows.append({"id": area, "name": name, "level": "boligområde", "parent": BOARD_OF[plan]})
    return "".join(json.dumps(one | {"aliases": [], "postal_codes": [], "neighbours": []}) + "\n" for one in rows)


def organisation_file() -> str:
    """organisation.toml"""
    text = '[[parties]]\nid = "uu"\nname = "UU Fjordstad"\n[[parties]]\nid = "tmf"\nname = "Forvaltningen"\n'
    for board, name in BOARDS.items():
        text += f'[[boards]]\nid = "{board}"\nname = "{name}"\nareas = ["{board}"]\n'
        text += _person(f"Sekretær, {board}", "board_secretary", f'board = "{board}"')
    for plan, name in PLANS.items():
        areas = ", ".join(f'"{one}"' for one in AREAS_OF[plan])
        text += f'[[plans]]\nid = "{plan}"\nname = "{name}"\nboard = "{BOARD_OF[plan]}"\nareas = [{areas}]\n'
        text += _person(f"Leder, {name}", "plan_leader", f'plan = "{plan}"')
    for key, (name, plan) in INITIATIVES.items():
        funding = ", ".join(f'{{ source = "Pulje {n}", dkk = {dkk} }}' for n, dkk in enumerate(GRANTED[key], 1))
        text += f'[[initiatives]]\nid = "{key}"\nname = "{name}"\nemployer = "uu"\nsteering = ["tmf"]\n'
        text += f'plan = "{plan}"\n' if plan else ""
        text += f"full_time_years = {YEARS[key]}\n" if key in YEARS else ""
        text += f"funding = [{funding}]\n"
    text += _person("Koordinator, UU", "coordinator", 'party = "uu"')
    return text + _person("Administrator", "administrator", 'party = "tmf"')


def _person(title: str, role: str, more: str) -> str:
    address = "".join(letter for letter in title.lower() if letter.isascii() and letter.isalnum())
    return f'[[people]]\ntitle = "{title}"\nrole = "{role}"\n{more}\nemail = "{address}@example.org"\n'


def status_file() -> str:
    """status.toml"""
    text = ""
    for key, (name, unit, reporter, initiative, per_area, of, among, adds) in INDICATORS.items():
        text += f'[[indicators]]\nid = "{key}"\nname = "{name}"\nunit = "{unit}"\nreporter = "{reporter}"\n'
        text += f'initiative = "{initiative}"\nper_area = {str(per_area).lower()}\nof = "{of}"\namong = "{among}"\n'
        text += f"adds = {str(adds).lower()}\n"
        text += '[[indicators.definitions]]\nversion = 1\nsince = 2021-01-01\ntext = "Som før."\n'
        if key == "job":
            text += '[[indicators.definitions]]\nversion = 2\nsince = 2025-01-01\ntext = "Mindst 15 timer om ugen."\n'
    names = ", ".join(f'"{one}"' for one in INDICATORS)
    return text + (
        f'[[templates]]\nid = "status"\nname = "Status"\nindicators = [{names}]\n'
        '[[templates.sections]]\nid = "sket"\ntitle = "Hvad er der sket?"\nrequired = true\n'
    )


def indicators_file() -> str:
    """indicators.csv: everything but what board Nord and UU answer in the program for the last half-year."""
    rows = ["initiative;plan;area;period;indicator;value"]
    for (indicator, reporter, area, period), value in RAW.items():
        if (indicator, reporter, area, period) not in ANSWERED:
            plan = reporter.removeprefix("plan:") if reporter.startswith("plan:") else ""
            rows.append(f"{INDICATORS[indicator][3]};{plan};{area};{period};{indicator};{_written(value)}")
    return "\n".join(rows) + "\n"


def _written(value: Told) -> str:
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def _drawn() -> dict[Key, Told]:
    random, found = Random(2026), dict[Key, Told]()

    def tell(indicator: str, reporter: str, area: str, period: str, value: Told) -> None:
        """Or one of the three words, or nothing at all."""
        drawn = random.random()
        if drawn < 0.9:
            found[indicator, reporter, area, period] = value
        elif drawn < 0.96:
            found[indicator, reporter, area, period] = random.choice(WORDS)

    for n, period in enumerate(PERIODS):
        for area, young in zip(AREAS, YOUNG, strict=True):
            whole = young + random.randint(-2, 3)
            inside = random.randint(0, whole // 2)
            few = young < 20  # there the groups leave nobody over, so that a small one could be worked out
            job = whole - inside - random.randint(0, 1) if few else random.randint(0, (whole - inside) // 2)
            tell("unge", "party:uu", area, period, whole)
            tell("uddannelse", "party:uu", area, period, inside)
            tell("job", "party:uu", area, period, job)
            tell("naaet", "party:uu", area, period, random.choice((0, 1, 2, whole // 3, whole // 2)))
        tell("aarsvaerk", "party:uu", "", period, round(2 + random.random(), 1))
        tell("forbrug", "party:uu", "", period, 700_000 + 1_000 * random.randint(0, 90))
        lone = random.sample(sorted(PLANS), n % 4)  # so many small numbers in a sum: none, one, two, three
        for plan in PLANS:
            reporter = f"plan:{plan}"
            some = (1, 2, 4) if plan in lone else (0, 6, 8, 11, 15, 22)
            tell("fritidsjob", reporter, "", period, random.choice(some))
            tell("kontakter", reporter, "", period, random.randint(0, 400))
            for area in AREAS_OF[plan]:
                tell("aktiviteter", reporter, area, period, random.randint(0, 30))
        tell("fritid-unge", "plan:p01", "", period, 32 + 9 * n)
        tell("fritid-forbrug", "plan:p01", "", period, 40_000 + 500 * random.randint(0, 20))
        tell("rekrutteret", "plan:p05", "", period, (2, 7, 4, 9, 11, 13)[n])
        found["unge", "", CITY, period] = 98_000 + 300 * n
        found["uddannelse", "", CITY, period] = 51_200 + 380 * n
        for one, other in (("p01", "p02"), ("p04", "p05")):  # an area in two plans: both tell the same, as a rule
            area = AREAS_OF[one][-1]
            for key in (("aktiviteter", f"plan:{one}", area, period), ("aktiviteter", f"plan:{other}", area, period)):
                found[key] = 10 + n
    for key in [one for one in found if one[1] in ("plan:p03", "plan:p04") and one[3] == LAST]:
        del found[key]  # one stays silent, and one has nothing new: in all that it is asked for
    for indicator, area in (("fritidsjob", ""), ("kontakter", ""), ("aktiviteter", "o03")):
        found[indicator, "plan:p03", area, LAST] = "intet nyt"
    found["aktiviteter", "plan:p01", TWICE, LAST] = 14
    found["aktiviteter", "plan:p02", TWICE, LAST] = 17  # told later than 14, so it is this that counts
    return found


RAW = _drawn()
_NORTH = {area for plan, areas in AREAS_OF.items() if BOARD_OF[plan] == "nord" for area in areas}
_TOLD = ("plan:p01", "plan:p02", "plan:p03")
ANSWERED = frozenset(
    (indicator, reporter, area, period)
    for indicator, reporter, area, period in RAW
    if period == LAST and (reporter in _TOLD or (reporter == "party:uu" and area in {"", *_NORTH}))
)
GOALS = (  # initiative, indicator, area or "all", baseline, target
    ("ungdom", "uddannelse", "o01", 20, 60), ("ungdom", "uddannelse", "o03", 2, 8), ("ungdom", "job", "o02", 11, 30),
    ("ungdom", "naaet", "o07", 40, 120), ("ungdom", "fritidsjob", "all", 50, 150),
    ("fritid", "fritid-unge", "all", 30, 80), ("koordination", "rekrutteret", "all", 3, 20),
)  # fmt: skip
REFERRED = (  # month, area, kind, step, count
    ("2026-02", "o01", "#fritidsjob", "referred", 12), ("2026-02", "o01", "#lektiehjaelp", "referred", 3),
    ("2026-03", "o02", "#fritidsjob", "referred", 9), ("2026-03", "o02", "#fritidsjob", "met", 7),
    ("2026-05", "o01", "#fritidsjob", "referred", 6), ("2026-05", "o13", "#fritidsjob", "referred", 2),
    ("2026-05", "o13", "#fritidsjob", "met", 1), ("2026-05", "o14", "#fritidsjob", "referred", 20),
    ("2025-11", "o01", "#fritidsjob", "referred", 5),
)  # fmt: skip
