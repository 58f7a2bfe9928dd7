"""Who acts (主体评查): a named organ, two officers, certificates that were good."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.domain.case_file import CaseFile
from app.rules.deadlines.given import BEIJING
from app.rules.file_review import Lost
from app.rules.gates.refusal import Place

TWO = 2


def organ_named(file: CaseFile, today: date) -> Iterable[Lost]:
    """R01: it is known in whose name the case is decided."""
    if file.subject is None or not file.subject.name.strip():
        yield Lost("没有登记处罚主体。请在“设置”中填写本领域的处罚主体。", Place("field", "subject_id"))


def two_handlers(file: CaseFile, today: date) -> Iterable[Lost]:
    """R02: at least two officers handle the case (APL 42)."""
    if len(set(file.case.handlers)) < TWO:
        yield Lost("承办人不足两人。请补填承办人。", Place("field", "handlers"))


def handlers_certified(file: CaseFile, today: date) -> Iterable[Lost]:
    """R03: every handler held a good certificate when the case began and when it was decided."""
    days = (_began(file), file.case.decided_on)
    for handler in dict.fromkeys(file.case.handlers):
        officer = file.officer(handler)
        name = officer.name if officer else "承办人"
        for day in dict.fromkeys(each for each in days if each is not None):
            certificate = file.certificate_on(handler, day)
            why = "没有执法证" if certificate is None else certificate.why_not_on(day)
            if why:
                message = f"{name}在{day}{why}。请核对证件登记，或者更换承办人。"
                yield Lost(message, Place("person", str(handler)))
                break


def _began(file: CaseFile) -> date:
    return file.case.filed_on or file.case.opened_at.astimezone(BEIJING).date()
