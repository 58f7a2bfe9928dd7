"""Tables (表格): rows of labels and fields in a bordered grid of twelve columns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.shared import Mm

from resources.authoring.marks import cell_margins, row_mark, table_borders, table_margins
from resources.authoring.page import CELL, CENTRE, LABEL, RIGHT, SONG, Look, Paper, dress, write

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell

COLUMNS = 12
OUTER = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell (单元格): its paragraphs, how many of the twelve columns it spans, its look.

    Attributes:
        signed: Line at the right of the cell's foot, for signature and day.
        top: Text begins at the top instead of the middle.
    """

    lines: tuple[str, ...]
    span: int
    look: Look = CELL
    signed: str = ""
    top: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row (行): at least as high as given, in millimetres; split over pages only when told."""

    cells: tuple[Cell, ...]
    height: float = 8
    split: bool = False
    header: bool = False


def label(text: str, span: int = 2) -> Cell:
    """Return a cell with a label; ``/`` cuts it into lines."""
    return Cell(tuple(text.split("/")), span, LABEL)


def field(text: str, span: int) -> Cell:
    """Return a cell with what is filled in."""
    return Cell((text,), span)


def middle(text: str, span: int) -> Cell:
    """Return a cell with something short in its middle."""
    return Cell((text,), span, replace(CELL, align=CENTRE))


def pair(left: str, left_field: str, right: str, right_field: str) -> Row:
    """Return a row with two labels and two fields."""
    return Row((label(left), field(left_field, 4), label(right), field(right_field, 4)))


def single(name: str, text: str, height: float = 8, *, split: bool = False) -> Row:
    """Return a row with one label and one field across."""
    return Row((label(name), field(text, 10)), height, split)


def story(name: str, text: str, height: float) -> Row:
    """Return a row for a longer text: it begins at the top and may go on overleaf."""
    look = replace(CELL, first=2, before=3)
    return Row((label(name), Cell((text,), 10, look, top=True)), height, split=True)


def opinion(name: str, text: str, signer: str, height: float = 21) -> Row:
    """Return a row for an opinion: the text, and at its foot signature and day."""
    return Row((label(name), Cell((text,), 10, replace(CELL, first=2), signer)), height)


def approval(role: str, name: str, height: float = 21) -> Row:
    """Return the row of an approving role, filled once the opinion is given."""
    at = f"approvals.{role}"
    day = f"{{% if {at}.date %}}{{{{ {at}.date }}}}{{% else %}}　　　年　月　日{{% endif %}}"
    signer = f"签名：{{% if {at}.name %}}{{{{ {at}.name }}}}{{% else %}}　　　　　{{% endif %}}　　{day}"
    return opinion(name, f"{{{{ {at}.opinion }}}}", signer, height)


def grid(document: Document, paper: Paper, rows: tuple[Row, ...]) -> Table:
    """Add a table of twelve equal columns to a document."""
    table: Table = document.add_table(rows=0, cols=COLUMNS)
    table.style = document.styles["Table Grid"]
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    table_margins(table, 2.8)
    table_borders(table, top=OUTER, left=OUTER, bottom=OUTER, right=OUTER)
    width = Mm(paper.width / COLUMNS)
    for column in table.columns:
        column.width = width
    for row in rows:
        _add_row(table, row, paper)
    return table


def loop(document: Document, paper: Paper, head: Row, each: Row, over: str) -> Table:
    """Add a table whose last row repeats for every ``row`` of a list."""
    opening = Row((field(f"{{%tr for row in {over} %}}", COLUMNS),))
    closing = Row((field("{%tr endfor %}", COLUMNS),))
    return grid(document, paper, (head, opening, each, closing))


def columns(*titled: tuple[str, int]) -> Row:
    """Return the head of a list, repeated on every page."""
    look = replace(LABEL, keep=True)
    return Row(tuple(Cell((text,), span, look) for text, span in titled), header=True)


def raised(rows: tuple[Row, ...], least: float) -> tuple[Row, ...]:
    """Return rows that are all at least so high."""
    return tuple(replace(each, height=max(each.height, least)) for each in rows)


def _add_row(table: Table, row: Row, paper: Paper) -> None:
    made = table.add_row()  # type: ignore[no-untyped-call]  # python-docx left it so
    made.height, made.height_rule = Mm(row.height), WD_ROW_HEIGHT_RULE.AT_LEAST
    if not row.split:
        row_mark(made, "w:cantSplit")
    if row.header:
        row_mark(made, "w:tblHeader")
    column = 0
    for each in row.cells:
        cell = made.cells[column].merge(made.cells[column + each.span - 1])
        cell.width = Mm(paper.width / COLUMNS * each.span)
        _fill(cell, each)
        column += each.span


def _fill(cell: _Cell, what: Cell) -> None:
    cell.vertical_alignment = WD_ALIGN_VERTICAL.TOP if what.top else WD_ALIGN_VERTICAL.CENTER
    if what.look.font != SONG:
        cell_margins(cell, 5)
    first, *left_over = cell.paragraphs
    for extra in left_over:
        parent = extra._element.getparent()  # noqa: SLF001 - python-docx cannot remove a paragraph
        parent.remove(extra._element)  # noqa: SLF001 - as above
    for number, line in enumerate(what.lines):
        paragraph = first if number == 0 else cell.add_paragraph()
        dress(paragraph, what.look)
        write(paragraph, line, what.look)
    if what.signed:
        look = Look(size=12, line=18, align=RIGHT, before=6, right=1)
        last = cell.add_paragraph()
        dress(last, look)
        write(last, what.signed, look)
