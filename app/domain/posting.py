"""Posting (任职经历): what an officer was from one day to another: unit, post, employment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from app.domain.field import Field
from app.domain.officer import Establishment


@dataclass(frozen=True, slots=True)
class Posting:
    """任职 (posting): both days count; an open end lasts until the next posting."""

    id: UUID
    town: str
    officer_id: UUID
    begins: Annotated[date, Field("任职起始日", "任职", required=True)]
    unit: Annotated[str, Field("中队（科室）", "任职", required=True)]
    post: Annotated[str, Field("职务", "任职")]
    establishment: Annotated[Establishment, Field("编制性质", "任职", required=True)]
    ends: Annotated[date | None, Field("任职终止日", "任职")] = None
    unit_id: UUID | None = None
    basis: Annotated[str, Field("任免文号或依据", "任职")] = ""

    def covers(self, day: date) -> bool:
        """Tell whether the officer was this on a day."""
        return self.begins <= day and (self.ends is None or day <= self.ends)


def posting_on(postings: tuple[Posting, ...], officer_id: UUID, day: date) -> Posting | None:
    """Return what an officer was on a day: the latest posting that covers it."""
    own = [each for each in postings if each.officer_id == officer_id and each.covers(day)]
    return max(own, key=lambda each: (each.begins, each.id), default=None)
