"""Gives the log of a stream out (下行): whole rows of what never changes again, and the digest beside it."""

from __future__ import annotations

from json import loads
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from sync.cityserver.heads import read_head
from sync.cityserver.tables import log, rec
from sync.cityserver.visits import Reply, halted
from sync.protocol.canonical import canonical
from sync.protocol.chain import START
from sync.protocol.digest import unpacked
from sync.protocol.messages import CITY, OLDEST_FORMAT, Code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.cityserver.heads import Head
    from sync.cityserver.visits import Caller, Visit

MOST_ROWS = 1000
"""Rows of one page at most."""

_PAGE = (
    select(
        *(log.c.closed, log.c.conflicts, log.c.cs, log.c.effects, log.c.hash),
        *(log.c.outcome, log.c.reason, log.c.received_at, log.c.seq),
    )
    .where(log.c.town == bindparam("of"), log.c.seq > bindparam("after"), log.c.seq <= bindparam("upto"))
    .order_by(log.c.seq)
    .limit(bindparam("count"))
)
_HASH = select(log.c.hash).where(log.c.town == bindparam("of"), log.c.seq == bindparam("at"))
_BUCKET = (
    select(rec.c.coll, rec.c.id, rec.c.version, rec.c.deleted, rec.c.fields)
    .where(rec.c.town == bindparam("of"), rec.c.bucket == bindparam("of_bucket"))
    .order_by(rec.c.coll, rec.c.id)
)


def changes(visit: Visit, _caller: Caller, request: Mapping[str, Any]) -> Reply:
    """Return the next page of a stream, from a cursor that lies on it."""
    if request.get("schema", (0, OLDEST_FORMAT))[1] < OLDEST_FORMAT:
        return halted(Code.TOO_OLD)
    head = stream_head(visit, request["stream"])
    if head is None:
        return halted(Code.UNREADABLE)
    upto = head.seq if request["upto"] is None else min(request["upto"], head.seq)
    count = max(1, min(request["limit"], MOST_ROWS))
    asked = {"of": head.town, "after": request["after"], "upto": upto, "count": count}
    rows = visit.connection.execute(_PAGE, asked).all()
    last = rows[-1].seq if rows else request["after"]
    more = "true" if last < upto else "false"
    written = ",".join(map(_written, rows))
    tail = f'"upto":{upto},"head":{head.seq},"more":{more},"backed_seq":{head.backed_seq}'
    return Reply(text=f'{{"rows":[{written}],{tail}}}')


def digest(visit: Visit, _caller: Caller, request: Mapping[str, Any]) -> Reply:
    """Return the digest of a stream at its head."""
    head = stream_head(visit, request["stream"])
    if head is None:
        return halted(Code.UNREADABLE)
    if request["seq"] != head.seq:
        return halted(Code.BEHIND, head=head.seq)
    return Reply({"seq": head.seq, "buckets": unpacked(head.digest)})


def bucket(visit: Visit, _caller: Caller, request: Mapping[str, Any]) -> Reply:
    """Return every record of one bucket, to find the ones that differ."""
    head = stream_head(visit, request["stream"])
    if head is None:
        return halted(Code.UNREADABLE)
    rows = visit.connection.execute(_BUCKET, {"of": head.town, "of_bucket": request["bucket"]})
    return Reply({"seq": head.seq, "records": [_record(row) for row in rows]})


def stream_head(visit: Visit, stream: str) -> Head | None:
    """Return where a stream stands that this town may read; ``None`` for any other."""
    if stream == visit.town:
        return visit.head
    if stream != CITY:
        return None
    return read_head(visit.connection, CITY, lock=False, token=visit.token)


def continues(visit: Visit, head: Head, seq: int, expected: str) -> bool:
    """Tell whether a cursor lies on this log; if not, the database was set back behind the cursor."""
    if seq > head.seq:
        return False
    found = visit.connection.execute(_HASH, {"of": head.town, "at": seq}).scalar() if seq else START
    return found == expected


def _written(row: Any) -> str:
    outcome, reason = canonical(row.outcome), canonical(row.reason)
    return (
        f'{{"closed":{row.closed},"conflicts":{row.conflicts},"cs":{row.cs},"effects":{row.effects},'
        f'"hash":"{row.hash}","outcome":{outcome},"reason":{reason},'
        f'"received_at":"{row.received_at}","seq":{row.seq}}}'
    )


def _record(row: Any) -> dict[str, Any]:
    image = {"coll": row.coll, "id": row.id, "version": row.version, "deleted": bool(row.deleted)}
    return {**image, "fields": loads(row.fields)}
