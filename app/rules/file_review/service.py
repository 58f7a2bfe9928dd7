"""How it reached the party (送达评查): served, in time, proved."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from app.domain.case_file import CaseFile
from app.domain.delivery import DeliveryWay
from app.domain.document import Document
from app.rules.deadlines.compute import compute
from app.rules.deadlines.given import BEIJING, day_of
from app.rules.file_review import Lost
from app.rules.flow import current
from app.rules.gates.names import paper_name
from app.rules.gates.refusal import Place
from app.rules.volume_completeness import unproved_services

_SERVED = ("penalty_prior_notice", "penalty_decision", "no_penalty_decision", "on_spot_decision")
_IN_TIME = ("penalty_decision", "no_penalty_decision")
_MAIL_NUMBER = re.compile(r"[A-Za-z0-9]{8,}")


def papers_served(file: CaseFile, today: date) -> Iterable[Lost]:
    """R51: notice and decision reached the party."""
    for paper in (each for slug in _SERVED for each in current(file, slug)):
        if not file.deliveries_of(paper):
            message = f"《{paper_name(paper.slug)}》没有送达记录。请登记送达。"
            yield Lost(message, Place("document", paper.slug))


def served_in_time(file: CaseFile, today: date) -> Iterable[Lost]:
    """R52: the decision was served, or its service begun, within the term (APL 61)."""
    decided = file.case.decided_on
    if decided is None:
        return
    due = day_of(compute("D15", {"trigger": decided.isoformat()}).legal_due)
    for paper in (each for slug in _IN_TIME for each in current(file, slug)):
        first = min((_day(file, paper)), default=None)
        if first is not None and first > due:
            message = (
                f"《{paper_name(paper.slug)}》送达（{first}）超过{due}。请附先前送达的记录或者说明原因。"
            )
            yield Lost(message, Place("document", paper.slug))


def services_proved(file: CaseFile, today: date) -> Iterable[Lost]:
    """R53: every service has its receipt (APL 61)."""
    for paper in unproved_services(file):
        message = f"《{paper_name(paper.slug)}》没有《送达回证》。请补做送达回证。"
        yield Lost(message, Place("document", str(paper.id)))


def refusals_witnessed(file: CaseFile, today: date) -> Iterable[Lost]:
    """R54: paper left with a refusing party is witnessed or filmed (CPL 89)."""
    for each in file.deliveries:
        if each.way is DeliveryWay.LIEN and not (each.witness.strip() or each.note.strip()):
            message = "留置送达没有见证人，也没有写明拍照录像。请补填。"
            yield Lost(message, Place("delivery", str(each.id)))


def mail_traceable(file: CaseFile, today: date) -> Iterable[Lost]:
    """R55: a service by mail names the number of the mail."""
    for each in file.deliveries:
        if each.way is DeliveryWay.MAIL and not _MAIL_NUMBER.search(each.note):
            yield Lost("邮寄送达没有写明邮单号。请在备注中补填。", Place("delivery", str(each.id)))


def _day(file: CaseFile, paper: Document) -> list[date]:
    """An announcement begins in time when it is put up; any other way counts from its day."""
    return [each.served_at.astimezone(BEIJING).date() for each in file.deliveries_of(paper)]
