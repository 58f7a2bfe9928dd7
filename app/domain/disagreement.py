"""Disagreement (冲突): what two people wrote without having seen each other, and what may be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

KINDS = frozenset(("field", "edit_vs_delete", "delete_vs_edit", "duplicate", "held"))
"""Every kind of conflict this program knows what to do about."""


@dataclass(frozen=True, slots=True)
class Version:
    """一方的内容: what one side has in the fields in question, who wrote it and when."""

    values: Mapping[str, Any]
    by: UUID | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """冲突 (conflict): two people changed one thing without having seen each other's change.

    Attributes:
        record: The record as it stands here, or stood when it was deleted; ``None`` where it is not here.
        before: What both started from.
        late: What came second and is held back.
        kept: What stands now.
        urgent: Whether it is more than a note.
        deleted: Whether the record is deleted now.
        decided: Whether a person at this computer settled it, and the city has not heard of it yet.
        readable: Whether this program understands it; a newer one may have written what it does not.
    """

    id: str
    kind: str
    record_id: UUID
    record: Any
    record_kind: type
    about: str
    case_id: UUID | None
    fields: tuple[str, ...]
    before: Version
    late: Version
    kept: Version
    urgent: bool
    deleted: bool = False
    decided: bool = False
    readable: bool = True

    @property
    def stands(self) -> tuple[object, ...]:
        """What a person saw standing when deciding; a decision over anything else is none."""
        return self.deleted, dict(self.kept.values)
