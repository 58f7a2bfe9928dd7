"""A city in memory and desks that speak with it by hand, one exchange at a time."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, Engine, insert, select

from sync.cityserver.city import City, Keys
from sync.cityserver.registry_tables import device as desks
from sync.cityserver.scope import scoped, sqlite_engine
from sync.cityserver.tables import metadata, num
from sync.cityserver.visits import DeviceIdentity
from sync.protocol import declarations
from sync.protocol.chain import START
from sync.protocol.change_set import ChangeSet
from sync.protocol.declaration import Nature

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sync.protocol.messages import Answer

SERVER = "市级平台"
TOWN = "青溪"
CLERK = str(UUID(int=40))
SAMPLES: dict[str, Any] = {
    "text": "甲",
    "word": "a",
    "number": 3,
    "tick": True,
    "fen": 100,
    "day": "2026-01-02",
    "moment": "2026-01-02T03:04:05.000006+00:00",
    "id": str(UUID(int=7)),
    "ids": [str(UUID(int=7))],
    "words": ["a"],
    "texts": ["甲"],
    "text_by_name": {"甲": "乙"},
    "lines": [],
}


class SetClock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)

    def now(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


def signature(device: str, content: bytes) -> str:
    """Return what stands for a signature here: bound to the computer and the content."""
    return sha256(device.encode() + content).hexdigest()


def whole(coll: str, **fields: Any) -> dict[str, Any]:
    """Return every field of a record, some as given."""
    declared = declarations()[coll].fields
    return {name: SAMPLES[kind.value.rstrip("?")] for name, kind in declared.items()} | fields


def op(word: str, coll: str, record: str, town: str = TOWN, **parts: Any) -> dict[str, Any]:
    """Return one operation."""
    head = {"op": word, "coll": coll, "id": record, "town": town, "sv": declarations()[coll].version}
    return {**head, **parts}


def put(coll: str, record: str, town: str = TOWN, **fields: Any) -> dict[str, Any]:
    """Return the birth of a record."""
    word = "append" if declarations()[coll].nature is Nature.APPEND else "put"
    return op(word, coll, record, town, set=whole(coll, **fields))


def patch(
    coll: str, record: str, old: Mapping[str, Any], /, word: str = "patch", **becomes: Any
) -> dict[str, Any]:
    """Return a patch by someone who saw ``old`` beside the samples."""
    declared = declarations()[coll]
    around = {each for name in becomes for each in declared.group(name)}
    seen = whole(coll) | dict(old)
    return op(word, coll, record, old={name: seen[name] for name in around}, set=becomes)


def remove(coll: str, record: str, **fields: Any) -> dict[str, Any]:
    """Return the deletion by someone who saw the samples and these fields."""
    return op("del", coll, record, old=whole(coll, **fields), reason="重复登记")


def numbered(record: str, n: int, **fields: Any) -> dict[str, Any]:
    """Return the birth of a number use."""
    values = {"series": "罚", "year": 2026, "n": n, "state": "used", "reason": "", **fields}
    return put("number_use", record, **values)


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


class CityKit:
    """A city in memory whose every chance is counted instead of drawn."""

    def __init__(self, engine: Engine | None = None) -> None:
        self.engine = engine or sqlite_engine(None)
        metadata.create_all(self.engine)
        self.clock = SetClock()
        self._tokens = count(1)
        keys = Keys(self._verify, lambda content: signature("city", content), self._token)
        self.city = City(self.engine, self.clock, SERVER, keys)

    def desk(self, device: str, town: str = TOWN, former: str | None = None) -> Desk:
        """Enrol a computer."""
        row = {
            "town": town,
            "device": device,
            "public_key": "",
            "name": device,
            "enrolled_at": "",
            "former": former,
        }
        with scoped(self.engine, town) as connection:
            connection.execute(insert(desks), row)
        return Desk(self, DeviceIdentity(town, device))

    def backup(self) -> bytes:
        """Return a copy of the whole database."""
        with self.engine.connect() as connection:
            return bytes(_driver(connection).serialize())

    def restore(self, copy: bytes, *, towns: Sequence[str] = (TOWN,)) -> None:
        """Set the database back; without towns the operator forgot to say so."""
        with self.engine.connect() as connection:
            _driver(connection).deserialize(copy)
        for each in towns:
            self.city.restored(each)

    def register(self, series: str = "罚", town: str = TOWN) -> dict[int, str]:
        """Return the number register of a series: number → state."""
        with scoped(self.engine, town) as connection:
            rows = connection.execute(
                select(num.c.n, num.c.state)
                .where(num.c.town == town, num.c.series == series)
                .order_by(num.c.n)
            )
            return {row.n: row.state for row in rows}

    def rows(self, town: str = TOWN) -> list[dict[str, Any]]:
        """Return the log of a town as its desks read it."""
        return Desk(self, DeviceIdentity(town, "读者")).pull()

    def _verify(self, _town: str, device: str, content: bytes, given: str) -> bool:
        return given == signature(device, content)

    def _token(self) -> str:
        return f"t{next(self._tokens)}"


@dataclass
class Desk:
    """One computer of a town, as little of it as an exchange needs."""

    kit: CityKit
    identity: DeviceIdentity
    incarnation: str = "一"
    epoch: str = ""
    kept: list[ChangeSet] = field(default_factory=list)
    _made: Iterator[int] = field(default_factory=lambda: count(1))

    def change(self, *ops: dict[str, Any], town: str | None = None) -> ChangeSet:
        """Make one change set and keep it."""
        mine = [each for each in self.kept if each.incarnation == self.incarnation]
        bare = ChangeSet(
            device=self.identity.device,
            incarnation=self.incarnation,
            cs_no=len(mine) + 1,
            cs_id=f"{self.identity.device}-{next(self._made)}",
            town=town or self.identity.town,
            user=CLERK,
            at="2026-05-04T00:00:00.000000+00:00",
            sv=1,
            ops=ops,
            hash="",
            sig="",
        )
        self.kept.append(self.sealed(bare))
        return self.kept[-1]

    def sealed(self, cs: ChangeSet) -> ChangeSet:
        """Return a change set with hash and signature."""
        return cs.hashed().signed(lambda content: signature(self.identity.device, content))

    def ask(self, word: str, **request: Any) -> Answer:
        """Send one request, as bytes would carry it."""
        self.epoch = self.epoch or self.hello()["epoch"]
        given = {"incarnation": self.incarnation, "epoch": self.epoch, **request}
        return self.kit.city.answer(word, self.identity, json.loads(json.dumps(given)))

    def hello(self, **cursors: Any) -> Mapping[str, Any]:
        """Greet the city."""
        request = {"incarnation": self.incarnation, "cursors": cursors, "epoch": self.epoch}
        return self.kit.city.answer("hello", self.identity, request).read()

    def push(self, *sent: ChangeSet) -> Answer:
        """Push change sets."""
        return self.ask("push", changesets=[each.to_wire() for each in sent])

    def save(self, *ops: dict[str, Any]) -> dict[str, Any]:
        """Make one change set, push it and return its outcome."""
        answer = self.push(self.change(*ops))
        (outcome,) = answer.read()["outcomes"]
        return dict(outcome)

    def changes(self, after: int = 0, expected: str = START, **more: Any) -> Answer:
        """Ask for one page."""
        asked = {"stream": self.identity.town, "after": after, "hash": expected, "upto": None, "limit": 100}
        return self.ask("changes", **{**asked, **more})

    def pull(self, stream: str | None = None, after: int = 0, expected: str = START) -> list[dict[str, Any]]:
        """Return every row of a stream after a cursor."""
        rows: list[dict[str, Any]] = []
        while True:
            page = self.changes(after, expected, stream=stream or self.identity.town).read()
            rows += page["rows"]
            if not page["more"]:
                return rows
            after, expected = rows[-1]["seq"], rows[-1]["hash"]

    def lease(self, request: str, amount: int = 3, **more: Any) -> Answer:
        """Ask for numbers."""
        return self.ask("lease", request=request, series="罚", count=amount, **{"year": 2026, **more})

    def recover(
        self,
        *given: ChangeSet,
        part: int = 0,
        done: bool = True,
        loan: str = "一",
        doubted: Sequence[str] = (),
        **numbers: Sequence[int],
    ) -> Answer:
        """Answer the roll call with all it keeps."""
        lines = {
            name: [{"series": "罚", "year": 2026, "n": n, "loan": loan} for n in numbers.get(name, ())]
            for name in ("leased", "used")
        }
        self.epoch = self.hello()["epoch"]
        sent = [each.to_wire() for each in given]
        told = {"part": part, "done": done, "numbers": lines, "changesets": sent, "doubted": list(doubted)}
        return self.ask("recover", answers=self.epoch, **told)

    def revoked(self) -> Desk:
        """Return the desk as its token says after it was revoked."""
        return replace(self, identity=replace(self.identity, revoked=True))


def log(kit: CityKit) -> list[tuple[str, str]]:
    """Return the change sets in a town's log, each with its outcome."""
    return [(row["cs"]["cs_id"], row["outcome"]) for row in kit.rows()]


def code(answer: Answer) -> str:
    """Return why the city did not do what it was asked."""
    return str(answer.read()["code"])
