"""Seconds of processor time that a process and what it started have used."""

from __future__ import annotations

import os
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_PARENT, _FIRST, _LAST = 1, 11, 15
"""Places in ``/proc/PID/stat`` behind the name: the parent, and own and awaited children's times."""


def used(*processes: int) -> float:
    """Return what these processes and their children, running or ended, have used so far."""
    return sum(_ticks(each) for each in processes) / _TICK


def _ticks(process: int) -> int:
    times = [_fields(each) for each in (process, *_children(process))]
    return sum(sum(map(int, each[_FIRST:_LAST])) for each in times if each)


def _children(process: int) -> list[int]:
    numbers = [int(each.name) for each in Path("/proc").iterdir() if each.name.isdecimal()]
    return [number for number in numbers if (fields := _fields(number)) and int(fields[_PARENT]) == process]


def _fields(process: int) -> list[str]:
    """Return the fields behind the name; none for a process that has ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(") ")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
