"""Computers for tests: enrolled over HTTP, signing what they send."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import requests
from nacl.signing import SigningKey

from sync.protocol import declarations
from sync.protocol.change_set import ChangeSet
from sync.protocol.declaration import Wire
from sync.protocol.enrolment import enrolment_content
from sync.protocol.messages import FORMAT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

EMPTY: Mapping[Wire, Any] = {
    Wire.NUMBER: 0,
    Wire.FEN: 0,
    Wire.TICK: False,
    Wire.TEXT_BY_NAME: {},
    **dict.fromkeys((Wire.IDS, Wire.WORDS, Wire.TEXTS, Wire.LINES), ()),
    Wire.DAY: "2026-11-02",
    Wire.MOMENT: "2026-11-02T04:00:00.000000+00:00",
    Wire.ID: "00000000-0000-7000-8000-000000000000",
}


@dataclass
class Desk:
    """One enrolled computer (测试电脑), written by hand, without an engine."""

    url: str
    key: SigningKey
    told: Mapping[str, Any]
    incarnation: str = field(default_factory=lambda: uuid.uuid4().hex)
    last: int = 0
    epoch: str | None = None
    session: requests.Session = field(default_factory=requests.Session)

    @property
    def town(self) -> str:
        """The town it was enrolled in."""
        return str(self.told["town"])

    def call(self, word: str, asked: Mapping[str, Any], timeout: float = 20) -> requests.Response:
        """Say one word of the exchange."""
        headers = {"Authorization": f"Bearer {self.told['token']}"}
        return self.session.post(f"{self.url}/v2/{word}", json=asked, headers=headers, timeout=timeout)

    def hello(self) -> Mapping[str, Any]:
        """Greet, and remember the epoch."""
        said: dict[str, Any] = {"app": "test", "schema": [FORMAT, FORMAT], "cursors": {}, "at": None}
        counts = {
            "skew": 0.0,
            "waiting": 0,
            "conflicts": 0,
            "epoch": self.epoch,
            "incarnation": self.incarnation,
        }
        answer: dict[str, Any] = self.call("hello", {**said, **counts}).json()
        self.epoch = answer["epoch"]
        return answer

    def saved(self, ops: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Return the next change set, signed, as it travels."""
        self.last += 1
        bare = ChangeSet(
            device=self.told["device"],
            incarnation=self.incarnation,
            cs_no=self.last,
            cs_id=str(uuid.uuid4()),
            town=self.town,
            user="officer",
            at="2026-11-02T04:00:00.000000+00:00",
            sv=FORMAT,
            ops=tuple(ops),
            hash="",
            sig="",
        )
        return bare.hashed().signed(lambda content: self.key.sign(content).signature.hex()).to_wire()

    def push(self, changesets: Sequence[Mapping[str, Any]]) -> requests.Response:
        """Hand change sets over."""
        head = {"incarnation": self.incarnation, "epoch": self.epoch}
        return self.call("push", {**head, "changesets": list(changesets)})

    def pull(self, after: int = 0, known: str = "", stream: str = "") -> Mapping[str, Any]:
        """Read the log of the town after a position."""
        asked = {"stream": stream or self.town, "after": after, "hash": known, "upto": None, "limit": 500}
        answer: Mapping[str, Any] = self.call("changes", {**asked, "epoch": self.epoch}).json()
        return answer


def enrolled(url: str, code: str, seed: int = 1) -> Desk:
    """Enrol a computer with a code, over HTTP."""
    key = SigningKey(seed.to_bytes(32, "big"))
    public = bytes(key.verify_key).hex()
    proof = key.sign(enrolment_content(code, public)).signature.hex()
    asked = {"code": code, "public_key": public, "name": f"测试机{seed}", "proof": proof}
    told = requests.post(f"{url}/v2/enrol", json=asked, timeout=20)
    told.raise_for_status()
    return Desk(url, key, told.json())


def born(coll: str, town: str, record: str | None = None, **values: Any) -> dict[str, Any]:
    """Return the operation that brings a record to life; what is not said is empty."""
    declared = declarations()[coll]
    empty = {name: _empty(wire) for name, wire in declared.fields.items()}
    word = "append" if declared.nature.value == "append" else "put"
    head = {"op": word, "coll": coll, "id": record or str(uuid.uuid4()), "town": town, "sv": declared.version}
    return {**head, "set": {**empty, **values}}


def _empty(wire: Wire) -> Any:
    found = None if wire.value.endswith("?") else EMPTY.get(wire, "")
    return list(found) if isinstance(found, tuple) else found
