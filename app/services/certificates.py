"""Certificates (执法证管理): applied for, issued, renewed, lost, withheld, ended; each with its paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.documents.certificate_papers import issue_paper, notice_paper, request_paper
from app.domain.certificate import (
    CERTIFICATE_WORDS,
    Certificate,
    CertificateState,
    Exam,
    YearlyCheck,
)
from app.domain.certificate_request import (
    REQUEST_STATE_WORDS,
    REQUEST_WORDS,
    CertificateRequest,
    RequestKind,
    RequestState,
)
from app.domain.errors import AppError
from app.domain.officer import Officer
from app.services.certificate_issue import Card, Issuing, bureau_name, may_hold
from app.services.clues import ReasonMissingError
from app.services.keepers import keepers
from app.services.office import log
from app.services.refused import permit

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from app.ports import Files, Pages
    from app.services.office import Office

_GOOD, _AWAY = CertificateState.VALID, (CertificateState.WITHHELD, CertificateState.FROZEN)
CHANGES: dict[str, tuple[tuple[CertificateState, ...], CertificateState]] = {
    "遗失": ((_GOOD, *_AWAY), CertificateState.LOST),
    "找回": ((CertificateState.LOST,), _GOOD),
    "暂扣": ((_GOOD,), CertificateState.WITHHELD),
    "发还": ((CertificateState.WITHHELD,), _GOOD),
    "冻结": ((_GOOD,), CertificateState.FROZEN),
    "解冻": ((CertificateState.FROZEN,), _GOOD),
    "注销": ((_GOOD, *_AWAY, CertificateState.LOST), CertificateState.CANCELLED),
}
"""What may be done with a certificate: the words → the states it may have, and the state after it."""


class CertificateChangeError(AppError):
    """A change does not fit the state a certificate has."""

    code = "certificate.change"
    hint = "请核对证件现在的状态和办理日期。"

    def __init__(self, number: str, what: str, why: str) -> None:
        super().__init__(f"执法证{number}不能办理“{what}”：{why}。")


class RequestClosedError(AppError):
    """A request was to be issued or refused a second time."""

    code = "certificate.request_closed"
    hint = "请刷新后查看办理结果。"

    def __init__(self, request: CertificateRequest) -> None:
        super().__init__(
            f"这项{REQUEST_WORDS[request.kind]}{REQUEST_STATE_WORDS[request.state]}，不能重复办理。"
        )


class CertificateDesk:
    """证件台: every method is one transaction with its log line; papers are kept by their content first."""

    def __init__(self, office: Office, pages: Pages, files: Files) -> None:
        self._office = office
        self._pages = pages
        self._files = files
        self._issuing = Issuing(office, pages, files)

    def apply(
        self, officer_id: UUID, kind: RequestKind, reason: str, certificate_id: UUID | None = None
    ) -> CertificateRequest:
        """Ask for a certificate, its renewal, exchange or replacement; the form is kept as PDF."""
        self._may("申办执法证")
        today = self._office.clock.today()
        with self._office.begin() as work:
            officer = may_hold(work, officer_id, today)
            held = None if certificate_id is None else work.of(Certificate).get(certificate_id)
            if (held is None) is not (kind is RequestKind.FIRST) or (held and held.officer_id != officer_id):
                raise CertificateChangeError(held.number if held else "", REQUEST_WORDS[kind], "原证件不符")
            ask = CertificateRequest(
                self._office.ids.new(), officer.town, officer_id, kind, today, reason, certificate_id
            )
            paper = request_paper(ask, officer, bureau_name(work, officer.town), held)
            ask = replace(ask, paper=self._issuing.plain(work, *paper))
            work.of(CertificateRequest).save(ask)
            words = f"{officer.name}{REQUEST_WORDS[kind]}执法证：{reason}"
            log(work, self._office, None, "certificate.applied", words)
            work.commit()
        return ask

    def issue(self, request_id: UUID, card: Card) -> Certificate:
        """Record the certificate issued on a request; the one it follows ends that day."""
        self._may("登记发证")
        with self._office.begin() as work:
            ask = _pending(work.of(CertificateRequest).get(request_id))
            officer = may_hold(work, ask.officer_id, card.issued_on)
            new = self._issuing.made(officer, card, ask.certificate_id)
            told = issue_paper(ask.kind, new, officer, bureau_name(work, officer.town))
            issued = self._issuing.record(work, officer, new, self._issuing.plain(work, *told))
            closed = replace(
                ask,
                state=RequestState.ISSUED,
                closed_on=self._office.clock.today(),
                outcome=f"发证{issued.number}",
                issued_id=issued.id,
            )
            work.of(CertificateRequest).save(closed)
            log(work, self._office, None, "certificate.issued", f"{officer.name}领取执法证{issued.number}")
            work.commit()
        return issued

    def refuse(self, request_id: UUID, reason: str) -> CertificateRequest:
        """Close a request without a certificate, with the reason."""
        self._may("办结证件申办")
        _reasoned("不予发证", reason)
        with self._office.begin() as work:
            ask = _pending(work.of(CertificateRequest).get(request_id))
            closed = replace(
                ask, state=RequestState.REFUSED, closed_on=self._office.clock.today(), outcome=reason
            )
            work.of(CertificateRequest).save(closed)
            log(work, self._office, None, "certificate.refused", f"不予发证：{reason}")
            work.commit()
        return closed

    def change(self, certificate_id: UUID, what: str, on: date, reason: str) -> Certificate:
        """Report lost, withhold, give back, freeze or cancel from a day, with its notice; see ``CHANGES``."""
        self._may(f"执法证{what}")
        _reasoned(f"执法证{what}", reason)
        with self._office.begin() as work:
            held = work.of(Certificate).get(certificate_id)
            self._fits(held, what, on)
            officer = work.of(Officer).get(held.officer_id)
            bureau = bureau_name(work, officer.town)
            paper = self._issuing.plain(work, *notice_paper(what, held, officer, bureau, (on, reason)))
            turn = self._issuing.turn(on, CHANGES[what][1], what, reason)
            kept = held.turned(replace(turn, paper=paper))
            work.of(Certificate).save(kept)
            words = f"{officer.name}的执法证{held.number}自{on}起{what}：{reason}"
            log(work, self._office, None, "certificate.changed", words)
            work.commit()
        return kept

    def examined(self, certificate_id: UUID, exam: Exam) -> Certificate:
        """Add the result of an examination."""
        self._may("登记考试成绩")
        with self._office.begin() as work:
            held = work.of(Certificate).get(certificate_id)
            kept = replace(held, exams=(*held.exams, exam))
            work.of(Certificate).save(kept)
            words = f"执法证{held.number}登记{exam.subject}考试{exam.score}分"
            log(work, self._office, None, "certificate.examined", words)
            work.commit()
        return kept

    def checked(self, certificate_id: UUID, check: YearlyCheck) -> Certificate:
        """Record a year's check, replacing an earlier entry of the same year."""
        self._may("登记年度审验")
        with self._office.begin() as work:
            held = work.of(Certificate).get(certificate_id)
            others = tuple(each for each in held.checks if each.year != check.year)
            kept = replace(held, checks=(*others, check))
            work.of(Certificate).save(kept)
            words = f"执法证{held.number}{check.year}年度审验：{check.result}"
            log(work, self._office, None, "certificate.checked", words)
            work.commit()
        return kept

    def photo(self, officer_id: UUID) -> bytes:
        """Return the photo of a person; empty where there is none."""
        with self._office.read() as work:
            digest = work.of(Officer).get(officer_id).photo_hash
        return self._files.get(digest) if digest else b""

    def keep_photo(self, officer_id: UUID, content: bytes) -> Officer:
        """Keep a photo of a person, which must be a picture."""
        self._may("更换证件照片")
        self._pages.scan(content)
        digest = self._files.put(content)
        with self._office.begin() as work:
            kept = replace(work.of(Officer).get(officer_id), photo_hash=digest)
            work.of(Officer).save(kept)
            log(work, self._office, None, "officer.photo", f"更换{kept.name}的证件照片")
            work.commit()
        return kept

    def paper(self, digest: str) -> bytes:
        """Return the PDF of a request or a change, or raise ``FileMissingError``."""
        return self._files.get(digest)

    def _may(self, what: str) -> None:
        permit(self._office.who(), what, *keepers(Certificate))

    def _fits(self, held: Certificate, what: str, on: date) -> None:
        before, _after = CHANGES[what]
        state = held.state_on(on)
        if state not in before:
            raise CertificateChangeError(held.number, what, f"{on}的状态为{CERTIFICATE_WORDS[state]}")
        if not held.issued_on <= on <= self._office.clock.today():
            raise CertificateChangeError(held.number, what, f"{on}不在发证日与今天之间")


def _reasoned(what: str, reason: str) -> None:
    if not reason.strip():
        raise ReasonMissingError(what)


def _pending(ask: CertificateRequest) -> CertificateRequest:
    if ask.state is not RequestState.PENDING:
        raise RequestClosedError(ask)
    return ask
