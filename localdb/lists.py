"""Read models of the hot lists: ids in the order shown, narrow rows by window, counts by index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import func, select, text

from app.domain.between import Between
from app.domain.case import Case
from app.domain.clue import Clue
from app.domain.document import Document
from app.domain.inspection import InspectionObject
from app.domain.officer import Officer
from app.domain.party import Party
from app.domain.power_item import PowerItem
from localdb.engine import READING
from localdb.records import tables
from localdb.search.ask import places_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Engine, Select, Table, TextClause

_WINDOW = 500


@dataclass(frozen=True, slots=True)
class Listed:
    """One list: its record, the narrow columns, its order, and how typed text narrows it.

    Attributes:
        citywide: Whether every town sees all of it; any other list is narrowed to the own town.
    """

    kind: type
    columns: tuple[str, ...]
    newest_by: str = "id"
    searched: bool = False
    typed: tuple[str, ...] = ()
    citywide: bool = False


LISTS: Mapping[str, Listed] = {
    "cases": Listed(
        Case,
        (
            "number",
            "cause",
            "status",
            "procedure",
            "department",
            "town",
            "opened_at",
            "status_since",
            "filed_on",
            "decided_on",
            "closed_on",
            "handlers",
            "demonstration",
        ),
        "opened_at",
        searched=True,
    ),
    "clues": Listed(
        Clue,
        (
            "register_no",
            "received_at",
            "source",
            "subject_name",
            "place",
            "department",
            "state",
            "town",
            "case_id",
            "summary",
            "demonstration",
        ),
        "received_at",
        searched=True,
    ),
    "documents": Listed(
        Document,
        (
            "slug",
            "number",
            "state",
            "case_id",
            "party_id",
            "town",
            "created_at",
            "final_at",
            "issued_on",
            "pages",
            "prints",
            "void_reason",
        ),
        "created_at",
        searched=True,
    ),
    "officers": Listed(
        Officer,
        ("name", "establishment", "post", "unit", "telephone", "roles", "town", "in_post_from", "in_post_to"),
        typed=("name", "telephone", "unit", "post"),
    ),
    "inspection_objects": Listed(
        InspectionObject,
        ("name", "credit_code", "kind", "address", "telephone", "risk", "exempt", "town", "demonstration"),
        typed=("name", "credit_code", "address"),
    ),
    "items": Listed(
        PowerItem,
        (
            "code",
            "department",
            "name",
            "initials",
            "penalty_law",
            "penalty_article",
            "kinds",
            "listed_from",
            "listed_to",
            "confidence",
            "reference",
            "version_alert",
            "town",
        ),
        typed=("code", "name", "department", "penalty_basis", "initials"),
        citywide=True,
    ),
}


def no_town() -> str | None:
    """Return that no town narrows a list."""
    return None


class SqlLists:
    """``Lists`` over the store; each call is one short read of one town's entries."""

    def __init__(self, engine: Engine, town: Callable[[], str | None] = no_town) -> None:
        """Take an open store.

        Args:
            engine: The store.
            town: Returns whose entries are listed; every town's when it returns ``None``.
        """
        self._engine = engine
        self._town = town

    def ids(self, name: str, filters: Mapping[str, object], text: str = "") -> Sequence[bytes]:
        """Return the ids of a list's result in the order shown: keys tier, text tier, each newest first.

        A filter compares a column with a value, or with any of a tuple of values; an unknown list or
        column raises ``KeyError``.
        """
        shown, town = LISTS[name], self._own(name)
        table = tables()[shown.kind]
        query = select(table.c.id).where(*_in_town(table, town))
        query = query.where(*(_meets(table, *each) for each in filters.items()))
        newest = (table.c[shown.newest_by].desc(), table.c.id.desc())
        with self._read() as connection:
            if text.strip() and shown.searched:
                places = places_of(connection, name, text, None if town is None else (table.name, town))
                if filters or town is None:
                    kept = set(_in_windows(connection, query, table, places))
                    places = [each for each in places if each in kept]
                return [each.bytes for each in places]
            narrowed = query.where(*_typed(table, shown, text)).order_by(*newest)
            return [each.bytes for each in connection.execute(narrowed).scalars()]

    def rows(self, name: str, ids: Sequence[bytes]) -> Sequence[Mapping[str, Any]]:
        """Return the narrow rows of the given ids, in the given order; ids since gone are left out."""
        shown = LISTS[name]
        table = tables()[shown.kind]
        query = select(table.c.id, *(table.c[each] for each in shown.columns))
        query = query.where(*_in_town(table, self._own(name)))
        wanted = [UUID(bytes=each) for each in ids]
        with self._read() as connection:
            found: dict[UUID, dict[str, Any]] = {}
            for some in _windows(wanted):
                for row in connection.execute(query.where(table.c.id.in_(some))).mappings():
                    found[row["id"]] = dict(row)
            _add_neighbours(connection, name, found)
        return [found[each] for each in wanted if each in found]

    def counts(self, name: str, by: str) -> Mapping[str, int]:
        """Return how many entries of a list have each value of a column, by the stored value's text."""
        table = tables()[LISTS[name].kind]
        query = select(table.c[by], func.count()).group_by(table.c[by])
        town = self._own(name)
        if town is not None:
            query = query.where(table.c.town == town)
        with self._read() as connection:
            return {str(value): int(count) for value, count in connection.execute(query)}

    def _own(self, name: str) -> str | None:
        """Return the town a list is narrowed to; ``None`` for what is the city's."""
        return None if LISTS[name].citywide else self._town()

    def _read(self) -> Connection:
        return self._engine.connect().execution_options(**{READING: True})


