"""The window keeps the exchange going: what kept it back is told once, and it begins by itself afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject

from app.adapters.vault import SystemVaultClosedError
from app.device_key import VAULT_OPENED_BY
from app.window import LOOK_EVERY, keep_exchanging
from tests.sync.listening_city import Town, desk_of, listening
from tests.sync.test_standing_still import Moody, over

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.domain.errors import AppError
    from ui.jobs import JobRunner


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """A city that listens, and a desk that was let in."""
    monkeypatch.setenv(VAULT_OPENED_BY, "一个口令")
    with listening(tmp_path) as made:
        made.joined()
        yield made


def test_a_store_of_keys_that_answers_a_minute_late_needs_nobody(
    qtbot: QtBot, jobs: JobRunner, town: Town
) -> None:
    keys, window = Moody(), QObject()
    told: list[AppError] = []
    jobs.failed.connect(told.append)
    with desk_of(town) as program:
        online = over(program, town.desk, keys)
        online.join(town.url, town.new_code(), None)
        online.close()
        keys.fault = SystemVaultClosedError()

        looks = keep_exchanging(window, jobs, online, told.append)
        qtbot.waitUntil(lambda: len(told) == 1)
        looks.timeout.emit()
        qtbot.waitUntil(lambda: not jobs.busy)
        keys.fault = None
        for _ in range(2):
            looks.timeout.emit()
            qtbot.waitUntil(lambda: not jobs.busy)

        assert online.barrier == ""
        assert len(told) == 1
        assert looks.interval() == LOOK_EVERY
        assert looks.isActive()
        online.close()
