"""One clerk's work through the product's unit of work: births, edits, deletions, numbers, decisions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.domain.case import Case
from app.domain.document import Document, DocumentState
from app.domain.evidence import Evidence
from app.domain.party import Party
from localdb.numbers import NoNumberLentError
from localdb.sync.deciding import NewerWorkWaitsError, ReturnedGoneError
from sync.codecs import encode
from tests.sync.simulation.faults import Event
from tests.sync.simulation.records import KINDS, OTHER_SERIES, SERIES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.ports import UnitOfWork
    from localdb.store import Store
    from tests.sync.simulation.chance import Chance
    from tests.sync.simulation.disk import Disk
    from tests.sync.simulation.records import Writer

_TABLES = {Case: "cases", Party: "parties", Evidence: "evidence", Document: "documents"}
_RETURNED = "SELECT cs_id FROM outbox WHERE outcome = 'quarantined' AND state <> 'closed' ORDER BY place"
_LEAVES = (Party, Evidence)
"""Kinds that no other record points to in these stories; a desk would not let a person delete others."""


class Clerk:
    """Does one piece of work at a time, drawn from the seed."""

    def __init__(self, writer: Writer, chance: Chance, others: tuple[str, ...]) -> None:
        self._writer = writer
        self._chance = chance
        self._others = others
        self._odd = False
        self.oddly = False

    def work(self, store: Store, disk: Disk) -> None:
        """Do one piece of work in one transaction; a seal without a number is given up."""
        self._disk = disk
        self.oddly = False
        self._odd = self._chance.random() < 0.04
        if self._chance.happens(Event.TAKEN_BACK) and self._taken_back(store):
            return
        try:
            with store.begin() as unit:
                for _ in range(self._chance.choice((1, 1, 1, 2, 3))):
                    self._piece()(unit)
                unit.commit()
        except NoNumberLentError:
            return

    def _again(self, unit: UnitOfWork, cs_id: str) -> bool:
        """Send returned work again, unless newer work on its records waits; tell whether it went."""
        try:
            unit.settling.send_again(cs_id)
        except NewerWorkWaitsError:
            return False
        # What came back for its content comes back again.
        self.oddly = True
        return True

    def _taken_back(self, store: Store) -> bool:
        """Give up work that came back, or send it again with what was kept aside behind it."""
        returned = [row[0] for row in self._disk.execute(_RETURNED)]
        if not returned:
            return False
        cs_id = str(UUID(bytes=self._chance.choice(returned)))
        try:
            if not self._settled(store, cs_id):
                return False
        except ReturnedGoneError:
            return False
        self._chance.count(Event.TAKEN_BACK)
        return True

    def _settled(self, store: Store, cs_id: str) -> bool:
        with store.begin() as unit:
            if self._chance.random() < 0.5:
                unit.settling.give_up(cs_id)
            elif not self._again(unit, cs_id):
                return False
            unit.commit()
        return True

    def encode(self, old: object | None, new: object, **more: Any) -> Mapping[str, Any] | None:
        """Encode as the product does; now and then as an older, a newer or a broken program would."""
        operation = encode(old, new, **more)
        if operation is None or not self._odd:
            return operation
        self._odd = False
        return self._disguised(dict(operation))

    def _disguised(self, operation: dict[str, Any]) -> dict[str, Any]:
        if self._chance.random() < 0.3:
            self.oddly = True
            self._chance.count(Event.NEW_SCHEMA)
            return {**operation, "sv": operation["sv"] + 50}
        if self._chance.random() < 0.3:
            self.oddly = True
            self._chance.count(Event.FOREIGN)
            return {**operation, "town": self._chance.choice(self._others)}
        if operation["op"] == "patch" and self._chance.random() < 0.4:
            self.oddly = True
            self._chance.count(Event.POISON)
            return {**operation, "op": "melt"}
        return self._older(operation)

    def _older(self, operation: dict[str, Any]) -> dict[str, Any]:
        if operation["coll"] != "document" or operation["sv"] != 2 or _new_in_two(operation):
            return operation
        self._chance.count(Event.OLD_SCHEMA)
        parts = [part for part in ("old", "set") if part in operation]
        return operation | {part: _without(operation[part]) for part in parts} | {"sv": 1}

    def _piece(self) -> Callable[[UnitOfWork], None]:
        dice = self._chance.random()
        pieces = (
            (0.12, self._new_case),
            (0.3, self._new_leaf),
            (0.36, self._remove),
            (0.47, self._seal),
            (0.55, self._decide),
        )
        return next((piece for share, piece in pieces if dice < share), self._edit)

    def _new_case(self, unit: UnitOfWork) -> None:
        case = self._writer.case()
        unit.of(Case).save(case)
        line = self._writer.line(case)
        unit.of(type(line)).save(line)

    def _new_leaf(self, unit: UnitOfWork) -> None:
        case = self._one_of(unit, Case)
        if case is None:
            self._new_case(unit)
            return
        draft = self._writer.document(case)
        made = self._chance.choice((self._writer.party(case), self._writer.evidence(case), draft))
        unit.of(type(made)).save(made)
        if made is draft and self._chance.random() < 0.4:
            opinion = self._writer.approval(draft)
            unit.of(type(opinion)).save(opinion)

    def _edit(self, unit: UnitOfWork) -> None:
        record = self._one_of(unit, self._chance.choice(KINDS))
        if record is None:
            self._new_case(unit)
        else:
            unit.of(type(record)).save(self._writer.edited(record))

    def _remove(self, unit: UnitOfWork) -> None:
        record = self._one_of(unit, self._chance.choice(_LEAVES))
        if record is not None:
            unit.of(type(record)).remove(record, self._writer.text())

    def _seal(self, unit: UnitOfWork) -> None:
        draft = self._one_of(unit, Document)
        if draft is None or draft.state is not DocumentState.DRAFT:
            case = self._one_of(unit, Case)
            if case is None:
                return
            draft = self._writer.document(case)
            unit.of(Document).save(draft)
        year = self._writer.clock.today().year
        series = self._chance.choice((SERIES, OTHER_SERIES))
        number = unit.numbers.take(series, year, draft.id)
        unit.of(Document).save(self._writer.final(draft, f"{series}{number}号"))

    def _decide(self, unit: UnitOfWork) -> None:
        """Settle one open conflict of the town by the clerk's own word."""
        query = "SELECT id, coll, record_id, told FROM conflicts WHERE closed_at IS NULL ORDER BY id"
        found = [row for row in self._disk.execute(query) if row[1] in _BY_COLL]
        if not found:
            return
        conflict, coll, record_id, told = self._chance.choice(found)
        kind: type[Any] = _BY_COLL[coll]
        kept = unit.of(kind).find(id=UUID(record_id))
        if kept:
            fields = [each for each in json.loads(told)["fields"] if hasattr(kept[0], each)]
            unit.of(kind).decide(self._writer.edited(kept[0]), conflict, fields)

    def _one_of(self, unit: UnitOfWork, kind: type[Any]) -> Any:
        ids = [row[0] for row in self._disk.execute(f"SELECT id FROM {_TABLES[kind]} ORDER BY id")]  # noqa: S608 - fixed names
        return unit.of(kind).get(UUID(bytes=self._chance.choice(ids))) if ids else None


_BY_COLL = {kind.__name__.lower(): kind for kind in KINDS}


def _new_in_two(operation: Mapping[str, Any]) -> bool:
    """Tell whether an operation says anything that the first layout of documents could not say."""
    becomes, old = operation.get("set", {}), operation.get("old", {})
    return bool(becomes.get("scans") or old.get("scans") or ("scans" in becomes and old))


def _without(part: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in part.items() if name != "scans"}