def _in_town(table: Table, town: str | None) -> tuple[TextClause, ...]:
    """Return what narrows rows to a town beside what else is asked for.

    The plus keeps the town's index out of it: a computer's records are nearly all of one town, and reading
    them in the order of that index took twice to a thousand times as long as by the order or id asked for.
    """
    return () if town is None else (text(f"+{table.name}.town = :own_town").bindparams(own_town=town),)


def _meets(table: Table, name: str, value: object) -> ColumnElement[bool]:
    column = table.c[name]
    if isinstance(value, Between):
        return _between(column, value)
    if isinstance(value, tuple | list | set | frozenset):
        return column.in_(list(value))
    return column == value


def _between(column: ColumnElement[Any], stretch: Between) -> ColumnElement[bool]:
    after = column.is_not(None) if stretch.first is None else column >= stretch.first
    return after if stretch.end is None else after & (column < stretch.end)


def _typed(table: Table, shown: Listed, text: str) -> list[ColumnElement[bool]]:
    """Return conditions of a short list: each typed word is somewhere in the named columns."""
    met = []
    for word in text.split():
        first, *others = (table.c[each].contains(word, autoescape=True) for each in shown.typed)
        for each in others:
            first |= each
        met.append(first)
    return met


def _windows(ids: Sequence[UUID]) -> list[Sequence[UUID]]:
    return [ids[at : at + _WINDOW] for at in range(0, len(ids), _WINDOW)]


def _in_windows(connection: Connection, query: Select[Any], table: Table, ids: Sequence[UUID]) -> list[UUID]:
    return [
        each
        for some in _windows(ids)
        for each in connection.execute(query.where(table.c.id.in_(some))).scalars()
    ]


def _add_neighbours(connection: Connection, name: str, found: Mapping[UUID, dict[str, Any]]) -> None:
    """Add the names of a case's parties, and the case's number and cause to a document."""
    if name == "cases":
        for each in found.values():
            each["parties"] = []
        parties = tables()[Party].c
        query = select(parties.case_id, parties.name).where(parties.left_on.is_(None)).order_by(parties.id)
        for some in _windows(list(found)):
            for case_id, party in connection.execute(query.where(parties.case_id.in_(some))):
                found[case_id]["parties"].append(party)
    if name == "documents":
        cases = tables()[Case].c
        query = select(cases.id, cases.number, cases.cause)
        of = {each["case_id"] for each in found.values()}
        about = {}
        for some in _windows(list(of)):
            about.update({row.id: row for row in connection.execute(query.where(cases.id.in_(some)))})
        for each in found.values():
            # A colleague's paper may be here before its case, or longer than it.
            case = about.get(each["case_id"])
            each.update(case_number=case.number if case else "", cause=case.cause if case else "")
