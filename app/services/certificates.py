"""Certificates (执法证管理): applied for, issued, renewed, lost, withheld, ended; each with its paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.documents.certificate_papers import notice_paper, request_paper
from app.documents.plain_docx import plain_docx
from app.domain.bureau import Bureau
from app.domain.certificate import (
    CERTIFICATE_WORDS,
    Certificate,
    CertificateKind,
    CertificateState,
    Exam,
    Turn,
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
from app.domain.officer import Establishment, Officer
from app.domain.posting import Posting, posting_on
from app.domain.role import Role
from app.rules.handlers import certificate_rules
from app.services.clues import ReasonMissingError
from app.services.demonstration import DEMONSTRATION, is_demonstration
from app.services.office import log
from app.services.officers import AuxiliaryCertificateError
from app.services.refused import permit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from app.ports import Files, Pages, UnitOfWork
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


class CertificateNumberTakenError(AppError):
    """A number is on the certificate of somebody else already."""

    code = "certificate.number_taken"
    hint = "请对照证件核对号码；号码录错的，先更正原记录。"

    def __init__(self, number: str, name: str) -> None:
        super().__init__(f"证件号码{number}已登记在{name}名下。")


class RequestClosedError(AppError):
    """A request was to be issued or refused a second time."""

    code = "certificate.request_closed"
    hint = "请刷新后查看办理结果。"

    def __init__(self, request: CertificateRequest) -> None:
        super().__init__(
            f"这项{REQUEST_WORDS[request.kind]}{REQUEST_STATE_WORDS[request.state]}，不能重复办理。"
        )


class TermError(AppError):
    """A term ends before it begins."""

    code = "certificate.term"
    hint = "请核对发证日期和有效期。"

    def __init__(self, issued_on: date, valid_to: date) -> None:
        super().__init__(f"有效期至{valid_to}早于发证日期{issued_on}。")


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a certificate that was issued (证面内容)."""

    number: str
    issued_on: date
    valid_to: date
    issuer: str = ""
    kind: CertificateKind = CertificateKind.NATIONAL
    area: str = ""
    fields: str = ""


@dataclass(frozen=True, slots=True)
class Renewals:
    """What became of a batch (批量延续): the new certificates, and who was left out and why."""

    renewed: tuple[Certificate, ...]
    left_out: tuple[tuple[str, str], ...]


class CertificateDesk:
    """证件台: every method is one transaction with its log line; papers are kept by their content first."""

    def __init__(self, office: Office, pages: Pages, files: Files) -> None:
        self._office = office
        self._pages = pages
        self._files = files

    def apply(
        self, officer_id: UUID, kind: RequestKind, reason: str, certificate_id: UUID | None = None
    ) -> CertificateRequest:
        """Ask for a certificate, its renewal, exchange or replacement; the form is kept as PDF."""
        self._may("申办执法证")
        today = self._office.clock.today()
        with self._office.begin() as work:
            officer = _may_hold(work, officer_id, today)
            held = None if certificate_id is None else work.of(Certificate).get(certificate_id)
            if (held is None) is not (kind is RequestKind.FIRST) or (held and held.officer_id != officer_id):
                raise CertificateChangeError(held.number if held else "", REQUEST_WORDS[kind], "原证件不符")
            ask = CertificateRequest(
                self._office.ids.new(), officer.town, officer_id, kind, today, reason, certificate_id
            )
            title, lines = request_paper(ask, officer, bureau_name(work, officer.town), held)
            ask = replace(ask, paper=self._kept_paper(work, title, lines))
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
            officer = _may_hold(work, ask.officer_id, card.issued_on)
            issued = self._issued(work, officer, card, ask.certificate_id)
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
            title, lines = notice_paper(what, held, officer, bureau, (on, reason))
            turn = replace(
                self._turn(on, CHANGES[what][1], what, reason), paper=self._kept_paper(work, title, lines)
            )
            kept = held.turned(turn)
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

    def renew_all(
        self,
        certificate_ids: Sequence[UUID],
        issued_on: date,
        valid_to: date | None = None,
        told: Callable[[int, int], None] | None = None,
    ) -> Renewals:
        """Renew many in one transaction under their numbers; ``told`` may stop it, keeping nothing."""
        who = self._office.who()
        end = valid_to or end_of_term(issued_on)
        _in_order(issued_on, end)
        renewed: list[Certificate] = []
        left_out: list[tuple[str, str]] = []
        with self._office.begin() as work:
            held = [work.of(Certificate).get(each) for each in certificate_ids]
            permit(who, "批量延续", *_writers(who.town, {each.town for each in held}))
            for done, each in enumerate(held):
                if told is not None:
                    told(done, len(held))
                officer = work.of(Officer).get(each.officer_id)
                why = _why_not_renew(work, officer, each, issued_on)
                if why:
                    left_out.append((officer.name, why))
                else:
                    renewed.append(self._renewed(work, officer, each, (issued_on, end)))
            words = f"批量延续执法证{len(renewed)}本，有效期至{end}；未延续{len(left_out)}本"
            log(work, self._office, None, "certificate.renewed_all", words)
            if told is not None:
                told(len(held), len(held))
            work.commit()
        return Renewals(tuple(renewed), tuple(left_out))

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
        permit(self._office.who(), what, Role.ADMIN, Role.CLERK)

    def _fits(self, held: Certificate, what: str, on: date) -> None:
        before, _after = CHANGES[what]
        state = held.state_on(on)
        if state not in before:
            raise CertificateChangeError(held.number, what, f"{on}的状态为{CERTIFICATE_WORDS[state]}")
        if not held.issued_on <= on <= self._office.clock.today():
            raise CertificateChangeError(held.number, what, f"{on}不在发证日与今天之间")

    def _renewed(
        self, work: UnitOfWork, officer: Officer, held: Certificate, term: tuple[date, date]
    ) -> Certificate:
        card = Card(held.number, *term, held.issuer, held.kind, held.area, held.fields)
        return self._issued(work, officer, card, held.id)

    def _issued(self, work: UnitOfWork, officer: Officer, card: Card, follows: UUID | None) -> Certificate:
        _in_order(card.issued_on, card.valid_to)
        _refuse_taken(work, officer, card.number)
        if follows is not None:
            old = work.of(Certificate).get(follows)
            if old.state_on(card.issued_on) is not CertificateState.CANCELLED:
                turn = self._turn(card.issued_on, CertificateState.CANCELLED, "换发后原证注销", "")
                work.of(Certificate).save(old.turned(turn))
        new = Certificate(
            id=self._office.ids.new(),
            town=officer.town,
            officer_id=officer.id,
            number=card.number,
            kind=card.kind,
            issuer=card.issuer,
            issued_on=card.issued_on,
            valid_to=card.valid_to,
            area=card.area,
            fields=card.fields,
            renews_id=follows,
        )
        work.of(Certificate).save(new)
        return new

    def _turn(self, on: date, state: CertificateState, what: str, reason: str) -> Turn:
        moment = self._office.clock.now().isoformat(timespec="seconds")
        return Turn(on.isoformat(), state.value, what, reason, "", self._office.who().name, moment)

    def _kept_paper(self, work: UnitOfWork, title: str, lines: Sequence[str]) -> str:
        laid = self._pages.layout(plain_docx(title, lines))
        if is_demonstration(work):
            laid = self._pages.marked(laid, DEMONSTRATION)
        return self._files.put(self._pages.pdf([laid], title=title))


