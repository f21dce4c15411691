"""A paper as DOCX, to be edited in Word: real headings, lists and tables, Danish, page numbers, alternative texts.

The same paper gives the same bytes: the times in it are the paper's own. Tables are written as XML in one go, since
python-docx looks a cell up by walking through all before it.
"""

import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bot.documents.docx_styles import INK, prepare, set_header_and_footer, shaded
from bot.documents.letters import legible
from bot.domain.status.blocks import (
    Block,
    Heading,
    Items,
    KeyFigures,
    Paper,
    Paragraph,
    Picture,
    Table,
)
from bot.domain.status.danish import moment

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as Line

Draw = Callable[[str], bytes]  # SVG → PNG
TEXT_WIDTH, PICTURE_WIDTH = 16.0, 15.0  # cm
SMALL_TABLE = 14  # rows that are kept together on a page
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def docx(paper: Paper, draw: Draw) -> bytes:
    """The file; `draw` makes a PNG of a chart, which every version of Word can show."""
    import docx as library

    document = library.Document()
    prepare(document)
    _properties(document, paper)
    set_header_and_footer(document, _facts_of_page(paper))
    _title(document, paper)
    for block in paper.blocks:
        _add(document, block, draw)
    written = BytesIO()
    document.save(written)
    return _with_fixed_times(written.getvalue())


def _facts_of_page(paper: Paper) -> tuple[str, str, str]:
    right = f"{paper.mark} · {paper.date}" if paper.mark else paper.date
    return legible(paper.board), legible(right), legible(paper.name)


def _properties(document: "Document", paper: Paper) -> None:
    about, at = document.core_properties, moment(paper.made).astimezone(UTC)
    about.title, about.author = legible(paper.name), legible(paper.board)
    about.language, about.comments, about.keywords = "da-DK", "", ""
    about.created = about.modified = at.replace(tzinfo=None)
    about.last_modified_by, about.revision = "Vejviser", 1


def _title(document: "Document", paper: Paper) -> None:
    _say(document, paper.title, "Title")
    _say(document, paper.subtitle, "Subtitle")
    _table(document, (), paper.facts, (2.6, 8), bold_first=True)
    _say(document, "", "Small")


def _add(document: "Document", block: Block, draw: Draw) -> None:
    if isinstance(block, Heading):
        heading = _say(document, block.text, f"Heading {block.level}")
        heading.paragraph_format.page_break_before = block.new_page or None
    elif isinstance(block, Paragraph):
        _paragraph(document, block)
    elif isinstance(block, Items):
        _items(document, block)
    elif isinstance(block, Table):
        if block.caption:
            _say(document, block.caption, "Caption").paragraph_format.keep_with_next = True
        _table(document, block.head, block.rows, block.widths, block.numeric)
        _say(document, block.note, "Small")
    elif isinstance(block, Picture):
        _picture(document, block, draw)
    elif isinstance(block, KeyFigures):
        _key_figures(document, block)


def _say(document: "Document", text: str, style: str) -> "Line":
    """A paragraph at the end. The library would look the style up among all of them, once for each paragraph."""
    from docx.text.paragraph import Paragraph as Line

    line = Line(document.element.body.add_p(), document._body)
    line._p.style = style.replace(" ", "")
    if text:
        line.add_run(legible(text))
    return line


def _paragraph(document: "Document", block: Paragraph) -> None:
    if block.lead:
        _say(document, block.lead, "Lead")
    if block.text:
        _say(document, block.text, "Small" if block.small else "Normal")


def _items(document: "Document", block: Items) -> None:
    style = "List Number" if block.numbered else "List Bullet"
    for item in block.items:
        _say(document, item, style)


def _picture(document: "Document", block: Picture, draw: Draw) -> None:
    from docx.shared import Cm

    paragraph = _say(document, "", "Picture")
    shape = paragraph.add_run().add_picture(BytesIO(draw(block.svg)), width=Cm(PICTURE_WIDTH))
    about = shape._inline.docPr  # the library has no way to say what a picture shows
    about.set("descr", legible(block.alt))
    about.set("title", legible(block.caption))
    _say(document, block.caption, "Caption")


def _key_figures(document: "Document", block: KeyFigures) -> None:
    for value, what in block.figures:
        line = _say(document, "", "Key figure")
        number = line.add_run(legible(value))
        number.bold, number.font.color.rgb = True, INK
        line.add_run(f" {legible(what)}")


# ── Tables ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _table(  # noqa: PLR0917 - a table's parts in their order
    document: "Document",
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    numeric: Sequence[int] = (),
    bold_first: bool = False,
) -> None:
    """A table with repeated headings; rows are not split over pages, and a small table is not either."""
    from docx.oxml.parser import parse_xml

    twips = [round(TEXT_WIDTH / 2.54 * 1440 * share / sum(widths)) for share in widths]
    style = "Facts" if bold_first else "Narrow cell" if len(widths) > 7 else "Cell"
    together = len(rows) <= SMALL_TABLE
    kept = [together and n < len(rows) for n in range(1, len(rows) + 1)]
    parts = [_row(head, twips, style, numeric, header=True, keep=True)] if head else []
    parts += [
        _row(row, twips, style, numeric, keep=keep, bold_first=bold_first)
        for row, keep in zip(rows, kept, strict=True)
    ]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    borders = '<w:top w:val="single" w:sz="6" w:color="1B2A41"/><w:insideH w:val="single" w:sz="4" w:color="9AA7B8"/>'
    borders += '<w:bottom w:val="single" w:sz="4" w:color="9AA7B8"/>'
    look = f'<w:tblLook w:firstRow="{int(bool(head))}" w:firstColumn="{int(bold_first)}" w:noHBand="1"/>'
    xml = (
        f'<w:tbl {_NAMESPACE}><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/>'
        f'<w:tblBorders>{"" if bold_first else borders}</w:tblBorders><w:tblLayout w:type="fixed"/>{look}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(parts)}</w:tbl>"
    )
    document.element.body._insert_tbl(parse_xml(xml))


_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _row(  # noqa: PLR0917 - as above
    cells: Sequence[str],
    widths: Sequence[int],
    style: str,
    numeric: Sequence[int],
    header: bool = False,
    keep: bool = False,
    bold_first: bool = False,
) -> str:
    about = "<w:cantSplit/>" + ("<w:tblHeader/>" if header else "")
    made = "".join(
        _cell(text, width, style, n in numeric, header or (bold_first and n == 0), keep, header or bold_first)
        for n, (text, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"<w:tr><w:trPr>{about}</w:trPr>{made}</w:tr>"


def _cell(  # noqa: PLR0917 - as above
    text: str, width: int, style: str, right: bool, bold: bool, keep: bool, shade: bool
) -> str:
    from xml.sax.saxutils import escape

    paragraph = f'<w:pStyle w:val="{style.replace(" ", "")}"/>' + ("<w:keepNext/>" if keep else "")
    paragraph += '<w:jc w:val="right"/>' if right else ""
    run = "<w:rPr><w:b/></w:rPr>" if bold else ""
    run += f'<w:t xml:space="preserve">{escape(legible(text))}</w:t>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shaded() if shade else ""}</w:tcPr>'
        f"<w:p><w:pPr>{paragraph}</w:pPr><w:r>{run}</w:r></w:p></w:tc>"
    )


def _with_fixed_times(content: bytes) -> bytes:
    """The same archive, each of its files from the same moment."""
    rewritten = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(rewritten, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            about: Any = zipfile.ZipInfo(name, _ZIP_TIME)
            about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(about, old.read(name))
    return rewritten.getvalue()
