"""Completeness of a volume (案卷齐备): the least a volume must hold, by how the case ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from app.domain.case import READ_ONLY, STATUS_WORDS, Case, CaseStatus, Procedure
from app.domain.case_file import CaseFile
from app.domain.delivery import DeliveryWay
from app.domain.document import Document
from app.domain.money import ZERO
from app.domain.party import Party
from app.rules.flow import LOG_PREFIX, MATTER, current
from app.rules.gates.figures import discussion_due, hearing_due, review_due
from app.rules.gates.money import owed
from app.rules.gates.names import paper_name
from app.rules.volume_contents import RECEIPT, bound_papers, volume_data

_BINDABLE = READ_ONLY | {CaseStatus.CLOSED, CaseStatus.NOT_FILED, CaseStatus.SP_CLOSED}
_LETTERS = ("case_transfer_letter", "criminal_transfer")
_ENFORCED = ("enforcement_decision", "court_application")
_ON_SPOT = "on_spot_decision"


def outcome(file: CaseFile) -> str:
    """Return how the case ended, as the data names it; a running case counts as heading for a penalty."""
    case = file.case
    decided = ("penalty_decision", "penalty"), ("no_penalty_decision", "no_penalty")
    ways = (
        ("on_spot", case.procedure is Procedure.SIMPLE),
        *((name, bool(current(file, slug))) for slug, name in decided),
        ("withdrawn", _took(file, "T30C")),
        ("not_filed", case.status is CaseStatus.NOT_FILED),
        ("transferred", any(current(file, slug) for slug in _LETTERS)),
        ("terminated", _took(file, "T31")),
    )
    return next((name for name, holds in ways if holds), "penalty")


def outcome_words(file: CaseFile) -> str:
    """Return how the case ended, in Chinese."""
    words: str = volume_data()["outcomes"][outcome(file)]
    return words


def missing_contents(file: CaseFile, today: date) -> tuple[str, ...]:
    """Return everything a complete volume still lacks, in Chinese; nothing when it may be bound."""
    found = [] if file.case.status in _BINDABLE else [_open(file.case)]
    ended, day = outcome(file), file.case.decided_on or today
    for paper in volume_data()["paper"]:
        wanted = ended in paper.get("outcomes", (ended,))
        if wanted and _CONDITIONS[paper.get("when", "always")](file, day):
            found += _lacking(file, paper)
    return (*found, *_unproved(file), *_unpaid(file))


def _open(case: Case) -> str:
    return f"案件尚未结案（当前状态：{STATUS_WORDS[case.status]}）"


def _lacking(file: CaseFile, paper: Mapping[str, Any]) -> Iterator[str]:
    name = "或".join(f"《{paper_name(each)}》" for each in paper["slugs"])
    owners: tuple[Party | None, ...] = file.active_parties if paper.get("per_party") else (None,)
    for party in owners:
        whose = f"当事人{party.name}的" if party else ""
        there = [each for each in _standing(file, paper, party) if _about(each, paper)]
        if not there and not (paper.get("evidence") and file.evidence):
            yield f"{whose}{name}{'或者证据材料' if paper.get('evidence') else ''}"
        elif paper.get("served") and not any(file.deliveries_of(each) for each in there):
            yield f"{whose}{name}的送达记录"


def _standing(file: CaseFile, paper: Mapping[str, Any], party: Party | None) -> Iterator[Document]:
    for slug in paper["slugs"]:
        yield from current(file, slug, party.id if party else None)


def _about(document: Document, paper: Mapping[str, Any]) -> bool:
    return "matter" not in paper or document.answers.get(MATTER) in paper["matter"]


def unproved_services(file: CaseFile) -> Iterator[Document]:
    """Yield a paper for each service without proof: receipt, announcement, signed on the spot (APL 61)."""
    for document in bound_papers(file):
        for each in file.deliveries_of(document):
            signed_there = document.slug == _ON_SPOT and each.way is DeliveryWay.DIRECT
            own_proof = signed_there or each.way is DeliveryWay.ANNOUNCEMENT
            if not own_proof and not _receipts(file, document, each.party_id):
                yield document


def _unproved(file: CaseFile) -> Iterator[str]:
    return (f"《{paper_name(each.slug)}》的《{paper_name(RECEIPT)}》" for each in unproved_services(file))


def _receipts(file: CaseFile, document: Document, party_id: UUID) -> list[Document]:
    """The standing proofs of a paper's service on a party, also one made anew for a spoilt one."""
    standing = (each for each in file.documents if each.slug == RECEIPT and each.standing)
    return [each for each in standing if each.parent_id == document.id and each.party_id in (party_id, None)]


def _unpaid(file: CaseFile) -> Iterator[str]:
    """A decision on money that was performed has its receipts (APL 67-70)."""
    if outcome(file) not in ("penalty", "on_spot") or _took(file, "T25E"):
        return
    for party in file.active_parties:
        paid = any(each.party_id == party.id and each.receipt_no.strip() for each in file.payments)
        if owed(file, party) > ZERO and not paid:
            yield f"当事人{party.name}的缴款票据"


def _took(file: CaseFile, code: str) -> bool:
    return any(each.code == LOG_PREFIX + code for each in file.log)


def _has(slug: str) -> Callable[[CaseFile, date], bool]:
    return lambda file, _day: bool(current(file, slug))


def _by_announcement(file: CaseFile, _day: date) -> bool:
    return any(each.way is DeliveryWay.ANNOUNCEMENT for each in file.deliveries)


_CONDITIONS: Mapping[str, Callable[[CaseFile, date], bool]] = {
    "always": lambda _file, _day: True,
    "own_origin": lambda file, _day: file.case.split_from is None,
    "filed_here": lambda file, _day: file.case.filed_on is not None and file.case.split_from is None,
    "correction_due": lambda file, _day: not file.case.correction_needless.strip(),
    "hearing_due": lambda file, day: any(hearing_due(file, each, day) for each in file.active_parties),
    "hearing_held": lambda file, _day: _took(file, "T14"),
    "review_due": lambda file, _day: review_due(file),
    "discussion_due": discussion_due,
    "seized": _has("seizure_decision"),
    "preserved": _has("preservation_notice"),
    "deferred": _has("payment_deferral"),
    "demanded": lambda file, _day: any(current(file, each) for each in _ENFORCED),
    "announced": _by_announcement,
}
