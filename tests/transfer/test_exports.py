"""An exported file imports again as it was, opens in spreadsheets and in sqlite-utils, and is whole or not there."""

import csv
import io
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils.utils import Format, rows_from_file

from bot.domain.areas import Area, Areas
from bot.domain.directory import Directory
from bot.domain.offers import AUDIENCES, WEEKDAYS, Offer, Slot
from bot.domain.privacy import contains_cpr
from bot.store import Store
from bot.transfer import TransferError, export_offers, import_files
from bot.transfer.importing import _File, _offers
from bot.transfer.lines import read_lines
from bot.transfer.problems import Problems
from bot.transfer.values import trimmed

COPENHAGEN = Path(__file__).parents[2] / "data" / "koebenhavn"
ENDINGS = ["jsonl", "csv", "tsv", "xlsx"]
AREAS = Areas(
    [
        Area("koebenhavn", "København", "by"),
        Area("nord", "Nord, syd; øst", aliases=("Broen",)),
        Area("syd", "Broen"),
        Area("vest", "=Vest"),
        Area("øst", "koebenhavn"),
    ]
)


@pytest.mark.parametrize("ending", ENDINGS)
def test_importing_the_export_of_the_shipped_directory_changes_nothing(
    empty: Store, tmp_path: Path, ending: str
) -> None:
    import_files([COPENHAGEN / "areas.jsonl", COPENHAGEN / "offers.jsonl"], empty)
    path = tmp_path / f"tilbud.{ending.upper()}"
    assert export_offers(empty.directory(), path) == 133
    (report,) = import_files([path], empty)
    assert report.changes is not None, report.text
    assert (report.changes.added, report.changes.changed, report.changes.unchanged) == (0, 0, 133)


def texts(longest: int, *, lines: bool = False) -> st.SearchStrategy[str]:
    """What import keeps of a text: no edges, no control characters, no CPR number."""
    letters = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from(
        "=+-@';,\"\n\t \u200e\u00a0æøå0123456789"
    )
    kept = st.text(letters, max_size=longest).map(
        lambda text: text if lines else text.replace("\n", " ").replace("\t", " ")
    )
    return kept.map(trimmed).filter(lambda text: not contains_cpr(text))


