"""After the database was set back (恢复): everybody reports, and what was lost is given back."""

from __future__ import annotations

from json import loads
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from sync.cityserver import contested, heads, reported_numbers
from sync.cityserver.book import Book
from sync.cityserver.ledger import Ledger
from sync.cityserver.registry_tables import device as desks
from sync.cityserver.returning import births, ready
from sync.cityserver.tables import inbox, lease, roll
from sync.cityserver.visits import Reply, halted
from sync.protocol.change_set import ChangeSet, UnreadableChangeSetError
from sync.protocol.messages import Code

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import BindParameter

    from sync.cityserver.returning import Key
    from sync.cityserver.visits import Caller, Visit

MOST_GIVEN = 1000
"""Change sets of one part of a report."""

CHUNK = 200
"""Change sets applied together."""

_TOWN: BindParameter[str] = bindparam("of")
_DESKS = select(desks.c.device).where(
    desks.c.town == _TOWN, desks.c.revoked_at.is_(None), desks.c.lost_at.is_(None)
)
_CALLED = (roll.c.town == _TOWN, roll.c.epoch == bindparam("of_epoch"))
_ONE = select(roll.c.part, roll.c.state).where(*_CALLED, roll.c.device == bindparam("of_device"))
_MARK = update(roll).where(*_CALLED, roll.c.device == bindparam("of_device"))
_WAITING = (
    select(roll.c.device)
    .join(desks, (desks.c.town == roll.c.town) & (desks.c.device == roll.c.device), isouter=True)
    .where(*_CALLED, roll.c.state == "waiting", desks.c.revoked_at.is_(None))
    .order_by(roll.c.device)
)
_FOUND = update(desks).where(desks.c.town == _TOWN, desks.c.device == bindparam("of_device"))
_NO_LEASES = delete(lease).where(lease.c.town == _TOWN)
_AT = (inbox.c.town == _TOWN, inbox.c.pos.in_(bindparam("many", expanding=True)))
_TEXTS = select(inbox.c.pos, inbox.c.cs, inbox.c.doubted).where(*_AT)
_DONE = delete(inbox).where(*_AT)
_LATEST = select(func.max(inbox.c.pos)).where(inbox.c.town == _TOWN)
_THERE = select(inbox.c.device, inbox.c.incarnation, inbox.c.cs_no, inbox.c.cs_id, inbox.c.doubted).where(
    inbox.c.town == _TOWN, inbox.c.cs_id.in_(bindparam("many", expanding=True))
)
_TRUST = (
    update(inbox)
    .where(
        inbox.c.town == _TOWN,
        inbox.c.device == bindparam("of_device"),
        inbox.c.incarnation == bindparam("of_incarnation"),
        inbox.c.cs_no == bindparam("of_no"),
        inbox.c.cs_id == bindparam("of_cs"),
        inbox.c.cs == bindparam("of_text"),
    )
    .values(doubted=False)
)


def begin(visit: Visit, heard: str = "") -> None:
    """Begin a new epoch in which every computer of the town must report before numbers are lent again.

    Args:
        visit: The town.
        heard: An epoch a computer spoke of that this database never had: it was set back, and nobody said so.
    """
    visit.head.begin(visit.token(), heard)
    visit.connection.execute(_NO_LEASES, {"of": visit.town})
    called = visit.connection.execute(_DESKS, {"of": visit.town}).scalars().all()
    row = {"town": visit.town, "epoch": visit.head.epoch, "part": 0, "state": "waiting"}
    if called:
        visit.connection.execute(insert(roll), [{**row, "device": each} for each in called])
    heads.write_head(visit.connection, visit.head)
    finish_if_complete(visit)


def must_report(visit: Visit, device: str) -> bool:
    """Tell whether a computer was called and has not reported."""
    if visit.head.state != heads.RECOVERING:
        return False
    found = visit.connection.execute(_ONE, _called(visit) | {"of_device": device}).first()
    return found is not None and found.state == "waiting"


def recover(visit: Visit, caller: Caller, request: Mapping[str, Any]) -> Reply:
    """Take one part of a report: the numbers a computer holds, and all it kept, in the old order."""
    key = _called(visit) | {"of_device": caller.device}
    called = visit.connection.execute(_ONE, key).first()
    part = request["part"]
    if called is not None and part > called.part:
        return halted(Code.GAP, expect=called.part)
    try:
        given = [ChangeSet.from_wire(each) for each in request["changesets"]]
    except UnreadableChangeSetError:
        return halted(Code.UNREADABLE)
    if len(given) > MOST_GIVEN:
        return halted(Code.TOO_LARGE, changesets=MOST_GIVEN)
    kept = [each for each in given if _acceptable(visit, caller, each)]
    if not caller.revoked:
        reported_numbers.hear(visit, caller, request, kept)
    doubted = _doubted(caller, kept, request.get("doubted", ()))
    _lay_in(visit, kept, doubted)
    drain(visit, force=request["done"] and visit.head.state != heads.RECOVERING)
    if called is not None:
        visit.connection.execute(_MARK, key | {"part": part + 1})
    if request["done"]:
        _report(visit, caller, request)
    return Reply({"state": visit.head.state})


