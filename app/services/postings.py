"""Postings (机构与任职): units of the bureaus, what each officer was and when, moves between bureaus."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.domain.certificate import Certificate
from app.domain.errors import AppError
from app.domain.officer import Establishment, Officer
from app.domain.posting import Posting, posting_on
from app.domain.role import Role
from app.domain.unit import Unit
from app.rules.institutions import CITY
from app.services.keepers import keepers
from app.services.office import log
from app.services.refused import permit

if TYPE_CHECKING:
    from uuid import UUID

    from app.ports import UnitOfWork
    from app.services.office import Office


class PostingOrderError(AppError):
    """A posting would begin before the one it follows."""

    code = "posting.order"
    hint = "请核对任职起始日；更正以前的任职，请修改原记录。"

    def __init__(self, name: str, begins: date, known: date) -> None:
        super().__init__(f"{name}自{known}起已有任职，新的任职不能从{begins}起。")


class SameBureauError(AppError):
    """A move to another bureau named the bureau the officer is in."""

    code = "posting.same_bureau"
    hint = "在本单位内变动岗位的，请办理“任职变动”。"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}已在该单位。")


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is posted (任职岗位)."""

    unit: str
    post: str
    establishment: Establishment
    unit_id: UUID | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Was:
    """What a person was on a day (当日身份): the record of that bureau, the posting, the certificates."""

    officer: Officer
    posting: Posting | None
    certificates: tuple[Certificate, ...]


class PostingDesk:
    """任职台: every method is one transaction with its log line."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def save_unit(self, unit: Unit) -> Unit:
        """Add or replace a unit."""
        permit(self._office.who(), "修改机构", *keepers(Unit))
        with self._office.begin() as work:
            work.of(Unit).save(unit)
            log(work, self._office, None, "unit.saved", f"登记机构{unit.name}")
            work.commit()
        return unit

    def units(self, day: date | None = None) -> tuple[Unit, ...]:
        """Return the units of the town and the city, only those that stand on a day when one is given."""
        seen = (self._office.who().town, CITY)
        with self._office.read() as work:
            found = [each for each in work.of(Unit).find() if each.town in seen]
        return tuple(each for each in found if day is None or each.stands_on(day))

    def post(self, officer_id: UUID, place: Place, begins: date) -> Posting:
        """Post an officer from a day on; what he was before ends the day before."""
        permit(self._office.who(), "登记任职", *keepers(Posting))
        with self._office.begin() as work:
            officer = work.of(Officer).get(officer_id)
            kept = self._posted(work, officer, place, begins)
            words = f"{officer.name}自{begins}起任{place.unit}{place.post}"
            log(work, self._office, None, "posting.begun", words)
            work.commit()
        return kept

    def transfer(self, officer_id: UUID, town: str, place: Place, on: date) -> Officer:
        """Move an officer to another bureau: the record here ends the day before, a new one begins there."""
        permit(self._office.who(), "人员调动", *keepers(Officer, "person_id"))
        with self._office.begin() as work:
            old = work.of(Officer).get(officer_id)
            if old.town == town:
                raise SameBureauError(old.name)
            before = on - timedelta(days=1)
            for each in work.of(Posting).find(officer_id=old.id):
                if each.ends is None:
                    work.of(Posting).save(replace(each, ends=before))
            work.of(Officer).save(replace(old, in_post_to=before))
            roles = tuple(each for each in old.roles if each is Role.HANDLER)
            new = replace(
                old,
                id=self._office.ids.new(),
                town=town,
                in_post_from=on,
                in_post_to=None,
                person_id=old.person,
            )
            new = replace(new, roles=roles if place.establishment is not Establishment.AUXILIARY else ())
            work.of(Officer).save(new)
            self._posted(work, new, place, on)
            log(work, self._office, None, "officer.moved", f"{old.name}自{on}起调往{town}{place.unit}")
            work.commit()
        return new

    def leave(self, officer_id: UUID, last: date, reason: str) -> Officer:
        """End an officer's time in the bureau with a last day (退休、辞职、辞退)."""
        permit(self._office.who(), "登记离岗", *keepers(Officer))
        with self._office.begin() as work:
            officer = work.of(Officer).get(officer_id)
            for each in work.of(Posting).find(officer_id=officer_id):
                if each.ends is None:
                    work.of(Posting).save(replace(each, ends=last))
            left = replace(officer, in_post_to=last)
            work.of(Officer).save(left)
            log(work, self._office, None, "officer.left", f"{officer.name}于{last}离岗：{reason}")
            work.commit()
        return left

    def history(self, officer_id: UUID) -> tuple[tuple[Officer, Posting], ...]:
        """Return everything a person was, over all bureaus known here, oldest first."""
        with self._office.read() as work:
            person = work.of(Officer).get(officer_id).person
            found = [
                (each, posting)
                for each in _records(work, person)
                for posting in work.of(Posting).find(officer_id=each.id)
            ]
        return tuple(sorted(found, key=lambda pair: (pair[1].begins, pair[1].id)))

    def was_on(self, officer_id: UUID, day: date) -> Was | None:
        """Return what a person was on a day; ``None`` when in no bureau then."""
        with self._office.read() as work:
            person = work.of(Officer).get(officer_id).person
            then = next((each for each in _records(work, person) if each.in_post_on(day)), None)
            if then is None:
                return None
            postings = work.of(Posting).find(officer_id=then.id)
            own = work.of(Certificate).find(officer_id=then.id)
            return Was(then, posting_on(postings, then.id, day), own)

    def _posted(self, work: UnitOfWork, officer: Officer, place: Place, begins: date) -> Posting:
        known = work.of(Posting).find(officer_id=officer.id)
        latest = max((each.begins for each in known), default=None)
        if latest is not None and begins <= latest:
            raise PostingOrderError(officer.name, begins, latest)
        if not known and (officer.in_post_from or begins) < begins:
            work.of(Posting).save(self._before(officer, begins))
        for each in known:
            if each.ends is None or each.ends >= begins:
                work.of(Posting).save(replace(each, ends=begins - timedelta(days=1)))
        new = Posting(
            id=self._office.ids.new(),
            town=officer.town,
            officer_id=officer.id,
            begins=begins,
            unit=place.unit,
            post=place.post,
            establishment=place.establishment,
            unit_id=place.unit_id,
            basis=place.basis,
        )
        work.of(Posting).save(new)
        if begins <= self._office.clock.today():
            now = replace(officer, unit=place.unit, post=place.post, establishment=place.establishment)
            if now.establishment is Establishment.AUXILIARY:
                now = replace(now, roles=tuple(each for each in now.roles if each is not Role.HANDLER))
            work.of(Officer).save(now)
        return new

    def _before(self, officer: Officer, begins: date) -> Posting:
        """What an officer was until his first posting was recorded, so that no day is left without one."""
        return Posting(
            id=self._office.ids.new(),
            town=officer.town,
            officer_id=officer.id,
            begins=officer.in_post_from or begins,
            unit=officer.unit,
            post=officer.post,
            establishment=officer.establishment,
            ends=begins - timedelta(days=1),
        )


def _records(work: UnitOfWork, person: UUID) -> tuple[Officer, ...]:
    first = work.of(Officer).find(id=person)
    return (*first, *work.of(Officer).find(person_id=person))
