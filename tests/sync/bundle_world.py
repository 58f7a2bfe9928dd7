"""A small city and a small desk that speak the words of the protocol, to carry bundles between."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sync.protocol.chain import START, chained
from sync.protocol.messages import CITY, Answer, Word
from tests.db.surroundings import TOWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sync.cityserver.blobs_http import Caller

SERVER = "city-one"


@dataclass
class PaperCity:
    """One town's log, chained; numbers lent once for each request; an epoch that a restore changes."""

    epoch: str = "e1"
    logs: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {CITY: [], TOWN: []})
    lent: dict[str, list[int]] = field(default_factory=dict)

    def answer(self, word: str, caller: Caller, request: Mapping[str, Any]) -> Answer:
        """Answer one word."""
        if word not in (Word.HELLO, Word.RECOVER) and request["epoch"] != self.epoch:
            return self._said(409, {"code": "epoch", "epoch": self.epoch})
        if caller.revoked and word == Word.CHANGES:
            return self._said(403, {"code": "device_revoked"})
        return self._said(200, getattr(self, f"_{Word(word).value}")(request))

    def restore(self, rows: int) -> None:
        """Set the town's log back and begin a new epoch."""
        del self.logs[TOWN][rows:]
        self.epoch += "+"

    def _said(self, status: int, body: Mapping[str, Any]) -> Answer:
        return Answer(status, body, SERVER, self.epoch, date="2026-11-02T04:00:00+00:00")

    def _hello(self, _request: Mapping[str, Any]) -> dict[str, Any]:
        return {"epoch": self.epoch, "state": "open", "backed": {}, "backed_seq": 0}

    def _push(self, request: Mapping[str, Any]) -> dict[str, Any]:
        outcomes = [self._taken(each) for each in request["changesets"]]
        return {"outcomes": outcomes, "backed": {}, "backed_seq": 0}

    def _recover(self, request: Mapping[str, Any]) -> dict[str, Any]:
        for each in request["changesets"]:
            self._taken(each)
        return {"state": "open"}

    def _lease(self, request: Mapping[str, Any]) -> dict[str, Any]:
        taken = sum(len(each) for each in self.lent.values())
        numbers = list(range(taken + 1, taken + 1 + request["count"]))
        return {"numbers": self.lent.setdefault(request["request"], numbers)}

    def _changes(self, request: Mapping[str, Any]) -> dict[str, Any]:
        log = self.logs[request["stream"]]
        upto = len(log) if request["upto"] is None else request["upto"]
        rows = log[request["after"] : upto][: request["limit"]]
        last = rows[-1]["seq"] if rows else request["after"]
        return {"rows": rows, "upto": upto, "head": len(log), "more": last < upto, "backed_seq": 0}

    def _taken(self, cs: Mapping[str, Any]) -> dict[str, Any]:
        log = self.logs[TOWN]
        known = next((each for each in log if each["cs"]["cs_id"] == cs["cs_id"]), None)
        row = known or {
            "seq": len(log) + 1,
            "cs": cs,
            "outcome": "applied",
            "reason": None,
            "effects": [],
            "conflicts": [],
            "closed": [],
            "received_at": "",
        }
        if known is None:
            row["hash"] = chained(log[-1]["hash"] if log else START, row)
            log.append(row)
        told = {"cs_no": cs["cs_no"], "cs_id": cs["cs_id"], "outcome": "applied", "reason": None}
        return {**told, "seq": row["seq"], "versions": {}, "conflicts": []}


@dataclass(frozen=True)
class Place:
    """How far a stream is."""

    seq: int = 0
    hash: str = START


@dataclass(frozen=True)
class Standing:
    """Where the desk stands."""

    device: str
    incarnation: str
    epoch: str
    recovering: str
    streams: Mapping[str, Place]
    server: str = SERVER
    town: str = TOWN
    release_due: bool = False


@dataclass(frozen=True)
class Wanted:
    """A request for numbers."""

    request: str
    series: str = "罚"
    year: int = 2026
    count: int = 3


@dataclass(frozen=True)
class Held:
    """Numbers lent to the desk."""

    numbers: tuple[int, ...]
    series: str = "罚"
    year: int = 2026


@dataclass(frozen=True)
class Pulled:
    """What a page did."""

    rows: int
    stopped: str = ""


@dataclass
class PaperStore:
    """What a desk keeps of the exchange."""

    device: str = "desk"
    epoch: str = "e1"
    recovering: str = ""
    made: list[dict[str, Any]] = field(default_factory=list)
    acknowledged: dict[str, int] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=lambda: {CITY: Place(), TOWN: Place()})
    pulled: list[Mapping[str, Any]] = field(default_factory=list)
    held: list[int] = field(default_factory=list)
    request: str | None = "request-1"

    def save(self, count: int = 1) -> None:
        """Make change sets, as saves do."""
        for _ in range(count):
            number = len(self.made) + 1
            ident = str(UUID(int=number))
            ops = [{"op": "put", "coll": "case", "id": ident, "set": {"cause": "占道经营"}}]
            self.made.append({"cs_no": number, "cs_id": ident, "ops": ops, "hash": ident, "town": TOWN})

    def state(self) -> Standing:
        return Standing(self.device, "life-1", self.epoch, self.recovering, dict(self.places))

    def counts(self) -> tuple[int, int]:
        return len(self.waiting(0, 0)), 0

    def waiting(self, count: int, size: int) -> Sequence[Mapping[str, Any]]:  # noqa: ARG002 - all of it, here
        return [each for each in self.made if each["cs_id"] not in self.acknowledged]

    def archive(self, start: int, count: int, size: int) -> Sequence[Mapping[str, Any]]:  # noqa: ARG002 - as above
        return self.made[start : start + count]

    def numbers(self, *, used: bool) -> Sequence[Held]:
        return () if used else [Held(tuple(self.held))]

    def wanted(self, year: int) -> Wanted | None:  # noqa: ARG002 - one year is enough
        return None if self.request is None else Wanted(self.request)

    def answered(self, incarnation: str, outcomes: Sequence[Mapping[str, Any]]) -> None:
        assert incarnation == "life-1"
        for each in outcomes:
            self.acknowledged.setdefault(each["cs_id"], each["seq"])

    def resend(self, incarnation: str, expect: int) -> None:
        raise AssertionError((incarnation, expect))

    def forked(self) -> None:
        raise AssertionError

    def lent(self, request: str, numbers: Sequence[int]) -> None:
        if request == self.request:
            self.held += numbers
            self.request = None

    def take(self, stream: str, rows: Sequence[Mapping[str, Any]], *, complete: bool) -> Pulled:  # noqa: ARG002 - no rebuilding here
        assert rows[0]["seq"] == self.places[stream].seq + 1
        self.pulled += rows
        self.places[stream] = Place(rows[-1]["seq"], rows[-1]["hash"])
        return Pulled(len(rows))

    def forget(self, backed: Mapping[str, int], backed_seq: int) -> None:
        assert (backed, backed_seq) == ({}, 0)

    def must_recover(self, epoch: str) -> None:
        self.recovering = epoch

    def recovered(self, epoch: str) -> None:
        self.epoch, self.recovering = epoch, ""
        self.places = {name: Place() for name in self.places}
        self.acknowledged.clear()
        self.pulled.clear()
