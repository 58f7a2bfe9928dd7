"""Three-way merge by field group (合并): pure, and the same on the city server and the desktop."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sync.protocol import declarations
from sync.protocol.declaration import Nature, Policy
from sync.protocol.images import Disagreement, DisagreementKind, Image, Merged
from sync.protocol.refusal import Refusal, RefusedOperationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sync.protocol.declaration import Declaration
    from sync.protocol.operations import Operation

_UNSEEN = object()
"""Stands for a value its author had not seen; it equals nothing."""


class _Fold(NamedTuple):
    """How far one operation got: fields taken, groups held, whether a foreign change was met on the way."""

    taken: dict[str, Any]
    held: list[Disagreement]
    joined: bool


def merge(current: Image | None, op: Operation) -> Merged:
    """Lay a prepared operation upon a record, by the policies of its fields; refuse what cannot be."""
    declared = declarations()[op["coll"]]
    return _MERGES[op["op"]](declared, lifted(current, declared), op)


def duplicate(op: Operation, other: Mapping[str, Any]) -> Disagreement:
    """Return the disagreement of a birth with what already stands under its natural key."""
    key = declarations()[op["coll"]].natural_key
    return Disagreement(DisagreementKind.DUPLICATE, key, op["set"], other, {})


def remainder(current: Image | None, op: Operation, merged: Merged) -> Disagreement | None:
    """Return what else of an operation is held when its change set takes effect whole or not at all."""
    told = {name for each in merged.held for name in each.fields}
    becomes, standing = {} if op["op"] == "del" else op["set"], {} if current is None else current.fields
    rest = tuple(
        sorted(
            name
            for name, value in becomes.items()
            if name not in told and standing.get(name, _UNSEEN) != value
        )
    )
    if not rest and (merged.held or merged.image is None):
        return None
    theirs = {name: standing[name] for name in rest if name in standing}
    mine = {name: becomes[name] for name in rest}
    base = {name: value for name, value in op.get("old", {}).items() if name in rest}
    return Disagreement(DisagreementKind.HELD, rest, mine, theirs, base)


def shown(base: Image | None, pending: Iterable[Operation]) -> Image | None:
    """Return what the clerk sees: own work not yet settled, laid over what the city server holds."""
    for op in pending:
        base = _laid(lifted(base, declarations()[op["coll"]]), op)
    return base


def lifted(image: Image | None, declared: Declaration) -> Image | None:
    """Return an image with every field of today's layout; one kept since an older layout lacks some."""
    if image is None or len(image.fields) >= len(declared.fields):
        return image
    added = {name: value for each in declared.upcasters.values() for name, value in each.added.items()}
    return replace(image, fields={**added, **image.fields})


def _laid(base: Image | None, op: Operation) -> Image | None:
    if base is None:
        born = op["op"] in ("put", "append")
        return Image(op["coll"], op["id"], 0, deleted=False, fields=op["set"]) if born else None
    declared = declarations()[op["coll"]]
    if op["op"] in ("put", "append") and not declared.derived_id:
        return base
    if op["op"] == "del":
        return replace(base, deleted=True)
    fields = {**base.fields, **{name: _value(declared, base, op, name) for name in op["set"]}}
    return replace(base, deleted=base.deleted and not op["set"] and op["op"] != "undelete", fields=fields)


def _value(declared: Declaration, base: Image, op: Operation, name: str) -> Any:
    value = op["set"][name]
    if declared.policy(name) is not Policy.SET:
        return value
    return _united(base.fields[name], op.get("old", {}).get(name, ()), value)


def _born(declared: Declaration, current: Image | None, op: Operation) -> Merged:
    if current is None:
        return Merged(Image(op["coll"], op["id"], 1, deleted=False, fields=op["set"]))
    if current.fields == op["set"] and not current.deleted:
        return Merged()
    if declared.derived_id:
        # Two offices made the same thing; whoever comes second has seen nothing of what stands.
        return _patched(declared, current, {**op, "old": {}})
    raise RefusedOperationError(Refusal.EXISTS)


def _patched(declared: Declaration, current: Image | None, op: Operation) -> Merged:
    standing = _changeable(declared, current)
    if standing.deleted:
        return _on_deleted(declared, standing, op)
    return _changed(declared, standing, op)


def _resolved(declared: Declaration, current: Image | None, op: Operation) -> Merged:
    if not op["set"]:
        return Merged(closed=(op["conflict"],))
    merged = _patched(declared, current, op)
    if merged.held:
        return merged
    return Merged(merged.image, (), (op["conflict"],), merged.joined)


def _undeleted(declared: Declaration, current: Image | None, op: Operation) -> Merged:
    return _changed(declared, _changeable(declared, current), op)


