"""Charts: the same bytes for the same numbers, Danish, told apart without colours, and nothing hidden in them."""

import re
from pathlib import Path
from xml.etree import ElementTree

from bot.documents.charts import alt_text, chart, png
from bot.domain.status.effect import Series, effect, material, scope
from bot.domain.status.indicators import Catalogue
from bot.settings import HOUSE
from bot.transfer import read_directory
from tests.status_data import GOALS, three_years

DIRECTORY = read_directory(HOUSE / "data" / "koebenhavn")
CATALOGUE = Catalogue.read(HOUSE / "data" / "status.toml")
MATERIAL = material(three_years(CATALOGUE), GOALS, CATALOGUE, DIRECTORY.organisation, DIRECTORY.areas)
SVG = "{http://www.w3.org/2000/svg}"


def series(indicator: str, kind: str = "plan", id: str = "beboerprojekt-nordvest") -> Series:
    found = scope(kind, id, DIRECTORY.organisation)
    assert found
    return next(one for one in effect(found, MATERIAL).series if one.indicator.id == indicator)


def drawn(one: Series) -> ElementTree.Element:
    return ElementTree.fromstring(chart(one, "Beboerprojekt Nordvest"))


def words(svg: ElementTree.Element) -> list[str]:
    return [one.text or "" for one in svg.iter(f"{SVG}text")]


def axis_of(svg: ElementTree.Element) -> float:
    return max(float(line.get("y1", 0)) for line in svg.iter(f"{SVG}line") if line.get("stroke-width") == "1")


def below_the_axis(svg: ElementTree.Element) -> float:
    """How far below the axis the periods stand."""
    return next(float(one.get("y", 0)) for one in svg.iter(f"{SVG}text") if one.text == "1. hå.") - axis_of(svg)


def test_the_same_numbers_give_the_same_bytes_and_a_picture() -> None:
    one = series("fritid-unge")
    assert chart(one, "x") == chart(one, "x")
    assert png(chart(one, "x")).startswith(b"\x89PNG")
    assert png(chart(one, "x")) == png(chart(one, "x"))


def test_it_has_a_title_a_description_danish_labels_and_the_target() -> None:
    svg = drawn(series("fritid-unge"))
    assert [one.text for one in svg.findall(f"{SVG}title")] == ["Unge, som er nået, Beboerprojekt Nordvest"]
    assert {"1. hå.", "2024", "mål 80", "Antal personer"} <= set(words(svg))
    money = drawn(series("forbrug", "initiative", "ungdomsuddannelse"))
    assert {"Kroner", "1.000.000"} <= set(words(money))


def test_shares_are_drawn_where_there_is_a_city_to_compare_with() -> None:
    svg = drawn(series("ungdomsuddannelse"))
    assert {"København", "40 %", "Andel af: Unge på 15-24 år i området"} <= set(words(svg))
    assert "København" not in words(drawn(series("unge"))), "beside 98,000 an area's own would lie flat at 0"


def test_every_line_has_a_colour_a_dash_and_a_mark_of_its_own() -> None:
    svg = drawn(series("naaet", "initiative", "ungdomsuddannelse"))
    styles = {(one.get("stroke"), one.get("stroke-dasharray")) for one in svg.iter(f"{SVG}line")
              if one.get("stroke-width") == "2.2"}  # fmt: skip
    assert len(styles) == 7 == len({colour for colour, _ in styles}) == len({dash for _, dash in styles})


def test_a_hidden_number_is_an_open_mark_below_the_axis_and_stands_nowhere() -> None:
    one = series("rekrutteret", "plan", "noerrebrobyggerne")
    svg = drawn(one)
    assert words(svg).count("<5") == 2
    marks = [float(mark.get("cy", 0)) for mark in svg.iter(f"{SVG}circle") if mark.get("fill") == "#FFFFFF"]
    axis = axis_of(svg)
    assert len(marks) == 2
    assert min(marks) > axis + 5, "a hidden number is not 0"
    assert below_the_axis(drawn(series("fritid-unge"))) < 30 < below_the_axis(svg), "no room where none is hidden"
    assert alt_text(one) == (
        "Diagram: Unge, der er kommet med i kommunens fremskudte indsatser, 1. halvår 2024 til 2. halvår 2026. "
        "NørreBrobyggerne: <5, 7, <5, 9, 11, 13."
    )


def test_a_new_definition_is_a_gap_with_a_dashed_line(tmp_path: Path) -> None:
    text = (HOUSE / "data" / "status.toml").read_text(encoding="utf-8")
    mine = text.index('id = "fritid-unge"')
    at = text.index("[[indicators]]", mine)
    two = '[[indicators.definitions]]\nversion = 2\nsince = 2025-07-01\ntext = "Ny."\n\n'
    (tmp_path / "status.toml").write_text(text[:at] + two + text[at:], encoding="utf-8")
    catalogue = Catalogue.read(tmp_path / "status.toml")
    found = material(three_years(catalogue), (), catalogue, DIRECTORY.organisation, DIRECTORY.areas)
    plan = scope("plan", "beboerprojekt-nordvest", DIRECTORY.organisation)
    assert plan
    one = next(one for one in effect(plan, found).series if one.indicator.id == "fritid-unge")
    svg = drawn(one)
    assert "ny definition" in words(svg)
    joined = [line for line in svg.iter(f"{SVG}line") if line.get("stroke") == "#0072B2"]
    assert len(joined) == 4 + 1, "four of the five steps, and the one beside the name"
    assert "Ny definition fra 2. halvår 2025." in alt_text(one)


def test_nothing_in_it_needs_a_network_or_runs() -> None:
    svg = chart(series("ungdomsuddannelse"), "<b>&").decode()
    assert not re.search(r"<script|href|url\(|@import|<image", svg)
    assert "&lt;b&gt;&amp;" in svg
