"""Page (版式): paper, fonts and paragraphs shared by every layout family (GB/T 9704 measures)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from resources.authoring.marks import border, drop_character_grid, field_run, set_fonts

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

    Holder: TypeAlias = Document | _Cell

_HAND = re.compile("(＿+)")
FANGSONG, SONG, HEI, TITLE = "仿宋_GB2312", "宋体", "黑体", "方正小标宋简体"
LEFT, CENTRE, RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph looks (段落样式): sizes and distances in points, indents in characters.

    Attributes:
        keep: Stays on one page with the next paragraph.
        ruled: Side with a thin line: ``top`` as the notes at the foot of a letter have, ``bottom``
            for a line to write on.
        ends: Where a tab ends the line at the right, in millimetres; 0 for no tab.
    """

    font: str = FANGSONG
    size: float = 16
    line: float = 28.9
    align: WD_ALIGN_PARAGRAPH = BOTH
    first: float = 0
    left: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    keep: bool = False
    ruled: str = ""
    ends: float = 0


BODY = Look(first=2)
CLOSING = Look(first=2, keep=True)
"""The last lines of a letter: the seal never stands on a page without text."""
FLAT = Look(align=LEFT)
LINE = Look(first=2, align=LEFT)
ORGAN = Look(font=TITLE, size=22, line=34, align=CENTRE, keep=True)
HEADLINE = replace(ORGAN, after=12)
NUMBER = Look(align=CENTRE, after=14, keep=True)
TABLE_NUMBER = Look(font=SONG, size=14, line=20, align=RIGHT, after=4, keep=True)
HEADING = Look(font=HEI, first=2, align=LEFT, keep=True)
SIGNED = Look(align=CENTRE, left=12, keep=True)
LAST = replace(SIGNED, after=12)
SPACE = Look(size=6, line=8, align=LEFT)
"""Room below a table."""
CELL = Look(size=12, line=16, align=LEFT)
LABEL = Look(font=SONG, size=12, line=16, align=CENTRE)
SMALL = Look(size=12, line=22, align=LEFT)
FOOT = Look(size=12, line=22, align=LEFT, before=6, keep=True, ruled="top")
MARK = Look(size=12, line=18, align=LEFT)
"""For the marks of a condition or a loop, whose paragraphs never reach the paper."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A4 with margins in millimetres (页面)."""

    top: float
    bottom: float
    left: float
    right: float

    @property
    def width(self) -> float:
        """The width between the margins, in millimetres."""
        return 210 - self.left - self.right


LETTER = Paper(37, 35, 28, 26)
TABLE = Paper(20, 18, 25, 20)
SCRIPT = Paper(20, 28, 25, 20)


def new_document(paper: Paper) -> Document:
    """Return an empty A4 document without a character grid."""
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(paper.top), Mm(paper.bottom)
    section.left_margin, section.right_margin = Mm(paper.left), Mm(paper.right)
    section.header_distance, section.footer_distance = Mm(15), Mm(min(25, paper.bottom - 10))
    drop_character_grid(section)
    set_fonts(made.styles["Normal"], FANGSONG, FANGSONG)
    made.core_properties.author = ""
    made.core_properties.comments = ""
    return made


def add(holder: Holder, text: str, look: Look = BODY) -> Paragraph:
    """Add one paragraph with a look; fields stay whole within one run."""
    made = holder.add_paragraph()
    dress(made, look)
    write(made, text, look)
    return made


def dress(paragraph: Paragraph, look: Look) -> None:
    """Give a paragraph its alignment, fixed line height, indents and distances."""
    shape = paragraph.paragraph_format
    shape.alignment = look.align
    shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    shape.line_spacing = Pt(look.line)
    shape.first_line_indent = Pt(look.first * look.size)
    shape.left_indent, shape.right_indent = Pt(look.left * look.size), Pt(look.right * look.size)
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.keep_with_next = look.keep
    shape.widow_control = False
    if look.ends:
        shape.tab_stops.add_tab_stop(Mm(look.ends), WD_TAB_ALIGNMENT.RIGHT)
    if look.ruled:
        border(paragraph, look.ruled)


def write(paragraph: Paragraph, text: str, look: Look) -> None:
    """Append text in the look's font; where it has ＿, underlined room to write by hand."""
    for piece in filter(None, _HAND.split(text)):
        run = _run(paragraph, piece.replace("＿", "　"), look)
        run.font.underline = True if piece.startswith("＿") else None


def _run(paragraph: Paragraph, text: str, look: Look) -> Run:
    run = paragraph.add_run(text)
    run.font.size = Pt(look.size)
    set_fonts(run, SONG if look.font == TITLE else look.font, look.font)
    return run


def signed_pages(section: Section, reader: str) -> None:
    """Put a line to sign and 第 x 页 共 y 页 at the foot: transcripts are signed on every page."""
    look = Look(size=12, line=20, align=LEFT)
    signing = section.footer.paragraphs[0].insert_paragraph_before()
    dress(signing, look)
    write(signing, f"{reader}签名：＿＿＿＿＿＿＿　　执法人员签名：＿＿＿＿＿＿　＿＿＿＿＿＿", look)
    pages_counted(section)


def pages_counted(section: Section) -> None:
    """Put 第 x 页 共 y 页 at the foot (minutes)."""
    _foot(section, Look(font=SONG, size=10.5, line=14, align=CENTRE), "第 |PAGE| 页　共 |NUMPAGES| 页")


def page_number(section: Section) -> None:
    """Put — x — at the foot (GB/T 9704)."""
    _foot(section, Look(font=SONG, size=14, line=18, align=CENTRE), "— |PAGE| —")


def _foot(section: Section, look: Look, text: str) -> None:
    foot = section.footer.paragraphs[-1]
    dress(foot, look)
    for number, piece in enumerate(text.split("|")):
        if number % 2:
            _field(foot, piece, look)
        else:
            write(foot, piece, look)


def _field(paragraph: Paragraph, name: str, look: Look) -> None:
    """Add a field in five runs of its own: some word processors lose one that shares a run."""
    for kind in ("begin", name, "separate", "shown", "end"):
        field_run(_run(paragraph, "", look), kind)
