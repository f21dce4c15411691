"""The DOCX: it opens, has real headings and tables, is Danish, says what its pictures show, and never varies."""

import zipfile
from io import BytesIO
from typing import Any

import docx as library
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.documents.docx import docx
from bot.domain.status.blocks import Heading, Items, KeyFigures, Paper, Paragraph, Table
from bot.domain.status.paper import paper
from tests.documents.a_snapshot import SVG, snapshot

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da63f8ffff3f0005fe02fe"
    "0def46b80000000049454e44ae426082"
)


def draw(svg: str) -> bytes:
    assert svg == SVG
    return PIXEL


def opened(of: Paper) -> Any:
    return library.Document(BytesIO(docx(of, draw)))


def test_it_opens_with_real_headings_and_lists() -> None:
    found = opened(paper(snapshot()))
    styles = {one.text: one.style.name for one in found.paragraphs}
    assert styles["Status på de boligsociale indsatser"] == "Title"
    assert styles["Indstilling"] == "Heading 1" and styles["Kort fortalt"] == "Heading 2"
    assert styles["12 unge har fået fritidsjob"] == "List Bullet"
    assert any(name == "List Number" for name in styles.values())


def test_its_tables_have_repeated_headings_and_rows_that_are_not_split() -> None:
    found = opened(paper(snapshot()))
    first = found.tables[1]
    assert [cell.text for cell in first.rows[0].cells] == ["Helhedsplan eller part", "Svar", "Dato", "Eget afsnit"]
    about = first.rows[0]._tr.trPr
    assert about.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in first.rows)


def test_it_says_its_language_its_pages_and_what_its_pictures_show() -> None:
    found = opened(paper(snapshot()))
    languages = {one.get(qn("w:val")) for one in found.styles.element.iter(qn("w:lang"))}
    assert languages == {"da-DK"} and found.core_properties.language == "da-DK"
    footer = found.sections[0].footer._element.xml
    assert " PAGE " in footer and " NUMPAGES " in footer
    assert "Udkast" in found.sections[0].header.paragraphs[0].text
    shown = [one.get("descr") for one in found.element.iter(qn("wp:docPr"))]
    assert shown and all(text.startswith("Linjediagram") for text in shown)


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert docx(paper(snapshot()), draw) == docx(paper(snapshot()), draw)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=30), st.sampled_from(["<w:p/>", "&amp;", "]]>", "\x0b", "\ud800", '"', "\uffff"]))
def test_nothing_that_somebody_wrote_is_markup(one: str, other: str) -> None:
    blocks = (
        Heading(one), Paragraph(other, lead=one), Items((one, other)), KeyFigures(((one, other),)),
        Table(one, (one, other), ((other, one),), (1, 1)),
    )  # fmt: skip
    content = docx(Paper(one, other, one, other, one, snapshot().made, ((one, other),), blocks), draw)
    found = library.Document(BytesIO(content))
    assert len(found.tables) == 2
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                parse_xml(archive.read(name))
