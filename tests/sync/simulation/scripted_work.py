"""The work of a scripted desktop: operations of every form, also such as the product never sends."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sync.codecs import decode, encode
from sync.protocol import declarations
from sync.protocol.declaration import Nature, Wire
from tests.sync.simulation.faults import Event
from tests.sync.simulation.records import KINDS, Writer

if TYPE_CHECKING:
    from tests.sync.simulation.chance import Chance
    from tests.sync.simulation.forms import Key, Mapping
    from tests.sync.simulation.scripted import Scripted

_KIND = {kind.__name__.lower(): kind for kind in KINDS}
FORMAT = 1


@dataclass
class Work:
    """What a clerk at a scripted desktop does next, drawn from the seed.

    Attributes:
        leases: The numbers in hand, lowest first.
    """

    writer: Writer
    chance: Chance
    others: tuple[str, ...]
    leases: list[Mapping] = field(default_factory=list)
    odd: bool = False
    poisoned: set[str] = field(default_factory=set)

    def next(self, desk: Scripted) -> Mapping | None:
        """Return the body of one change set: identity, user, moment, operations."""
        shown = self._shown(desk)
        operations = [
            each for _ in range(self.chance.choice((1, 1, 1, 2, 3))) for each in self._some(desk, shown)
        ]
        if not operations:
            return None
        operations = self._odd(self._forbidden(desk, shown, operations))
        change_id = str(self.writer.ids.new())
        self.poisoned |= {change_id} if self.odd else set()
        return {
            "cs_id": change_id,
            "town": desk.town,
            "user": str(self.writer.user),
            "at": self.writer.clock.now().isoformat(timespec="microseconds"),
            "sv": FORMAT,
            "ops": operations,
        }

    def _some(self, desk: Scripted, shown: dict[Key, Mapping]) -> list[Mapping]:
        dice = self.chance.random()
        live = [key for key, image in shown.items() if key[0] in _KIND and not image["deleted"]]
        if dice < 0.25 or not live:
            return self._born(desk, shown)
        if dice < 0.32 and desk.base.conflicts:
            return self._resolve(desk, shown)
        key = self.chance.choice(live)
        if dice < 0.42:
            shown[key]["deleted"] = True
            old = dict(shown[key]["fields"])
            return [{"op": "del", **_head(key, desk.town), "old": old, "reason": self.writer.text()}]
        gone = [each for each, image in shown.items() if each[0] in _KIND and image["deleted"]]
        if dice < 0.46 and gone:
            return self._edit(self.chance.choice(gone), shown, "undelete", desk.town)
        return self._edit(key, shown, "patch", desk.town)

    def _born(self, desk: Scripted, shown: dict[Key, Mapping]) -> list[Mapping]:
        cases = [key for key, image in shown.items() if key[0] == "case" and not image["deleted"]]
        if not cases or self.chance.random() < 0.4:
            return [_put(self.writer.case(), shown)]
        case = self._record(self.chance.choice(cases), shown, desk.town)
        if self.leases and self.chance.random() < 0.5:
            return self._sealed(case, desk, shown)
        draft = self.writer.document(case)
        made = (self.writer.party(case), self.writer.evidence(case), draft, self.writer.line(case))
        return [_put(self.chance.choice((*made, self.writer.approval(draft))), shown)]

    def _sealed(self, case: Any, desk: Scripted, shown: dict[Key, Mapping]) -> list[Mapping]:
        taken = {name: value for name, value in self.leases.pop(0).items() if name != "loan"}
        desk.leased = [each["n"] for each in self.leases]
        desk.used.append(taken)
        document = self.writer.final(self.writer.document(case), f"{taken['series']}{taken['n']}号")
        use = {"text": self.writer.text(), "document_id": str(document.id), "state": "used", "reason": ""}
        key = ("number_use", str(self.writer.ids.new()))
        values = {**taken, **use}
        shown[key] = {"fields": dict(values), "deleted": False}
        return [_put(document, shown), {"op": "put", **_head(key, desk.town), "set": values}]

    def _edit(self, key: Key, shown: dict[Key, Mapping], word: str, town: str) -> list[Mapping]:
        old = self._record(key, shown, town)
        patch = encode(old, self.writer.edited(old))
        if patch is None:
            return []
        declared = declarations()[key[0]]
        whole = {name for changed in patch["set"] for name in declared.group(changed)}
        before = {name: shown[key]["fields"][name] for name in whole}
        shown[key]["fields"].update(patch["set"])
        shown[key]["deleted"] = False
        return [{**patch, "op": word, "old": before}]

    def _resolve(self, desk: Scripted, shown: dict[Key, Mapping]) -> list[Mapping]:
        conflict = desk.base.conflicts[self.chance.choice(sorted(desk.base.conflicts))]
        key = (conflict["coll"], conflict["rec"])
        if key not in shown or key[0] not in _KIND or shown[key]["deleted"]:
            return []
        made = self._edit(key, shown, "resolve", desk.town)
        return [{**each, "conflict": conflict["id"]} for each in made]

    def _odd(self, operations: list[Mapping]) -> list[Mapping]:
        """Turn a change set into one that no honest program sends, now and then."""
        last, odd = operations[-1], self.odd
        self.odd = True
        if self.chance.happens(Event.POISON):
            self.chance.count(Event.POISON)
            wrong = self.chance.choice(
                ({"coll": "nowhere"}, {"op": "melt"}, {"set": {"cause": 7}}, {"set": 5})
            )
            return [*operations[:-1], {**last, **wrong}]
        if self.chance.happens(Event.FOREIGN):
            self.chance.count(Event.FOREIGN)
            return [*operations[:-1], {**last, "town": self.chance.choice(self.others)}]
        if self.chance.happens(Event.NEW_SCHEMA):
            self.chance.count(Event.NEW_SCHEMA)
            return [*operations[:-1], {**last, "sv": last["sv"] + 50}]
        self.odd = odd
        return operations

    def _forbidden(
        self, desk: Scripted, shown: dict[Key, Mapping], operations: list[Mapping]
    ) -> list[Mapping]:
        """Add what no honest program does to a record that is there, now and then."""
        there = sorted(desk.base.records)
        made: list[Mapping] = []
        if there and self.chance.happens(Event.REBORN):
            self.chance.count(Event.REBORN)
            made = self._reborn(self.chance.choice(there), desk)
        live = [key for key in there if _fixed_ids(key[0]) and key in shown and not shown[key]["deleted"]]
        if live and self.chance.happens(Event.FIXED_EDITED):
            self.chance.count(Event.FIXED_EDITED)
            made = self._fixed(self.chance.choice(live), shown, desk.town)
        self.odd = bool(made)
        return [*operations, *made]

    def _reborn(self, key: Key, desk: Scripted) -> list[Mapping]:
        """Return a second birth of a record; one that says the same is only said again."""
        declared, fields = declarations()[key[0]], dict(desk.base.records[key]["fields"])
        texts = [each for each, kind in declared.fields.items() if kind is Wire.TEXT]
        if texts and self.chance.random() < 0.8:
            fields[self.chance.choice(texts)] = self.writer.text()
        word = "append" if declared.nature is Nature.APPEND else "put"
        return [{"op": word, **_head(key, desk.town), "set": fields}]

    def _fixed(self, key: Key, shown: dict[Key, Mapping], town: str) -> list[Mapping]:
        name = self.chance.choice(_fixed_ids(key[0]))
        old = {name: shown[key]["fields"][name]}
        return [{"op": "patch", **_head(key, town), "old": old, "set": {name: str(self.writer.ids.new())}}]

    def _shown(self, desk: Scripted) -> dict[Key, Mapping]:
        shown = {
            key: {"fields": dict(image["fields"]), "deleted": image["deleted"]}
            for key, image in desk.base.records.items()
        }
        for sent in desk.outbox:
            if not sent.pulled and sent.change["cs_id"] not in self.poisoned:
                for operation in sent.change["ops"]:
                    _lay(operation, shown)
        return shown

    def _record(self, key: Key, shown: dict[Key, Mapping], town: str) -> Any:
        return decode(_KIND[key[0]], UUID(key[1]), town, shown[key]["fields"])


def _fixed_ids(coll: str) -> list[str]:
    """Return which fields of a kind that clerks edit name another record, for ever the same."""
    declared = declarations()[coll]
    return sorted(each for each in declared.fixed if coll in _KIND and declared.fields[each] is Wire.ID)


def _lay(operation: Mapping, shown: dict[Key, Mapping]) -> None:
    key = (operation["coll"], operation["id"])
    if operation["op"] in ("put", "append"):
        shown.setdefault(key, {"fields": dict(operation["set"]), "deleted": False})
    elif key in shown:
        shown[key]["fields"].update(operation.get("set", {}))
        shown[key]["deleted"] = operation["op"] == "del"


def _put(record: Any, shown: dict[Key, Mapping]) -> Mapping:
    operation = encode(None, record)
    assert operation is not None
    declared = declarations()[operation["coll"]]
    assert operation["op"] == ("append" if declared.nature is Nature.APPEND else "put")
    shown[(operation["coll"], operation["id"])] = {"fields": dict(operation["set"]), "deleted": False}
    return dict(operation)


def _head(key: Key, town: str) -> Mapping:
    return {"coll": key[0], "id": key[1], "town": town, "sv": declarations()[key[0]].version}
