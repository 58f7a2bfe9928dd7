"""What merging works on: the image of a record, and a disagreement over it (冲突)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Image:
    """One record as the city server holds it, or as a clerk is shown it.

    Attributes:
        version: How often it took effect; 1 at birth, never back.
        deleted: Whether it lies among the deleted; its fields stay.
    """

    coll: str
    id: str
    version: int
    deleted: bool
    fields: Mapping[str, Any]


class DisagreementKind(StrEnum):
    """What two offices disagree over."""

    FIELD = "field"
    EDIT_VS_DELETE = "edit_vs_delete"
    DELETE_VS_EDIT = "delete_vs_edit"
    DUPLICATE = "duplicate"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One open question that only a person settles.

    Attributes:
        fields: The fields that were to change and did not.
        mine: Values of the one who came second, for the whole group.
        theirs: Values that stand.
        base: Values the second one had seen.
        urgent: False where only notes are touched.
    """

    kind: DisagreementKind
    fields: tuple[str, ...]
    mine: Mapping[str, Any]
    theirs: Mapping[str, Any]
    base: Mapping[str, Any]
    urgent: bool = True


@dataclass(frozen=True, slots=True)
class Merged:
    """What one operation did.

    Attributes:
        image: The record afterwards; ``None`` when nothing took effect.
        held: What did not take effect and waits for a person.
        closed: Conflicts that this operation settles.
        joined: Whether it was united with a change its author had not seen.
    """

    image: Image | None = None
    held: tuple[Disagreement, ...] = ()
    closed: tuple[str, ...] = ()
    joined: bool = False
