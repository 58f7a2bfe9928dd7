"""The part of a town that one request touches: read in few statements, changed in memory."""

from __future__ import annotations

from collections import defaultdict
from json import loads
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, select

from sync.cityserver.register import Register
from sync.cityserver.returning import BORN, named
from sync.cityserver.succession import former_names
from sync.cityserver.tables import conf, dev, log, op, quar, rec
from sync.protocol.images import Image

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import BindParameter

    from sync.cityserver.visits import Visit
    from sync.protocol.change_set import ChangeSet

Key = tuple[str, str]
"""Collection and id."""
Life = tuple[str, str]
"""A computer and its incarnation."""

_TOWN: BindParameter[str] = bindparam("of")
_MANY: BindParameter[Any] = bindparam("many", expanding=True)
_AT_ONCE = 1000
"""Names in one question; databases limit them."""

_IMAGES = select(rec.c.coll, rec.c.id, rec.c.version, rec.c.deleted, rec.c.fields).where(
    rec.c.town == _TOWN, rec.c.coll == bindparam("of_coll"), rec.c.id.in_(_MANY)
)
_HOLDER = select(rec.c.id).where(
    rec.c.town == _TOWN, rec.c.coll == bindparam("of_coll"), rec.c.nkey == bindparam("of_key")
)
_LAST = select(dev.c.device, dev.c.incarnation, dev.c.last).where(
    dev.c.town == _TOWN, dev.c.device.in_(_MANY)
)
_TAKEN = select(op.c.cs_no, op.c.hash, op.c.seq).where(
    op.c.town == _TOWN,
    op.c.device == bindparam("of_device"),
    op.c.incarnation == bindparam("of_life"),
    op.c.cs_no.in_(_MANY),
)
_KNOWN = select(
    log.c.cs_id, log.c.seq, log.c.outcome, log.c.reason, log.c.effects, log.c.conflicts, log.c.cs_hash
).where(log.c.town == _TOWN, log.c.cs_id.in_(_MANY))
_ASIDE = select(quar.c.device, quar.c.cs_id, quar.c.touched).where(
    quar.c.town == _TOWN, quar.c.device.in_(_MANY), quar.c.settled_seq.is_(None)
)
_WHOSE = select(quar.c.device).where(
    quar.c.town == _TOWN, quar.c.cs_id == bindparam("of_cs"), quar.c.settled_seq.is_(None)
)
_UNBORN = select(conf.c.id).where(conf.c.town == _TOWN, conf.c.rec.in_(_MANY), conf.c.closed_seq.is_(None))
_OPEN = select(conf.c.id, conf.c.kind).where(
    conf.c.town == _TOWN, conf.c.cs_id == bindparam("of_cs"), conf.c.closed_seq.is_(None)
)


class Known(NamedTuple):
    """A change set that is in the log."""

    cs_id: str
    seq: int
    outcome: str
    reason: str | None
    effects: str
    conflicts: str
    cs_hash: str

    def told(self) -> tuple[dict[str, int], list[str]]:
        """Return the versions it gave to records, and the conflicts it raised."""
        given = {f"{each['coll']}/{each['id']}": each["version"] for each in loads(self.effects)}
        return given, [each["id"] for each in loads(self.conflicts)]


