"""Disagreement (冲突): what two people wrote without having seen each other, and what may be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from datetime import datetime
from typing import Any
from uuid import UUID

VALUE_KINDS = ("field", "held")
"""Conflicts over values, of which the late ones may be taken."""
KINDS = frozenset(("field", "edit_vs_delete", "delete_vs_edit", "duplicate", "held"))
"""Every kind of conflict this program knows what to do about."""

OF_A_NEWER_PROGRAM = "含有新版程序录入的内容"
"""What a conflict is said to be that this program cannot read."""
UPDATE_FIRST = "请更新本机程序，或者在已更新的电脑上处理。"
"""What to do about it."""


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
        whole: Whether the late side came with other work, and is taken with it or left with it.
        torn: Whether a part of that work was settled already, so that it can only be left.
        spent: Whether the number it would use was taken at another computer, is used, or has a successor.
        others: The other open conflicts of that work.
        spoken: The records that the values of the open conflicts name, by their identities.
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
    whole: bool = False
    torn: bool = False
    spent: bool = False
    others: tuple[Disagreement, ...] = ()
    spoken: Mapping[UUID, Any] = field(default_factory=dict)

    @property
    def cards(self) -> tuple[Disagreement, ...]:
        """This conflict and what is settled with it."""
        return (self, *self.others)

    @property
    def born(self) -> bool:
        """Whether the late side is a new record, held back because of what came with it."""
        if not self.readable or self.record is not None or self.kind != "held" or self.before.values:
            return False
        needed = {each.name for each in fields(self.record_kind) if not _has_default(each)}
        return needed - {"id", "town"} <= self.late.values.keys()

    @property
    def takeable(self) -> bool:
        """Whether all of the late side that came together can be taken as it came."""
        return not self.torn and all(each.fits for each in self.cards)

    @property
    def settleable(self) -> bool:
        """Whether a person may decide here and now: all of it can be read, and nothing was decided."""
        return all(each.readable and not each.decided for each in self.cards)

    @property
    def stands(self) -> tuple[object, ...]:
        """What a person saw standing when deciding; a decision over anything else is none."""
        return tuple((each.id, each.deleted, dict(each.kept.values)) for each in self.cards)

    @property
    def fits(self) -> bool:
        """Whether values are to be written into a living record, or a whole record is to be born."""
        lives = self.record is not None and not self.deleted and bool(self.before.values)
        return bool(self.fields) and self.kind in VALUE_KINDS and not self.spent and (lives or self.born)


def _has_default(each: Field[Any]) -> bool:
    return each.default is not MISSING or each.default_factory is not MISSING
