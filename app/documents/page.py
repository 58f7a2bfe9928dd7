"""Page (版面): what stands where on a laid-out page, as plain data.

Lengths are points (1/72 inch); the origin is the upper left corner of the paper, y grows downwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

BLACK = "000000"


@dataclass(frozen=True, slots=True)
class FontKey:
    """An installed font (字体) at one size in points, as it is measured and painted."""

    family: str
    size: float
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Characters (文字) of one font on one baseline.

    Attributes:
        x: Where the baseline begins.
        y: The baseline.
        edges: Distance from (x, y) along the baseline to where each character begins, and to the
            end of the last: one more than there are characters.
        turn: Degrees clockwise the baseline is turned about (x, y): 0, 90 or 270.
    """

    text: str
    x: float
    y: float
    font: FontKey
    edges: tuple[float, ...]
    color: str = BLACK
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line (线): a border, an underline, a strike; dashes in multiples of its width."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    color: str = BLACK
    dashes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle (底纹): shading and highlighting."""

    x: float
    y: float
    width: float
    height: float
    fill: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (图片) in a file format Qt reads (PNG, JPEG), stretched over a rectangle."""

    x: float
    y: float
    width: float
    height: float
    data: bytes


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page (PDF 页) of somebody else's PDF file, which fills the paper unchanged."""

    data: bytes
    index: int


Item: TypeAlias = Text | Rule | Box | Picture


@dataclass(frozen=True, slots=True)
class Page:
    """One side of paper (页): its items in painting order.

    Attributes:
        number: The page number its fields print.
        under: A page of a PDF file below everything else: a scan, or None.
    """

    width: float
    height: float
    number: int
    items: tuple[Item, ...]
    under: PdfPage | None = None


@dataclass(frozen=True, slots=True)
class Substitution:
    """A font the document asks for that is not installed (字体替换), and what stands in for it.

    Attributes:
        pages: Numbers of the pages where it was used: lines may move there.
    """

    asked: str
    used: str
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A document on its pages (已排版文书), and the fonts that had to be replaced for it."""

    pages: tuple[Page, ...]
    substitutions: tuple[Substitution, ...] = ()


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of a PDF's outline (书签): the page counts from 0, the level from 0 (outermost)."""

    title: str
    page: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Stamp:
    """The running number of a bound volume (卷内页码), printed in a corner of every page.

    Attributes:
        first: Number of the first page.
        corner: "top-right" or "bottom-right"; with ``duplex`` every second page mirrors it.
        margin: Distance of the number from both edges of the paper.
    """

    first: int = 1
    corner: str = "top-right"
    size: float = 10.5
    margin: float = 28.0
    duplex: bool = False