def end_of_term(issued_on: date) -> date:
    """Return the usual end of a term (五年，待确认): the day before the same day that many years on."""
    years = int(certificate_rules()["term"]["years"])
    day = min(issued_on.day, 28) if issued_on.month == 2 else issued_on.day  # noqa: PLR2004 - 29 February
    return date(issued_on.year + years, issued_on.month, day) - timedelta(days=1)


def bureau_name(work: UnitOfWork, town: str) -> str:
    """Return the name of a town's bureau; its code where it is not known here."""
    found = work.of(Bureau).find(town=town)
    return found[-1].name if found else town


def _writers(town: str, towns: set[str]) -> tuple[Role, ...]:
    return (Role.ADMIN, Role.CLERK) if towns <= {town} else (Role.ADMIN,)


def _reasoned(what: str, reason: str) -> None:
    if not reason.strip():
        raise ReasonMissingError(what)


def _in_order(issued_on: date, valid_to: date) -> None:
    if valid_to < issued_on:
        raise TermError(issued_on, valid_to)


def _pending(ask: CertificateRequest) -> CertificateRequest:
    if ask.state is not RequestState.PENDING:
        raise RequestClosedError(ask)
    return ask


def _may_hold(work: UnitOfWork, officer_id: UUID, day: date) -> Officer:
    officer = work.of(Officer).get(officer_id)
    posting = posting_on(work.of(Posting).find(officer_id=officer_id), officer_id, day)
    employed = officer.establishment if posting is None else posting.establishment
    if employed is Establishment.AUXILIARY:
        raise AuxiliaryCertificateError(officer.name)
    return officer


def _why_not_renew(work: UnitOfWork, officer: Officer, held: Certificate, day: date) -> str:
    state = held.state_on(day)
    if state is not CertificateState.VALID:
        return f"证件{CERTIFICATE_WORDS[state]}"
    if not officer.in_post_on(day):
        return "当日不在岗"
    posting = posting_on(work.of(Posting).find(officer_id=officer.id), officer.id, day)
    employed = officer.establishment if posting is None else posting.establishment
    return "执法辅助人员不能持证" if employed is Establishment.AUXILIARY else ""


def _refuse_taken(work: UnitOfWork, officer: Officer, number: str) -> None:
    for each in work.of(Certificate).find(number=number):
        other = work.of(Officer).get(each.officer_id)
        if other.person != officer.person:
            raise CertificateNumberTakenError(number, other.name)
