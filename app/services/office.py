"""Office (办公环境): what every desk works with, and the log line that every write leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.log_line import LogLine

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from app.ports import Clock, Ids, UnitOfWork, WhoIs


@dataclass(frozen=True, slots=True)
class Office:
    """What a desk works with (办公环境): transactions, time, identities and the signed-in person.

    Attributes:
        look: Opens a view of the store that takes no write lock; ``begin`` serves where there is none.
    """

    begin: Callable[[], UnitOfWork]
    clock: Clock
    ids: Ids
    who: WhoIs
    look: Callable[[], UnitOfWork] | None = None

    def read(self) -> UnitOfWork:
        """Return a unit of work for reading only: an unchanging view, beside a running write."""
        return (self.look or self.begin)()


def log(work: UnitOfWork, office: Office, case_id: UUID | None, code: str, text: str) -> LogLine:
    """Write one line of a case's history within the transaction, and return it."""
    who = office.who()
    line = LogLine(
        id=office.ids.new(),
        town=who.town,
        case_id=case_id,
        at=office.clock.now(),
        by_id=who.officer_id,
        by_name=who.name,
        machine=who.machine,
        code=code,
        text=text,
    )
    work.of(LogLine).save(line)
    return line
