"""What a docx says, resolved (文书模型): styles applied, lengths in points, nothing of XML left."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class RunStyle:
    """How characters look; ``hint`` tells that ambiguous signs such as “ belong to Chinese."""

    latin: str = "Times New Roman"
    east_asian: str = "宋体"
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    underline: str = ""
    strike: bool = False
    hidden: bool = False
    color: str = "000000"
    fill: str = ""
    spacing: float = 0.0
    raised: str = ""
    hint: bool = False


@dataclass(frozen=True, slots=True)
class Border:
    """A border line; a width of 0 is an explicit absence."""

    width: float
    style: str = "single"
    color: str = "000000"
    space: float = 0.0


@dataclass(frozen=True, slots=True)
class TabStop:
    """A tab stop: left, center, right or decimal; ``leader`` is dot, hyphen, underscore or empty."""

    position: float
    kind: str = "left"
    leader: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """How a paragraph stands; ``*_chars`` outrank the lengths and count in characters.

    ``line`` is a multiple when ``line_rule`` is "auto", else points ("exact", "atLeast").
    """

    align: str = "left"
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    left_chars: float = 0.0
    right_chars: float = 0.0
    first_chars: float = 0.0
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    line_rule: str = "auto"
    snap: bool = True
    keep_next: bool = False
    keep_lines: bool = False
    break_before: bool = False
    widow_control: bool = True
    contextual: bool = False
    auto_space: bool = True
    hang: bool = True
    tabs: tuple[TabStop, ...] = ()
    borders: Mapping[str, Border] = field(default_factory=dict)
    fill: str = ""
    style_id: str = ""
    list_id: str = ""
    list_level: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of characters in one look."""

    text: str
    style: RunStyle


@dataclass(frozen=True, slots=True)
class Tab:
    """A jump to the next tab stop."""

    style: RunStyle


@dataclass(frozen=True, slots=True)
class Break:
    """A forced end of the line, or of the page."""

    style: RunStyle
    page: bool = False


@dataclass(frozen=True, slots=True)
class PageField:
    """A number known only when the pages are made: PAGE, NUMPAGES or SECTIONPAGES."""

    name: str
    style: RunStyle


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture standing in the line like a character."""

    data: bytes
    width: float
    height: float
    style: RunStyle


@dataclass(frozen=True, slots=True)
class Floating:
    """A picture off the line: offsets from, or alignment with, what ``*_from`` names."""

    data: bytes
    width: float
    height: float
    x: float
    y: float
    x_from: str
    y_from: str
    x_align: str
    y_align: str
    behind: bool


Inline: TypeAlias = Words | Tab | Break | PageField | Drawing | Floating


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; ``mark`` is the look of its end, which gives an empty one its height."""

    style: ParagraphStyle
    inlines: tuple[Inline, ...]
    mark: RunStyle


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell at grid column ``column``; ``merge`` is "", "restart" or "continue"."""

    column: int
    span: int
    merge: str
    blocks: tuple[Block, ...]
    valign: str
    direction: str
    borders: Mapping[str, Border]
    fill: str
    margins: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``rule`` is "auto", "atLeast" or "exact"."""

    cells: tuple[Cell, ...]
    height: float
    rule: str
    header: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a grid of column widths; ``indent`` moves its first cell's text edge."""

    columns: tuple[float, ...]
    rows: tuple[Row, ...]
    borders: Mapping[str, Border]
    align: str
    indent: float
    margins: Mapping[str, float]


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of pages of one size; headers and footers by kind: default, first, even."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header_distance: float
    footer_distance: float
    headers: Mapping[str, tuple[Block, ...]]
    footers: Mapping[str, tuple[Block, ...]]
    title_page: bool
    even_odd: bool
    grid: float
    start_number: int | None
    new_page: bool
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class DocumentModel:
    """A whole docx: its sections in order.

    Attributes:
        default_tab: Distance of the tab stops nobody set.
        hanging_tables: Cell text, not the border, stands on the margin (layout before Word 2013).
        hangs: Its East Asian language lets punctuation hang over the margin.
    """

    sections: tuple[Section, ...]
    default_tab: float = 36.0
    hanging_tables: bool = True
    hangs: bool = True
