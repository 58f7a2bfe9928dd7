"""What the city itself writes into a log, on the same road as everybody's change sets."""

from __future__ import annotations

from json import loads
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_OID, uuid5

from sqlalchemy import bindparam, select

from sync.cityserver.book import Book
from sync.cityserver.errors import CityError
from sync.cityserver.heads import RECOVERING
from sync.cityserver.ledger import Ledger
from sync.cityserver.register import Number, Register, State
from sync.cityserver.tables import dev, log, num, quar
from sync.protocol import declarations
from sync.protocol.change_set import ChangeSet
from sync.protocol.messages import CITY, FORMAT, Outcome
from sync.protocol.operations import WITHDRAW

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sync.cityserver.visits import Visit

_LAST = select(dev.c.last).where(
    dev.c.town == bindparam("of"), dev.c.device == CITY, dev.c.incarnation == bindparam("of_life")
)
_ASIDE = (
    select(log.c.cs)
    .join(quar, (quar.c.town == log.c.town) & (quar.c.cs_id == log.c.cs_id))
    .where(log.c.town == bindparam("of"), log.c.cs_id == bindparam("of_cs"), quar.c.settled_seq.is_(None))
)
_OF_YEAR = (
    select(num)
    .where(
        num.c.town == bindparam("of"),
        num.c.year == bindparam("of_year"),
        num.c.state.in_((State.LEASED.value, State.FREE.value)),
    )
    .order_by(num.c.series, num.c.n)
    .limit(bindparam("most"))
)
_AT_ONCE = 200
"""Numbers voided by one change set."""


class NotSettledError(CityError):
    """Work in quarantine cannot take effect even now, or does not lie there."""

    status = 409
    code = "not_settled"
    hint = "请核对隔离原因；可以选择不予采用。"

    def __init__(self, why: str) -> None:
        super().__init__(f"这批改动不能采用：{why}。")


class NumberInUseError(CityError):
    """A number that is used or void already was to be voided."""

    status = 409
    code = "number_in_use"
    hint = "只有已借出或空闲的文号可以作废。"

    def __init__(self) -> None:
        super().__init__("这个文号不能作废。")


class StillReportingError(CityError):
    """Numbers cannot be told used from unused while computers report after a restore."""

    status = 409
    code = "still_reporting"
    hint = "请等该镇街的电脑都报告之后再清理；不会再来的电脑先在该镇街的页面报失。"

    def __init__(self) -> None:
        super().__init__("平台恢复数据后，这个镇街还有电脑没有报告。")


def write(
    visit: Visit, ops: Sequence[Mapping[str, Any]], by: str, sign: Callable[[bytes], str]
) -> Mapping[str, Any]:
    """Add one change set of the city to a log and return its outcome; ``by`` is the person who acts."""
    # A new epoch is a new life of the city's counter: numbers given before a restore are never met again.
    life = visit.head.epoch
    last = visit.connection.execute(_LAST, {"of": visit.town, "of_life": life}).scalar() or 0
    bare = ChangeSet(
        device=CITY,
        incarnation=life,
        cs_no=int(last) + 1,
        cs_id=visit.token(),
        town=visit.town,
        user=by,
        at=visit.now,
        sv=FORMAT,
        ops=tuple(ops),
        hash="",
        sig="",
    )
    cs = bare.hashed().signed(sign)
    book = Book(visit, [cs], person=by)
    ledger = Ledger(book)
    outcome = ledger.take(cs)
    ledger.flush()
    return outcome


def settle(
    visit: Visit, cs_id: str, by: str, sign: Callable[[bytes], str], *, apply: bool
) -> Mapping[str, Any]:
    """Take work out of quarantine by a person's decision: into force, or kept as it is without effect."""
    found = visit.connection.execute(_ASIDE, {"of": visit.town, "of_cs": cs_id}).scalar()
    if found is None:
        raise NotSettledError("没有找到")
    withdrawal = {"op": WITHDRAW, "coll": "", "id": "", "town": visit.town, "sv": FORMAT, "cs_id": cs_id}
    outcome = write(visit, [withdrawal, *(loads(found)["ops"] if apply else ())], by, sign)
    if outcome["outcome"] == Outcome.QUARANTINED:
        raise NotSettledError(str(outcome["reason"]))
    return outcome


def void(
    visit: Visit,
    keys: Sequence[tuple[str, int, int]],
    reason: str,
    person: tuple[str, Callable[[bytes], str]],
) -> Mapping[str, Any]:
    """Void numbers that are lent or free, with an entry in its register (作废登记), or none of them."""
    register = Register(visit.connection, visit.town)
    for key in keys:
        line = register.get(key)
        if line is None or line.state not in (State.LEASED, State.FREE):
            raise NumberInUseError
    outcome = write(visit, [_voided(visit, key, reason) for key in keys], *person)
    if outcome["outcome"] != Outcome.APPLIED:
        raise NumberInUseError
    return outcome


def left_of_year(visit: Visit, year: int) -> list[tuple[str, int, int]]:
    """Return what is lent or free of a year (年末清理), some of it where it is much."""
    if visit.head.state == RECOVERING:
        raise StillReportingError
    rows = visit.connection.execute(_OF_YEAR, {"of": visit.town, "of_year": year, "most": _AT_ONCE})
    return [Number(*row).key for row in rows]


def _voided(visit: Visit, key: tuple[str, int, int], reason: str) -> dict[str, Any]:
    series, year, n = key
    fields = {"series": series, "year": year, "n": n, "text": "", "document_id": None}
    record = str(uuid5(NAMESPACE_OID, visit.token()))
    head = {"op": "put", "coll": "number_use", "id": record, "town": visit.town}
    version = declarations()["number_use"].version
    return {**head, "sv": version, "set": {**fields, "state": State.VOID.value, "reason": reason}}
