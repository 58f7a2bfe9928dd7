"""Renewals (批量延续): many certificates asked for on one sheet, and issued in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.documents.certificate_papers import Listed, application_sheet, handing_sheet
from app.domain.bureau import Bureau
from app.domain.certificate import Certificate
from app.domain.certificate_request import CertificateRequest, RequestKind, RequestState
from app.domain.errors import AppError
from app.domain.officer import Officer
from app.domain.role import Role
from app.services.certificate_issue import (
    Card,
    Issuing,
    bureau_name,
    end_of_term,
    in_order,
    why_not_renew,
)
from app.services.clues import ReasonMissingError
from app.services.keepers import keepers
from app.services.office import log
from app.services.refused import permit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from uuid import UUID

    from app.ports import Files, Pages, UnitOfWork
    from app.services.office import Office

LeftOut = tuple[tuple[str, str], ...]
"""Who was left out, and why."""
_ASKED = "已有未办结的延续申请"


class NobodyToRenewError(AppError):
    """No certificate of a batch may be renewed."""

    code = "certificate.nobody_to_renew"

    def __init__(self, left_out: LeftOut) -> None:
        super().__init__("所列人员的执法证都不能延续。")
        self.hint = "；".join(f"{name}：{why}" for name, why in left_out[:5]) + "。"


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of a batch of applications (批量申请): the requests, who was left out, the sheet."""

    requests: tuple[CertificateRequest, ...]
    left_out: LeftOut
    paper: str


@dataclass(frozen=True, slots=True)
class Renewals:
    """What became of a batch (批量延续): the new certificates, who was left out, the sheet to sign on."""

    renewed: tuple[Certificate, ...]
    left_out: LeftOut
    paper: str


class RenewalDesk:
    """批量延续台: each method is one transaction with one sheet for all."""

    def __init__(self, office: Office, pages: Pages, files: Files) -> None:
        self._office = office
        self._issuing = Issuing(office, pages, files)

    def apply_all(self, certificate_ids: Sequence[UUID], reason: str) -> Applied:
        """Ask for the renewal of many on one sheet to the issuing body."""
        today = self._office.clock.today()
        if not reason.strip():
            raise ReasonMissingError("批量申请延续")
        with self._office.begin() as work:
            held = self._held(work, certificate_ids, "批量申请延续")
            asked = {
                each.certificate_id for each in work.of(CertificateRequest).find(state=RequestState.PENDING)
            }
            may, left_out = _sorted_out(work, held, today, asked)
            title, sheet = application_sheet(may, self._own(work), today, reason)
            paper = self._issuing.kept(work, title, sheet)
            requests = tuple(self._asked(each, today, reason, paper) for each in may)
            for each in requests:
                work.of(CertificateRequest).save(each)
            words = f"批量申请延续执法证{len(requests)}本：{reason}；未列入{len(left_out)}本"
            log(work, self._office, None, "certificate.applied_all", words)
            work.commit()
        return Applied(requests, left_out, paper)

    def renew_all(
        self,
        certificate_ids: Sequence[UUID],
        issued_on: date,
        valid_to: date | None = None,
        told: Callable[[int, int], None] | None = None,
    ) -> Renewals:
        """Renew many under their numbers, closing their requests; ``told`` may stop it, keeping nothing."""
        end = valid_to or end_of_term(issued_on)
        in_order(issued_on, end)
        with self._office.begin() as work:
            held = self._held(work, certificate_ids, "批量延续")
            may, left_out = _sorted_out(work, held, issued_on)
            new = [self._made(each, (issued_on, end)) for each in may]
            title, sheet = handing_sheet(new, self._own(work), issued_on)
            paper = self._issuing.kept(work, title, sheet)
            renewed = tuple(self._recorded(work, each, paper) for each in _counted(new, told))
            words = f"批量延续执法证{len(renewed)}本，有效期至{end}；未延续{len(left_out)}本"
            log(work, self._office, None, "certificate.renewed_all", words)
            work.commit()
        return Renewals(renewed, left_out, paper)

    def _held(self, work: UnitOfWork, certificate_ids: Sequence[UUID], what: str) -> list[Certificate]:
        who = self._office.who()
        held = [work.of(Certificate).get(each) for each in certificate_ids]
        own = {each.town for each in held} <= {who.town}
        permit(who, what, *(keepers(Certificate) if own else (Role.ADMIN,)))
        return held

    def _own(self, work: UnitOfWork) -> str:
        return bureau_name(work, self._office.who().town)

    def _asked(self, each: Listed, today: date, reason: str, paper: str) -> CertificateRequest:
        return CertificateRequest(
            self._office.ids.new(),
            each.officer.town,
            each.officer.id,
            RequestKind.RENEWAL,
            today,
            reason,
            each.certificate.id,
            paper=paper,
        )

    def _made(self, each: Listed, term: tuple[date, date]) -> Listed:
        old = each.certificate
        card = Card(old.number, *term, old.issuer, old.kind, old.area, old.fields)
        return replace(each, certificate=self._issuing.made(each.officer, card, old.id))

    def _recorded(self, work: UnitOfWork, each: Listed, paper: str) -> Certificate:
        new = self._issuing.record(work, each.officer, each.certificate, paper)
        for ask in work.of(CertificateRequest).find(certificate_id=new.renews_id):
            if ask.state is RequestState.PENDING and ask.kind is RequestKind.RENEWAL:
                closed = replace(
                    ask,
                    state=RequestState.ISSUED,
                    closed_on=self._office.clock.today(),
                    outcome=f"发证{new.number}",
                    issued_id=new.id,
                )
                work.of(CertificateRequest).save(closed)
        return new


def _sorted_out(
    work: UnitOfWork, held: Iterable[Certificate], day: date, asked: Iterable[UUID | None] = ()
) -> tuple[list[Listed], LeftOut]:
    """Part who may be renewed, in the order of bureaus and squadrons, from who may not and why."""
    names = {each.town: each.name for each in work.of(Bureau).find()}
    waiting, may, left_out = set(asked), [], []
    for each in held:
        officer = work.of(Officer).get(each.officer_id)
        why = why_not_renew(work, officer, each, day) or (_ASKED if each.id in waiting else "")
        if why:
            left_out.append((officer.name, why))
        else:
            may.append(Listed(officer, names.get(officer.town, officer.town), each))
    if not may:
        raise NobodyToRenewError(tuple(left_out))
    may.sort(key=lambda each: (each.officer.town, each.officer.unit, each.officer.id))
    return may, tuple(left_out)


def _counted(new: Sequence[Listed], told: Callable[[int, int], None] | None) -> Iterable[Listed]:
    for done, each in enumerate(new):
        if told is not None:
            told(done, len(new))
        yield each
    if told is not None:
        told(len(new), len(new))
