"""Document number (文号): every number of a series is used once, or void with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class NumberState(StrEnum):
    """What became of a number (文号状态)."""

    USED = "used"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class NumberUse:
    """文号登记 (number use): one line of the register of a town, series and year."""

    id: UUID
    town: str
    series: str
    year: int
    n: int
    text: str
    document_id: UUID | None
    state: NumberState = NumberState.USED
    reason: str = ""
