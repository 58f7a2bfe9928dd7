"""Reading a case (查阅案件): the whole file of a case, read in one transaction."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.domain.act import Act
from app.domain.approval import Approval
from app.domain.bureau import Bureau
from app.domain.case import Case
from app.domain.case_file import CaseFile
from app.domain.certificate import Certificate
from app.domain.clue import Clue
from app.domain.delivery import Delivery
from app.domain.document import Document
from app.domain.evidence import Evidence
from app.domain.ids import derived_id
from app.domain.log_line import LogLine
from app.domain.officer import Officer
from app.domain.party import Party
from app.domain.payment import Payment
from app.domain.penalty import Penalty
from app.domain.penalty_subject import PenaltySubject
from app.domain.posting import Posting
from app.domain.power_item import PowerItem
from app.domain.statement import Statement
from app.domain.volume import Volume
from app.rules.deadlines.given import BEIJING
from app.services.form_titles import own_titles
from app.services.grounds import limits_of
from app.services.joined import joined_cases, of_cases
from app.services.refused import CaseReadOnlyError
from app.services.typesetting import typesetting_of

if TYPE_CHECKING:
    from uuid import UUID

    from app.ports import UnitOfWork
    from app.services.office import Office


def read_case_file(work: UnitOfWork, case_id: UUID) -> CaseFile:
    """Return everything on a case, with what lies in cases merged into it.

    Papers stay there; a party or act does that another computer added when it did not know of the merger.
    """
    case = work.of(Case).get(case_id)
    cases = joined_cases(work, case_id)
    acts = of_cases(work, Act, cases)
    volumes = work.of(Volume).find(case_id=case_id)
    bureaus = work.of(Bureau).find(town=case.town)
    return CaseFile(
        case=case,
        clue=None if case.clue_id is None else work.of(Clue).get(case.clue_id),
        bureau=bureaus[-1] if bureaus else None,
        subject=_subject(work, case),
        parties=of_cases(work, Party, cases),
        acts=acts,
        items=tuple(work.of(PowerItem).get(each) for each in dict.fromkeys(act.item_id for act in acts)),
        penalties=of_cases(work, Penalty, cases),
        evidence=of_cases(work, Evidence, cases),
        documents=of_cases(work, Document, cases),
        approvals=of_cases(work, Approval, cases),
        statements=of_cases(work, Statement, cases),
        deliveries=of_cases(work, Delivery, cases),
        payments=of_cases(work, Payment, cases),
        volume=_volume(volumes),
        officers=work.of(Officer).find(town=case.town),
        certificates=work.of(Certificate).find(town=case.town),
        postings=work.of(Posting).find(town=case.town),
        limits=limits_of(work, case.town),
        log=of_cases(work, LogLine, cases),
        titles=own_titles(work, case.town),
        typesetting=typesetting_of(work, case.town),
    )


def volume_id(town: str, case_id: UUID) -> UUID:
    """Return the id a case's volume is born under, whichever computer binds it."""
    return derived_id(town, "volume", str(case_id))


def _volume(bound: tuple[Volume, ...]) -> Volume | None:
    """Return the volume bound last; of one day the one born under the id of its case."""
    # Older programs gave every volume a fresh id, so a case bound on two computers may have two.
    rank = lambda each: (each.bound_on or date.min, each.id == volume_id(each.town, each.case_id))  # noqa: E731
    return max(bound, key=rank, default=None)


def writable_case(work: UnitOfWork, case_id: UUID) -> Case:
    """Return a case that may still be changed, or raise ``CaseReadOnlyError``."""
    case = work.of(Case).get(case_id)
    if case.read_only:
        raise CaseReadOnlyError(case)
    return case


class CaseReading:
    """The reading desk (查阅): opens case files."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def open(self, case_id: UUID) -> CaseFile:
        """Return the whole file of a case, or raise ``RecordNotFoundError``."""
        with self._office.read() as work:
            return read_case_file(work, case_id)


def _subject(work: UnitOfWork, case: Case) -> PenaltySubject | None:
    """Return the organ fixed in the case, or the one whose time and field cover the case."""
    if case.subject_id is not None:
        return work.of(PenaltySubject).get(case.subject_id)
    day = (case.decided_on or case.filed_on) or case.opened_at.astimezone(BEIJING).date()
    fitting = [
        each for each in work.of(PenaltySubject).find(town=case.town) if each.covers(case.department, day)
    ]
    return max(fitting, key=lambda each: (each.department, each.valid_from), default=None)
