"""Values (装备表单): what the moves of a piece ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from app.domain.field import Field, Kind

READ_AT_RUN_TIME = (date, UUID)
"""Forms read the types of the declarations below."""


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """What handing out asks (配发)."""

    officer: Annotated[UUID, Field("领用人", "配发", required=True, kind=Kind.OFFICER)]
    on: Annotated[date, Field("日期", "配发", required=True)]
    note: Annotated[str, Field("说明", "配发")] = ""


@dataclass(frozen=True, slots=True)
class MoveFacts:
    """What any other move asks (流转)."""

    on: Annotated[date, Field("日期", "流转", required=True)]
    note: Annotated[str, Field("说明", "流转")] = ""
