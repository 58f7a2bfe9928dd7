"""Keeps the search index in the transaction that changes what is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import UniqueConstraint, delete, insert, select, text
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

    from localdb.outbox import Journal

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


# Both tables hold no text: SQLite 3.40 forgets an entry only when told the old text again.
_FORGET = [
    text(f"INSERT INTO {table}({table}, rowid, grams) VALUES ('delete', :place, :{column})")  # noqa: S608 - two fixed names
    for table, column in (("kx", "keys"), ("tx", "words"))
]
_LEARN = [
    text(f"INSERT INTO {table}(rowid, grams) VALUES (:place, :{column})")  # noqa: S608 - two fixed names
    for table, column in (("kx", "keys"), ("tx", "words"))
]


def refresh_index(connection: Connection, journal: Journal) -> None:
    """Index again every case, clue and document that a transaction's changes are found by."""
    for name, record_id in _touched(connection, journal):
        found = TEXTS[name](connection, record_id)
        _replace(connection, name, record_id, found)


def _touched(connection: Connection, journal: Journal) -> Iterable[tuple[str, UUID]]:
    touched: dict[tuple[str, UUID], None] = {}
    for _old, new in journal.changes():
        touched.update(dict.fromkeys(_found_by(connection, new)))
    return touched


def _found_by(connection: Connection, record: object) -> list[tuple[str, UUID]]:
    match record:
        case Clue():
            found = [("clues", record.id)]
        case Case():
            found = [("cases", record.id)]
        case Act():
            found = [("cases", record.case_id)]
        case Document():
            found = [("documents", record.id), ("cases", record.case_id)]
        case Party():
            found = [("cases", record.case_id), *_documents(connection, record.case_id)]
        case _:
            found = []
    return found


def _documents(connection: Connection, case_id: UUID) -> list[tuple[str, UUID]]:
    documents = tables()[Document].c
    ids = connection.execute(select(documents.id).where(documents.case_id == case_id)).scalars()
    return [("documents", each) for each in ids]


def _replace(connection: Connection, name: str, record_id: UUID, found: tuple[str, str]) -> None:
    where = (SearchEntryRow.list == name, SearchEntryRow.record_id == record_id)
    columns = (SearchEntryRow.place, SearchEntryRow.keys, SearchEntryRow.words)
    old = connection.execute(select(*columns).where(*where)).one_or_none()
    keys, words = found
    if old is not None and (old.keys, old.words) == found:
        return
    place = None
    if old is not None:
        place = old.place
        _tell(connection, _FORGET, place, (old.keys, old.words))
        connection.execute(delete(SearchEntryRow).where(*where))
    values = {"place": place, "list": name, "record_id": record_id, "keys": keys, "words": words}
    if place is None:
        del values["place"]
    made = insert(SearchEntryRow).values(values).returning(SearchEntryRow.place)
    _tell(connection, _LEARN, connection.execute(made).scalar_one(), found)


def _tell(connection: Connection, statements: list[Any], place: int, found: tuple[str, str]) -> None:
    given = {"place": place, "keys": _cut(found[0]), "words": _cut(found[1])}
    for each in statements:
        connection.execute(each, given)


def _cut(lines: str) -> str:
    """Cut each line by itself; an empty gram between lines would not keep phrases apart."""
    return " ¶ ".join(" ".join(grams(line)) for line in lines.split("\n"))
