"""Which records a transaction touched, as far as search and time limits ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from localdb.outbox import Journal


@dataclass(frozen=True, slots=True)
class Touch:
    """One record touched, and the case it belongs to, if any."""

    kind: type
    record_id: UUID
    case_id: UUID | None


def touches(journal: Journal) -> list[Touch]:
    """Return what a journal touched, in order."""
    return [Touch(each.kind, each.record_id, _case_of(each.new or each.old)) for each in journal.changes()]


def _case_of(record: object) -> UUID | None:
    found = getattr(record, "case_id", None)
    return found if isinstance(found, UUID) else None
