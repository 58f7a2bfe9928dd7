"""What cases, clues and documents are found by: exact keys, and the words of their facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from app.domain.act import Act
from app.domain.case import Case
from app.domain.clue import Clue
from app.domain.document import Document
from app.domain.party import Party
from localdb.asking import rows_of
from localdb.records import tables

if TYPE_CHECKING:
    from collections.abc import Iterable

Texts = Callable[[Connection, Sequence[bytes]], Mapping[bytes, tuple[str, str]]]

_PARTY_KEYS = (
    "name",
    "id_number",
    "credit_code",
    "business_name",
    "representative",
    "telephone",
)
_CLUE = ("register_no", "source_ref", "subject_name", "place", "summary", "department", "check_opinion")
_INFORMANT = ("informant_confidential", "informant_name", "informant_phone")


def _of_cases(connection: Connection, ids: Sequence[bytes]) -> Mapping[bytes, tuple[str, str]]:
    cases = _by(connection, Case, "id", ("number", "cause", "department", "brief", "findings"), ids)
    numbers = _by(connection, Document, "case_id", ("number",), ids)
    parties = _by(connection, Party, "case_id", (*_PARTY_KEYS, "address"), ids)
    facts = _by(connection, Act, "case_id", ("place", "facts"), ids)
    found = {}
    for each in ids:
        number, *words = cases[each][0] if each in cases else ("",)
        keys = _lines([number, *_flat(numbers[each]), *_flat(one[:-1] for one in parties[each])])
        lines = [keys, *words, *_flat(facts[each]), *(one[-1] for one in parties[each])]
        found[each] = (keys, _lines(lines))
    return found


def _of_clues(connection: Connection, ids: Sequence[bytes]) -> Mapping[bytes, tuple[str, str]]:
    clues = _by(connection, Clue, "id", (*_CLUE, *_INFORMANT), ids)
    found = {}
    for each, ((*words, confidential, name, phone),) in clues.items():
        # 举报人 who asked for secrecy must not be found by name or telephone.
        keys = _lines([*words[:3], *([] if confidential else (name, phone))])
        found[each] = (keys, _lines([keys, *words[3:]]))
    return found


def _of_documents(connection: Connection, ids: Sequence[bytes]) -> Mapping[bytes, tuple[str, str]]:
    documents = _by(connection, Document, "id", ("number", "case_id", "party_id"), ids)
    of_cases = list({row[1] for (row,) in documents.values()})
    numbers = _by(connection, Case, "id", ("number",), of_cases)
    parties = _by(connection, Party, "case_id", ("id", "name"), of_cases)
    found = {}
    for each, ((number, case_id, party_id),) in documents.items():
        names = (name for party, name in parties[case_id] if party_id in (None, party))
        keys = _lines([number, *_flat(numbers[case_id]), *names])
        found[each] = (keys, keys)
    return found


TEXTS: dict[str, Texts] = {"cases": _of_cases, "clues": _of_clues, "documents": _of_documents}
"""For each searched list: record ids → (keys, words) of those that are there, one text a line."""


def _by(
    connection: Connection, kind: type, by: str, names: tuple[str, ...], ids: Sequence[bytes]
) -> defaultdict[bytes, list[tuple[Any, ...]]]:
    """Return columns of the records whose identity, or whose case, is asked for, oldest first."""
    found: defaultdict[bytes, list[tuple[Any, ...]]] = defaultdict(list)
    for key, *values in rows_of(connection, _query(kind, by, names), ids):
        found[key].append(tuple(values))
    return found


@cache
def _query(kind: type, by: str, names: tuple[str, ...]) -> str:
    table, columns = tables()[kind].name, ", ".join((by, *names))
    return f"SELECT {columns} FROM {table} WHERE {by} IN (?) ORDER BY id"  # noqa: S608 - names of our own tables


def _flat(rows: Iterable[Sequence[Any]]) -> list[Any]:
    return [each for row in rows for each in row]


def _lines(texts: Iterable[str]) -> str:
    """Return the texts that are not empty, one a line, each once."""
    tidy = (" ".join(each.split()) for each in texts)
    return "\n".join(dict.fromkeys(each for each in tidy if each))
