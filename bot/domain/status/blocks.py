"""What a paper is made of: plain blocks, the same for PDF and DOCX. No string here is markup."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 is *Indstilling*, 2 and 3 lie within. `new_page`: it begins one."""

    text: str
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `small` is a note under something; `lead` is said first, in bold."""

    text: str
    lead: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered or with bullets."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a row of headings; `caption` may be "" where a heading or picture says it.

    `numeric`: the columns that hold numbers; `widths` are shares of the page; `note` stands under it.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    numeric: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as SVG; `alt` says what it shows to who cannot see it."""

    svg: str
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A few numbers that stand out: (the number, what it is)."""

    figures: tuple[tuple[str, str], ...]


Block = Heading | Paragraph | Items | Table | Picture | KeyFigures


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper for a board. `mark` ("Udkast", "Version 2") stands on every page; `made` is an ISO moment.

    `date` is the paper's day in Danish; `facts` the lines under the title.
    """

    title: str
    subtitle: str
    board: str
    date: str
    mark: str
    made: str
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]

    @property
    def name(self) -> str:
        """What stands on every page: the title, with the period in the middle of a sentence."""
        return f"{self.title}, {self.subtitle[:1].lower()}{self.subtitle[1:]}"
