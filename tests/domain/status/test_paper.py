"""The paper's content: the same for the same snapshot, with the headings a board knows."""

from dataclasses import replace

from bot.domain.danish_numbers import number
from bot.domain.status.blocks import Heading, Items, Paragraph, Table
from bot.domain.status.danish import kroner, part_of, written_day, written_moment
from bot.domain.status.paper import paper
from bot.domain.status.snapshot import Snapshot
from tests.documents.a_snapshot import snapshot


def test_the_headings_are_those_a_board_knows() -> None:
    first = [block.text for block in paper(snapshot()).blocks if isinstance(block, Heading) and block.level == 1]
    assert first == ["Indstilling", "Sagsfremstilling", "Økonomi", "Videre proces", "Bilag"]


def test_the_same_snapshot_gives_the_same_paper() -> None:
    assert paper(snapshot()) == paper(snapshot())


def words(of: Snapshot) -> str:
    return "\n".join(repr(block) for block in paper(of).blocks)


def test_five_ways_to_give_no_number_are_told_apart() -> None:
    """Silence, nothing new, not relevant, do not know, and 0."""
    (answers,) = [
        block for block in paper(snapshot()).blocks if isinstance(block, Table) and "Svar på" in block.caption
    ]
    states = [row[1] for row in answers.rows]
    assert states == ["Besvaret", "Intet nyt", "Ingen svar, fristen er overskredet", "Besvaret"]
    told = next(
        block for block in paper(snapshot()).blocks if isinstance(block, Table) and "Tal fra" in block.caption
    )
    assert [row[2] for row in told.rows] == ["12", "<5", "0", "ved ikke"]
    given = {b.lead: b.text for b in paper(snapshot()).blocks if isinstance(b, Paragraph) and b.lead}
    assert given["Hvilke milepæle er nået, og hvilke ikke?"] == "Ved ikke."
    assert given["Hvad er svært, og hvad mangler der?"] == "Ikke relevant."
    assert given["Hvad sker der i næste periode?"] == "Ingen svar."


def test_who_has_not_answered_is_named_and_followed_up() -> None:
    (points,) = [block for block in paper(snapshot()).blocks if isinstance(block, Items) and block.numbered]
    assert any("manglende svar fra Ungdoms" in point for point in points.items)
    everybody = replace(snapshot(), reported=tuple(one for one in snapshot().reported if one.at))
    assert "manglende svar" not in words(everybody)


def test_a_draft_says_so_until_it_has_a_number() -> None:
    assert paper(snapshot()).mark == "Udkast"
    assert paper(replace(snapshot(), number="noerrebro-2026-1")).mark == ""
    second = replace(snapshot(), number="noerrebro-2026-1", version=2, changes=("Teksten er ændret.",))
    assert paper(second).mark == "Version 2"
    assert paper(second).blocks[:2] == (Heading("Rettelser siden version 1"), Items(("Teksten er ændret.",)))


def test_an_empty_period_still_makes_a_paper() -> None:
    empty = Snapshot(
        "Bydelsbestyrelsen", "2026-01-01", "2026-03-31", "1. kvartal 2026", "2026-04-01T10:00:00+02:00", "X"
    )
    assert "Der er ingen tal for perioden" in words(empty)


def test_numbers_and_days_are_written_as_authorities_do() -> None:
    assert number(1234567.0) == "1.234.567" and number(4.2) == "4,2" and number(0) == "0"
    assert kroner(4_930_000) == "4.930.000\N{NO-BREAK SPACE}kr."
    assert part_of(1, 3) == "33\N{NO-BREAK SPACE}%" and part_of(1, 0) == ""
    assert written_day("2026-12-03") == "3. december 2026" and written_day("") == ""
    assert written_day("2026-12-02T23:30:00+00:00") == "3. december 2026"
    assert written_moment("2026-07-01T12:05:00+00:00") == "1. juli 2026 kl.\N{NO-BREAK SPACE}14.05"
