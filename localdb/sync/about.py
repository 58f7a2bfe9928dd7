"""What a change is about, in a person's words: the case with its party, the clue, the officer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from app.domain.case import Case
from app.domain.clue import Clue
from app.domain.officer import Officer
from app.domain.party import Party
from localdb.records import tables
from localdb.sync.shapes import shapes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

_NAMED_BY: dict[str, tuple[type, str]] = {"clue": (Clue, "subject_name"), "officer": (Officer, "name")}


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
        self._records: dict[tuple[str, str], Any] = dict(gone or {})
        self._words: dict[UUID, str] = {}
        for each in operations:
            self.record(each["coll"], each["id"])
            case_id = self._case(each)
            if case_id is not None and case_id not in self._words:
                self._words[case_id] = self._case_words(case_id)

    def record(self, coll: str, record_id: str) -> Any:
        """Return a record as it stands here, ``None`` where it is not here or has no kind."""
        key = (coll, record_id)
        if key not in self._records:
            self._records[key] = self._read(coll, record_id)
        return self._records[key]

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
            return UUID(record_id)
        told = operation.get("set", {}).get("case_id")
        if told:
            return UUID(told)
        found: UUID | None = getattr(self.record(coll, record_id), "case_id", None)
        return found

    def _case_words(self, case_id: UUID) -> str:
        case = self.record("case", str(case_id))
        parties = tables()[Party]
        query = select(parties.c.name).where(parties.c.case_id == case_id).order_by(parties.c.id)
        party = self._connection.execute(query).scalars().first()
        words = "" if case is None else case.number or case.cause
        return "　".join(each for each in (words, party) if each) or "案件"

    def _named(self, operation: Mapping[str, Any]) -> str:
        kind, name = _NAMED_BY.get(operation["coll"], (Case, ""))
        record = self.record(operation["coll"], operation["id"]) if name else None
        return "" if record is None else f"{kind_words(kind)}　{getattr(record, name)}"

    def _read(self, coll: str, record_id: str) -> Any:
        shape = shapes().get(coll)
        if shape is None:
            return None
        table = tables()[shape.kind]
        query = select(table).where(table.c.id == UUID(record_id))
        row = self._connection.execute(query).one_or_none()
        return None if row is None else shape.kind(*row)


def kind_words(kind: type) -> str:
    """Return the Chinese term of a kind of record: the head of its docstring."""
    return (kind.__doc__ or kind.__name__).split("（")[0].split("(")[0].split(":")[0].strip()
