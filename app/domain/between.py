"""Between (区间): a stretch from a first value up to, and without, an end; either side may be open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Between:
    """区间 (between): what a list is narrowed to in time."""

    first: datetime | None = None
    end: datetime | None = None

    def holds(self, value: datetime | None) -> bool:
        """Tell whether a value lies in it; nothing lies in no stretch."""
        if value is None:
            return False
        return (self.first is None or self.first <= value) and (self.end is None or value < self.end)
