"""Backups (备份): made by a command of the office's own, between two notes of how far each town was.

Desks forget what they handed over only when it lies in the oldest backup that is kept.
"""

from __future__ import annotations

import shlex
import subprocess
from datetime import datetime
from typing import TYPE_CHECKING

from sync.cityserver.clock import stamp
from sync.cityserver.errors import CityError
from sync.cityserver.reading import Question, Reading
from sync.cityserver.scope import CITY
from sync.cityserver.towns import every_town

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.cityserver.web.platform import Platform


BACKUP, OPERATOR = "备份", "命令行"


class NoBackupCommandError(CityError):
    """The command of a backup cannot be started."""

    status = 500
    code = "no_backup_command"
    hint = "请写明备份命令的完整路径，并确认运行平台的账户可以执行它；这一次不算作备份。"

    def __init__(self, command: Sequence[str]) -> None:
        super().__init__(f"备份命令不能执行：{shlex.join(command)}。")


class BackupFailedError(CityError):
    """The command of a backup ended with a failure."""

    status = 500
    code = "backup_failed"
    hint = "请检查备份命令和磁盘空间；这一次不算作备份，各台电脑保留的内容不受影响。"

    def __init__(self, command: Sequence[str], code: int) -> None:
        super().__init__(f"备份命令失败（退出码{code}）：{shlex.join(command)}。")


def keep_backup(platform: Platform, command: Sequence[str], kept: int) -> None:
    """Run a backup command; only when it succeeded are its contents counted as kept."""
    towns = (*every_town(platform.reports), CITY)
    begun = platform.clock.now()
    marks = {town: platform.core.backup_mark(town) for town in towns}
    try:
        done = subprocess.run(command, check=False)  # noqa: S603 - the operator's own command
    except OSError as error:
        raise NoBackupCommandError(command) from error
    if done.returncode:
        raise BackupFailedError(command, done.returncode)
    platform.staff.did(OPERATOR, BACKUP, stamp(begun))
    oldest = _oldest_begun(platform, kept)
    for town, mark in marks.items():
        platform.core.backup_taken(town, mark, kept)
        platform.blobs.mark_backed(town, oldest)


def _oldest_begun(platform: Platform, kept: int) -> datetime:
    """Return when the oldest backup that is still kept began: what was complete then is in all of them."""
    asked = Question("city_deed", "at desc", ["what = :what"], {"what": BACKUP})
    done = [each.about for each in Reading(platform.reports).every(asked)][:kept]
    return datetime.fromisoformat(done[-1])
