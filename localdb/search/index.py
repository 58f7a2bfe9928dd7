"""Keeps the search index in the transaction that changes what is found."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.act import Act
from app.domain.case import Case
from app.domain.clue import Clue
from app.domain.document import Document
from app.domain.party import Party
from localdb.base import Row
from localdb.records import tables
from localdb.search.grams import grams
from localdb.search.texts import TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from localdb.touched import Touch

TOKENS = 1
"""Version of how texts are cut; a change of ``grams`` raises it and calls for a rebuild."""


class SearchEntryRow(Row):
    """What one record is found by; ``place`` is its number in both full-text tables."""

    __tablename__ = "search_entries"
    __table_args__ = (UniqueConstraint("list", "record_id"),)

    place: Mapped[int] = mapped_column(primary_key=True)
    list: Mapped[str]
    record_id: Mapped[UUID]
    keys: Mapped[str]
    words: Mapped[str]


_OF_CASES = frozenset((Case, Act, Document, Party))
_TABLES = ("kx", "tx")
# Both tables hold no text: SQLite 3.40 forgets an entry only when told the old text again.
_FORGET = tuple(f"INSERT INTO {each}({each}, rowid, grams) VALUES ('delete', ?, ?)" for each in _TABLES)  # noqa: S608 - two fixed names
_LEARN = tuple(f"INSERT INTO {each}(rowid, grams) VALUES (?, ?)" for each in _TABLES)  # noqa: S608 - two fixed names
_OLD = "SELECT place, keys, words FROM search_entries WHERE list = ? AND record_id = ?"
_DROP = "DELETE FROM search_entries WHERE place = ?"
_ENTER = (
    "INSERT INTO search_entries (place, list, record_id, keys, words) VALUES (?, ?, ?, ?, ?) RETURNING place"
)


def refresh_index(connection: Connection, touches: Iterable[Touch]) -> None:
    """Index again every case, clue and document that the touched records are found by."""
    found = (entry for each in touches for entry in _found_by(connection, each))
    for name, record_id in dict.fromkeys(found):
        _replace(connection, name, record_id, TEXTS[name](connection, record_id))


def _found_by(connection: Connection, touch: Touch) -> list[tuple[str, UUID]]:
    case_id = touch.record_id if touch.kind is Case else touch.case_id
    found = [("clues", touch.record_id)] if touch.kind is Clue else []
    if case_id is not None and touch.kind in _OF_CASES:
        found.append(("cases", case_id))
        if touch.kind is Document:
            found.append(("documents", touch.record_id))
        if touch.kind is Party:
            found += _documents(connection, case_id)
    return found


def _documents(connection: Connection, case_id: UUID) -> list[tuple[str, UUID]]:
    documents = tables()[Document].c
    ids = connection.execute(select(documents.id).where(documents.case_id == case_id)).scalars()
    return [("documents", each) for each in ids]


def _replace(connection: Connection, name: str, record_id: UUID, found: tuple[str, str]) -> None:
    where = (name, record_id.bytes)
    old = connection.exec_driver_sql(_OLD, where).one_or_none()
    if old is not None and (old.keys, old.words) == found:
        return
    place = None
    if old is not None:
        place = old.place
        _tell(connection, _FORGET, place, (old.keys, old.words))
        connection.exec_driver_sql(_DROP, (place,))
    if any(found):
        row = connection.exec_driver_sql(_ENTER, (place, *where, *found))
        _tell(connection, _LEARN, row.scalar_one(), found)


def _tell(connection: Connection, statements: tuple[str, ...], place: int, found: tuple[str, str]) -> None:
    for statement, lines in zip(statements, found, strict=True):
        connection.exec_driver_sql(statement, (place, _cut(lines)))


def _cut(lines: str) -> str:
    """Cut each line by itself; an empty gram between lines would not keep phrases apart."""
    return " ¶ ".join(" ".join(grams(line)) for line in lines.split("\n"))
