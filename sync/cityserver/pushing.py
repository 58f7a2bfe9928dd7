"""Takes in what a computer changed (上行): strictly in its order, the whole request in one transaction."""

from __future__ import annotations

from json import loads
from typing import TYPE_CHECKING, Any

from sync.cityserver.book import Book
from sync.cityserver.ledger import Ledger
from sync.cityserver.recovery import bring_births
from sync.cityserver.visits import Reply, halted
from sync.protocol.change_set import ChangeSet, UnreadableChangeSetError
from sync.protocol.messages import Code

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sync.cityserver.visits import Caller, Visit

MOST_OPS = 500
"""Operations of one request; a single change set may hold more."""


def push(visit: Visit, caller: Caller, request: Mapping[str, Any]) -> Reply:
    """Take change sets until one does not follow; what was taken before it stays taken."""
    try:
        sent = [_own(each, caller) for each in request["changesets"]]
    except UnreadableChangeSetError:
        return halted(Code.UNREADABLE)
    if len(sent) > 1 and max(len(sent), sum(len(each.ops) for each in sent)) > MOST_OPS:
        return halted(Code.TOO_LARGE, ops=MOST_OPS)
    book = Book(visit, sent)
    if bring_births(visit, book.absent(sent)):
        book = Book(visit, sent)
    outcomes, stopped = _taken(book, sent, revoked=caller.revoked)
    said = {"outcomes": outcomes, "head": {"seq": visit.head.seq, "hash": visit.head.hash}, **backed(visit)}
    if stopped is not None:
        return Reply({**said, **stopped.body}, stopped.code)
    return Reply(said, Code.DEVICE_REVOKED if caller.revoked else None)


def backed(visit: Visit) -> dict[str, Any]:
    """Return what lies in the oldest kept backup, by incarnation and by row."""
    return {"backed": loads(visit.head.backed), "backed_seq": visit.head.backed_seq}


def _own(sent: Any, caller: Caller) -> ChangeSet:
    read = ChangeSet.from_wire(sent)
    if read.device != caller.device:
        msg = "a computer pushes its own change sets"
        raise UnreadableChangeSetError(msg)
    return read


def _taken(
    book: Book, sent: Sequence[ChangeSet], *, revoked: bool
) -> tuple[list[dict[str, Any]], Reply | None]:
    ledger = Ledger(book)
    outcomes: list[dict[str, Any]] = []
    stopped: Reply | None = None
    for each in sent:
        stopped = _stop(book, each)
        if stopped is not None:
            break
        outcomes.append(ledger.take(each, revoked=revoked))
    if outcomes:
        ledger.flush()
    return outcomes, stopped


def _stop(book: Book, cs: ChangeSet) -> Reply | None:
    """Return why a change set cannot be taken now: one before it is missing, or the number is another's."""
    last = book.last.get((cs.device, cs.incarnation), 0)
    if cs.cs_no > last + 1:
        return halted(Code.GAP, expect=last + 1)
    taken = book.taken.get((cs.device, cs.incarnation, cs.cs_no))
    if taken is not None and taken[0] != cs.hash:
        return halted(Code.DEVICE_FORK, cs_no=cs.cs_no)
    known = book.known.get(cs.cs_id)
    return None if known is None or known.cs_hash == cs.hash else halted(Code.UNREADABLE)
