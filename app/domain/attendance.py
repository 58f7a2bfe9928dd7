"""Attendance (培训签到): who was at a session, and the score where it was an examination."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from app.domain.field import Field


@dataclass(frozen=True, slots=True)
class Attendance:
    """培训签到 (attendance): one officer at one session.

    Attributes:
        score: Points of the examination as written on the sheet; empty where there was none.
    """

    id: UUID
    town: str
    session_id: UUID
    officer_id: UUID
    present: Annotated[bool, Field("到课", "签到")] = True
    score: Annotated[str, Field("成绩", "签到")] = ""
