"""Log line (办案日志): who did what, when, on which computer; never edited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class LogLine:
    """办案日志 (log line): one line of a case's history; ``code`` is stable, ``text`` is Chinese."""

    id: UUID
    town: str
    case_id: UUID | None
    at: datetime
    by_id: UUID
    by_name: str
    machine: str
    code: str
    text: str
