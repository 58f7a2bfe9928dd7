"""A store that would be damaged is not opened, and a full disk keeps nothing half-written."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.domain.case import Case
from app.domain.errors import AppError
from localdb.engine import KeyWithoutCipherError, open_engine
from localdb.failures import StoreBusyError, StoreFullError
from localdb.guards import CloudFolderError, NotOurFileError, mounted_as, refuse_cloud
from localdb.lock import StoreHeldError
from localdb.store import FILE_NAME, Store, open_store
from localdb.unit_of_work import NotEnteredError, SqlUnitOfWork
from tests.db.surroundings import case, means

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from localdb.outbox import Means

MOUNTS = """/dev/sda1 / ext4 rw 0 0
//server/share /mnt/office\\040share cifs rw 0 0
/dev/sdb1 /mnt/office\\040share/disk ext4 rw 0 0
"""


@pytest.mark.parametrize("name", ["OneDrive", "OneDrive - 江阴", "坚果云", "WPS云盘", "Dropbox"])
def test_a_cloud_folder_is_refused(name: str) -> None:
    with pytest.raises(CloudFolderError) as refused:
        refuse_cloud(Path("D:/甲") / name / "执法")

    assert name in refused.value.message
    assert refused.value.hint


def test_a_store_in_a_cloud_folder_is_not_even_made(tmp_path: Path) -> None:
    with pytest.raises(CloudFolderError):
        open_store(tmp_path / "OneDrive" / "store", means())

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/data", "ext4"),
        ("/mnt/office share/a", "cifs"),
        ("/mnt/office share/disk/a", "ext4"),
        ("/mnt/office", "ext4"),
    ],
)
def test_the_kind_of_a_folder_is_that_of_its_nearest_mount(folder: str, kind: str) -> None:
    assert mounted_as(Path(folder), MOUNTS) == kind


def test_a_file_of_another_program_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (a)")
    connection.close()
    before = path.read_bytes()

    with pytest.raises(NotOurFileError):
        open_store(tmp_path, means())

    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"minutes of a meeting" * 100)

    with pytest.raises(NotOurFileError):
        open_store(tmp_path, means())

    assert (tmp_path / FILE_NAME).read_bytes() == b"minutes of a meeting" * 100


def test_a_store_is_opened_once(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreHeldError) as refused:
        open_store(tmp_path / "store", means())

    signed = json.loads((tmp_path / "store" / "store.lock").read_text("utf-8"))
    assert signed["process"] == os.getpid()
    assert signed["computer"] in refused.value.message

    store.close()
    open_store(tmp_path / "store", means()).close()


def test_a_killed_program_frees_its_store(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path; from localdb.lock import StoreLock;"
        "lock = StoreLock(Path(sys.argv[1])); print('held', flush=True); time.sleep(60)"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    with pytest.raises(StoreHeldError):
        open_store(tmp_path, means())

    child.send_signal(signal.SIGKILL)
    child.communicate()

    open_store(tmp_path, means()).close()


def test_a_full_disk_keeps_nothing_half_written(store: Store, given: Means, tmp_path: Path) -> None:
    store.close()
    engine = open_engine(tmp_path / "store" / FILE_NAME)
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    long = case(given, findings="甲" * 20_000)

    with pytest.raises(StoreFullError) as refused:
        keep(engine, given, long)

    with SqlUnitOfWork(engine, given, writing=False) as work:
        assert work.of(Case).find() == ()
    engine.dispose()
    assert isinstance(refused.value, AppError)
    assert refused.value.hint


def keep(engine: Engine, given: Means, record: Case) -> None:
    """Save one case in one transaction."""
    with SqlUnitOfWork(engine, given) as work:
        work.of(Case).save(record)
        work.commit()


def test_a_second_writer_is_told_that_the_store_is_busy(store: Store, given: Means, tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "store" / FILE_NAME)
    with engine.connect() as connection:
        connection.rollback()
        connection.connection.driver_connection.execute("PRAGMA busy_timeout = 10")  # type: ignore[union-attr] # DB-API seam

    with store.begin(), pytest.raises(StoreBusyError), SqlUnitOfWork(engine, given):
        pass
    engine.dispose()


def test_reading_goes_on_beside_a_write(store: Store, given: Means) -> None:
    one = case(given)
    with store.begin() as writing:
        writing.of(Case).save(one)
        with store.read() as reading:
            assert reading.of(Case).find() == ()
            writing.commit()
            assert reading.of(Case).find() == ()

    with store.read() as reading:
        assert reading.of(Case).find() == (one,)


def test_nothing_is_done_after_the_commit(store: Store, given: Means) -> None:
    with store.begin() as work:
        work.commit()
        with pytest.raises(NotEnteredError):
            work.of(Case).save(case(given))


def test_a_key_is_never_given_to_a_driver_that_ignores_it(tmp_path: Path) -> None:
    with pytest.raises(KeyWithoutCipherError):
        open_engine(tmp_path / "a.db", None, b"k" * 32)
