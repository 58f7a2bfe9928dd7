"""Settled (事项了结): goods, money, measures and publicity are done with, and every number is explained."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction

from app.domain.case import CaseStatus
from app.domain.case_file import CaseFile
from app.domain.document import DocumentState
from app.domain.listed_goods import listed
from app.domain.money import ZERO
from app.rules.flow import current
from app.rules.gates.money import owed, received
from app.rules.gates.names import paper_name
from app.rules.gates.refusal import Place, Refusal
from app.rules.held_goods import left_goods
from app.rules.measures import DISPOSAL, RELEASE, SEIZURE, seizures

_AT_THE_END = frozenset(
    {
        *(CaseStatus.PERFORMED, CaseStatus.ENFORCED, CaseStatus.ENFORCE_ENDED, CaseStatus.TERMINATED),
        *(CaseStatus.TRANSFERRED, CaseStatus.TRANSFERRED_POLICE, CaseStatus.NO_PENALTY),
        *(CaseStatus.NOT_ESTABLISHED, CaseStatus.CLOSING_REVIEW, CaseStatus.SP_RECORDED),
    }
)
_PAID = frozenset({CaseStatus.PERFORMED, CaseStatus.ENFORCED})
_KEPT, _DISPOSED, _TRANSFER = "preservation_notice", "preservation_disposal", "criminal_transfer"
_NONE = Fraction(0)
_CLOSING = "案卷一致性：结案前须处理完毕"


def numbers_explained(file: CaseFile) -> Iterable[Refusal]:
    """C06: no number stands on two papers, and a number on a void paper says why it is void."""
    bearing = [each for each in file.documents if each.number]
    standing = Counter(each.number for each in bearing if each.standing)
    for number, times in standing.items():
        if times > 1:
            slug = next(each.slug for each in bearing if each.standing and each.number == number)
            message = f"文号“{number}”用在{times}份文书上。请作废重做其中多出的文书。"
            yield Refusal("C06", message, "文号管理：一文一号", Place("document", slug))
    for each in bearing:
        if each.state is DocumentState.VOID and not each.void_reason.strip():
            message = (
                f"《{paper_name(each.slug)}》{each.number}已作废，没有写明原因，文号中断。请补写作废原因。"
            )
            yield Refusal("C06", message, "文号管理：作废须有记录", Place("document", each.slug))


def lists_add_up(file: CaseFile) -> Iterable[Refusal]:
    """C08: what was seized is what was released, disposed of and handed on, once the measures ended."""
    found = seizures(file)
    if not found or any(each.ended is None for each in found):
        return
    seized = listed(current(file, SEIZURE), "seizure.items")
    parts = (
        listed(current(file, RELEASE), "release.items"),
        listed(current(file, DISPOSAL), "goods.items"),
        listed(current(file, _TRANSFER), "police.items"),
    )
    gone = {
        thing: sum((part.get(thing, _NONE) for part in parts), start=_NONE)
        for part in parts
        for thing in part
    }
    for thing in dict.fromkeys((*seized, *gone)) if seized else ():
        had, left = seized.get(thing, _NONE), gone.get(thing, _NONE)
        if had != left:
            message = f"查封、扣押“{thing}”{had}，解除、处理和移送合计{left}，不一致。请核对各份清单。"
            yield Refusal("C08", message, "《行政强制法》第二十四条、第二十七条", Place("document", RELEASE))


def closed_with_nothing_open(file: CaseFile) -> Iterable[Refusal]:
    """C14: at the end of a case its money and things are settled; seizures are held by gate G06."""
    if file.case.status in _AT_THE_END:
        yield from (*_measures(file), *_goods(file), *_money(file))


def _measures(file: CaseFile) -> Iterator[Refusal]:
    kept, disposed = current(file, _KEPT), current(file, _DISPOSED)
    left = "、".join(each.left_words for each in left_goods(file, _KEPT))
    if left or len(kept) > len(disposed):
        named = f"（{left}）" if left else ""
        message = f"先行登记保存的证据{named}尚未处理。请制作先行登记保存证据处理决定书。"
        yield Refusal("C14", message, "《行政处罚法》第五十六条", Place("document", _DISPOSED))


def _goods(file: CaseFile) -> Iterator[Refusal]:
    taken = any(each.confiscated_goods.strip() for each in file.penalties)
    if taken and current(file, "penalty_decision") and not current(file, DISPOSAL):
        message = "没收的财物尚未处理。请制作涉案物品处理记录。"
        yield Refusal("C14", message, "《行政处罚法》第七十四条", Place("document", DISPOSAL))


def _money(file: CaseFile) -> Iterator[Refusal]:
    if file.case.status not in _PAID:
        return
    for party in file.active_parties:
        rest = owed(file, party) - received(file, party)
        if rest > ZERO:
            message = f"{party.name}还有{rest}没有缴纳或者执行到位。请登记缴款。"
            yield Refusal("C14", message, _CLOSING, Place("payment", str(party.id)))
