"""Keeps the search index in the transaction that changes what is found."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.act import Act
from app.domain.case import Case
from app.domain.clue import Clue
from app.domain.document import Document
from app.domain.party import Party
from localdb.asking import rows_of
from localdb.base import Row
from localdb.search.grams import grams
from localdb.search.texts import TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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


_NOTHING = ("", "")
_OF_CASES = frozenset((Case, Act, Document, Party))
_TABLES = ("kx", "tx")
# Both tables hold no text: SQLite 3.40 forgets an entry only when told the old text again.
_FORGET = tuple(f"INSERT INTO {each}({each}, rowid, grams) VALUES ('delete', ?, ?)" for each in _TABLES)  # noqa: S608 - two fixed names
_LEARN = tuple(f"INSERT INTO {each}(rowid, grams) VALUES (?, ?)" for each in _TABLES)  # noqa: S608 - two fixed names
_OLD = "SELECT record_id, place, keys, words FROM search_entries WHERE list = '{name}' AND record_id IN (?)"
_DROP = "DELETE FROM search_entries WHERE place = ?"
_ENTER = "INSERT INTO search_entries (place, list, record_id, keys, words) VALUES (?, ?, ?, ?, ?)"
_LAST = "SELECT coalesce(max(place), 0) FROM search_entries"
_PAPERS = "SELECT id FROM documents WHERE case_id IN (?)"

Found = tuple[str, str]
"""Keys and words."""


def refresh_index(connection: Connection, touches: Iterable[Touch]) -> None:
    """Index again every case, clue and document that the touched records are found by."""
    for name, ids in _found_by(connection, touches).items():
        if ids:
            _refresh(connection, name, list(ids))


def _found_by(connection: Connection, touches: Iterable[Touch]) -> dict[str, dict[bytes, None]]:
    found: dict[str, dict[bytes, None]] = {name: {} for name in TEXTS}
    of_cases: dict[bytes, None] = {}
    for each in touches:
        own = each.record_id.bytes
        case_id = own if each.kind is Case else None if each.case_id is None else each.case_id.bytes
        if each.kind is Clue:
            found["clues"][own] = None
        if case_id is None or each.kind not in _OF_CASES:
            continue
        found["cases"][case_id] = None
        if each.kind is Document:
            found["documents"][own] = None
        if each.kind in (Party, Case):
            of_cases[case_id] = None
    documents = rows_of(connection, _PAPERS, list(of_cases))
    found["documents"].update(dict.fromkeys(each for (each,) in documents))
    return found


def _refresh(connection: Connection, name: str, ids: Sequence[bytes]) -> None:
    texts = TEXTS[name](connection, ids)
    rows = rows_of(connection, _OLD.format(name=name), ids)
    old = {each: (place, (keys, words)) for each, place, keys, words in rows}
    now = {each: found for each in ids if any(found := texts.get(each, _NOTHING))}
    gone = [each for each in old if now.get(each) != old[each][1]]
    _forget(connection, [old[each] for each in gone])
    new = [each for each in now if each not in old or old[each][1] != now[each]]
    last = connection.exec_driver_sql(_LAST).scalar_one()
    _learn(connection, name, [(last + at, each, now[each]) for at, each in enumerate(new, 1)])


def _forget(connection: Connection, entries: Sequence[tuple[int, Found]]) -> None:
    if entries:
        _tell(connection, _FORGET, entries)
        connection.exec_driver_sql(_DROP, [(place,) for place, _found in entries])


def _learn(connection: Connection, name: str, entries: Sequence[tuple[int, bytes, Found]]) -> None:
    if entries:
        rows = [(place, name, each, *found) for place, each, found in entries]
        connection.exec_driver_sql(_ENTER, rows)
        _tell(connection, _LEARN, [(place, found) for place, _each, found in entries])


def _tell(connection: Connection, statements: Sequence[str], entries: Sequence[tuple[int, Found]]) -> None:
    cut = [(place, tuple(map(_cut, found))) for place, found in entries]
    for at, statement in enumerate(statements):
        connection.exec_driver_sql(statement, [(place, lines[at]) for place, lines in cut])


def _cut(lines: str) -> str:
    """Cut each line by itself; an empty gram between lines would not keep phrases apart."""
    return " ¶ ".join(" ".join(grams(line)) for line in lines.split("\n"))
