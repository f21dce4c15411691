"""The golden town's paper and card: every number in the Word and the PDF file is counted over again."""

import math
import re
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.table import Table

from bot.chat import Desk
from tests.golden import acts, town
from tests.golden.reckoning import danish, dk, name_of, number, small, told, total
from tests.golden.test_golden import Rows, desk, sheets
from tests.golden.town import INDICATORS, LAST, PERIODS
from tests.papers.a_request import made
from tests.pdf_text import headings_of, text_of

__all__ = ["desk"]
UNITS = {"persons": "personer", "contacts": "kontakter", "dkk": "kr.", "activities": "aktiviteter",
         "full_time_years": "årsværk"}  # fmt: skip
Told = tuple[str, list[list[str]]]


@pytest.fixture(scope="module")
def files(desk: Desk) -> tuple[bytes, bytes]:
    """Board Nord's paper, ordered and fetched by its secretary."""
    who = acts.person(desk, "Sekretær, nord")
    acts.asked(desk, who, "order_paper", request=1)
    made(desk)
    word, pdf = acts.asked(desk, who, "paper_fetch", paper=1).files
    return word.content, pdf.content


@pytest.fixture(scope="module")
def tables(files: tuple[bytes, bytes]) -> list[Told]:
    """The Word file's tables with their captions, head and rows as texts."""
    found, caption = list[Told](), ""
    for one in docx.Document(BytesIO(files[0])).iter_inner_content():
        if isinstance(one, Table):
            found.append((caption, [[cell.text.replace("\xa0", " ") for cell in row.cells] for row in one.rows]))
        elif one.style is not None and one.style.name == "Caption":
            caption = one.text
    return found


def the(tables: list[Told], caption: str, first: str) -> list[list[str]]:
    """The rows of the one table of that name whose head begins so."""
    (rows,) = [rows for name, rows in tables if name == caption and rows[0][0] == first]
    return rows


def test_who_answered_what_is_what_they_did(tables: list[Told], files: tuple[bytes, bytes]) -> None:
    rows = the(tables, "Svar på anmodningen", "Helhedsplan eller part")
    assert [(row[0], row[1]) for row in rows[1:]] == [
        ("Helhedsplan Birkehaven", "Besvaret"), ("Helhedsplan Møllevangen", "Besvaret"),
        ("Helhedsplan Søparken", "Intet nyt"), ("Helhedsplan Elmegården", "Ingen svar"), ("UU", "Besvaret"),
    ]  # fmt: skip
    text = "\n".join(one.text for one in docx.Document(BytesIO(files[0])).paragraphs)
    silent = "manglende svar fra Helhedsplan Elmegården."
    legend = "»Ingen svar«: der er ikke svaret."
    for said in ("3 af 5 har svaret", "1 har meldt »intet nyt«", "1 har ikke svaret", silent, legend):
        assert said in text


@pytest.mark.parametrize("reporter", ["plan:p01", "plan:p02", "party:uu"])
def test_the_table_of_an_answer_holds_what_was_answered(desk: Desk, tables: list[Told], reporter: str) -> None:
    name = "UU" if reporter == "party:uu" else name_of(reporter)
    shown = published(desk)
    asked = {key: one for key, one in INDICATORS.items() if one[2] in (reporter, "plans" if ":p" in reporter else "")}
    areas = sorted({area for plan in ("p01", "p02", "p03", "p04") for area in town.AREAS_OF[plan]})
    mine = areas if reporter == "party:uu" else list(town.AREAS_OF[reporter[5:]])
    expected = set()
    for key, (called, unit, _, _, per_area, *_) in asked.items():
        for area in mine if per_area else [""]:
            value = town.RAW.get((key, reporter, area, LAST))
            text = value if isinstance(value, str) else "ingen svar" if value is None else dk(value)
            if value is not None and not isinstance(value, str) and value and unit == "persons":
                text = shown[called, name_of(area or reporter), danish(LAST)]
                assert text == dk(value) if not small(value) else text in ("<5", "•")
            expected.add((called, name_of(area) if area else "I alt", text, UNITS[unit]))
    rows = the(tables, f"Tal fra {name}", "Indikator")
    assert {tuple(row) for row in rows[1:]} == expected and len(rows) == len(expected) + 1


def published(desk: Desk) -> dict[tuple[str, str, str], str]:
    """The board's Excel file, which test_golden holds against the raw: (indicator, place, period) → text."""
    return {(row[0], row[1], row[3]): written(row[4]) for row in sheets(desk, "board", "nord")["Tal"]}


def written(value: Any) -> str:
    return value if isinstance(value, str) else dk(value)


def test_all_periods_stand_in_the_appendix_as_in_the_excel(desk: Desk, tables: list[Told]) -> None:
    shown, seen = published(desk), set()
    for caption, rows in tables:
        if rows[0][0] == "" and rows[0][1:] == [danish(one) for one in PERIODS]:
            name = caption.rpartition(" (")[0]
            for place, *cells in rows[1:]:
                for period, cell in zip(PERIODS, cells, strict=True):
                    assert cell == shown[name, place, danish(period)], (name, place, period)
                    seen.add((name, place, danish(period)))
    assert seen == {*shown}


