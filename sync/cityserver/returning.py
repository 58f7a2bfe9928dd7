"""The order in which work given back is taken (归还次序): each computer's own, and births before edits."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from json import loads
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, select

from sync.cityserver.tables import dev, inbox, rec

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import BindParameter

    from sync.cityserver.visits import Visit

Key = tuple[str, str]
"""Collection and id."""
BORN = ("put", "append")
"""Words that bring a record into the world."""
_AT_ONCE = 1000
"""Names in one question; databases limit them."""

_TOWN: BindParameter[str] = bindparam("of")
_MANY: BindParameter[Any] = bindparam("many", expanding=True)
_SLOTS = (
    select(inbox.c.pos, inbox.c.device, inbox.c.incarnation, inbox.c.cs_no, inbox.c.doubted)
    .where(inbox.c.town == _TOWN)
    .order_by(inbox.c.pos)
)
_LIVES = select(dev.c.device, dev.c.incarnation, dev.c.last).where(dev.c.town == _TOWN)
_TEXTS = select(inbox.c.pos, inbox.c.cs, inbox.c.doubted).where(inbox.c.town == _TOWN).order_by(inbox.c.pos)
_THERE = select(rec.c.coll, rec.c.id).where(rec.c.town == _TOWN, rec.c.id.in_(_MANY))


class _Slot(NamedTuple):
    """A change set that lies in the inbox."""

    pos: int
    device: str
    incarnation: str
    cs_no: int
    doubted: bool

    @property
    def life(self) -> tuple[str, str]:
        """The computer and its incarnation."""
        return self.device, self.incarnation


@dataclass
class _Needs:
    """Which births lie in the inbox, and who works on what they bring.

    Attributes:
        brings: Position → records born there.
        unborn: Records that are not there and whose birth lies in the inbox.
        doubted: Positions of what may have been made after its computer was shown out.
    """

    works_on: Mapping[int, frozenset[Key]] = field(default_factory=dict)
    brings: Mapping[int, frozenset[Key]] = field(default_factory=dict)
    unborn: set[Key] = field(default_factory=set)
    doubted: frozenset[int] = frozenset()

    def lack(self, pos: int) -> bool:
        """Tell whether a change set works on a record whose birth still waits."""
        wanted = self.works_on.get(pos, frozenset()) - self.brings.get(pos, frozenset())
        return not self.unborn.isdisjoint(wanted)

    def taken(self, pos: int) -> None:
        """Let what a change set brings be there."""
        self.unborn -= self.brings.get(pos, frozenset())


@dataclass
class _Queue:
    """What lies in the inbox, on its way into an order."""

    left: list[_Slot]
    last: dict[tuple[str, str], int]
    needs: _Needs = field(default_factory=_Needs)
    ready: list[int] = field(default_factory=list)

    def go_on(self) -> None:
        """Take all that follows on what is there, until nothing does."""
        before = -1
        while len(self.ready) != before:
            before = len(self.ready)
            self.sweep()

    def sweep(self) -> None:
        """Take, in the order given, what follows on what is there."""
        self.left = [each for each in self.left if not self._taken(each)]

    def force(self) -> None:
        """Take one that follows on something gone for good; rather one that only misses its predecessor."""
        sound = [each for each in self.left if not self.needs.lack(each.pos)]
        life = (sound or self.left)[0].life
        first = min((each for each in self.left if each.life == life), key=lambda slot: slot.cs_no)
        self.left.remove(first)
        self._take(first)

    def _taken(self, slot: _Slot) -> bool:
        follows = slot.cs_no <= self.last.get(slot.life, 0) + 1 and not self.needs.lack(slot.pos)
        if follows:
            self._take(slot)
        return follows

    def _take(self, slot: _Slot) -> None:
        self.ready.append(slot.pos)
        self.last[slot.life] = max(slot.cs_no, self.last.get(slot.life, 0))
        self.needs.taken(slot.pos)


def ready(visit: Visit, *, force: bool) -> list[int]:
    """Return positions of the inbox in the order to be taken; with force all of them.

    Doubted work waits for the end: until then a colleague may hand over that it was in the log.
    """
    slots = _slots(visit)
    there = [each for each in slots if force or not each.doubted]
    # The same work may lie there twice, under two numbers: the one that somebody vouches for comes first.
    there.sort(key=lambda slot: slot.doubted)
    queue = _queue(visit, there)
    if len({each.life for each in slots}) <= 1:
        queue.sweep()
        if not queue.left:
            return queue.ready
        queue = _queue(visit, there)
    # Several lives, or a gap: then it matters who works on what another brings.
    queue.needs = _needs(visit)
    queue.go_on()
    while force and queue.left:
        queue.force()
        queue.go_on()
    return queue.ready


def births(visit: Visit, wanted: Collection[Key]) -> list[int]:
    """Return where the births of some records lie in the inbox, each after what its own work stands on."""
    needs, order = _needs(visit), []

    def bring(keys: Collection[Key]) -> None:
        for pos, brings in sorted(needs.brings.items()):
            if pos in needs.doubted or needs.unborn.isdisjoint(brings.intersection(keys)):
                continue
            needs.taken(pos)
            bring(needs.works_on[pos])
            order.append(pos)

    bring(wanted)
    return order


def _slots(visit: Visit) -> list[_Slot]:
    return [_Slot(*row) for row in visit.connection.execute(_SLOTS, {"of": visit.town})]


def _queue(visit: Visit, slots: Sequence[_Slot]) -> _Queue:
    lives = visit.connection.execute(_LIVES, {"of": visit.town})
    return _Queue(list(slots), {(row.device, row.incarnation): row.last for row in lives})


def _needs(visit: Visit) -> _Needs:
    works_on, brings, doubted = {}, {}, set()
    for row in visit.connection.execute(_TEXTS, {"of": visit.town}):
        touched = named(loads(row.cs)["ops"])
        works_on[row.pos] = frozenset(touched)
        if row.doubted:
            doubted.add(row.pos)
        brings[row.pos] = frozenset(key for key, words in touched.items() if not words.isdisjoint(BORN))
    born = {key for each in brings.values() for key in each}
    unborn = born - _there(visit, sorted({record for _coll, record in born}))
    return _Needs(works_on, brings, unborn, frozenset(doubted))


def named(operations: Iterable[Any]) -> dict[Key, set[str]]:
    """Return the records some operations name, each with the operations' words; others name nothing."""
    found: dict[Key, set[str]] = defaultdict(set)
    for each in operations:
        if isinstance(each, dict):
            found[str(each.get("coll")), str(each.get("id"))].add(str(each.get("op")))
    return found


def _there(visit: Visit, records: Sequence[str]) -> set[Key]:
    found: set[Key] = set()
    for start in range(0, len(records), _AT_ONCE):
        asked = {"of": visit.town, "many": records[start : start + _AT_ONCE]}
        found |= {(row.coll, row.id) for row in visit.connection.execute(_THERE, asked)}
    return found
