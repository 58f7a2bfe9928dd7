"""Recordings (记录仪清单): a station's list read row by row, and the cases a recording may belong to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from app.domain.case import Case
from app.domain.certificate import Certificate
from app.domain.equipment import Equipment
from app.domain.equipment_move import EquipmentMove, MoveKind
from app.domain.evidence import Evidence
from app.domain.officer import Officer
from app.domain.recorder_file import RecorderFile
from app.rules.deadlines.given import BEIJING
from app.rules.lists.grid import Grid
from app.rules.lists.headings import find_heading

BOOK = "recorder_headings.toml"
_MOMENT = re.compile(
    r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?[ T]+([0-9]{1,2})[:：]([0-9]{2})(?:[:：]([0-9]{2}))?"
)
_PACKED = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})[ _-]?([0-9]{2})([0-9]{2})([0-9]{2})")
_CLOCK = re.compile(r"(?:([0-9]{1,2})[:：])?([0-9]{1,3})[:：]([0-9]{2})")
_DIGEST = re.compile(r"[0-9a-fA-F]{64}")
_AROUND = timedelta(minutes=30)
"""How far before and after an act a recording still belongs to it (proposal)."""
_LONGEST = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class RecordingList:
    """What was read of a station's list (识别结果): recordings, and rows left out with the reason."""

    files: tuple[RecorderFile, ...]
    refused: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class KnownGear:
    """Who can be told from a list (已知人员和装备)."""

    officers: tuple[Officer, ...]
    certificates: tuple[Certificate, ...]
    equipment: tuple[Equipment, ...]
    moves: tuple[EquipmentMove, ...]

    def holder(self, device: str, day: date) -> UUID | None:
        """Return who had a device on a day, by its moves."""
        ids = {each.id for each in self.equipment if each.number == device}
        own = [each for each in self.moves if each.equipment_id in ids and each.on <= day]
        last = max(own, key=lambda each: (each.on, each.id), default=None)
        return last.officer_id if last is not None and last.kind is MoveKind.ISSUE else None

    def named(self, name: str, number: str) -> UUID | None:
        """Return the officer of a certificate number, or the only one of a name."""
        held = [each.officer_id for each in self.certificates if number and each.number == number]
        named = [each.id for each in self.officers if name and each.name == name]
        return held[-1] if held else (named[0] if len(named) == 1 else None)


def read_recordings(grid: Grid, town: str, known: KnownGear, new_id: Callable[[], UUID]) -> RecordingList:
    """Read a list, or raise ``NoHeadingError``; a row without device, file and time is left out by name."""
    heading = find_heading(grid, BOOK)
    files: list[RecorderFile] = []
    refused: list[tuple[int, str]] = []
    for row in range(heading.last + 1, len(grid.rows)):
        if not grid.filled(row) or grid.alone(row):
            continue
        cells = {name: grid.spread(row, column) for name, column in heading.columns.items()}
        try:
            files.append(_file(cells, town, known, new_id))
        except ValueError as error:
            refused.append((row + 1, str(error)))
    return RecordingList(tuple(files), tuple(refused))


def moment_of(text: str) -> datetime:
    """Return a moment in Beijing as stations write it."""
    found = _MOMENT.search(text) or _PACKED.search(text)
    if found is None:
        msg = f"“{text}”不是日期和时间" if text else "没有写明时间"
        raise ValueError(msg)
    parts = [int(each or 0) for each in found.groups()]
    try:
        return datetime(*parts, tzinfo=BEIJING)  # type: ignore[misc,arg-type] # six whole numbers
    except ValueError:
        msg = f"“{text}”不是日历上的时间"
        raise ValueError(msg) from None


def offered(
    files: Iterable[RecorderFile], case: Case, evidence: Iterable[Evidence], moments: Iterable[datetime]
) -> tuple[RecorderFile, ...]:
    """Return the recordings a case may want: of its handlers, around its acts, taken by no other case.

    Args:
        files: Recordings of the town.
        case: The case.
        evidence: Its evidence, whose moments of taking count.
        moments: Other moments at which something was done in the case.
    """
    times = [*moments, *(each.taken_at for each in evidence if each.taken_at is not None)]
    mine = [each for each in files if each.case_id in (None, case.id) and each.officer_id in case.handlers]
    return tuple(each for each in mine if each.case_id == case.id or any(_near(each, at) for at in times))


def _near(file: RecorderFile, at: datetime) -> bool:
    return file.begins - _AROUND <= at <= file.ends + _AROUND


def _file(cells: Mapping[str, str], town: str, known: KnownGear, new_id: Callable[[], UUID]) -> RecorderFile:
    device, name = cells.get("device", "").strip(), cells.get("file_name", "").strip()
    if not device or not name:
        msg = "没有写明设备编号" if not device else "没有写明文件名"
        raise ValueError(msg)
    begins = moment_of(cells.get("begins", "") or name)
    ends = _end(cells, begins)
    digest = cells.get("digest", "").strip()
    who = known.named(cells.get("officer", "").strip(), cells.get("officer_number", "").strip())
    size = cells.get("size", "").strip()
    return RecorderFile(
        id=new_id(),
        town=town,
        device=device,
        begins=begins,
        ends=ends,
        file_name=name,
        officer_id=who or known.holder(device, begins.date()),
        station=cells.get("station", "").strip(),
        file_size=int(size) if size.isdecimal() else 0,
        file_hash=digest.lower() if _DIGEST.fullmatch(digest) else "",
    )


def _end(cells: Mapping[str, str], begins: datetime) -> datetime:
    text, span = cells.get("ends", "").strip(), cells.get("seconds", "").strip()
    ends = moment_of(text) if text else begins + _span(span)
    if not timedelta(0) <= ends - begins <= _LONGEST:
        msg = f"结束时间{ends:%Y-%m-%d %H:%M}不在开始时间之后一天内"
        raise ValueError(msg)
    return ends


def _span(text: str) -> timedelta:
    clock = _CLOCK.fullmatch(text)
    if clock:
        hours, minutes, seconds = (int(each or 0) for each in clock.groups())
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if text.isdecimal():
        return timedelta(seconds=int(text))
    msg = "没有写明结束时间或时长" if not text else f"“{text}”不是时长"
    raise ValueError(msg)
