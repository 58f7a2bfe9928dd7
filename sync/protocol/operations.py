"""Operations as they travel: checked against their declaration, lifted to today's layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sync.protocol import declarations
from sync.protocol.declaration import Nature
from sync.protocol.refusal import Refusal, RefusedOperationError
from sync.protocol.values import checks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sync.protocol.declaration import Declaration

Operation = dict[str, Any]
"""One operation: ``op``, ``coll``, ``id``, ``town``, ``sv`` and what the word asks for."""

WITHDRAW = "withdraw"
"""Takes back work that lies in quarantine, named by ``cs_id``; touches no record."""

_CHANGES = frozenset(("put", "patch", "del", "undelete", "resolve"))
_WORDS = {
    Nature.MUTABLE: _CHANGES,
    Nature.REFERENCE: _CHANGES,
    Nature.APPEND: frozenset(("append", "resolve")),
}
_PARTS: dict[str, dict[str, type]] = {
    "put": {"set": dict},
    "append": {"set": dict},
    "patch": {"old": dict, "set": dict},
    "undelete": {"old": dict, "set": dict},
    "resolve": {"old": dict, "set": dict, "conflict": str},
    "del": {"old": dict, "reason": str},
}
_LONGEST_ID = 64


def prepared(op: Any, town: str) -> Operation:
    """Return an operation that is whole, of this town and in today's layout, or refuse it."""
    if isinstance(op, dict) and op.get("op") == WITHDRAW:
        return _withdrawal(op, town)
    declared = _declared(op)
    if op.get("town") != town or (declared.nature is Nature.REFERENCE and town != ""):
        raise RefusedOperationError(Refusal.FOREIGN_TOWN)
    if not _well_formed(op, declared):
        raise RefusedOperationError(Refusal.SCHEMA)
    lifted = upcast(op, declared)
    if not _matches(lifted, declared):
        raise RefusedOperationError(Refusal.SCHEMA)
    return lifted


def upcast(op: Operation, declared: Declaration) -> Operation:
    """Return the operation in today's layout; fields added since have the value older records have."""
    if op["sv"] == declared.version:
        return op
    parts = [part for part in ("old", "set") if part in _PARTS[op["op"]]]
    lifted: Operation = {**op, **{part: dict(op[part]) for part in parts}}
    for version in range(op["sv"], declared.version):
        for name, value in declared.upcasters[version].added.items():
            _fill(lifted, declared, name, value)
    return lifted | {"sv": declared.version}


def atomic(ops: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether a change set takes effect whole or not at all: it seals, numbers, approves or resolves.

    Withdrawing does not count: what came in its place is either in force or held, so nothing hangs on it.
    """
    return any(_seals(op) for op in ops)


def _seals(op: Mapping[str, Any]) -> bool:
    if op["op"] == WITHDRAW:
        return False
    declared = declarations()[op["coll"]]
    if op["op"] in ("put", "append"):
        return declared.sealing
    sets = op["set"] if "set" in _PARTS[op["op"]] else ()
    return op["op"] == "resolve" or not declared.seals.isdisjoint(sets)


def _fill(op: Operation, declared: Declaration, name: str, value: object) -> None:
    whole = op["op"] in ("put", "append")
    if whole:
        op["set"].setdefault(name, value)
    elif op["op"] in ("del", "undelete") or not declared.group(name).isdisjoint(op["old"]):
        op["old"].setdefault(name, value)


def _declared(op: Any) -> Declaration:
    if not isinstance(op, dict):
        raise RefusedOperationError(Refusal.SCHEMA)
    found = declarations().get(str(op.get("coll")))
    if found is None:
        raise RefusedOperationError(Refusal.UNKNOWN_COLLECTION)
    return found


def _withdrawal(op: Operation, town: str) -> Operation:
    if op.get("town") != town:
        raise RefusedOperationError(Refusal.FOREIGN_TOWN)
    if not isinstance(op.get("cs_id"), str):
        raise RefusedOperationError(Refusal.SCHEMA)
    return op


def _well_formed(op: Operation, declared: Declaration) -> bool:
    word, identity, version = op.get("op"), op.get("id"), op.get("sv")
    return (
        isinstance(word, str)
        and word in _WORDS[declared.nature]
        and isinstance(identity, str)
        and 0 < len(identity) <= _LONGEST_ID
        and type(version) is int
        and 0 < version <= declared.version
        and all(isinstance(op.get(part), kind) for part, kind in _PARTS[word].items())
    )


def _matches(op: Operation, declared: Declaration) -> bool:
    check = checks(declared)
    if op["op"] in ("put", "append") and len(op["set"]) != len(check):
        return False
    if declared.nature is Nature.APPEND and op["op"] == "resolve" and op["set"]:
        return False
    return all(
        name in check and check[name](value)
        for part in ("set", "old")
        if part in _PARTS[op["op"]]
        for name, value in op[part].items()
    )
