"""People (人员查询): who may handle what, whose certificate runs out; read, never written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.bureau import Bureau
from app.domain.certificate import Certificate
from app.domain.certificate_request import CertificateRequest
from app.domain.officer import Officer
from app.domain.posting import Posting, posting_on
from app.domain.role import Role
from app.rules.expiry import Expiring, expiring, in_use, newly_due
from app.rules.handlers import Candidate, Occasion, barred_from, candidates, why_not_review
from app.services.case_reading import read_case_file

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from app.ports import ExpiryNotes, UnitOfWork
    from app.services.office import Office


@dataclass(frozen=True, slots=True)
class Notice:
    """One certificate near its end with its holder (到期提醒)."""

    officer: Officer
    expiring: Expiring

    @property
    def words(self) -> str:
        """The warning as shown."""
        held, left = self.expiring.certificate, self.expiring.left
        when = f"还有{left}天到期" if left >= 0 else f"已过期{-left}天"
        return f"{self.officer.name}的执法证{held.number}{when}（有效期至{held.valid_to}）。"


@dataclass(frozen=True, slots=True)
class Person:
    """One person with the certificate relied on (人员与证件).

    Attributes:
        standing: Its standing today in one word; empty where there is none.
        left: Days to the end of its term, negative past it; ``None`` where there is none.
    """

    officer: Officer
    certificate: Certificate | None
    bureau: str
    standing: str
    left: int | None

    @property
    def id(self) -> UUID:
        """The person's identity."""
        return self.officer.id


@dataclass(frozen=True, slots=True)
class PersonFile:
    """Everything on one person (人员档案): certificates, requests, and what the person was and when."""

    officer: Officer
    bureau: str
    certificates: tuple[Certificate, ...]
    requests: tuple[CertificateRequest, ...]
    postings: tuple[tuple[Officer, Posting], ...]


class PeopleDesk:
    """人员查询台."""

    def __init__(self, office: Office, notes: ExpiryNotes) -> None:
        self._office = office
        self._notes = notes

    def listed(self, *, everywhere: bool = False) -> tuple[Person, ...]:
        """Return the people in post with the certificate each relies on, of the town or of all known here."""
        today = self._office.clock.today()
        with self._office.read() as work:
            people, held = self._serving(work, everywhere=everywhere)
            names = {each.town: each.name for each in work.of(Bureau).find()}
        used = {each.officer_id: each for each in in_use(held, today)}
        ended = {each.officer_id: each for each in held}
        return tuple(
            _person(one, used.get(one.id) or ended.get(one.id), names.get(one.town, one.town), today)
            for one in people.values()
        )

    def file(self, officer_id: UUID) -> PersonFile:
        """Return everything on one person, or raise ``RecordNotFoundError``."""
        with self._office.read() as work:
            officer = work.of(Officer).get(officer_id)
            first, later = (
                work.of(Officer).find(id=officer.person),
                work.of(Officer).find(person_id=officer.person),
            )
            own = {each.id: each for each in (officer, *first, *later)}
            found = [
                (each, one) for each in own.values() for one in work.of(Posting).find(officer_id=each.id)
            ]
            return PersonFile(
                officer,
                _bureau_name(work, officer.town),
                tuple(held for each in own for held in work.of(Certificate).find(officer_id=each)),
                tuple(ask for each in own for ask in work.of(CertificateRequest).find(officer_id=each)),
                tuple(sorted(found, key=lambda pair: (pair[1].begins, pair[1].id))),
            )

    def handlers(self, day: date, field: str = "", case_id: UUID | None = None) -> tuple[Candidate, ...]:
        """Return everybody of the town with whether they may handle in a field on a day, and why not.

        With a case, who withdrew from it, reviewed it or hosts its hearing may not.
        """
        with self._office.read() as work:
            file = None if case_id is None else read_case_file(work, case_id)
            town = self._office.who().town if file is None else file.case.town
            barred = {} if file is None else barred_from(file)
            people = [
                (each, posting_on(postings, each.id, day), held)
                for each, postings, held in _everybody(work, town)
            ]
            return candidates(people, Occasion(day, field, _town_name(work, town)), barred)

    def reviewers(self) -> tuple[Candidate, ...]:
        """Return the legal reviewers of the town, and why one may not take that work up (APL 58)."""
        today = self._office.clock.today()
        with self._office.read() as work:
            town = self._office.who().town
            people = [each for each in work.of(Officer).find(town=town) if Role.LEGAL_REVIEWER in each.roles]
        here = [each for each in people if each.in_post_on(today)]
        return tuple(Candidate(each, None, why_not_review(each)) for each in here)

    def expiring(self, *, everywhere: bool = False) -> tuple[Notice, ...]:
        """Return the certificates near or past their end, nearest first."""
        with self._office.read() as work:
            people, held = self._serving(work, everywhere=everywhere)
        found = expiring(held, self._office.clock.today())
        return tuple(Notice(people[each.certificate.officer_id], each) for each in found)

    def warn(self) -> tuple[Notice, ...]:
        """Return the warnings that are due and were not given here before, and remember them as given."""
        today = self._office.clock.today()
        with self._office.read() as work:
            people, held = self._serving(work, everywhere=False)
        fired, kept = newly_due(held, today, self._notes.given())
        self._notes.keep(kept, today)
        return tuple(Notice(people[each.certificate.officer_id], each) for each in fired)

    def _serving(
        self, work: UnitOfWork, *, everywhere: bool
    ) -> tuple[dict[UUID, Officer], list[Certificate]]:
        today, town = self._office.clock.today(), self._office.who().town
        given = {} if everywhere else {"town": town}
        people = {each.id: each for each in work.of(Officer).find(**given) if each.in_post_on(today)}
        held = [each for each in work.of(Certificate).find(**given) if each.officer_id in people]
        return people, held


def _everybody(
    work: UnitOfWork, town: str
) -> tuple[tuple[Officer, tuple[Posting, ...], tuple[Certificate, ...]], ...]:
    postings = work.of(Posting).find(town=town)
    held = work.of(Certificate).find(town=town)
    return tuple((each, postings, held) for each in work.of(Officer).find(town=town))


def _person(officer: Officer, held: Certificate | None, bureau: str, today: date) -> Person:
    if held is None:
        return Person(officer, None, bureau, "", None)
    return Person(officer, held, bureau, held.standing_on(today), (held.valid_to - today).days)


def _bureau_name(work: UnitOfWork, town: str) -> str:
    found = work.of(Bureau).find(town=town)
    return found[-1].name if found else town


def _town_name(work: UnitOfWork, town: str) -> str:
    found = work.of(Bureau).find(town=town)
    return found[-1].town_name if found else ""
