"""A full disk, at whichever write it fills up: nothing is kept by halves, the refusal is in words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.domain.case import Case
from app.domain.clue import Clue
from localdb.engine import open_engine
from localdb.failures import StoreFullError, StoreUnreadableError
from localdb.store import FILE_NAME, Store
from localdb.unit_of_work import SqlUnitOfWork
from tests.db.surroundings import case, clue

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from localdb.outbox import Means

ROOT = Path(__file__).parents[2]
MOST_PAGES = 60
LIMITED = """
import resource, signal, sys
from pathlib import Path
from app.adapters.files import BlobFiles
from app.domain.case import Case
from app.domain.errors import AppError
from localdb.store import open_store
from tests.db.surroundings import case, means

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder, step, what = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
given = means()
store, files = open_store(folder, given), BlobFiles(folder / "files")
largest = max(each.stat().st_size for each in folder.glob("chengzhi.db*")) if what == "store" else 0
resource.setrlimit(resource.RLIMIT_FSIZE, (largest + step, resource.RLIM_INFINITY))
try:
    if what == "store":
        with store.begin() as work:
            work.of(Case).save(case(given, findings="甲" * 9000))
            work.commit()
    else:
        files.put(b"x" * 9000)
    print("kept")
except AppError as error:
    print("refused", error.code)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
"""


def test_at_every_page_of_a_save(store: Store, given: Means, tmp_path: Path) -> None:
    store.close()
    engine = open_engine(tmp_path / "store" / FILE_NAME)
    refused = 0
    for room in range(MOST_PAGES):
        try:
            keep(engine, given, room)
        except StoreFullError:
            refused += 1
            assert everything(engine, given) == ((), ()), f"with room for {room} pages"
        else:
            break
    kept = everything(engine, given)
    engine.dispose()

    assert refused > 3
    assert [len(each) for each in kept] == [1, 1]


@pytest.mark.parametrize("what", ["store", "files"])
def test_at_every_size_a_file_may_have(tmp_path: Path, what: str) -> None:
    told = [limited(tmp_path / str(step), step, what) for step in (0, 1, 4096, 9000, 20_000, 60_000, 10**6)]

    assert told[0].startswith("refused")
    assert told[-1] == "kept"
    assert {each.split()[0] for each in told} == {"refused", "kept"}
    assert all(each == "kept" or each.split()[1].startswith(("store.", "files.")) for each in told)
    assert told == sorted(told, key=lambda each: each == "kept"), "once it fits it always fits"


def limited(folder: Path, step: int, what: str) -> str:
    """Save in a program whose files may grow by so much, and look at what is there afterwards."""
    command = [sys.executable, "-c", LIMITED, str(folder), str(step), what]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = done.stdout.strip()
    engine = open_engine(folder / FILE_NAME)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        cases = connection.exec_driver_sql("SELECT count(*) FROM cases").scalar_one()
        sets = connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one()
    engine.dispose()
    assert cases == sets == (told == "kept" and what == "store")
    blobs = [each for each in (folder / "files").rglob("*") if each.is_file()]
    assert len(blobs) == (told == "kept" and what == "files"), blobs
    return told


def keep(engine: Engine, given: Means, room: int) -> None:
    """Save a case and a clue in one transaction, with room for so many more pages."""
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + room}")
    with SqlUnitOfWork(engine, given) as work:
        work.of(Case).save(case(given, findings="甲" * 9000))
        work.of(Clue).save(clue(given, summary="乙" * 9000))
        work.commit()


def everything(engine: Engine, given: Means) -> tuple[tuple[Case, ...], tuple[Clue, ...]]:
    """Return all cases and clues."""
    try:
        with SqlUnitOfWork(engine, given, writing=False) as work:
            return work.of(Case).find(), work.of(Clue).find()
    except StoreUnreadableError:
        pytest.fail("the store can be read after a full disk")
