"""One copy a day, kept for a fortnight; a damaged file is said to be one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from app.bootstrap import build
from app.window import standing
from localdb.copies import KEPT, daily_copy
from localdb.store import FILE_NAME
from tests.e2e.office import MovedClock, founded

if TYPE_CHECKING:
    from pathlib import Path

    from app.bootstrap import Program

DAY = date(2026, 3, 3)


def test_a_day_has_one_copy_and_a_fortnight_is_kept(tmp_path: Path) -> None:
    program = founded(tmp_path, MovedClock())
    first = daily_copy(program.store, tmp_path, DAY)
    made = first.stat().st_mtime_ns

    assert daily_copy(program.store, tmp_path, DAY) == first
    assert first.stat().st_mtime_ns == made
    for days in range(1, KEPT + 3):
        daily_copy(program.store, tmp_path, DAY + timedelta(days=days))
    program.close()

    kept = sorted(each.name for each in (tmp_path / "backups").glob("daily-*.db"))
    assert len(kept) == KEPT
    assert first.name not in kept


def test_the_status_line_tells_a_sound_store_and_its_copy(tmp_path: Path) -> None:
    program = founded(tmp_path, MovedClock())

    words = standing(program, tmp_path)
    program.close()

    assert words.startswith("数据文件完好　最近备份 2026-03-03")


@pytest.mark.parametrize("byte", [0x00, 0xFF])
def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path, byte: int) -> None:
    founded(tmp_path, MovedClock()).close()
    program = founded_again(tmp_path, byte)

    words = standing(program, tmp_path)
    program.close()

    assert words.startswith("✕ 数据文件有损坏")
    assert not (tmp_path / "backups").exists()


def founded_again(folder: Path, byte: int) -> Program:
    """Return the program over a store in which pages in the middle were overwritten."""
    path = folder / FILE_NAME
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 8192] = bytes([byte]) * 8192
    path.write_bytes(content)
    return build(folder, MovedClock())
