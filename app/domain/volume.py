"""Volume (案卷): the bound file of a closed case, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.domain.field import Field


class Retention(StrEnum):
    """How long a volume is kept (保管期限; local rules differ, to confirm)."""

    PERMANENT = "permanent"
    THIRTY_YEARS = "thirty_years"
    TEN_YEARS = "ten_years"


RETENTION_WORDS = {
    Retention.PERMANENT: "永久",
    Retention.THIRTY_YEARS: "三十年",
    Retention.TEN_YEARS: "十年",
}


@dataclass(frozen=True, slots=True)
class VolumeEntry:
    """卷内文件 (volume entry): one line of the index; pages count from one."""

    order: int
    title: str
    number: str
    responsible: str
    day: str
    first_page: int
    last_page: int
    document_id: str = ""
    evidence_id: str = ""


@dataclass(frozen=True, slots=True)
class Volume:
    """案卷 (volume): one case, one file; its PDF is named by its sha256."""

    id: UUID
    town: str
    case_id: UUID
    archive_no: Annotated[str, Field("归档号")]
    retention: Annotated[Retention, Field("保管期限", "案卷", required=True)]
    entries: tuple[VolumeEntry, ...] = ()
    pages: int = 0
    bound_on: date | None = None
    bound_by: UUID | None = None
    checked_by: Annotated[str, Field("检查人", "案卷")] = ""
    pdf_hash: str = ""
