"""Departure (偏离裁量基准): an amount beyond the standard's band or the law's minimum is approved first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from app.domain.approval import Verdict
from app.domain.case_file import CaseFile
from app.domain.document import Document
from app.domain.penalty import Penalty
from app.domain.role import Role
from app.rules.flow import MATTER, Transition, current
from app.rules.gates.papers import last_verdicts
from app.rules.gates.refusal import Place, Refusal

MATTER_CODE = "discretion"
PROPOSAL = "matter.proposal"
ARTICLE = "《行政处罚法》第三十四条；国务院办公厅国办发〔2022〕27号"
_HEADS = (Role.ORGAN_HEAD, Role.PRINCIPAL_HEAD)


def departure_approved(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """An amount that leaves the band of the standard stands only with the head's agreement to it."""
    return tuple(open_departures(file))


def departure_on_spot(file: CaseFile, transition: Transition, today: date) -> tuple[Refusal, ...]:
    """Nobody leaves the band on the spot: there is no approval in the simple procedure."""
    return tuple(
        Refusal(
            "discretion",
            "罚款数额超出裁量基准区间，须经批准，不能当场决定。请改在区间内选定，或者转普通程序。",
            ARTICLE,
            Place("penalty", str(each.id)),
        )
        for each in file.penalties
        if each.beyond
    )


def open_departures(file: CaseFile, party_id: UUID | None = None) -> Iterator[Refusal]:
    """Yield a refusal for every amount beyond its band that nobody approved, for one party when given."""
    for each in file.penalties:
        if each.beyond and party_id in (None, each.party_id) and not _approved(file, each):
            message = (
                f"罚款{each.fine}超出裁量基准区间或者低于法定最低，尚未批准。"
                "请制作审批表（审批事项选“裁量偏离基准”，写明该数额）报负责人批准，或者集体讨论决定。"
            )
            yield Refusal("discretion", message, ARTICLE, Place("document", "matter_approval"))


def _approved(file: CaseFile, penalty: Penalty) -> bool:
    if current(file, "collective_discussion"):
        return True
    return any(
        each.answers.get(MATTER) == MATTER_CODE and _names(each, penalty) and _agreed(file, each)
        for each in current(file, "matter_approval")
    )


def _names(document: Document, penalty: Penalty) -> bool:
    """Tell whether the form says the very amount; a later change wants a new approval."""
    said = document.frozen.get(PROPOSAL, "") or document.answers.get(PROPOSAL, "")
    return str(penalty.fine) in said


def _agreed(file: CaseFile, document: Document) -> bool:
    verdicts = last_verdicts(file, document)
    return any(verdicts.get(each) is Verdict.AGREE for each in _HEADS)
