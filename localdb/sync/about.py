"""What a change is about, in a person's words: the case with its party, the clue, the officer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.domain.case import Case
from app.domain.clue import Clue
from app.domain.officer import Officer
from app.domain.party import Party
from app.domain.setting import Setting
from app.services.setting_words import setting_words
from localdb.records import tables
from localdb.sync.living import living, rows_where
from localdb.sync.shapes import shapes
from localdb.sync.wire import identity_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from localdb.sync.living import Key

_NAMED_BY: dict[str, tuple[type, str]] = {
    "clue": (Clue, "subject_name"),
    "officer": (Officer, "name"),
    "setting": (Setting, "name"),
}


class Abouts:
    """Reads what operations are about, each record once."""

    def __init__(
        self,
        connection: Connection,
        operations: Iterable[Mapping[str, Any]],
        gone: Mapping[tuple[str, str], Any] | None = None,
    ) -> None:
        """``gone`` are deleted records, as they stood."""
        self._connection = connection
        touched = list(operations)
        self._records: dict[Key, Any] = {**(gone or {})}
        self._add((each["coll"], each["id"]) for each in touched)
        self._words = self._case_words({found for each in touched if (found := self._case(each))})

    def record(self, coll: str, record_id: str) -> Any:
        """Return a record as it stands here, ``None`` where it is not here or has no kind."""
        return self._records.get((coll, record_id))

    def of(self, operations: Sequence[Mapping[str, Any]]) -> tuple[str, UUID | None]:
        """Return the words for a change, and its case if it has one."""
        case_id = next((found for each in operations if (found := self._case(each)) is not None), None)
        if case_id is not None:
            return self._words[case_id], case_id
        named = (self._named(each) for each in operations)
        return next((words for words in named if words), "、".join(self.parts(operations))), None

    def parts(self, operations: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
        """Return the kinds of the records touched, in Chinese, each once; log lines go without saying."""
        kinds = [shapes()[each["coll"]].kind for each in operations if each["coll"] in shapes()]
        words = dict.fromkeys(kind_words(kind) for kind in kinds if kind.__name__ != "LogLine")
        return tuple(words) or ("日志",)

    def _case(self, operation: Mapping[str, Any]) -> UUID | None:
        coll, record_id = operation["coll"], operation["id"]
        if coll == "case":
            return identity_in(record_id)
        told = identity_in(operation.get("set", {}).get("case_id"))
        if told is not None:
            return told
        found: UUID | None = getattr(self.record(coll, record_id), "case_id", None)
        return found

    def _case_words(self, ids: set[UUID]) -> dict[UUID, str]:
        self._add(("case", str(each)) for each in ids)
        first: dict[UUID, str] = {}
        for row in rows_where(self._connection, tables()[Party].c.case_id, sorted(ids)):
            first.setdefault(row.case_id, row.name)
        return {each: self._of_case(each, first.get(each, "")) for each in ids}

    def _of_case(self, case_id: UUID, party: str) -> str:
        case = self.record("case", str(case_id))
        words = "" if case is None else case.number or case.cause
        return "　".join(each for each in (words, party) if each) or "案件"

    def _named(self, operation: Mapping[str, Any]) -> str:
        kind, name = _NAMED_BY.get(operation["coll"], (Case, ""))
        record = self.record(operation["coll"], operation["id"]) if name else None
        if record is None:
            return ""
        told = getattr(record, name)
        return f"{kind_words(kind)}　{setting_words(told) if kind is Setting else told}"

    def _add(self, keys: Iterable[Key]) -> None:
        self._records |= living(self._connection, {each for each in keys if each not in self._records})


def kind_words(kind: type) -> str:
    """Return the Chinese term of a kind of record: the head of its docstring."""
    return (kind.__doc__ or kind.__name__).split("（")[0].split("(")[0].split(":")[0].strip()
