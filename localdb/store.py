"""The open store: transactions, drafts, lists, backups; one program holds it at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import insert, select

from localdb.attachments import SqlAttachments
from localdb.backup import back_up
from localdb.deadlines import SqlDeadlines
from localdb.drafts import SqlDrafts
from localdb.engine import READING, open_engine
from localdb.expiry import SqlExpiryNotes
from localdb.failures import StoreFullError, StoreUnreadableError
from localdb.guard import Watch
from localdb.guards import refuse_folder, refuse_foreign_file
from localdb.lists import SqlLists
from localdb.lock import StoreLock
from localdb.migrate import migrate
from localdb.numbers import Issuing
from localdb.outbox import DeviceRow
from localdb.unit_of_work import SqlUnitOfWork

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from app.sync_ports import Guard
    from localdb.outbox import Means

FILE_NAME = "chengzhi.db"


class Held(Protocol):
    """What keeps others out while a store is open."""

    def release(self) -> None:
        """Let others in."""


@dataclass(frozen=True, slots=True)
class Cipher:
    """An encrypting DB-API driver and its raw key of 32 bytes."""

    module: Any
    key: bytes


class Store:
    """One open store; close it so that another program can open it."""

    def __init__(
        self,
        engine: Engine,
        means: Means,
        held: Held,
        cipher: Cipher | None = None,
        guard: Guard | None = None,
    ) -> None:
        """Take an engine with today's tables; begins a new incarnation when the guard disagrees."""
        self.engine = engine
        self.means = means
        self._held = held
        self._cipher = cipher
        _name_device(engine, means)
        self._watch = None if guard is None else Watch(engine, means, guard)
        self.issuing = Issuing(self.keep_guard)
        self.drafts = SqlDrafts(engine)
        self.lists = SqlLists(engine)
        self.deadlines = SqlDeadlines(engine)
        self.expiry_notes = SqlExpiryNotes(engine)
        self.attachments = SqlAttachments(engine)
        if self._watch is not None:
            self._watch.check()

    def begin(self) -> SqlUnitOfWork:
        """Return a unit of work that may write; it holds the write lock while it is open."""
        return SqlUnitOfWork(self.engine, self.means, self.issuing)

    def read(self) -> SqlUnitOfWork:
        """Return a unit of work for reading: one unchanging view, beside a running write."""
        return SqlUnitOfWork(self.engine, self.means, self.issuing, writing=False)

    def keep_guard(self) -> None:
        """Tell the guard outside the store how far it has numbered."""
        if self._watch is not None:
            self._watch.keep()

    def back_up(self, target: Path) -> None:
        """Copy the whole store to a new file, which appears only when complete."""
        _back_up(self.engine, target, self._cipher)

    def faults(self) -> tuple[str, ...]:
        """Return what SQLite's own check finds wrong with the file; empty when it is sound."""
        try:
            with self.engine.connect().execution_options(**{READING: True}) as connection:
                found = connection.exec_driver_sql("PRAGMA quick_check").scalars().all()
        except StoreUnreadableError as error:
            return (error.message,)
        return tuple(each for each in found if each != "ok")

    def close(self) -> None:
        """Close the file and free the store for others."""
        self.engine.dispose()
        self._held.release()


def open_store(folder: Path, means: Means, cipher: Cipher | None = None, guard: Guard | None = None) -> Store:
    """Open the store of a folder, making or upgrading it as needed.

    Raises:
        AppError: The folder, the file or its layout is refused, or another program holds it.
    """
    refuse_folder(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreFullError from error
    lock = StoreLock(folder)
    try:
        engine = _open(folder, means, cipher)
        return _over(engine, means, lock, cipher, guard)
    except BaseException:
        lock.release()
        raise


def _open(folder: Path, means: Means, cipher: Cipher | None) -> Engine:
    path = folder / FILE_NAME
    driver = (None, None) if cipher is None else (cipher.module, cipher.key)
    refuse_foreign_file(path, *driver)
    engine = open_engine(path, *driver)
    try:
        migrate(engine, lambda layout: _back_up(engine, _kept(folder, layout, means), cipher))
    except BaseException:
        engine.dispose()
        raise
    return engine


def _over(engine: Engine, means: Means, lock: Held, cipher: Cipher | None, guard: Guard | None) -> Store:
    try:
        return Store(engine, means, lock, cipher, guard)
    except BaseException:
        engine.dispose()
        raise


def _kept(folder: Path, layout: str, means: Means) -> Path:
    moment = means.clock.now().strftime("%Y%m%dT%H%M%SZ")
    return folder / "backups" / f"before-upgrade-{layout}-{moment}.db"


def _back_up(engine: Engine, target: Path, cipher: Cipher | None) -> None:
    driver = (None, None) if cipher is None else (cipher.module, cipher.key)
    back_up(engine, target, *driver)


def _name_device(engine: Engine, means: Means) -> None:
    """Give this computer its identity at the first opening."""
    with engine.begin() as connection:
        if connection.execute(select(DeviceRow.id)).first() is None:
            row = {"id": means.ids.new(), "incarnation": means.ids.new(), "last_cs_no": 0}
            connection.execute(insert(DeviceRow).values(row))