def maybe(values: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return values.map(lambda text: text or None)


clocks = st.none() | st.times().map(lambda t: time(t.hour, t.minute))
slots = st.builds(Slot, st.sampled_from(WEEKDAYS), clocks, clocks).filter(
    lambda s: s.start is None or s.start != s.end
)
topics = texts(20).filter(lambda topic: topic and "," not in topic and ";" not in topic)
days = st.dates(date(1900, 1, 1), date(2099, 12, 31)).map(str)
urls = st.sampled_from(["https://kk.dk", "http://xn--finn-nrgaard-0jb.dk/ø?a=1&b='x'"])


@st.composite
def offers(draw: st.DrawFn) -> Offer:
    low = draw(st.none() | st.integers(0, 120))
    high = draw(st.none() | st.integers(low or 0, 120))
    return Offer(
        id=draw(st.from_regex(r"[a-zæøåA-Z0-9][a-z0-9æ_.-]{0,20}", fullmatch=True)),
        name=draw(texts(40).filter(bool)),
        summary=draw(texts(60)),
        description=draw(texts(60, lines=True)),
        organisation=draw(maybe(texts(20))),
        areas=tuple(draw(st.lists(st.sampled_from([area.id for area in AREAS]), unique=True))),
        place=draw(maybe(texts(20))),
        address=draw(maybe(texts(20))),
        postal_code=draw(st.none() | st.sampled_from(["2200", "0800"])),
        city=draw(maybe(texts(20))),
        min_age=low,
        max_age=high,
        audience=tuple(draw(st.lists(st.sampled_from(AUDIENCES), unique=True))),
        topics=tuple(draw(st.lists(topics, unique=True, max_size=4))),
        schedule=tuple(draw(st.lists(slots, max_size=4))),
        schedule_note=draw(maybe(texts(30, lines=True))),
        price_dkk=draw(st.none() | st.integers(0, 100_000_000).map(lambda oere: oere / 100)),
        price_note=draw(maybe(texts(30, lines=True))),
        signup=draw(maybe(texts(30, lines=True))),
        phone=draw(st.none() | st.sampled_from(["33 17 33 33", "112", "+46 8 123 456"])),
        email=draw(st.none() | st.just("-klub@example.org")),
        url=draw(st.none() | urls),
        source_url=draw(st.none() | urls),
        source_date=draw(st.none() | days | days.map(lambda d: d[:7]) | days.map(lambda d: d[:4])),
        source_note=draw(maybe(texts(30, lines=True))),
        kind=draw(st.sampled_from(["tilbud", "indsats", "kontakt"])),
    )


@settings(  # an example is several offers
    max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(st.lists(offers(), min_size=1, max_size=3, unique_by=lambda offer: offer.id), st.sampled_from(ENDINGS))
def test_any_offer_comes_back_from_a_file_as_it_was(
    tmp_path: Path, written: list[Offer], ending: str
) -> None:
    path = tmp_path / f"offers.{ending}"
    export_offers(Directory(tuple(written), AREAS), path)
    problems = Problems("x")
    kind = "offers" if ending == "jsonl" else "table"
    assert list(_offers(_File(path, kind, problems, lambda _: None), AREAS)) == written, problems.kept  # type: ignore[arg-type]


def exported(tmp_path: Path, offer: Offer, name: str = "a.csv") -> str:
    export_offers(Directory((offer,), AREAS), tmp_path / name)
    return (tmp_path / name).read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("name", ["=1+1", "+45", "-x", "@SUM(A1)", "'=x", "''@x", "＝1"])
def test_a_cell_that_a_spreadsheet_would_run_is_neutralised(tmp_path: Path, name: str) -> None:
    (row,) = csv.DictReader(io.StringIO(exported(tmp_path, Offer("a", name))), delimiter=";")
    assert row["Navn"] == "'" + name


def test_a_table_is_for_danish_spreadsheets(tmp_path: Path) -> None:
    offer = Offer(
        "a",
        "Æblø; klub",
        areas=("syd", "nord", "koebenhavn", "øst"),
        min_age=3,
        price_dkk=49.5,
        audience=("piger",),
    )
    (row,) = csv.DictReader(io.StringIO(exported(tmp_path, offer)), delimiter=";")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert row["Områder"] == "Broen, nord, København, øst"  # by name where that is clear, else by id
    assert (row["Pris (kr.)"], row["Alder fra"], row["Målgruppe"]) == ("49,50", "3", "piger")


@pytest.mark.parametrize(("ending", "format_"), [("tsv", Format.TSV), ("jsonl", Format.NL)])
def test_sqlite_utils_reads_what_is_exported(tmp_path: Path, ending: str, format_: Format) -> None:
    exported(tmp_path, Offer("a", "Klub Ø"), f"a.{ending}")
    with (tmp_path / f"a.{ending}").open("rb") as file:
        (row,) = rows_from_file(file, format=format_)[0]
    assert row.get("Navn", row.get("name")) == "Klub Ø"


def test_an_export_that_cannot_be_written_is_told_and_leaves_no_trace(tmp_path: Path) -> None:
    (tmp_path / "mappe.csv").mkdir()
    (tmp_path / "fil").touch()
    before = sorted(tmp_path.iterdir())
    told = {
        "a.ods": "Jeg kan ikke skrive a.ods: giv filen endelsen .xlsx, .csv, .tsv eller .jsonl.",
        "a": "giv filen endelsen",
        "mappe.csv": "det er en mappe. Skriv også filens navn.",
        "væk/a.csv": "findes ikke. Opret den først.",
        "fil/a.csv": "findes ikke. Opret den først.",
    }
    for name, sentence in told.items():
        with pytest.raises(TransferError) as error:
            export_offers(Directory((Offer("a", "A"),)), tmp_path / name)
        assert sentence in str(error.value)
    assert sorted(tmp_path.iterdir()) == before


def test_an_export_replaces_the_file_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("det gamle")
    with path.open() as reader:
        export_offers(Directory((Offer("a", "A"),)), path)
        assert reader.read() == "det gamle"
    assert [number for number, _ in read_lines(path, Problems("x"), lambda _: None, unicode=True)] == [1]
    assert [file.name for file in tmp_path.iterdir()] == ["a.jsonl"]


def test_a_failed_export_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("det gamle")
    with pytest.raises(UnicodeEncodeError):
        export_offers(Directory((Offer("a", "A"), Offer("b", "\ud800"))), path)
    assert path.read_text() == "det gamle"
    assert [file.name for file in tmp_path.iterdir()] == ["a.jsonl"]
