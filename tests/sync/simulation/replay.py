"""The log of a town replayed by a second, plain reading of the merge rules (I1, I3, I4, I6, I9)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sync.protocol import declarations
from sync.protocol.declaration import Declaration, Nature, Policy
from tests.sync.simulation.aside_law import Aside
from tests.sync.simulation.forms import Key, Mapping, chained, content_hash
from tests.sync.simulation.violation import demand

if TYPE_CHECKING:
    from collections.abc import Iterable


_SEALED = {
    "document": {"state", "number", "final_at"},
    "case": {"number", "archived_on"},
    "number_use": {"state"},
}


@dataclass
class Seen:
    """One record as the replay knows it."""

    fields: dict[str, Any]
    version: int = 0
    deleted: bool = False


@dataclass
class Replay:
    """The state a town's log must have led to, row by row.

    Attributes:
        open: Open conflicts by id.
        closed: Who closed which conflict.
    """

    town: str
    records: dict[Key, Seen] = field(default_factory=dict)
    open: dict[str, Mapping] = field(default_factory=dict)
    closed: dict[str, str] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)
    outcomes: dict[str, Mapping] = field(default_factory=dict)
    seq: int = 0
    hash: str = ""
    aside: Aside = field(default_factory=Aside)

    def follow(self, rows: Iterable[Mapping]) -> None:
        """Take the next rows of the log."""
        for row in rows:
            self._row(row)

    def _row(self, row: Mapping) -> None:
        change, where = row["cs"], f"row {row['seq']}"
        demand(row["seq"] == self.seq + 1, "I1", f"{where} follows {self.seq}")
        demand(row["hash"] == chained(self.hash, row), "I1", f"{where}: the chain is broken")
        demand(change["hash"] == content_hash(change), "I2", f"{where}: content and hash differ")
        demand(change["cs_id"] not in self.outcomes, "I3", f"{where}: {change['cs_id']} a second time")
        self.seq, self.hash = row["seq"], row["hash"]
        self.outcomes[change["cs_id"]] = row
        self._shape(row, where)
        self.aside.follow(row, {each["rec"] for each in self.open.values()}, where)
        if row["outcome"] != "quarantined":
            self._effects(row, where)

    def _shape(self, row: Mapping, where: str) -> None:
        outcome = row["outcome"]
        demand(outcome in ("applied", "merged", "conflict", "quarantined"), "I2", f"{where}: {outcome}")
        demand(
            (outcome == "conflict") == bool(row["conflicts"]), "I4", f"{where}: {outcome} and its conflicts"
        )
        if outcome == "quarantined":
            demand(row["reason"], "I2", f"{where}: quarantined without a reason")
            demand(
                not (row["effects"] or row["closed"]), "I2", f"{where}: quarantined and yet it took effect"
            )

    def _effects(self, row: Mapping, where: str) -> None:
        change = row["cs"]
        before: dict[Key, Seen | None] = {}
        images = {(each["coll"], each["id"]): each for each in row["effects"]}
        held = row["conflicts"]
        if held and any(seals(each) for each in change["ops"]):
            closed = [each for each in row["closed"] if "." in each["id"]]
            demand(not images and not closed, "I4", f"{where}: an atomic change set took half an effect")
            self._note(row, where)
            return
        for index, operation in enumerate(change["ops"]):
            if operation["op"] == "withdraw":
                continue
            demand(
                operation["town"] == self.town, "I10", f"{where}: took an operation of {operation['town']}"
            )
            key = (operation["coll"], operation["id"])
            before.setdefault(key, _copy(self.records.get(key)))
            mine = [each for each in held if each["id"].startswith(f"{change['cs_id']}.{index}.")]
            self._operate(key, operation, mine, where, images.get(key))
        self._compare(images, before, where)
        self._note(row, where)

    def _operate(self, key: Key, op: Mapping, held: list[Mapping], where: str, image: Mapping | None) -> None:
        seen, whole = self.records.get(key), f"{where}: {key[0]}/{key[1]}"
        if op["op"] in ("put", "append"):
            again = seen is not None and not seen.deleted and seen.fields == op["set"]
            demand(seen is None or again, "I4", f"{whole} created over an existing record")
            self.records.setdefault(key, Seen(dict(op["set"])))
        elif op["op"] != "resolve" or op["set"]:
            self._change(seen, op, held, (whole, image))

    def _change(self, seen: Seen | None, op: Mapping, held: list[Mapping], about: tuple[str, Any]) -> None:
        whole, _image = about
        demand(seen is not None, "I4", f"{whole} changed before it was created")
        assert seen is not None
        declared = declarations()[op["coll"]]
        demand(declared.nature is Nature.MUTABLE, "I6", f"{whole} can only be added, and was changed")
        if any(each["kind"] in ("edit_vs_delete", "delete_vs_edit", "duplicate") for each in held):
            return
        if op["op"] == "del":
            self._delete(seen, op, whole)
        elif seen.deleted and op["op"] != "undelete":
            same = all(seen.fields.get(name) == value for name, value in op["set"].items())
            demand(same, "I4", f"{whole}: an edit of a deleted record")
        else:
            self._edit(seen, op, held, about)

    def _edit(self, seen: Seen, op: Mapping, held: list[Mapping], about: tuple[str, Any]) -> None:
        (whole, image), declared = about, declarations()[op["coll"]]
        seen.deleted = False
        apart = {name for each in held for name in each["fields"]}
        fixed = {name for name in declared.fixed & op["set"].keys() if op["set"][name] != seen.fields[name]}
        demand(not fixed, "I6", f"{whole}: {sorted(fixed)} never change once written")
        _patch(seen, op, declared, apart, whole)
        if image is not None and op["sv"] < declared.version:
            seen.fields = {**image["fields"], **seen.fields}

    def _delete(self, seen: Seen, op: Mapping, whole: str) -> None:
        if seen.deleted:
            return
        missed = {name for name, value in op["old"].items() if seen.fields.get(name) != value}
        demand(not missed, "I4", f"{whole} deleted over an unseen edit of {sorted(missed)}")
        seen.deleted = True

    def _compare(self, images: dict[Key, Mapping], before: dict[Key, Seen | None], where: str) -> None:
        for key, was in before.items():
            seen = self.records.get(key)
            image = images.pop(key, None)
            if image is None:
                demand(seen == was, "I4", f"{where}: {key} changed, and the row does not say so")
                continue
            demand(seen is not None, "I4", f"{where}: {key} took an effect it could not have")
            assert seen is not None
            seen.fields = {**image["fields"], **seen.fields} if was is None else seen.fields
            same = _same(key[0], seen.fields, image["fields"]) and seen.deleted == image["deleted"]
            demand(same, "I4", f"{where}: {key} is {image}, the operations give {seen}")
            demand(image["version"] > seen.version, "I13", f"{where}: the version of {key} goes back")
            seen.version, seen.fields = image["version"], dict(image["fields"])
            append = declarations()[key[0]].nature is Nature.APPEND
            demand(
                not append or image["version"] == 1, "I6", f"{where}: {key} has version {image['version']}"
            )
        demand(not images, "I4", f"{where}: effects nobody asked for: {sorted(images)}")

    def _note(self, row: Mapping, where: str) -> None:
        change = row["cs"]
        for each in row["conflicts"]:
            demand(each["id"] not in self.closed, "I9", f"{where}: conflict {each['id']} opened again")
            self.open[each["id"]] = each
        asked = {each["conflict"] for each in change["ops"] if each["op"] == "resolve"}
        for each in row["closed"]:
            if "." not in each["id"]:
                self._withdrawn(each, row, where)
                continue
            follows = self.open.get(each["id"], {}).get("kind") == "held" and self._settled(each["id"], row)
            demand(each["id"] in asked or follows, "I9", f"{where}: {each['id']} closed by nobody's word")
            demand(each["id"] in self.open, "I9", f"{where}: conflict {each['id']} closed, and was not open")
            named = each["by"] == change["user"] and bool(each["by"])
            demand(named, "I9", f"{where}: conflict {each['id']} closed without a name")
            self.closed[each["id"]] = each["by"]
            del self.open[each["id"]]

    def _withdrawn(self, closing: Mapping, row: Mapping, where: str) -> None:
        """Look at the settlement of quarantined work, by its own town or by an administrator."""
        kept = self.outcomes.get(closing["id"])
        demand(
            kept is not None and kept["outcome"] == "quarantined",
            "I9",
            f"{where}: {closing['id']} lay nowhere",
        )
        asked = {each["cs_id"] for each in row["cs"]["ops"] if each["op"] == "withdraw"}
        allowed = closing["id"] in asked or row["cs"]["device"] == "city"
        demand(allowed and closing["by"], "I9", f"{where}: {closing['id']} settled by nobody's word")
        self.settled.add(closing["id"])

    def _settled(self, conflict: str, row: Mapping) -> bool:
        """Tell whether a row closes all that a change set was held for, so that the rest follows."""
        source, closing = self.open[conflict]["cs_id"], {each["id"] for each in row["closed"]}
        others = [each for each in self.open.values() if each["cs_id"] == source and each["kind"] != "held"]
        return all(each["id"] in closing for each in others)


def seals(operation: Mapping) -> bool:
    """Tell whether an operation seals, so that its change set holds together."""
    if operation["op"] in ("put", "append"):
        return operation["coll"] in ("number_use", "approval")
    named = operation["set"] if operation["op"] in ("patch", "undelete") else ()
    return operation["op"] == "resolve" or not _SEALED.get(operation["coll"], set()).isdisjoint(named)


def _patch(seen: Seen, op: Mapping, declared: Declaration, apart: set[str], whole: str) -> None:
    for name, value in op["set"].items():
        group = declared.group(name)
        if group & apart:
            continue
        if declared.policy(name) is Policy.SET:
            seen.fields[name] = _united(seen.fields.get(name, []), op["old"][name], value)
            continue
        if all(seen.fields.get(each) == op["set"][each] for each in group & op["set"].keys()):
            continue
        for other in group:
            becomes = op["set"].get(other, op["old"].get(other))
            unseen = seen.fields.get(other) not in (op["old"].get(other), becomes)
            demand(not unseen, "I4", f"{whole}: {other} was replaced by somebody who had not seen it")
    taken = {name: value for name, value in op["set"].items() if not declared.group(name) & apart}
    for name, value in taken.items():
        if declared.policy(name) is not Policy.SET:
            seen.fields[name] = value


def _same(coll: str, mine: Mapping, told: Mapping) -> bool:
    """Tell whether two states are equal; the order of a set's members is nobody's business."""
    sets = declarations()[coll].sets
    return mine.keys() == told.keys() and all(
        sorted(value) == sorted(told[name]) if name in sets else value == told[name]
        for name, value in mine.items()
    )


def _united(now: list[Any], old: list[Any], new: list[Any]) -> list[Any]:
    kept = [each for each in now if each in new or each not in old]
    return kept + [each for each in new if each not in old and each not in kept]


def _copy(seen: Seen | None) -> Seen | None:
    return None if seen is None else Seen(dict(seen.fields), seen.version, seen.deleted)