def test_the_overviews_hold_baseline_target_latest_and_change(desk: Desk, tables: list[Told]) -> None:
    found: dict[str, Rows] = sheets(desk, "board", "nord")
    shown = published(desk)
    for name in {row[0] for row in found["Overblik"]}:
        unit = next(one[1] for one in INDICATORS.values() if one[0] == name)
        rows = the(tables, f"{name} ({UNITS[unit]})", "Sted")
        judged = {row[1]: row for row in found["Overblik"] if row[0] == name}
        for named, baseline, target, latest, change in rows[1:]:
            place = named.removesuffix(" (til sammenligning)")
            compared = (name, place, None, None, "", None)
            _, _, was, wanted, step, _ = compared if place != named else judged[place]
            assert (baseline, target) == (was or "–", wanted or "–")
            if place == named:
                moved, points = (step or "–").partition(" (")[0], (step or "").partition("), ")[2]
                assert change == (f"{moved} · {points}" if "·" in change else moved)
            given = [one for one in PERIODS if shown[name, place, danish(one)] not in ("ingen svar", "ikke opgjort")]
            numbers = [one for one in given if shown[name, place, danish(one)] not in town.WORDS]
            last = danish((numbers or given)[-1])
            share = next((row[5] for row in found["Tal"] if (row[0], row[1], row[3]) == (name, place, last)), None)
            number = shown[name, place, last] + (f" · {share}" if "·" in latest else "")
            assert latest == f"{number} ({last})"


def test_the_money_is_what_was_granted_and_told(tables: list[Told]) -> None:
    rows = the(tables, "Bevilgede og brugte midler", "Indsats")[1:]
    expected = []
    for key, indicator, reporter in (("ungdom", "forbrug", "party:uu"), ("fritid", "fritid-forbrug", "plan:p01")):
        granted, used = sum(town.GRANTED[key]), number(indicator, reporter, LAST)
        in_all = sum(total(indicator, [reporter], one) or 0 for one in PERIODS)
        share = f"{math.floor(100 * in_all / granted + 0.5)} %"
        spent = "ikke oplyst" if used is None else f"{dk(used)} kr."
        expected.append([town.INITIATIVES[key][0], f"{dk(granted)} kr.", spent, f"{dk(in_all)} kr.", share])
    assert rows == expected
    years = told("aarsvaerk", "party:uu", LAST)
    assert the(tables, "Årsværk", "Indsats")[1:] == [
        ["Ungdomsuddannelse", "4,2", dk(years) if isinstance(years, float) else "ikke oplyst"]
    ]


def test_bridges_are_counted_by_quarter_area_and_step_and_small_ones_are_hidden(tables: list[Told]) -> None:
    rows = the(tables, "Brobygning", "Kvartal")
    steps = ("referred", "accompanied", "met", "still")
    sums: dict[tuple[str, str, str], int] = {}
    for month, area, _, step, count in town.REFERRED:
        quarter = f"{(int(month[5:]) + 2) // 3}. kvartal {month[:4]}"
        sums[quarter, name_of(area), step] = sums.get((quarter, name_of(area), step), 0) + count
    places = {(quarter, area) for quarter, area, _ in sums if quarter.endswith("2026")}
    assert {(row[0], row[1]) for row in rows[1:]} == places and len(rows) == len(places) + 1
    for quarter, area, *cells in rows[1:]:
        for step, cell in zip(steps, cells, strict=True):
            count = sums.get((quarter, area, step), 0)
            if cell == "•":  # hidden for the sake of a small one beside it, of that quarter and step
                assert any(small(n) for (when, _, how), n in sums.items() if (when, how) == (quarter, step))
            else:
                assert cell == ("<5" if small(count) else str(count))


def test_the_pdf_says_what_the_word_file_says(tables: list[Told], files: tuple[bytes, bytes]) -> None:
    def bare(text: str) -> str:
        return re.sub(r"[-\s\u00ad\u2010]", "", text)  # words in narrow columns are divided

    text = bare(text_of(files[1]))
    for _, rows in tables:
        for row in rows[1:]:
            assert bare("".join(row)) in text, row
        assert all(bare(word) in text for cell in rows[0] for word in cell.split()), rows[0]
    heads = headings_of(files[1])
    assert {"Indstilling", "Sagsfremstilling", "Økonomi", "Videre proces", "Bilag", "Bilag 2. Alle tal"} <= {*heads}


def _cells(numbers: str) -> list[tuple[str, str]]:
    """The periods and what is told of each: of all in turn, or of some by name."""
    named = [(one, re.search(rf"{danish(one)}: (.+?)(?: · |\. |$)", numbers)) for one in PERIODS]
    if found := [(period, told[1]) for period, told in named if told]:
        return found
    return list(zip(PERIODS, numbers.partition(". ")[0].split(" · "), strict=True))


def test_the_card_shows_the_same_numbers_and_to_who_entered_them_the_small_ones_too(desk: Desk) -> None:
    everybody = published(desk)
    secretary, coordinator = acts.person(desk, "Sekretær, nord"), acts.person(desk, "Koordinator, UU")
    own = 0
    for who in (secretary, coordinator):
        for card in acts.effect_pages(desk, who, "board", "nord"):
            for item in card.items:
                for place, numbers in item.facts:
                    name = place.removesuffix(" (til sammenligning)")
                    if (item.title, name, danish(LAST)) not in everybody:
                        continue
                    for period, cell in _cells(str(numbers)):
                        mine = who == coordinator and period == LAST
                        shown = everybody[item.title, name, danish(period)]
                        if mine and cell != shown:
                            assert shown in ("<5", "•")
                            own += 1
                        else:
                            assert cell == shown, (item.title, name, period)
    assert own, "the coordinator has entered small numbers"
