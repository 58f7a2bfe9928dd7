"""A backup counts only when its command succeeded, and only as many as are kept hold anything."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from sync.cityserver.keeping import BACKUP, BackupFailedError, NoBackupCommandError, keep_backup
from sync.cityserver.reading import Question, Reading
from sync.cityserver.scope import scoped
from sync.cityserver.tables import backup
from tests.sync.cityserver.platforms import platform_over
from tests.sync.cityserver.stores import TOWNS

if TYPE_CHECKING:
    from pathlib import Path

    from sync.cityserver.web.platform import Platform
    from tests.sync.cityserver.stores import Stores

WORKS = (sys.executable, "-c", "print('kept')")
FAILS = (sys.executable, "-c", "raise SystemExit(3)")


@pytest.fixture
def platform(stores: Stores, tmp_path: Path) -> Platform:
    return platform_over(stores, tmp_path)


def finished(stores: Stores, town: str) -> list[str]:
    with scoped(stores.app, town) as connection:
        moments = connection.execute(select(backup.c.taken_at).where(backup.c.town == town)).scalars()
        return [each for each in moments if each]


def noted(platform: Platform) -> int:
    asked = Question("city_deed", "at", ["what = :what"], {"what": BACKUP})
    return Reading(platform.reports).count(asked)


def test_of_the_backups_made_as_many_count_as_are_kept_in_every_town(
    platform: Platform, stores: Stores
) -> None:
    for _ in range(3):
        keep_backup(platform, WORKS, kept=2)

    assert {town: len(finished(stores, town)) for town in TOWNS} == dict.fromkeys(TOWNS, 2)
    assert noted(platform) == 3


def test_a_backup_whose_command_failed_does_not_count_and_says_so(platform: Platform, stores: Stores) -> None:
    with pytest.raises(BackupFailedError, match="退出码3") as failed:
        keep_backup(platform, FAILS, kept=2)

    assert failed.value.code == "backup_failed"
    assert [finished(stores, town) for town in TOWNS] == [[], [], []]
    assert noted(platform) == 0


def test_a_backup_whose_command_is_not_there_does_not_count_and_says_so(platform: Platform) -> None:
    with pytest.raises(NoBackupCommandError, match="/nowhere/city-backup") as failed:
        keep_backup(platform, ("/nowhere/city-backup", "out"), kept=2)

    assert failed.value.code == "no_backup_command"
    assert noted(platform) == 0