class Book:
    """Records, counters, quarantine and register of a town, as far as some change sets need them.

    Attributes:
        person: Who acts, where a person does; lines of the register remember it.
        returned: Whether the change sets were given back after a restore.
    """

    def __init__(
        self, visit: Visit, sent: Sequence[ChangeSet], person: str | None = None, *, returned: bool = False
    ) -> None:
        self._connection = visit.connection
        self.visit = visit
        self.town = visit.town
        self.now = visit.now
        self.genuine = visit.genuine
        self.person = person
        self.returned = returned
        self.register = Register(visit.connection, visit.town)
        self.known = self._read_known(sent)
        self.last = self._read_last(sent)
        self.stored_lives = frozenset(self.last)
        self.taken = self._read_taken(sent)
        self._images = self._read_images(each for each in sent if each.cs_id not in self.known)
        self.stored = {key for key, image in self._images.items() if image is not None}
        self._aside = self._read_aside(sent)
        self._open: dict[str, dict[str, str]] = {}
        self._holders: dict[Key, str | None] = {}
        self._unborn: set[str] = set()

    def image(self, key: Key) -> Image | None:
        """Return a record as it stands after what was already taken."""
        if key not in self._images:
            self._images[key] = self._images_of(key[0], [key[1]]).get(key)
            if self._images[key] is not None:
                self.stored.add(key)
        return self._images[key]

    def absent(self, sent: Sequence[ChangeSet]) -> set[Key]:
        """Return the records that new change sets work on and that are not there, nor born by them."""
        worked, born = set[Key](), set[Key]()
        for each in sent:
            for key, words in named(() if each.cs_id in self.known else each.ops).items():
                (worked if words.isdisjoint(BORN) else born).add(key)
        return worked - born - self.stored

    def set_image(self, image: Image) -> None:
        """Let a record stand as it has become."""
        self._images[image.coll, image.id] = image

    def holder(self, at: Key) -> str | None:
        """Return the living record that holds a natural key."""
        if at not in self._holders:
            values = {"of": self.town, "of_coll": at[0], "of_key": at[1]}
            self._holders[at] = self._connection.execute(_HOLDER, values).scalars().first()
        return self._holders[at]

    def was(self, device: str, name: str | None) -> bool:
        """Tell whether a computer has or had a name, before it was enrolled anew."""
        return name == device or name in former_names(self._connection, self.town, device)

    def hold(self, at: Key, record: str | None) -> None:
        """Remember who holds a natural key now."""
        self._holders[at] = record

    def quarantined_of(self, device: str) -> Mapping[str, frozenset[Key]]:
        """Return the open quarantined change sets of a computer, and the records they touch."""
        return self._aside[device]

    def put_aside(self, cs: ChangeSet) -> frozenset[Key]:
        """Remember a change set as quarantined and return the records it touches."""
        found = frozenset(
            (str(each.get("coll")), str(each.get("id"))) for each in cs.ops if isinstance(each, dict)
        )
        self._aside[cs.device][cs.cs_id] = found
        return found

    def settle(self, cs_id: str) -> bool:
        """Take a change set out of quarantine; false when it does not lie there."""
        for waiting in self._aside.values():
            if waiting.pop(cs_id, None) is not None:
                return True
        return self._connection.execute(_WHOSE, {"of": self.town, "of_cs": cs_id}).first() is not None

    def open_conflicts(self, cs_id: str) -> dict[str, str]:
        """Return the open conflicts that a change set raised, with their kinds."""
        if cs_id not in self._open:
            rows = self._connection.execute(_OPEN, {"of": self.town, "of_cs": cs_id})
            self._open[cs_id] = {row.id: row.kind for row in rows}
        return self._open[cs_id]

    def keep_unborn(self, record: str) -> None:
        """Remember that a record waits in an open conflict to be born."""
        self._unborn.add(record)

    def waits_to_be_born(self, records: Iterable[str]) -> bool:
        """Tell whether one of the records is named by an open conflict."""
        wanted = sorted(set(records))
        if not self._unborn.isdisjoint(wanted):
            return True
        return self._connection.execute(_UNBORN, {"of": self.town, "many": wanted}).first() is not None

    def _read_known(self, sent: Sequence[ChangeSet]) -> dict[str, Known]:
        values = {"of": self.town, "many": [each.cs_id for each in sent]}
        return {row.cs_id: Known(*row) for row in self._connection.execute(_KNOWN, values)}

    def _read_last(self, sent: Sequence[ChangeSet]) -> dict[Life, int]:
        values = {"of": self.town, "many": sorted({each.device for each in sent})}
        rows = self._connection.execute(_LAST, values)
        return {(row.device, row.incarnation): row.last for row in rows}

    def _read_taken(self, sent: Sequence[ChangeSet]) -> dict[tuple[str, str, int], tuple[str, int]]:
        before: dict[Life, list[int]] = defaultdict(list)
        for each in sent:
            life = (each.device, each.incarnation)
            if each.cs_no <= self.last.get(life, 0):
                before[life].append(each.cs_no)
        found: dict[tuple[str, str, int], tuple[str, int]] = {}
        for (device, incarnation), numbers in before.items():
            values = {"of": self.town, "of_device": device, "of_life": incarnation, "many": numbers}
            for row in self._connection.execute(_TAKEN, values):
                found[device, incarnation, row.cs_no] = (row.hash, row.seq)
        return found

    def _read_images(self, sent: Iterable[ChangeSet]) -> dict[Key, Image | None]:
        wanted: dict[str, set[str]] = defaultdict(set)
        for each in sent:
            for one in each.ops:
                coll, record = (one.get("coll"), one.get("id")) if isinstance(one, dict) else (None, None)
                if isinstance(coll, str) and isinstance(record, str):
                    wanted[coll].add(record)
        found: dict[Key, Image | None] = {}
        for coll, records in wanted.items():
            found |= dict.fromkeys((coll, record) for record in records)
            found |= self._images_of(coll, sorted(records))
        return found

    def _images_of(self, coll: str, records: list[str]) -> dict[Key, Image]:
        found = {}
        for start in range(0, len(records), _AT_ONCE):
            values = {"of": self.town, "of_coll": coll, "many": records[start : start + _AT_ONCE]}
            for row in self._connection.execute(_IMAGES, values):
                found[row[0], row[1]] = Image(row[0], row[1], row[2], bool(row[3]), loads(row[4]))
        return found

    def _read_aside(self, sent: Sequence[ChangeSet]) -> dict[str, dict[str, frozenset[Key]]]:
        values = {"of": self.town, "many": sorted({each.device for each in sent})}
        aside: dict[str, dict[str, frozenset[Key]]] = defaultdict(dict)
        for row in self._connection.execute(_ASIDE, values):
            aside[row.device][row.cs_id] = frozenset((coll, record) for coll, record in loads(row.touched))
        return aside
