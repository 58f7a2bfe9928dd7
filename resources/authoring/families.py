"""Families (版式类别): how forms of one layout family begin and end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from resources.authoring.page import (
    BODY,
    FLAT,
    FOOT,
    HEADING,
    HEADLINE,
    LAST,
    LETTER,
    LINE,
    MARK,
    NUMBER,
    ORGAN,
    SCRIPT,
    SIGNED,
    SMALL,
    TABLE,
    TABLE_NUMBER,
    Look,
    add,
    new_document,
    page_number,
    signed_pages,
)
from resources.authoring.tables import grid

if TYPE_CHECKING:
    from docx.document import Document

    from resources.authoring.page import Paper
    from resources.authoring.tables import Row

PARTY = "{{ party.block }}"
TWO = "（本文书一式两份，一份送达当事人，一份存卷。）"
THREE = "（本文书一式三份，一份送达当事人，一份存卷，一份备案。）"
HAND = "＿" * 7
"""A line to write on by hand."""
DAY = "年　　月　　日"
"""A day to write in by hand."""
TOLD = Look(size=14, line=23, align=BODY.align)
"""Lines of a transcript, in 四号."""
STORY = replace(TOLD, first=2)


def table_form(*rows: Row, number: bool = True, head: str = "{{ organ.bureau }}") -> Document:
    """Return a form that is one table below its title (审批表、登记表)."""
    made = new_document(TABLE)
    add(made, head, replace(ORGAN, size=18, line=26))
    add(made, "{{ doc.title }}", replace(HEADLINE, line=32, after=2 if number else 10))
    if number:
        add(made, "{{ doc.number }}", TABLE_NUMBER)
    grid(made, TABLE, rows)
    page_number(made.sections[0])
    return made


def letter_head(paper: Paper = LETTER, *, number: bool = True) -> Document:
    """Return a notice, decision, letter or report up to its number (GB/T 9704 page)."""
    made = new_document(paper)
    add(made, "{{ organ.name }}", ORGAN)
    add(made, "{{ doc.title }}", replace(HEADLINE, after=4 if number else 14))
    if number:
        add(made, "{{ doc.number }}", NUMBER)
    page_number(made.sections[0])
    return made


def party_lines(document: Document, look: Look = LINE) -> None:
    """Add the lines of identity a notice or decision opens with."""
    add(document, PARTY, look)


def titled(document: Document, heading: str, *texts: str) -> None:
    """Add a heading in 黑体 and its paragraphs."""
    add(document, heading, HEADING)
    for each in texts:
        add(document, each, BODY)


def when(document: Document, name: str, *texts: str, look: Look = BODY) -> None:
    """Add paragraphs that are printed only where a name says something."""
    add(document, f"{{%p if {name} %}}", MARK)
    for each in texts:
        add(document, each, look)
    add(document, "{%p endif %}", MARK)


def seal_place(document: Document, size: float = 16) -> None:
    """End with organ, place of the seal and day: the seal lies over the date (骑年盖月)."""
    signed = replace(SIGNED, size=size, line=LAST.line if size == LAST.size else STORY.line)
    for line in ("", "{{ organ.name }}", "（印　章）", "{{ doc.date }}"):
        add(document, line, replace(signed, after=LAST.after if line.startswith("{{ doc") else 0))


def signed_by_organ(document: Document, kept: str, size: float = 16) -> None:
    """End with the organ's seal, the receiver's signature and who keeps the copies."""
    seal_place(document, size)
    add(document, f"受送达人（签名或者盖章）：{HAND}\t{DAY}　　时　　分", replace(FOOT, ends=LETTER.width))
    add(document, kept, SMALL)


def transcript_head(reader: str) -> Document:
    """Return a transcript up to its title, every page of it to be signed by the reader."""
    made = new_document(SCRIPT)
    add(made, "{{ organ.name }}", replace(ORGAN, size=18, line=26))
    add(made, "{{ doc.title }}", replace(HEADLINE, after=6))
    signed_pages(made.sections[0], reader)
    return made


def by_hand(name: str) -> str:
    """Return a field that leaves a line to write on where nothing is known."""
    return f"{{% if {name} %}}{{{{ {name} }}}}{{% else %}}{HAND}{{% endif %}}"


def transcript_foot(document: Document, reader: str) -> None:
    """End a transcript: 以下空白, the statement written by hand, the signatures."""
    add(document, "{{ doc.end }}", TOLD)
    look = Look(size=12, line=22, align=FLAT.align, keep=True, ends=SCRIPT.width)
    add(document, f"{reader}核对意见（本人书写“以上笔录我看过，与我说的一致”等）：", FOOT)
    add(document, "", replace(look, ruled="bottom"))
    for line in (
        f"{reader}签名：{HAND}\t{DAY}",
        f"拒绝签名的情况及原因：{by_hand('record.refusal')}",
        f"见证人：{by_hand('record.witness')}　签名：{HAND}\t{DAY}",
        f"执法人员签名：{HAND}　{HAND}\t{DAY}",
    ):
        add(document, line, look)
    add(document, f"记录人签名：{HAND}\t{DAY}", replace(look, keep=False))
