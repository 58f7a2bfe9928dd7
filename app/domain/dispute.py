"""Dispute (未决冲突): an open conflict of the exchange, as far as it stands in the way of a case."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Dispute:
    """未决冲突 (dispute): what two computers disagree over and no named person has settled yet.

    Attributes:
        kind: The kind of the record.
        how: What they disagree over: ``field``, ``edit_vs_delete``, ``delete_vs_edit``, ``duplicate``,
            ``held``.
        about: Whom it concerns: the record, and the case, the paper or the party it speaks of.
        readable: Whether this program understands it; a newer one may have written what it does not.
    """

    conflict: str
    kind: type
    record_id: UUID
    how: str
    fields: tuple[str, ...]
    about: frozenset[UUID]
    readable: bool = True
