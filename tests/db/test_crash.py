"""A program killed in the middle of its commits leaves a sound store, and no number twice."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from localdb.store import FILE_NAME, open_store
from tests.db.surroundings import TOWN, means

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from app.adapters.clock import SystemClock
from app.domain.case import Case
from localdb.store import open_store
from tests.db.surroundings import case, means

given = means(SystemClock())
store = open_store(Path(sys.argv[1]), given)
while True:
    with store.begin() as work:
        one = case(given)
        n = work.numbers.take("罚", 2026, one.id)
        work.of(Case).save(case(given, number=f"{n}号"))
        work.commit()
    print(n, flush=True)
"""


@pytest.mark.parametrize("commits", [1, 7, 23])
def test_a_killed_program_leaves_a_sound_store(tmp_path: Path, commits: int) -> None:
    last = 0
    for _ in range(2):
        last = run_and_kill(tmp_path, commits)

    numbers = kept(tmp_path, "SELECT n FROM number_uses ORDER BY n")
    cases = kept(tmp_path, "SELECT number FROM cases ORDER BY id")
    sets = kept(tmp_path, "SELECT cs_no FROM outbox ORDER BY cs_no")

    assert kept(tmp_path, "PRAGMA integrity_check") == ["ok"]
    assert kept(tmp_path, "PRAGMA foreign_key_check") == []
    # The kill may fall between a commit and its being told.
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= last >= 2 * commits
    assert cases == [f"{n}号" for n in numbers]
    assert sets == numbers
    store = open_store(tmp_path, means())
    assert len(store.lists.ids("cases", {"town": TOWN}, "号")) == len(numbers)
    store.close()


def run_and_kill(folder: Path, commits: int) -> int:
    """Run the program until it told of some commits, kill it, and return the last number it told."""
    child = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert child.stdout is not None
    told = [int(child.stdout.readline()) for _ in range(commits)]
    child.send_signal(signal.SIGKILL)
    rest, _ = child.communicate()
    complete = [int(each) for each in rest.splitlines(keepends=True) if each.endswith("\n")]
    return (told + complete)[-1]


def kept(folder: Path, query: str) -> list[object]:
    """Return the first column of what the store holds."""
    connection = sqlite3.connect(folder / FILE_NAME)
    rows = [row[0] for row in connection.execute(query)]
    connection.close()
    return rows
