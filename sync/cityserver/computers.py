"""Book of computers (入网电脑底册): who was let in and who was shown out, kept in a file beside the keys.

A database set back from a backup has forgotten the computers enrolled since, and lets in again whom it had
shown out; the book outlives it and tells it anew.
"""

from __future__ import annotations

import errno
import json
import logging
import os
from collections import defaultdict
from dataclasses import asdict, dataclass, fields, replace
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from sync.cityserver.registry_tables import code as codes
from sync.cityserver.registry_tables import device as devices
from sync.cityserver.scope import scoped

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine

log = logging.getLogger(__name__)

_OUT = ("revoked_at", "revoked_by", "revoked_reason")


@dataclass(frozen=True, slots=True)
class Computer:
    """One computer as the book has it (入网电脑).

    Attributes:
        former: The device it was before it was enrolled anew.
        code: The hash of the code that let it in; empty where it is not known any more.
        revoked_at: When it was shown out; ``None`` while it is in.
    """

    town: str
    device: str
    public_key: str
    name: str
    enrolled_at: str
    former: str | None = None
    code: str = ""
    revoked_at: str | None = None
    revoked_by: str | None = None
    revoked_reason: str | None = None


class Computers:
    """底册: only ever added to, and the last line of a computer holds; several processes may share it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._read = 0
        self._known: dict[str, dict[str, Computer]] = defaultdict(dict)

    def get(self, town: str, device: str) -> Computer | None:
        """Return a computer; ``None`` for a stranger."""
        with self._lock:
            self._catch_up()
            return self._known[town].get(device)

    def of_town(self, town: str) -> tuple[Computer, ...]:
        """Return the computers of a town in the order they were let in."""
        with self._lock:
            self._catch_up()
            return tuple(self._known[town].values())

    def keep(self, computer: Computer) -> None:
        """Add a computer, or what became of it; on the disk when this returns.

        Raises:
            OSError: It could not be written down.
        """
        with self._lock:
            self._catch_up()
            known = self._known[computer.town].get(computer.device)
            if known is None or joined(known, computer) != known:
                _append(self._path, computer)
                self._catch_up()

    def _catch_up(self) -> None:
        """Read what was added since, by this process or another."""
        try:
            size = self._path.stat().st_size
        except FileNotFoundError:
            return
        if size <= self._read:
            return
        with self._path.open("rb") as source:
            source.seek(self._read)
            for line in source:
                if not line.endswith(b"\n"):
                    return
                self._read += len(line)
                self._take(line)

    def _take(self, line: bytes) -> None:
        try:
            told = Computer(**json.loads(line)) if line.strip() else None
        except (ValueError, TypeError):
            # Cut off by a power failure: nobody was answered then.
            log.warning("a line of the book of computers is not whole")
            return
        if told is not None:
            known = self._known[told.town].get(told.device)
            self._known[told.town][told.device] = told if known is None else joined(known, told)


def joined(known: Computer, told: Computer) -> Computer:
    """Return a computer as two lines have it: one that came late lets nobody in again and forgets no code."""
    out = {} if known.revoked_at is None else {name: getattr(known, name) for name in _OUT}
    return replace(told, code=told.code or known.code, **out)


@dataclass(frozen=True, slots=True)
class Registry:
    """Where computers are written down (入网登记簿): the database, a way in for looks, the book."""

    engine: Engine
    looks: Engine
    book: Computers


def complete(book: Computers, engine: Engine, town: str) -> None:
    """Let database and book of a town each tell the other which computers it lacks, and who was shown out."""
    try:
        _tell_each_other(book, engine, town)
    except IntegrityError:
        # Another process did the same at the same time, and was faster.
        _tell_each_other(book, engine, town)


def _tell_each_other(book: Computers, engine: Engine, town: str) -> None:
    with scoped(engine, town) as connection:
        there = {each.device: each for each in kept(connection, town)}
        for each in book.of_town(town):
            _put_back(connection, each, there.get(each.device))
    for row in there.values():
        book.keep(row)


def kept(connection: Connection, town: str, device: str | None = None) -> list[Computer]:
    """Return the computers of a town, or one of them, as the database has them."""
    columns = [devices.c[each.name] for each in fields(Computer) if each.name != "code"]
    asked = select(*columns).where(devices.c.town == town)
    if device is not None:
        asked = asked.where(devices.c.device == device)
    return [Computer(**row) for row in connection.execute(asked).mappings()]


def enter(connection: Connection, computer: Computer) -> None:
    """Put a computer into the database."""
    told = {each.name: getattr(computer, each.name) for each in fields(Computer) if each.name != "code"}
    connection.execute(insert(devices).values(**told))


def _put_back(connection: Connection, noted: Computer, row: Computer | None) -> None:
    if row is None:
        enter(connection, noted)
        used = (codes.c.town == noted.town, codes.c.hash == noted.code, codes.c.used_at.is_(None))
        done = {"used_at": noted.enrolled_at, "device": noted.device}
        connection.execute(update(codes).where(*used).values(**done))
    elif row.revoked_at is None and noted.revoked_at is not None:
        mine = (devices.c.town == noted.town, devices.c.device == noted.device)
        out = {name: getattr(noted, name) for name in _OUT}
        connection.execute(update(devices).where(*mine).values(**out))


def _append(path: Path, computer: Computer) -> None:
    line = json.dumps(asdict(computer), ensure_ascii=False).encode() + b"\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        # What a power failure cut off stays a line of its own.
        told = line if _whole(path) else b"\n" + line
        if os.write(handle, told) != len(told):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        os.fsync(handle)
    finally:
        os.close(handle)


def _whole(path: Path) -> bool:
    with path.open("rb") as source:
        if not source.seek(0, os.SEEK_END):
            return True
        source.seek(-1, os.SEEK_END)
        return source.read() == b"\n"
