"""Approvals (审批): opinions on papers, never on one's own case; given here or signed on the paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.approval import VERDICT_WORDS, Approval, Verdict
from app.domain.case import Case
from app.domain.document import Document
from app.domain.errors import AppError
from app.domain.officer import Officer
from app.domain.role import ROLE_WORDS, Role
from app.rules.flow import current, leaving
from app.rules.gates.names import paper_name
from app.rules.gates.papers import last_verdicts
from app.services.case_reading import read_case_file, writable_case
from app.services.clues import ReasonMissingError
from app.services.office import log
from app.services.refused import permit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID

    from app.domain.case_file import CaseFile
    from app.domain.role import SignedIn
    from app.ports import UnitOfWork
    from app.services.office import Office


class OwnCaseError(AppError):
    """A handler was to approve or review a paper of his own case."""

    code = "approval.own_case"
    hint = "请由承办人以外的有权人员审批。"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}是本案承办人，不能审批本案文书。")


class NotFinalError(AppError):
    """An opinion or a service was to be recorded on a paper that does not stand."""

    code = "document.not_final"
    hint = "请先定稿；作废的文书请重新制作。"

    def __init__(self, document: Document) -> None:
        super().__init__(f"《{paper_name(document.slug)}》还没有定稿或者已经作废。")


class NotSignerError(AppError):
    """A paper was said to be signed by somebody who does not hold the role."""

    code = "approval.signer"
    hint = "请核对签批人；角色有变动的，请先在“人员”中更新。"

    def __init__(self, name: str, role: Role) -> None:
        super().__init__(f"{name}不是{ROLE_WORDS[role]}，不能作为签批人。")


class BadApprovalDayError(AppError):
    """An opinion was dated in the future."""

    code = "approval.day"
    hint = "请核对审批日期。"

    def __init__(self, day: date) -> None:
        super().__init__(f"审批日期{day}还没有到。")


@dataclass(frozen=True, slots=True)
class Waiting:
    """One paper that waits for an opinion of the signed-in person in a role (待审批)."""

    document: Document
    case: Case
    role: Role


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose opinion it is (签批人), and in which role."""

    officer_id: UUID
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Opinion:
    """What is said on a paper (审批意见): verdict, words, and the signed paper when given on paper."""

    verdict: Verdict
    words: str = ""
    on: date | None = None
    on_paper: bool = False
    paper_hash: str = ""


class ApprovalDesk:
    """审批台."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def give(self, document_id: UUID, role: Role, opinion: Opinion) -> Approval:
        """Record the signed-in person's opinion in a role held; append only."""
        who = self._office.who()
        permit(who, f"以{ROLE_WORDS[role]}身份审批", role)
        with self._office.begin() as work:
            given = self._kept(work, document_id, Signer(who.officer_id, who.name, role), opinion)
            work.commit()
        return given

    def transcribe(self, document_id: UUID, role: Role, signer_id: UUID, opinion: Opinion) -> Approval:
        """Record what an officer who holds the role signed on the paper itself (以纸质签批为准)."""
        permit(self._office.who(), "登记纸质签批", Role.HANDLER, Role.CLERK)
        with self._office.begin() as work:
            officer = work.of(Officer).get(signer_id)
            if role not in officer.roles:
                raise NotSignerError(officer.name, role)
            signer = Signer(officer.id, officer.name, role)
            given = self._kept(work, document_id, signer, replace(opinion, on_paper=True))
            work.commit()
        return given

    def waiting(self) -> tuple[Waiting, ...]:
        """Return what waits for the signed-in person: the first role lacking on each needed paper."""
        who = self._office.who()
        found: list[Waiting] = []
        with self._office.begin() as work:
            for case in work.of(Case).find(town=who.town):
                if not case.read_only and who.officer_id not in case.handlers:
                    found += _waiting(read_case_file(work, case.id), who)
        return tuple(found)

    def _kept(self, work: UnitOfWork, document_id: UUID, signer: Signer, opinion: Opinion) -> Approval:
        day = opinion.on or self._office.clock.today()
        if day > self._office.clock.today():
            raise BadApprovalDayError(day)
        if opinion.verdict is not Verdict.AGREE and not opinion.words.strip():
            raise ReasonMissingError(VERDICT_WORDS[opinion.verdict])
        document = work.of(Document).get(document_id)
        case = writable_case(work, document.case_id)
        if not document.standing:
            raise NotFinalError(document)
        if signer.officer_id in case.handlers and signer.role is not Role.HANDLER:
            raise OwnCaseError(signer.name)
        given = self._approval(document, signer, opinion, day)
        work.of(Approval).save(given)
        how = f"（纸质签批，{signer.name}）" if opinion.on_paper else ""
        verdict = VERDICT_WORDS[opinion.verdict]
        words = f"{ROLE_WORDS[signer.role]}对《{paper_name(document.slug)}》{verdict}{how}"
        log(work, self._office, case.id, "approval.given", words)
        return given

    def _approval(self, document: Document, signer: Signer, opinion: Opinion, day: date) -> Approval:
        return Approval(
            id=self._office.ids.new(),
            town=document.town,
            case_id=document.case_id,
            document_id=document.id,
            role=signer.role,
            verdict=opinion.verdict,
            opinion=opinion.words,
            by_id=signer.officer_id,
            by_name=signer.name,
            on=day,
            recorded_at=self._office.clock.now(),
            on_paper=opinion.on_paper,
            paper_hash=opinion.paper_hash or _signed_scan(document, opinion),
        )


def _signed_scan(document: Document, opinion: Opinion) -> str:
    """The scan put in last is the paper that was signed."""
    return document.scans[-1] if opinion.on_paper and document.scans else ""


def _waiting(file: CaseFile, who: SignedIn) -> Iterator[Waiting]:
    seen = set()
    for need in (need for each in leaving(file.case.status) for need in each.needs):
        for document in (each for slug in need.slugs for each in current(file, slug)):
            given = last_verdicts(file, document)
            lacking = next((role for role in need.approved if role not in given), None)
            if lacking is not None and who.holds(lacking) and (document.id, lacking) not in seen:
                seen.add((document.id, lacking))
                yield Waiting(document, file.case, lacking)
