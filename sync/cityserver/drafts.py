"""What a change set comes to before it is written: its outcome, effects, conflicts and closings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sync.cityserver.claims import claims
from sync.protocol import declarations
from sync.protocol.canonical import canonical
from sync.protocol.images import DisagreementKind, Image
from sync.protocol.merging import duplicate, merge, remainder
from sync.protocol.messages import CITY, FORMAT, Outcome
from sync.protocol.operations import WITHDRAW, atomic, prepared
from sync.protocol.refusal import Refusal, RefusedOperationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sync.cityserver.book import Book
    from sync.cityserver.register import Number
    from sync.protocol.change_set import ChangeSet
    from sync.protocol.images import Disagreement, Merged
    from sync.protocol.operations import Operation

Key = tuple[str, str]
"""Collection and id."""


class Held(NamedTuple):
    """An operation of a change set that did not take effect in full."""

    at: int
    op: Operation
    what: Disagreement


@dataclass(slots=True)
class Draft:
    """What one change set would do; nothing of it is written yet.

    Attributes:
        closing: Conflicts it names as settled; whether they are open is not looked at yet.
        withdrawn: Quarantined change sets it takes back.
        numbers: Lines of the number register as they become.
    """

    outcome: Outcome = Outcome.APPLIED
    reason: Refusal | None = None
    images: dict[Key, Image] = field(default_factory=dict)
    held: list[Held] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    numbers: dict[tuple[str, int, int], Number] = field(default_factory=dict)
    keys: dict[tuple[str, str], str] = field(default_factory=dict)


class _Step(NamedTuple):
    """One operation with what it met and what came of it."""

    at: int
    op: Operation
    current: Image | None
    merged: Merged
    asked: tuple[Disagreement, ...]


def judged(book: Book, cs: ChangeSet, *, revoked: bool) -> Draft:
    """Return what a change set comes to; work that cannot take effect is kept aside whole."""
    try:
        _refuse(book, cs, revoked=revoked)
        ops = [prepared(op, "" if book.town == CITY else book.town) for op in cs.ops]
        _refuse_held_behind(book, cs, ops)
        return _folded(book, ops, cs.device)
    except RefusedOperationError as refused:
        return Draft(Outcome.QUARANTINED, _said(book, cs, refused.refusal))


def _said(book: Book, cs: ChangeSet, refusal: Refusal) -> Refusal:
    """Tell work on a record that is held in a conflict from work on one that nobody ever made."""
    if refusal is not Refusal.MISSING_BASE:
        return refusal
    unborn = (op["id"] for op in cs.ops if book.image((op["coll"], op["id"])) is None)
    return Refusal.HELD_BEHIND if book.waits_to_be_born(unborn) else refusal


def _refuse(book: Book, cs: ChangeSet, *, revoked: bool) -> None:
    doubts = (
        (cs.town != book.town, Refusal.FOREIGN_TOWN),
        (revoked, Refusal.DEVICE_REVOKED),
        (cs.sv > FORMAT, Refusal.SCHEMA),
    )
    for doubted, refusal in doubts:
        if doubted:
            raise RefusedOperationError(refusal)
    if not book.genuine(cs):
        raise RefusedOperationError(Refusal.SIGNATURE)


def _refuse_held_behind(book: Book, cs: ChangeSet, ops: Sequence[Operation]) -> None:
    waiting = book.quarantined_of(cs.device)
    if not waiting:
        return
    withdrawn = {op["cs_id"] for op in ops if op["op"] == WITHDRAW}
    kept_aside = {key for cs_id, touched in waiting.items() if cs_id not in withdrawn for key in touched}
    if any((op["coll"], op["id"]) in kept_aside for op in ops if op["op"] != WITHDRAW):
        raise RefusedOperationError(Refusal.HELD_BEHIND)


def _folded(book: Book, ops: Sequence[Operation], author: str) -> Draft:
    draft = Draft()
    steps = []
    for index, op in enumerate(ops):
        if op["op"] == WITHDRAW:
            draft.withdrawn.append(op["cs_id"])
        else:
            steps.append(_stepped(book, draft, (index, op), author))
    held = [Held(each.at, each.op, what) for each in steps for what in (*each.merged.held, *each.asked)]
    if held and atomic(ops):
        return Draft(Outcome.CONFLICT, held=_all_held(steps), withdrawn=draft.withdrawn)
    draft.held = held
    draft.closing = [conflict for each in steps for conflict in each.merged.closed]
    joined = any(each.merged.joined for each in steps)
    draft.outcome = Outcome.CONFLICT if held else Outcome.MERGED if joined else Outcome.APPLIED
    return draft


def _stepped(book: Book, draft: Draft, numbered: tuple[int, Operation], author: str) -> _Step:
    index, op = numbered
    key = (op["coll"], op["id"])
    current = draft.images[key] if key in draft.images else book.image(key)
    merged = merge(current, op)
    asked: tuple[Disagreement, ...] = ()
    if merged.image is not None:
        if current is None:
            asked = _duplicates(book, draft, op)
        claimed = claims(book, draft, merged.image, author)
        if isinstance(claimed, dict):
            asked = asked or (duplicate(op, claimed),)
        elif claimed is not None:
            draft.numbers[claimed.key] = claimed
        draft.images[key] = merged.image
    return _Step(index, op, current, merged, asked)


def _duplicates(book: Book, draft: Draft, op: Operation) -> tuple[Disagreement, ...]:
    """Return the question raised by another living record with the same natural key."""
    natural = natural_key(op["coll"], op["set"])
    if natural is None:
        return ()
    at = (op["coll"], natural)
    other = draft.keys.get(at) or book.holder(at)
    draft.keys.setdefault(at, op["id"])
    if other is None or other == op["id"]:
        return ()
    standing = draft.images.get((op["coll"], other)) or book.image((op["coll"], other))
    fields = {} if standing is None else standing.fields
    return (duplicate(op, {"id": other, **fields}),)


def natural_key(coll: str, fields: Any) -> str | None:
    """Return a record's natural key as one text; ``None`` where its kind has none."""
    names = declarations()[coll].natural_key
    return canonical([fields[name] for name in names]) if names else None


def _all_held(steps: Sequence[_Step]) -> list[Held]:
    held = []
    for each in steps:
        met = replace(each.merged, held=(*each.merged.held, *each.asked))
        rest = remainder(each.current, each.op, met)
        held += [Held(each.at, each.op, what) for what in (*met.held, *([rest] if rest else []))]
    return held


def conflict_id(cs: ChangeSet, held: Held) -> str:
    """Return the name of a conflict: the change set, the operation in it, its first field."""
    return f"{cs.cs_id}.{held.at}.{held.what.fields[0] if held.what.fields else '*'}"


def conflict_row(cs: ChangeSet, held: Held) -> dict[str, Any]:
    """Return a conflict as it travels."""
    what = held.what
    return {
        "id": conflict_id(cs, held),
        "cs_id": cs.cs_id,
        "coll": held.op["coll"],
        "rec": held.op["id"],
        "kind": what.kind.value,
        "fields": list(what.fields),
        "mine": dict(what.mine),
        "theirs": dict(what.theirs),
        "base": dict(what.base),
        "urgent": what.urgent,
        "user": cs.user,
        "at": cs.at,
        "device": cs.device,
    }


def only_held(kind: str) -> bool:
    """Tell whether a conflict only waits for the others of its change set."""
    return kind == DisagreementKind.HELD.value
