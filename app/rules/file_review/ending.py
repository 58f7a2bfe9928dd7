"""How it ended (执行和归档评查): money receipted, measures ended, the volume whole and numbered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.domain.case_file import CaseFile
from app.rules.consistency.figures import late_penalty_within_the_fine
from app.rules.file_review import Lost
from app.rules.flow import current
from app.rules.gates.money import collection_faults
from app.rules.gates.names import paper_name
from app.rules.gates.refusal import Place
from app.rules.held_goods import left_goods
from app.rules.volume_completeness import missing_contents

_MEASURES = (
    ("seizure_decision", "查封、扣押", ("seizure_release", "goods_disposal_record")),
    ("preservation_notice", "先行登记保存", ("preservation_disposal",)),
)


def payments_receipted(file: CaseFile, today: date) -> Iterable[Lost]:
    """R61: money has its official receipt, and was taken on the spot only where allowed (APL 67–71)."""
    for payment in file.payments:
        for each in collection_faults(file, payment):
            yield Lost(each.message, each.place)


def late_penalty_in_bounds(file: CaseFile, today: date) -> Iterable[Lost]:
    """R62: the late penalty is not more than the fine (APL 72)."""
    return (Lost(each.message, each.place) for each in late_penalty_within_the_fine(file))


def measures_ended(file: CaseFile, today: date) -> Iterable[Lost]:
    """R63: everything that was seized or preserved was released or disposed of; what is left is named."""
    for taken, way, ends in _MEASURES:
        names = "或者".join(f"《{paper_name(each)}》" for each in ends)
        left = left_goods(file, taken)
        if left:
            rest = "、".join(each.left_words for each in left)
            message = f"{way}的{rest}没有解除、返还或者处理的记录。请制作{names}。"
            yield Lost(message, Place("document", ends[0]))
        elif current(file, taken) and not any(current(file, each) for each in ends):
            message = f"有《{paper_name(taken)}》而没有{names}。请补做处理文书。"
            yield Lost(message, Place("document", ends[0]))


def volume_complete(file: CaseFile, today: date) -> Iterable[Lost]:
    """R71: everything that belongs into the volume is there."""
    return (Lost(f"卷内缺少{each}。", Place("volume", "")) for each in missing_contents(file, today))


def bound_and_numbered(file: CaseFile, today: date) -> Iterable[Lost]:
    """R72: the volume is bound with its index and page numbers."""
    if file.volume is None or not file.volume.entries or not file.volume.pdf_hash:
        yield Lost("还没有组卷编目。请在“卷宗”中组卷。", Place("volume", "new"))
