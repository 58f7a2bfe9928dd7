"""Recorder file (记录仪文件): one recording of a station's list, tied to officer and time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from app.domain.field import Field


@dataclass(frozen=True, slots=True)
class RecorderFile:
    """记录仪文件 (recorder file): offered to the case whose handlers were at work within its time.

    Attributes:
        file_hash: Sha256 as the station lists it; empty where it lists none.
        case_id: The case it was taken into as evidence.
    """

    id: UUID
    town: str
    device: Annotated[str, Field("设备编号", "录像")]
    begins: Annotated[datetime, Field("开始时间", "录像")]
    ends: Annotated[datetime, Field("结束时间", "录像")]
    file_name: Annotated[str, Field("文件名", "录像")]
    officer_id: UUID | None = None
    station: Annotated[str, Field("采集站", "录像")] = ""
    file_size: int = 0
    file_hash: str = ""
    case_id: UUID | None = None
    evidence_id: UUID | None = None
