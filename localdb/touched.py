"""Which records a transaction touched, as far as search and time limits ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from localdb.outbox import Change, Journal


@dataclass(frozen=True, slots=True)
class Touch:
    """One record touched, and the case it belongs to, if any."""

    kind: type
    record_id: UUID
    case_id: UUID | None


def touches(journal: Journal) -> list[Touch]:
    """Return what a journal touched, in order; what went from one case to another touched both."""
    changed = journal.changes()
    return [Touch(each.kind, each.record_id, case_id) for each in changed for case_id in _cases_of(each)]


def _cases_of(change: Change) -> list[UUID | None]:
    new = _case_of(change.new or change.old)
    old = _case_of(change.old)
    return [new] if old in (None, new) else [new, old]


def _case_of(record: object) -> UUID | None:
    found = getattr(record, "case_id", None)
    return found if isinstance(found, UUID) else None
