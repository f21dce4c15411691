"""A paper's figures: what a table and the summary say of one area beside a whole city."""

from datetime import date

from bot.domain.status.blocks import Items, Paragraph
from bot.domain.status.effect import material, scope
from bot.domain.status.figures import Figure
from bot.domain.status.indicators import Catalogue
from bot.domain.status.paper import paper
from bot.domain.status.periods import Period
from bot.domain.status.snapshot import Measured, Snapshot
from bot.domain.status.values import Value
from bot.papers.measuring import measured
from bot.settings import HOUSE
from bot.transfer import read_directory
from tests.status_data import AT

DIRECTORY = read_directory(HOUSE / "data" / "koebenhavn")
CATALOGUE = Catalogue.read(HOUSE / "data" / "status.toml")
NUMBERS = (("unge", "lundtoftegade", 210, 201), ("unge", "koebenhavn", 80_000, 81_000),
           ("ungdomsuddannelse", "lundtoftegade", 70, 92), ("ungdomsuddannelse", "koebenhavn", 42_000, 43_000),
           ("andet", "lundtoftegade", 20, None))  # fmt: skip


def found() -> tuple[Measured, ...]:
    figures = [
        Figure(id, "" if area == "koebenhavn" else "party:uu", area, Period.of(key), Value(float(n)), 1, "", at=AT)
        for id, area, *two in NUMBERS for key, n in zip(("2024-Q3", "2026-Q3"), two, strict=True) if n is not None
    ]  # fmt: skip
    plan = scope("plan", "noerrebrobyggerne", DIRECTORY.organisation)
    assert plan
    safe = material(figures, (), CATALOGUE, DIRECTORY.organisation, DIRECTORY.areas)
    return tuple(measured(plan, safe, date(2026, 9, 30)))


def test_the_table_shows_the_shares_of_its_chart_and_what_they_are_compared_with() -> None:
    rows = {one.indicator: [(row[0], *row[3:]) for row in one.summary] for one in found()}
    assert rows["ungdomsuddannelse"] == [
        ("Lundtoftegade", "92 · 45,8 % (3. kv. 2026)", "+22 · +12,4 procentpoint"),
        ("København (til sammenligning)", "43.000 · 53,1 % (3. kv. 2026)", "+1.000 · +0,6 procentpoint"),
    ]
    assert rows["unge"][0] == ("Lundtoftegade", "201 (3. kv. 2026)", "−9")


def test_the_summary_says_what_is_seen_and_gathers_where_nothing_is() -> None:
    of = Snapshot("B", "2026-07-01", "2026-09-30", "3. kvartal 2026", AT.isoformat(), "", measured=found())
    blocks = paper(of).blocks
    (glance,) = [one for one in blocks if isinstance(one, Items) and "Lundtoftegade" in str(one)]
    assert glance.items == (
        "Unge på 15-24 år i området: Fra 3. kvartal 2024 til 3. kvartal 2026 er tallet i Lundtoftegade faldet "
        "fra 210 til 201 (−9).",
        "Unge i ungdomsuddannelse: Fra 3. kvartal 2024 til 3. kvartal 2026 er tallet i Lundtoftegade steget "
        "fra 70 til 92 (+22) og andelen fra 33,3 % til 45,8 % (+12,4 procentpoint).",
    )
    assert Paragraph("Der er ikke to tal, som kan sammenlignes, for Unge i andet.", small=True) in blocks
