"""The styles of a DOCX, its page, its language, and its header and footer with page numbers."""

from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document

INK = RGBColor(0x1B, 0x2A, 0x41)
GREY = RGBColor(0x46, 0x46, 0x46)
FONT = "Calibri"
LANGUAGE = "da-DK"
_OWN = (  # name, built on, points, space before and after
    ("Small", "Normal", 9, 2, 8),
    ("Lead", "Normal", 11, 8, 0),
    ("Key figure", "Normal", 12, 0, 2),
    ("Picture", "Normal", 11, 6, 0),
    ("Cell", "Normal", 9.5, 2, 2),
    ("Narrow cell", "Normal", 7.5, 2, 2),
    ("Facts", "Normal", 10, 2, 2),
)
_HEADINGS = ((1, 16, 20, 6), (2, 13, 14, 4), (3, 11.5, 12, 3))


def prepare(document: "Document") -> None:
    """A4, Danish, and the styles that the paper uses."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(3), Cm(2.6)
    styles = document.styles
    _language(styles.element)
    normal = styles["Normal"]
    _font(normal, 11)
    normal.paragraph_format.space_after = Pt(6)
    for name, base, size, before, after in _OWN:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles[base]
        _font(style, size)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    styles["Small"].font.color.rgb = GREY
    styles["Lead"].font.bold = True
    styles["Lead"].paragraph_format.keep_with_next = True
    styles["Picture"].paragraph_format.keep_with_next = True
    for level, size, before, after in _HEADINGS:
        style = styles[f"Heading {level}"]
        _font(style, size, bold=True)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    for name, size in (("Title", 24.0), ("Subtitle", 14.0), ("Caption", 9.5)):
        _font(styles[name], size, bold=name != "Subtitle")
        styles[name].font.italic = False
    border = styles["Title"].element.pPr.find(qn("w:pBdr"))
    if border is not None:
        styles["Title"].element.pPr.remove(border)
    styles["Caption"].paragraph_format.space_before, styles["Caption"].paragraph_format.space_after = Pt(6), Pt(3)


def set_header_and_footer(document: "Document", page: tuple[str, str, str]) -> None:
    """Board and date above, the title and "Side 1 af 5" below."""
    left, right, below = page
    section = document.sections[0]
    for paragraph, first in ((section.header.paragraphs[0], left), (section.footer.paragraphs[0], below)):
        paragraph.paragraph_format.tab_stops.clear_all()
        paragraph.style.paragraph_format.tab_stops.clear_all()
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.style.font.size = Pt(9)
        paragraph.add_run(f"{first}\t")
    section.header.paragraphs[0].add_run(right)
    footer = section.footer.paragraphs[0]
    footer.add_run("Side ")
    _field(footer, "PAGE")
    footer.add_run(" af ")
    _field(footer, "NUMPAGES")


def shaded() -> str:
    """A cell's pale background, as XML."""
    return '<w:shd w:val="clear" w:color="auto" w:fill="EEF2F6"/>'


def _font(style: Any, size: float, bold: bool | None = None) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(name), None)
    if bold is not None:
        style.font.bold, style.font.color.rgb = bold, INK


def _language(styles: Any) -> None:
    for language in styles.iter(qn("w:lang")):
        for name in ("w:val", "w:eastAsia"):
            language.set(qn(name), LANGUAGE)


def _field(paragraph: Any, code: str) -> None:
    """A number that Word works out."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind == "shown":
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        else:
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {text} "
            run._r.append(instruction)
