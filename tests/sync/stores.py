"""Real stores in memory: one is migrated, the others are copies of it."""

from __future__ import annotations

import sqlite3
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool

from localdb.engine import prepared
from localdb.migrate import migrate
from localdb.store import Store

if TYPE_CHECKING:
    from app.sync_ports import Guard
    from localdb.outbox import Means


class Alone:
    """Nobody else wants a store in memory."""

    def release(self) -> None:
        """Let nobody in."""


def memory_engine(image: bytes | None = None) -> Engine:
    """Return an engine over one connection in memory, with the content of a database file."""
    raw = sqlite3.connect(":memory:", check_same_thread=False)
    if image is not None:
        raw.deserialize(image)
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    return prepared(engine)


def image_of(engine: Engine) -> bytes:
    """Return a store in memory as the bytes of its file."""
    raw = engine.raw_connection()
    try:
        return bytes(raw.driver_connection.serialize())  # type: ignore[union-attr] # DB-API seam: sqlite3's own call
    finally:
        raw.close()


@cache
def empty_image() -> bytes:
    """Return the file of an empty store of today's layout."""
    engine = memory_engine()
    migrate(engine, lambda _layout: None)
    image = image_of(engine)
    engine.dispose()
    return image


def memory_store(means: Means, image: bytes | None = None, guard: Guard | None = None) -> Store:
    """Open a store in memory: an empty one, or what a file held."""
    return Store(memory_engine(image or empty_image()), means, Alone(), None, guard)