def declare(visit: Visit, device: str, state: str, by: str | None = None) -> None:
    """Note that a computer reported, or that a person declared it lost (报失)."""
    key = _called(visit) | {"of_device": device}
    visit.connection.execute(_MARK, key | {"state": state, "by": by, "at": visit.now})
    lost = visit.now if state == "lost" else None
    visit.connection.execute(_FOUND, {"of": visit.town, "of_device": device, "lost_at": lost})
    finish_if_complete(visit)


def finish_if_complete(visit: Visit) -> None:
    """Open the town again once nobody is waited for: what still waits for a predecessor is taken now."""
    if visit.head.state != heads.RECOVERING or waiting(visit):
        return
    drain(visit, force=True)
    contested.settle(visit)
    visit.head.state = heads.OPEN
    heads.write_head(visit.connection, visit.head)


def waiting(visit: Visit) -> Sequence[str]:
    """Return the computers that have not reported."""
    return visit.connection.execute(_WAITING, _called(visit)).scalars().all()


def drain(visit: Visit, *, force: bool) -> None:
    """Take from the inbox what follows on what is there; with force, all of it in order."""
    _take_at(visit, ready(visit, force=force))


def bring_births(visit: Visit, wanted: Collection[Key]) -> bool:
    """Take births from the inbox, though work before them is missing; tell whether there were any."""
    order = births(visit, wanted) if wanted else []
    _take_at(visit, order)
    return bool(order)


def _take_at(visit: Visit, order: Sequence[int]) -> None:
    for start in range(0, len(order), CHUNK):
        positions = order[start : start + CHUNK]
        asked = {"of": visit.town, "many": positions}
        rows = {row.pos: row for row in visit.connection.execute(_TEXTS, asked)}
        _take(visit, [rows[each] for each in positions])
        visit.connection.execute(_DONE, asked)


def _take(visit: Visit, rows: Sequence[Any]) -> None:
    given = [ChangeSet.from_wire(loads(row.cs)) for row in rows]
    ledger = Ledger(Book(visit, given, returned=True))
    for row, each in zip(rows, given, strict=True):
        ledger.take(each, revoked=row.doubted)
    ledger.flush()


def _lay_in(visit: Visit, kept: Sequence[ChangeSet], doubted: Collection[str]) -> None:
    """Lay change sets into the inbox before anything is applied: one may wait for what another brings."""
    if not kept:
        return
    asked = {"of": visit.town, "many": [each.cs_id for each in kept]}
    there = {tuple(row[:4]): bool(row.doubted) for row in visit.connection.execute(_THERE, asked)}
    _trust(visit, [each for each in kept if there.get(_slot(each)) and each.cs_id not in doubted])
    pos = int(visit.connection.execute(_LATEST, {"of": visit.town}).scalar() or 0)
    rows = {}
    for at, each in enumerate(kept, pos + 1):
        slot = _slot(each)
        if slot not in there and slot not in rows:
            row = {"town": visit.town, "device": each.device, "incarnation": each.incarnation}
            rows[slot] = {**row, "cs_no": each.cs_no, "pos": at, "cs_id": each.cs_id, "cs": each.text}
            rows[slot]["doubted"] = each.cs_id in doubted
    if rows:
        visit.connection.execute(insert(inbox), list(rows.values()))


def _slot(cs: ChangeSet) -> tuple[str, str, int, str]:
    return cs.device, cs.incarnation, cs.cs_no, cs.cs_id


def _doubted(caller: Caller, kept: Sequence[ChangeSet], said: Collection[str]) -> frozenset[str]:
    """Return what may have been made after its computer was shown out.

    A computer that is out vouches for none of its own work; a colleague tells what lay aside for that reason.
    """
    own = {each.cs_id for each in kept if caller.revoked and each.device == caller.device}
    return frozenset(own.union(said))


def _trust(visit: Visit, known: Sequence[ChangeSet]) -> None:
    """Doubt no longer what somebody had read as good work: its computer was not out yet."""
    for each in known:
        slot = {"of_device": each.device, "of_incarnation": each.incarnation, "of_no": each.cs_no}
        named = {"of": visit.town, **slot, "of_cs": each.cs_id, "of_text": each.text}
        visit.connection.execute(_TRUST, named)


def _acceptable(visit: Visit, caller: Caller, cs: ChangeSet) -> bool:
    """Tell whether to keep a copy: a colleague's only as its author signed it, and of this town's stream."""
    return cs.device == caller.device or (cs.town == visit.town and visit.genuine(cs))


def _report(visit: Visit, caller: Caller, request: Mapping[str, Any]) -> None:
    """Close a report."""
    if not caller.revoked:
        reported_numbers.free_unclaimed(visit, caller, request["incarnation"])
    declare(visit, caller.device, "reported")


def _called(visit: Visit) -> dict[str, str]:
    return {"of": visit.town, "of_epoch": visit.head.epoch}