def _deleted(declared: Declaration, current: Image | None, op: Operation) -> Merged:
    standing, old = _changeable(declared, current), op["old"]
    if standing.deleted:
        return Merged()
    unseen = tuple(sorted(name for name, value in standing.fields.items() if old.get(name, _UNSEEN) != value))
    if not unseen:
        return Merged(replace(standing, version=standing.version + 1, deleted=True))
    theirs = {name: standing.fields[name] for name in unseen}
    base = {name: old[name] for name in unseen if name in old}
    return Merged(held=(Disagreement(DisagreementKind.DELETE_VS_EDIT, unseen, {}, theirs, base),))


def _changeable(declared: Declaration, current: Image | None) -> Image:
    if declared.nature is Nature.APPEND:
        raise RefusedOperationError(Refusal.IMMUTABLE)
    if current is None:
        raise RefusedOperationError(Refusal.MISSING_BASE)
    return current


def _on_deleted(declared: Declaration, standing: Image, op: Operation) -> Merged:
    _refuse_fixed(declared, standing, op["set"])
    differs = tuple(sorted(name for name, value in op["set"].items() if standing.fields[name] != value))
    if not differs:
        return Merged()
    held = _question(DisagreementKind.EDIT_VS_DELETE, declared, standing, op, differs)
    return Merged(held=(held,))


def _changed(declared: Declaration, standing: Image, op: Operation) -> Merged:
    _refuse_fixed(declared, standing, op["set"])
    fold = _folded(declared, standing, op)
    revived = standing.deleted
    if not fold.taken and not revived:
        return Merged(None, tuple(fold.held), (), fold.joined)
    fields = {**standing.fields, **fold.taken}
    image = replace(standing, version=standing.version + 1, deleted=False, fields=fields)
    return Merged(image, tuple(fold.held), (), fold.joined)


def _refuse_fixed(declared: Declaration, standing: Image, becomes: Mapping[str, Any]) -> None:
    if any(name in declared.fixed and standing.fields[name] != value for name, value in becomes.items()):
        raise RefusedOperationError(Refusal.FIXED)


def _folded(declared: Declaration, standing: Image, op: Operation) -> _Fold:
    taken: dict[str, Any] = {}
    held: list[Disagreement] = []
    joined, done = False, set[str]()
    for name in sorted(op["set"]):
        if name in done:
            continue
        group = declared.group(name)
        done |= group
        names = tuple(sorted(group & op["set"].keys()))
        met = _met(declared, standing, op, names)
        joined = joined or met.joined
        taken |= met.taken
        held += met.held
    return _Fold(taken, held, joined)


def _met(declared: Declaration, standing: Image, op: Operation, names: Sequence[str]) -> _Fold:
    """Settle one group: taken whole, held whole, or united when it is a set."""
    now, old, becomes = standing.fields, op["old"], op["set"]
    if declared.policy(names[0]) is Policy.SET:
        return _joined_set(now, old, becomes, names[0])
    group = declared.group(names[0])
    moved = [each for each in group if now[each] != old.get(each, _UNSEEN)]
    differs = {each: becomes[each] for each in names if now[each] != becomes[each]}
    if not differs:
        return _Fold({}, [], bool(moved))
    clash = any(now[each] != becomes.get(each, old.get(each, _UNSEEN)) for each in moved)
    if not clash:
        return _Fold(differs, [], bool(moved))
    return _Fold({}, [_question(DisagreementKind.FIELD, declared, standing, op, names)], joined=False)


def _joined_set(
    now: Mapping[str, Any], old: Mapping[str, Any], becomes: Mapping[str, Any], name: str
) -> _Fold:
    seen = old.get(name, [])
    united = _united(now[name], seen, becomes[name])
    return _Fold({} if united == now[name] else {name: united}, [], now[name] != seen)


def _united(now: Sequence[str], seen: Sequence[str], becomes: Sequence[str]) -> list[str]:
    """Return the list with what one side added and without what one side removed."""
    if now == seen:
        return list(becomes)
    gone = set(seen) - set(becomes)
    kept = [each for each in now if each not in gone]
    return kept + [each for each in dict.fromkeys(becomes) if each not in seen and each not in kept]


def _question(
    kind: DisagreementKind, declared: Declaration, standing: Image, op: Operation, names: Sequence[str]
) -> Disagreement:
    around = sorted({each for name in names for each in declared.group(name)})
    old, becomes = op["old"], op["set"]
    base = {each: old[each] for each in around if each in old}
    mine = base | {each: becomes[each] for each in around if each in becomes}
    theirs = {each: standing.fields[each] for each in around}
    urgent = any(declared.policy(name) is not Policy.NOTE for name in names)
    return Disagreement(kind, tuple(names), mine, theirs, base, urgent)


_MERGES: dict[str, Callable[[Declaration, Image | None, Operation], Merged]] = {
    "put": _born,
    "append": _born,
    "patch": _patched,
    "resolve": _resolved,
    "undelete": _undeleted,
    "del": _deleted,
}
