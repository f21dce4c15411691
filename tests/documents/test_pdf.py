"""The PDF: tagged, PDF/A, in Danish, the same bytes every time, and nothing that somebody wrote is markup."""

import re
from dataclasses import replace

import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.documents.letters import MISSING, legible
from bot.documents.pdf import pages, pdf
from bot.domain.status.blocks import Heading, Items, KeyFigures, Paper, Paragraph, Picture, Table
from bot.domain.status.paper import paper
from tests.documents.a_snapshot import LONG, SVG, snapshot

HOSTILE = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["#panic()", "$ x", "*a", "_b", "`c", "@ref", "<label>", "= heading", "\\", '"', "#{", "[", "]", "//", "/*",
         "#import \"@preview/x:1.0.0\"", "#read(\"/etc/passwd\")", "~", "---", "\u202e", "\x00", "\ud800", "😀",
         "&lt;", "]]>"]
    ),
)  # fmt: skip


def test_it_is_tagged_pdf_a_in_danish() -> None:
    content = pdf(paper(snapshot()))
    assert content.startswith(b"%PDF-1.7") and content.rstrip().endswith(b"%%EOF")
    assert b"/MarkInfo" in content and b"/StructTreeRoot" in content
    assert re.search(rb"/Lang\s*\(da", content)
    assert re.search(rb"pdfaid:part>\s*2<", content) and re.search(rb"pdfaid:conformance>\s*A<", content)
    assert b"pdfuaid:part" in content
    assert re.search(rb"/Title", content)


def test_a_tall_table_begins_under_its_heading_and_the_period_is_small_in_the_footer() -> None:
    words = "Unge, der er begyndt i et fritidsjob i perioden, og som bor i området. " * 5
    table = Table("Definitioner", ("Indikator", "Definition"), ((words[:20], words),) * 13, (3, 7))
    blocks = (Paragraph("Tekst"), Heading("Bilag", new_page=True), table)
    one = replace(paper(snapshot()), subtitle="November 2026", blocks=blocks)
    assert len(pages(one, 20)) == 3, "a page, and a table over two"
    assert one.name == "Status på de boligsociale indsatser, november 2026"


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert pdf(paper(snapshot())) == pdf(paper(snapshot()))


@settings(max_examples=25, deadline=None)
@given(HOSTILE, HOSTILE)
def test_nothing_that_somebody_wrote_is_markup(one: str, other: str) -> None:
    """It is compiled, and is one heading, one table and so on, whatever the words are."""
    blocks = (
        Heading(one), Paragraph(other, lead=one), Items((one, other)), Items((other,), numbered=True),
        Table(one, (one, other), ((other, one),), (1, 1), note=other), KeyFigures(((one, other),)),
        Picture(SVG, one or "x", other),
    )  # fmt: skip
    made = Paper(one or "x", other, one, other, one, snapshot().made, ((one, other),), blocks)
    assert pdf(made).startswith(b"%PDF")


def test_a_page_for_each_page_as_a_picture_and_no_word_runs_out_of_its_column() -> None:
    long = replace(snapshot(), board=LONG * 2)
    found = pages(paper(long), 40)
    assert len(found) >= 5 and all(page.startswith(b"\x89PNG") for page in found)


def test_every_letter_that_is_let_through_can_be_shown() -> None:
    letters = [chr(code) for code in range(0x20, 0x3000) if legible(chr(code)) not in ("", MISSING, " ")]
    assert "å" in letters and "–" in letters and "€" in letters
    shown = Paper("x", "", "", "", "", snapshot().made, (), (Paragraph(" ".join(letters)),))
    pdf(shown)  # PDF/A does not let through what no font can show


def test_letters_that_nobody_can_see_are_left_out_and_others_are_marked() -> None:
    assert legible("a\u0301😀\u202eb\x00\nc") == f"á{MISSING}b c"
    assert typst.Fonts(include_system_fonts=False).families(), "the fonts come along with Typst"
