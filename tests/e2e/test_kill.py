"""Killed at any moment of its work, the program comes back with all it confirmed, and nothing by halves."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from app.domain.case import Case
from app.domain.document import Document
from app.domain.number_use import NumberUse
from localdb.store import FILE_NAME
from tests.e2e.office import MovedClock, founded, reopened
from tests.e2e.walk import DRAFT, told_lines

ROOT = Path(__file__).parents[2]
KILLS, MANY_KILLS = 20, 200
LONGEST_S = 2.0


@pytest.mark.timeout(3600)
def test_kills_at_random_moments_lose_nothing_confirmed(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    founded(tmp_path, MovedClock()).close()
    chance = Random(20260303)
    told: list[str] = []
    for _ in range(MANY_KILLS if request.config.getoption("--long") else KILLS):
        told += walk_and_kill(tmp_path, chance.uniform(0.0, LONGEST_S))
        check(tmp_path, told)

    assert len(told) > KILLS


def walk_and_kill(folder: Path, seconds: float) -> list[str]:
    """Let the walk go on for some time after its first step, kill it, and return what it told."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.e2e.walk", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        assert first, "the walk began"
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read()
    return [first.strip(), *(each.strip() for each in rest.splitlines(keepends=True) if each.endswith("\n"))]


def check(folder: Path, told: list[str]) -> None:
    """Hold the store to everything that was told."""
    check_sound(folder)
    lines = set(told_lines(folder))
    assert {each.split("\t")[1] for each in told} <= lines, "every confirmed step is there"
    program = reopened(folder, MovedClock())
    draft = program.store.drafts.load(DRAFT)
    program.close()
    assert draft is not None
    assert int(draft.texts["n"]) >= int(told[-1].split("\t")[2]), "the draft typed last is there"


def check_sound(folder: Path) -> None:
    """Hold a store to its own order: sound, whole, every number once, every final paper with its PDF."""
    connection = sqlite3.connect(folder / FILE_NAME)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    sets = [row[0] for row in connection.execute("SELECT cs_no FROM outbox ORDER BY cs_no")]
    connection.close()
    assert sets == list(range(1, len(sets) + 1))
    program = reopened(folder, MovedClock())
    try:
        with program.office.read() as work:
            uses = Counter((each.town, each.series, each.year, each.n) for each in work.of(NumberUse).find())
            final = [each for each in work.of(Document).find() if each.standing]
            cases = [each.number for each in work.of(Case).find() if each.number]
        assert all(program.files.get(each.archive_hash) for each in final)
    finally:
        program.close()
    numbers = [each.number for each in final if each.number]
    assert [each for each, count in uses.items() if count > 1] == []
    assert len(set(numbers)) == len(numbers)
    assert len(set(cases)) == len(cases)
