"""Lists (清单): things one a row within a letter, closed by 以下空白; and signatures by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from resources.authoring.families import DAY, HAND, by_hand
from resources.authoring.page import CELL, CENTRE, FOOT, HEADING, LABEL, LETTER, SPACE, Look, add
from resources.authoring.tables import COLUMNS, Cell, Row, field, grid

if TYPE_CHECKING:
    from docx.document import Document

_LINE = Look(size=14, line=26, align=CELL.align, keep=True, ends=LETTER.width)


@dataclass(frozen=True, slots=True)
class Column:
    """One column (列): its heading, ``/`` cuts it into lines, its span of twelve and the cell it prints."""

    heading: str
    span: int
    name: str
    middle: bool = True


def listing(document: Document, heading: str, over: str, *columns: Column, size: float = 10.5) -> None:
    """Add a list with one row for every ``row`` of a name; an empty cell is struck, the list closed."""
    add(document, heading, replace(HEADING, after=5))
    head = Row(tuple(_head(each, size) for each in columns), header=True)
    opening = Row((field(f"{{%tr for row in {over} %}}", COLUMNS),))
    closing = Row((field("{%tr endfor %}", COLUMNS),))
    each = Row(tuple(_cell(each, size) for each in columns))
    end = Row((Cell(("（以下空白）",), COLUMNS, replace(CELL, size=size, line=14, align=CENTRE)),))
    grid(document, LETTER, (head, opening, each, closing, end))
    add(document, "", SPACE)


def hand_line(document: Document, who: str, hands: int = 1) -> None:
    """Add a line for one or more signatures by hand with their day."""
    add(document, f"{who}：{'　'.join([HAND] * hands)}\t{DAY}", _LINE)


def receipt(document: Document, first: str, *more: str) -> None:
    """Add what the receiver of a letter fills in by hand, below a thin line."""
    look = replace(FOOT, ends=LETTER.width)
    for line, each in ((first, look), *((text, replace(look, ruled="", before=0)) for text in more)):
        add(document, line, each)


def signed_on_the_spot(document: Document, party: str, refusal: str, witness: str) -> None:
    """Add the lines signed where a thing is done: party or refusal, witness, both officers."""
    hand_line(document, party)
    add(document, f"拒绝签名的情况及原因：{by_hand(refusal)}", _LINE)
    add(document, f"见证人：{by_hand(witness)}　签名：{HAND}\t{DAY}", _LINE)
    add(document, f"执法人员签名：{HAND}　{HAND}\t{DAY}", _LINE)


def _head(column: Column, size: float) -> Cell:
    look = replace(LABEL, size=size, line=14, keep=True)
    return Cell(tuple(column.heading.split("/")), column.span, look)


def _cell(column: Column, size: float) -> Cell:
    name = f"row.{column.name}"
    look = replace(CELL, size=size, line=14, font="宋体")
    text = f"{{% if {name} %}}{{{{ {name} }}}}{{% else %}}／{{% endif %}}"
    return Cell((text,), column.span, replace(look, align=CENTRE) if column.middle else look)
