"""What cases, clues and documents are found by: exact keys, and the words of their facts."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, Select, bindparam, select

from app.domain.act import Act
from app.domain.case import Case
from app.domain.clue import Clue
from app.domain.document import Document
from app.domain.party import Party
from localdb.records import tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Texts = Callable[[Connection, UUID], tuple[str, str]]

_PARTY_KEYS = (
    "name",
    "id_number",
    "credit_code",
    "business_name",
    "representative",
    "telephone",
)


def _of_case(connection: Connection, case_id: UUID) -> tuple[str, str]:
    case = _one(connection, Case, ("number", "cause", "department", "brief", "findings"), case_id)
    numbers = _each(connection, Document, ("number",), case_id)
    parties = _each(connection, Party, (*_PARTY_KEYS, "address"), case_id)
    facts = _each(connection, Act, ("place", "facts"), case_id)
    keys = _lines([case[0], *_flat(numbers), *_flat(each[:-1] for each in parties)])
    return keys, _lines([keys, *case[1:], *_flat(facts), *(each[-1] for each in parties)])


def _of_clue(connection: Connection, clue_id: UUID) -> tuple[str, str]:
    names = ("register_no", "source_ref", "subject_name", "place", "summary", "department", "check_opinion")
    found = _one(connection, Clue, names, clue_id)
    informant = ("informant_confidential", "informant_name", "informant_phone")
    confidential, *who = _one(connection, Clue, informant, clue_id)
    # 举报人 who asked for secrecy must not be found by name or telephone.
    keys = _lines([*found[:3], *([] if confidential else who)])
    return keys, _lines([keys, *found[3:]])


def _of_document(connection: Connection, document_id: UUID) -> tuple[str, str]:
    number, case_id, party_id = _one(connection, Document, ("number", "case_id", "party_id"), document_id)
    case_number = _one(connection, Case, ("number",), case_id)
    if party_id is None:
        names = _flat(_each(connection, Party, ("name",), case_id))
    else:
        names = list(_one(connection, Party, ("name",), party_id))
    keys = _lines([number, *case_number, *names])
    return keys, keys


TEXTS: dict[str, Texts] = {"cases": _of_case, "clues": _of_clue, "documents": _of_document}
"""For each searched list: record id → (keys, words), one text a line."""


def _one(connection: Connection, kind: type, names: tuple[str, ...], record_id: UUID) -> tuple[Any, ...]:
    row = connection.execute(_query(kind, names, "id"), {"wanted": record_id}).one_or_none()
    return ("",) * len(names) if row is None else tuple(row)


def _each(connection: Connection, kind: type, names: tuple[str, ...], case_id: UUID) -> list[tuple[Any, ...]]:
    found = connection.execute(_query(kind, names, "case_id"), {"wanted": case_id})
    return [tuple(row) for row in found]


@cache
def _query(kind: type, names: tuple[str, ...], by: str) -> Select[Any]:
    """Return the query of some columns; built once, for building one costs as much as running it."""
    columns = tables()[kind].c
    query = select(*(columns[each] for each in names))
    return query.where(columns[by] == bindparam("wanted")).order_by(columns.id)


def _flat(rows: Iterable[Sequence[Any]]) -> list[Any]:
    return [each for row in rows for each in row]


def _lines(texts: Iterable[str]) -> str:
    """Return the texts that are not empty, one a line, each once."""
    tidy = (" ".join(each.split()) for each in texts)
    return "\n".join(dict.fromkeys(each for each in tidy if each))
