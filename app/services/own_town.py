"""Own town (本镇街): of a store with several towns a signed-in person has the own one and the city's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from app.domain.attendance import Attendance
from app.domain.bureau import Bureau
from app.domain.certificate import Certificate
from app.domain.certificate_request import CertificateRequest
from app.domain.errors import AppError
from app.domain.log_line import LogLine
from app.domain.officer import Officer
from app.domain.penalty_subject import PenaltySubject
from app.domain.posting import Posting
from app.domain.record import Record, title_of
from app.domain.role import Role
from app.domain.training_session import TrainingSession
from app.domain.unit import Unit
from app.rules.institutions import CITY
from app.services.passed_on import PassedOn
from app.services.signing_in import NotSignedInError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from uuid import UUID

    from app.domain.role import SignedIn
    from app.ports import Records, UnitOfWork, WhoIs

T = TypeVar("T", bound=Record)

SEVERAL_TOWNS: frozenset[type] = frozenset(
    {
        Attendance,
        Bureau,
        Certificate,
        CertificateRequest,
        LogLine,
        Officer,
        PenaltySubject,
        Posting,
        TrainingSession,
        Unit,
    }
)
"""Kinds that stay open over all towns: the directory, which one administrator sets up, and people with
certificates and lessons, who are looked up, checked and moved city-wide (全市各单位). What another town has
of them is written by an administrator or the city alone. A line of history bears its writer's town; no
history is cut, and one is read through what it is about."""
_EVERYBODYS = frozenset(("", CITY))


class OtherTownError(AppError):
    """Something of another town was asked for, or was to be changed."""

    code = "town.other"
    hint = "请由该镇街的人员登录后查看、办理。"

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}属于其他镇街，不能在本镇街查看或者办理。")


def own_town(who: WhoIs) -> str | None:
    """Return the signed-in person's town (本镇街); ``None`` while nobody is, who has the whole store."""
    person = _person(who)
    return None if person is None else person.town


def refuse_foreign(who: SignedIn, record: Record) -> None:
    """Raise ``OtherTownError`` for a record that belongs to another town than the person's (本镇街)."""
    kind = type(record)
    if kind not in SEVERAL_TOWNS and record.town not in _EVERYBODYS | {who.town}:
        raise OtherTownError(_told(kind))


def in_own_town(begin: Callable[[], UnitOfWork], who: WhoIs) -> Callable[[], UnitOfWork]:
    """Return what opens units of work that know no other town than the signed-in person's (本镇街)."""

    def opened() -> UnitOfWork:
        person = _person(who)
        return begin() if person is None else _OwnWork(begin(), person)

    return opened


def _person(who: WhoIs) -> SignedIn | None:
    try:
        return who()
    except NotSignedInError:
        return None


class _OwnWork(PassedOn):
    """A unit of work of one town."""

    def __init__(self, work: UnitOfWork, person: SignedIn) -> None:
        super().__init__(work)
        self._towns = _EVERYBODYS | {person.town}
        self._writes_everywhere = person.town == CITY or person.holds(Role.ADMIN)

    def of(self, kind: type[T]) -> Records[T]:
        """Return the town's records of a kind, and the city's."""
        records = super().of(kind)
        if kind not in SEVERAL_TOWNS:
            return _OwnRecords(records, kind, self._towns)
        return records if self._writes_everywhere else _OpenRecords(records, kind, self._towns)


class _OwnRecords(Generic[T]):
    """Records of some towns; those of others are not found, and neither handed out nor taken."""

    def __init__(self, records: Records[T], kind: type[T], towns: Collection[str]) -> None:
        self._records = records
        self._kind = kind
        self._towns = towns

    def get(self, record_id: UUID) -> T:
        """Return one record, or raise ``RecordNotFoundError`` or ``OtherTownError``."""
        return self._own(self._records.get(record_id))

    def find(self, **equal: object) -> tuple[T, ...]:
        """Return the records whose attributes equal the given values, oldest first."""
        # Narrowed here, not in the question: the index of what was asked for serves better than the town's.
        return tuple(each for each in self._records.find(**equal) if each.town in self._towns)

    def among(self, ids: Collection[UUID]) -> tuple[T, ...]:
        """Return those records of some identities that are here, by id."""
        return tuple(each for each in self._records.among(ids) if each.town in self._towns)

    def glance(self, ids: Collection[UUID], *names: str) -> tuple[tuple[Any, ...], ...]:
        """Return some attributes of the records of some identities, by id, and read no more of them."""
        told = self._records.glance(ids, "town", *names)
        return tuple(each[1:] for each in told if each[0] in self._towns)

    def save(self, record: T) -> None:
        """Add or replace a record."""
        self._records.save(self._own(record))

    def remove(self, record: T, reason: str) -> None:
        """Delete a record for a reason told by a person."""
        self._records.remove(self._own(record), reason)

    def revive(self, old: T, record: T) -> None:
        """Bring a record back that was deleted as ``old``."""
        self._records.revive(old, self._own(record))

    def decide(self, record: T, conflict: str, fields: Collection[str]) -> None:
        """Save a record as a person decided it."""
        self._records.decide(self._own(record), conflict, fields)

    def _own(self, record: T) -> T:
        if record.town not in self._towns:
            raise OtherTownError(_told(self._kind))
        return record


class _OpenRecords(_OwnRecords[T]):
    """Records that all may read and the own town alone may write."""

    def get(self, record_id: UUID) -> T:
        """Return one record of any town, or raise ``RecordNotFoundError``."""
        return self._records.get(record_id)

    def find(self, **equal: object) -> tuple[T, ...]:
        """Return the records of all towns whose attributes equal the given values, oldest first."""
        return self._records.find(**equal)

    def among(self, ids: Collection[UUID]) -> tuple[T, ...]:
        """Return those records of some identities that are here, of all towns, by id."""
        return self._records.among(ids)

    def glance(self, ids: Collection[UUID], *names: str) -> tuple[tuple[Any, ...], ...]:
        """Return some attributes of the records of some identities of all towns, and read no more."""
        return self._records.glance(ids, *names)


def _told(kind: type) -> str:
    return f"这条记录（{title_of(kind)}）"
