"""Values (签到表单): one officer's place on the sheet of a session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from app.domain.field import Field, Kind

READ_AT_RUN_TIME = (UUID,)
"""Forms read the types of the declarations below."""


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What a sheet asks (签到)."""

    there: Annotated[tuple[UUID, ...], Field("到课人员", "签到", kind=Kind.OFFICERS)] = ()
    absent: Annotated[tuple[UUID, ...], Field("应到未到人员", "签到", kind=Kind.OFFICERS)] = ()


@dataclass(frozen=True, slots=True)
class RequiredFacts:
    """What the office confirms (年度学时)."""

    hours: Annotated[int, Field("年度学时要求", "学时", required=True)]


@dataclass(frozen=True, slots=True)
class ScoreFacts:
    """What an examination's result asks (成绩)."""

    officer: Annotated[UUID, Field("人员", "成绩", required=True, kind=Kind.OFFICER)]
    score: Annotated[str, Field("成绩", "成绩", required=True)]
