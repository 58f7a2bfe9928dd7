"""Import report (导入报告): what became of every row of a file; none vanishes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that was not taken (未导入行): its number in the file (heading is 1) and the Chinese reason."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport(Generic[T]):
    """What became of a file (导入报告): rows read = taken + refused."""

    taken: tuple[T, ...]
    refused: tuple[RefusedRow, ...]

    @property
    def read(self) -> int:
        """How many rows the file had below its heading."""
        return len(self.taken) + len(self.refused)

    @property
    def summary(self) -> str:
        """One Chinese sentence with the counts."""
        return f"共读取{self.read}行，导入{len(self.taken)}行，未导入{len(self.refused)}行。"
