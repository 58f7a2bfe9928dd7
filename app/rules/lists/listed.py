"""Listed (清单内容): what was read of a list, and what became of each of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.rules.discretion.fine_text.reading import Reading
from app.rules.lists.headings import Heading


class Fate(StrEnum):
    """What became of a row (行的去向)."""

    ITEM = "item"
    SUB_ITEM = "sub_item"
    TIER = "tier"
    CONDITION = "condition"
    CONTINUED = "continued"
    TITLE = "title"
    HEADING = "heading"
    FIELD = "field"
    SECTION = "section"
    GROUND = "ground"
    SUBTOTAL = "subtotal"
    NOTE = "note"
    QUESTION = "question"


FATE_WORDS: Mapping[Fate, str] = {
    Fate.ITEM: "事项",
    Fate.SUB_ITEM: "子项",
    Fate.TIER: "裁量档次",
    Fate.CONDITION: "同一档次的另一情节",
    Fate.CONTINUED: "接上一行的文字",
    Fate.TITLE: "标题",
    Fate.HEADING: "表头",
    Fate.FIELD: "竖排的栏目",
    Fate.SECTION: "分组",
    Fate.GROUND: "以下事项的依据",
    Fate.SUBTOTAL: "小计",
    Fate.NOTE: "说明",
    Fate.QUESTION: "待核",
}


FURTHER = ("逾期", "拒不", "情节", "造成", "再次", "对直接", "对其")
"""How a later stage of the same article begins; other texts beside a tier belong to another article."""
NOT_FOUND = "所指的事项没有找到。"
"""Ends the question about a 同上 that points nowhere."""


@dataclass(frozen=True, slots=True)
class RowFate:
    """What became of one row (行的去向): sheet, number as the sheet shows it, and why if put aside."""

    sheet: str
    row: int
    fate: Fate
    reason: str = ""


@dataclass(slots=True)
class Tier:
    """裁量档次 (tier): any one of the conditions leads to the result.

    Attributes:
        basis: The article of this tier where the table names one for it (逾期不改正的 …).
        unit: What bare figures of its result count in, where the heading says so (万元).
    """

    row: int
    label: str
    conditions: list[str]
    result: str
    basis: str = ""
    unit: str = ""
    fine: Reading | None = None


@dataclass(slots=True)
class ListedItem:
    """清单事项 (listed item) as read.

    Attributes:
        parts: The violations of a cell that names several, (一) … (七); empty for one.
        condition: When the entry applies, where a list names no tiers (不予处罚适用条件).
        parent: Name of the item that a sub-item belongs to.
        sort: What kind of power it is (行政处罚、行政许可 …), where the list says so.
        fine: What the legal basis itself says of the fine; ``None`` where it only cites an article.
        questions: What a person must look at (待核).
    """

    sheet: str
    row: int
    number: str = ""
    code: str = ""
    department: str = ""
    name: str = ""
    parent: str = ""
    duty: str = ""
    basis: str = ""
    kinds: str = ""
    subject: str = ""
    sort: str = ""
    remark: str = ""
    condition: str = ""
    parts: tuple[str, ...] = ()
    tiers: list[Tier] = field(default_factory=list)
    fine: Reading | None = None
    questions: list[str] = field(default_factory=list)

    @property
    def whole_basis(self) -> str:
        """The basis with what the table prints of it beside later tiers (逾期不改正的 …), in its order."""
        own = (self.basis, *(each.basis for each in self.tiers if each.basis.startswith(FURTHER)))
        return "。".join(each.rstrip("。;；") for each in dict.fromkeys(own) if each)


@dataclass(frozen=True, slots=True)
class Announced:
    """What a section row says of itself (分组标题): its words and the number of items it announces."""

    sheet: str
    row: int
    words: str
    count: int | None


@dataclass(frozen=True, slots=True)
class ListReading:
    """What was read of one sheet (识别结果): every row that is not blank has exactly one fate."""

    heading: Heading
    items: tuple[ListedItem, ...]
    fates: tuple[RowFate, ...]
    sections: tuple[Announced, ...]
    warnings: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[RowFate, ...]:
        """The rows that nothing could be made of."""
        return tuple(each for each in self.fates if each.fate is Fate.QUESTION)
