"""Issuing (发证): who may hold a certificate, how a new one follows another, and the paper of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.documents.plain_docx import plain_docx
from app.domain.bureau import Bureau
from app.domain.certificate import (
    CERTIFICATE_WORDS,
    ISSUED_WORD,
    Certificate,
    CertificateKind,
    CertificateState,
    Turn,
)
from app.domain.errors import AppError
from app.domain.officer import Establishment, Officer
from app.domain.posting import Posting, posting_on
from app.rules.handlers import certificate_rules
from app.services.demonstration import DEMONSTRATION, is_demonstration
from app.services.officers import AuxiliaryCertificateError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from app.ports import Files, Pages, UnitOfWork
    from app.services.office import Office


class CertificateNumberTakenError(AppError):
    """A number is on the certificate of somebody else already."""

    code = "certificate.number_taken"
    hint = "请对照证件核对号码；号码录错的，先更正原记录。"

    def __init__(self, number: str, name: str) -> None:
        super().__init__(f"证件号码{number}已登记在{name}名下。")


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


class Issuing:
    """发证, within a transaction somebody else began; papers are kept by their content."""

    def __init__(self, office: Office, pages: Pages, files: Files) -> None:
        self._office = office
        self._pages = pages
        self._files = files

    def made(self, officer: Officer, card: Card, follows: UUID | None) -> Certificate:
        """Return a new certificate as its face says, not recorded yet."""
        return Certificate(
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

    def record(self, work: UnitOfWork, officer: Officer, new: Certificate, paper: str) -> Certificate:
        """Record a certificate with the paper of its issue; the one it follows ends that day."""
        in_order(new.issued_on, new.valid_to)
        _refuse_taken(work, officer, new.number)
        if new.renews_id is not None:
            self._end(work, new.renews_id, new.issued_on, paper)
        turn = self.turn(new.issued_on, CertificateState.VALID, ISSUED_WORD, new.issuer)
        kept = new.turned(replace(turn, paper=paper))
        work.of(Certificate).save(kept)
        return kept

    def turn(self, on: date, state: CertificateState, what: str, reason: str) -> Turn:
        """Return a change of state as recorded now by whoever is signed in."""
        moment = self._office.clock.now().isoformat(timespec="seconds")
        return Turn(on.isoformat(), state.value, what, reason, "", self._office.who().name, moment)

    def plain(self, work: UnitOfWork, title: str, lines: Sequence[str]) -> str:
        """Keep a paper of lines as PDF; returns its Sha256."""
        return self.kept(work, title, plain_docx(title, lines))

    def kept(self, work: UnitOfWork, title: str, docx: bytes) -> str:
        """Keep a docx as PDF, marked where the store is a demonstration; returns its Sha256."""
        laid = self._pages.layout(docx)
        if is_demonstration(work):
            laid = self._pages.marked(laid, DEMONSTRATION)
        return self._files.put(self._pages.pdf([laid], title=title))

    def _end(self, work: UnitOfWork, follows: UUID, on: date, paper: str) -> None:
        old = work.of(Certificate).get(follows)
        if old.state_on(on) is not CertificateState.CANCELLED:
            turn = self.turn(on, CertificateState.CANCELLED, "换发后原证注销", "")
            work.of(Certificate).save(old.turned(replace(turn, paper=paper)))


def end_of_term(issued_on: date) -> date:
    """Return the usual end of a term (五年，待确认): the day before the same day that many years on."""
    years = int(certificate_rules()["term"]["years"])
    day = min(issued_on.day, 28) if issued_on.month == 2 else issued_on.day  # noqa: PLR2004 - 29 February
    return date(issued_on.year + years, issued_on.month, day) - timedelta(days=1)


def bureau_name(work: UnitOfWork, town: str) -> str:
    """Return the name of a town's bureau; its code where it is not known here."""
    found = work.of(Bureau).find(town=town)
    return found[-1].name if found else town


def in_order(issued_on: date, valid_to: date) -> None:
    """Raise ``TermError`` where a term ends before it begins."""
    if valid_to < issued_on:
        raise TermError(issued_on, valid_to)


def may_hold(work: UnitOfWork, officer_id: UUID, day: date) -> Officer:
    """Return the officer, or raise ``AuxiliaryCertificateError`` for an auxiliary of that day."""
    officer = work.of(Officer).get(officer_id)
    posting = posting_on(work.of(Posting).find(officer_id=officer_id), officer_id, day)
    employed = officer.establishment if posting is None else posting.establishment
    if employed is Establishment.AUXILIARY:
        raise AuxiliaryCertificateError(officer.name)
    return officer


def why_not_renew(work: UnitOfWork, officer: Officer, held: Certificate, day: date) -> str:
    """Return in Chinese why a certificate is not renewed in a batch; empty where it may be."""
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
