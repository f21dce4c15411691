"""Files as such: missing, empty, binary, huge; several at once; dry runs; progress; what comes along."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.__main__ import cli
from bot.store import Store
from bot.transfer import FileReport, TransferError, import_files, read_directory

Imported = Callable[..., FileReport]
COPENHAGEN = Path(__file__).parents[2] / "data" / "koebenhavn"
ALL = [COPENHAGEN / name for name in ("offers.jsonl", "organisation.toml", "areas.jsonl")]
TEXTS = ["offers.jsonl", "areas.jsonl", "organisation.toml", "tilbud.csv", "tilbud.tsv"]
NAMES = [*TEXTS, "tilbud.xlsx"]


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Filen er tom. Skriv mindst én række i den."),
        (b" \r\n\t\n", "Filen er tom."),
        (b"\xef\xbb\xbf", "Filen er tom."),
        (
            b"\x7fELF\x00\x01" + bytes(50),
            "Det er ikke en tekstfil. Vejviser læser .jsonl, .toml, .csv og .tsv",
        ),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "Det er ikke en tekstfil."),
        (b"\xff\xfea\x00\x00\xd8b\x00", "Det er ikke en tekstfil."),  # half a surrogate pair in UTF-16
        (b"x" * 1_000_001, "linje 1: Linjen er på over en million tegn. Del den op, eller slet den."),
    ],
)
def test_a_file_that_cannot_be_rows_is_told_in_a_sentence(
    imported: Imported, name: str, content: bytes, sentence: str
) -> None:
    report = imported(name, content)
    assert sentence in report.text
    assert name in report.text


def test_a_line_of_fifty_megabytes_is_refused_without_being_loaded(empty: Store, tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "offers.jsonl"
    with path.open("wb") as file:
        file.write(b'{"id": "a", "name": "A"}\n{"id": "b", "name": "')
        for _ in range(50):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n{"id": "c", "name": "C", "min_age": "x"}\n')
    tracemalloc.start()
    (report,) = import_files([path], empty)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [(problem.line, problem.field) for problem in report.problems] == [(2, None), (3, "min_age")]
    assert peak < 20_000_000


def test_json_that_is_not_utf8_is_told_with_its_line(imported: Imported) -> None:
    report = imported("offers.jsonl", b'{"id": "a", "name": "A"}\n{"id": "b", "name": "K\xf8benhavn"}\n')
    assert "linje 2: Her står et tegn, som ikke er UTF-8." in report.text


def test_json_lines_in_utf16_are_read(imported: Imported, empty: Store) -> None:
    assert not imported("offers.jsonl", '{"id": "a", "name": "Ærø"}\n'.encode("utf-16")).failed
    assert empty.directory().offers[0].name == "Ærø"


def test_a_missing_file_a_folder_a_pipe_and_an_unknown_ending_are_told(empty: Store, tmp_path: Path) -> None:
    (tmp_path / "mappe.jsonl").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "noter.docx").write_text("hej")
    paths = [tmp_path / name for name in ("væk.jsonl", "mappe.jsonl", "pipe.csv", "noter.docx", "mappe")]
    (tmp_path / "mappe").mkdir()
    texts = [report.text for report in import_files(paths, empty)]
    assert texts[0].endswith("væk.jsonl: Filen findes ikke. Ret stien eller navnet.")
    assert "Det er en mappe. Skriv stien til hver fil i den, fx offers.jsonl." in texts[1]
    assert "Det er ikke en almindelig fil." in texts[2]
    assert "Filens endelse er ukendt. Vejviser læser tilbud (.xlsx, .csv, .tsv eller .jsonl), areas.jsonl" in texts[3]
    assert "Det er en mappe." in texts[4]


def test_a_file_that_may_not_be_read_is_told(empty: Store, tmp_path: Path) -> None:
    (tmp_path / "offers.jsonl").touch(mode=0)
    before = os.geteuid()
    os.seteuid(before or 65534)  # root may read every file, so somebody else must try
    try:
        (report,) = import_files([tmp_path / "offers.jsonl"], empty)
    finally:
        os.seteuid(before)
    assert "Filen må ikke læses." in report.text


def test_a_path_that_is_no_text_can_be_told(empty: Store, tmp_path: Path) -> None:
    (report,) = import_files([tmp_path / os.fsdecode(b"v\xe6k.jsonl")], empty)
    assert report.text.encode()


def test_the_shipped_directory_imports_clean_in_any_order_and_again_changes_nothing(empty: Store) -> None:
    reports = import_files(ALL, empty)
    assert not any(report.failed for report in reports), [report.text for report in reports]
    assert [report.path for report in reports] == ALL
    directory = empty.directory()
    assert (len(directory.offers), len(directory.areas)) == (133, 90)
    assert [len(getattr(directory.organisation, name)) for name in ("parties", "plans", "people")] == [
        15,
        2,
        8,
    ]
    again = import_files(ALL, empty)
    counts = [r.changes and (r.changes.added, r.changes.changed, r.changes.unchanged) for r in again]
    assert counts == [(0, 0, 133), (0, 0, 33), (0, 0, 90)]
    assert empty.directory().version == directory.version


def test_the_shipped_directory_is_read_without_a_store_as_it_would_be_from_one(empty: Store) -> None:
    import_files(ALL, empty)
    stored, read = empty.directory(), read_directory(COPENHAGEN)
    assert read.offers == stored.offers
    assert {area.id: area for area in read.areas} == {area.id: area for area in stored.areas}
    assert read.organisation == stored.organisation


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        TransferError, match=r"areas\.jsonl: Filen findes ikke\.(.|\n)*offers\.jsonl: Filen findes ikke"
    ):
        read_directory(tmp_path)


def test_a_question_may_be_asked_of_a_directory_with_faults_which_are_told_and_left_out(tmp_path: Path) -> None:
    (tmp_path / "areas.jsonl").write_text('{"id": "a", "name": "A", "level": "by", "parent": "x"}\n', "utf-8")
    faulty = '{"id": "k", "name": "K", "areas": ["a"], "min_age": "x", "city": "A", "farve": "rød"}'
    rows = [faulty, '{"name": "L"}', "{"]
    (tmp_path / "offers.jsonl").write_text("\n".join(rows), encoding="utf-8")
    told: list[str] = []
    read = read_directory(tmp_path, told=told.append)
    assert [(offer.id, offer.areas, offer.min_age, offer.city) for offer in read.offers] == [("k", ("a",), None, "A")]
    assert [area.id for area in read.areas] == ["a"]
    assert len(told[0].splitlines()) == 5


def test_a_dry_run_checks_everything_against_the_files_together_and_writes_nothing(empty: Store) -> None:
    before = empty.directory()
    reports = import_files(ALL, empty, dry_run=True)
    assert [report.changes and report.changes.added for report in reports] == [
        133,
        33,
        87,
    ]  # three areas are there already
    assert empty.directory() == before


def test_only_a_dry_run_without_faults_says_to_run_it_for_good(tmp_path: Path) -> None:
    config, table = tmp_path / "config.toml", tmp_path / "a.csv"
    config.write_text(f'[store]\nurl = "sqlite:///{tmp_path / "a.db"}"\n')
    for age, said, unsaid in (("3", "uden --dry-run", "Ret fejlene"), ("x", "Ret fejlene", "uden --dry-run")):
        table.write_text(f"Navn;Alder fra\nKlub;{age}\n")
        done = CliRunner().invoke(cli, ["import", str(table), "--dry-run", "--config", str(config)])
        assert "Intet er gemt" in done.output and said in done.output and unsaid not in done.output


def test_one_files_faults_do_not_stop_the_others(empty: Store, tmp_path: Path) -> None:
    good, bad = tmp_path / "a.csv", tmp_path / "b.csv"
    good.write_text("Navn\nKlub\n")
    bad.write_text("Navn;Alder fra\nKlub 2;3\nKlub 3;x\n")
    reports = import_files([bad, good], empty)
    assert [report.failed for report in reports] == [True, False]
    assert [offer.name for offer in empty.directory().offers] == ["Klub"]


def test_the_report_says_what_was_changed_and_what_vanished(imported: Imported) -> None:
    imported("offers.jsonl", [{"id": f"klub-{n}", "name": "Klub"} for n in range(20)])
    report = imported(
        "offers.jsonl",
        [{"id": "klub-0", "name": "Ny klub"}, {"id": "klub-1", "name": "Klub"}, {"id": "x", "name": "X"}],
    )
    assert "1 ny, 1 ændret, 1 uændret.\n  Ændret: klub-0 (Navn)." in report.text
    assert "Stod ikke i filen, men er bevaret: klub-2, klub-3" in report.text
    assert "klub-11 og 8 mere." in report.text


def test_the_report_says_which_edits_were_kept(imported: Imported, empty: Store) -> None:
    imported("offers.jsonl", {"id": "klub", "name": "Klub", "phone": "33 17 33 33"})
    empty.offers.edit("klub", {"phone": "20 20 20 20"}, "administrator", "Administrator")
    report = imported("offers.jsonl", {"id": "klub", "name": "Klub", "phone": "30 30 30 30"})
    assert "Rettet af en person, så rettelsen er bevaret: klub (Telefon)." in report.text


def test_progress_grows_to_the_bytes_of_all_files(empty: Store) -> None:
    told: list[tuple[int, int]] = []
    import_files(ALL, empty, progress=lambda done, total: told.append((done, total)))
    size = sum(path.stat().st_size for path in ALL)
    assert told == sorted(told)
    assert told[-1] == (size, size)


@pytest.mark.parametrize(
    ("name", "row", "kind"),
    [
        ("tilbud-2026.jsonl", {"id": "a", "name": "A"}, "offers"),
        ("områder.jsonl", {"id": "a", "name": "A", "level": "by"}, "areas"),
        ("data.jsonl", {"id": "a", "name": "A", "level": "by"}, "areas"),
        ("data.ndjson", {"id": "a", "name": "A", "min_age": 3}, "offers"),
        ("DATA.JSONL", {"id": "a", "name": "A"}, "offers"),
    ],
)
def test_a_files_kind_is_seen_from_its_name_and_its_content(
    imported: Imported, name: str, row: dict[str, object], kind: str
) -> None:
    report = imported(name, row)
    assert (report.kind, report.failed) == (kind, False)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from(NAMES),
    st.binary(max_size=300) | st.text(max_size=300).map(lambda t: t.encode(errors="replace")),
)
def test_any_bytes_as_a_file_never_raise_and_are_never_half_written(
    empty: Store, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    before = empty.version()
    (report,) = import_files([path], empty)
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in report.text.replace("\n", ""))
    assert report.failed == bool(report.problem_count)
    if report.failed:
        assert empty.version() == before


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda v: st.lists(v, max_size=3),
    max_leaves=5,
)
offer_keys = st.sampled_from(
    ["id", "name", "min_age", "areas", "schedule", "url", "phone", "price_dkk", "kind", "x"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.dictionaries(offer_keys, json_values, max_size=5), min_size=1, max_size=3))
def test_any_values_in_an_offer_never_raise(
    empty: Store, tmp_path: Path, rows: list[dict[str, object]]
) -> None:
    path = tmp_path / "offers.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    (report,) = import_files([path], empty)
    assert report.text.encode()
