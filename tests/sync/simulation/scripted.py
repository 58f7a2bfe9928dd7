"""A desktop written a second time, in plain dictionaries: the city must serve any honest program."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from tests.sync.simulation.forms import Key, Mapping, content_hash, sign, signed_text
from tests.sync.simulation.records import SERIES
from tests.sync.simulation.violation import demand

if TYPE_CHECKING:
    from tests.sync.simulation.chance import Chance
    from tests.sync.simulation.scripted_work import Work

SCHEMA = [1, 1]
KEEP = 3
"""Numbers held in hand."""


class Line(Protocol):
    """The way to the city: JSON in and out, or a ``LineCut``."""

    def call(self, word: str, request: Mapping) -> Any:
        """Return the city's ``Answer``."""


class LineCut(Exception):  # noqa: N818 - a state of the line
    """No answer came."""


@dataclass
class Sent:
    """One change set of this desktop and what was told of it."""

    change: Mapping
    settled: bool = False
    pulled: bool = False
    told: Mapping | None = None


@dataclass
class Base:
    """What the city said, kept apart from what is waiting."""

    records: dict[Key, Mapping] = field(default_factory=dict)
    conflicts: dict[str, Mapping] = field(default_factory=dict)
    seq: int = 0
    hash: str = ""


@dataclass
class Scripted:
    """One desktop: identity, base image, change sets, numbers; it neither crashes nor loses its disk."""

    device: str
    town: str
    work: Work
    line: Line
    chance: Chance
    incarnation: str = ""
    epoch: str = ""
    server: str = ""
    recovering: bool = False
    released: bool = True
    last_no: int = 0
    part: int = 0
    outbox: list[Sent] = field(default_factory=list)
    tail: dict[str, Mapping] = field(default_factory=dict)
    doubted: set[str] = field(default_factory=set)
    base: Base = field(default_factory=Base)
    leased: list[int] = field(default_factory=list)
    used: list[Mapping] = field(default_factory=list)
    requests: dict[int, str] = field(default_factory=dict)
    revoked: bool = False
    last_word: str = ""

    def __post_init__(self) -> None:
        self.incarnation = self.incarnation or self._name()

    def waiting(self) -> list[Sent]:
        """Return what was never answered, oldest first."""
        return [each for each in self.outbox if not each.settled]

    def save(self) -> Mapping | None:
        """Let the clerk do one piece of work; return the change set, if there was anything to do."""
        body = self.work.next(self)
        if body is None:
            return None
        change = self._stamped(body)
        self.outbox.append(Sent(change))
        return change

    def exchange(self) -> bool:
        """Make one exchange; false when there is nothing to do."""
        word, request = self._wish()
        self.last_word = word
        answer = self.line.call(word, request)
        body = dict(answer.read())
        self.last_word = f"{word} {answer.status} {body.get('code', '')}"
        mine = answer.server is not None and self.server in ("", answer.server)
        if not mine or not (body or word == "release"):
            return True
        if answer.status == 200:
            getattr(self, f"_on_{word}")(request, body, answer)
            rests = word == "hello" and self.revoked and not self.recovering
            return not rests and (word != "changes" or bool(body["rows"] or self.waiting()))
        return self._refused(word, body)

    def _wish(self) -> tuple[str, Mapping]:
        common = {"incarnation": self.incarnation, "epoch": self.epoch}
        if not self.epoch or self.recovering:
            return ("recover", self._report()) if self.epoch else ("hello", self._hello())
        return self._of_the_revoked(common) if self.revoked else self._moving(common)

    def _moving(self, common: Mapping) -> tuple[str, Mapping]:
        if not self.released:
            return "release", {**common, "numbers": [], "reason": "incarnation"}
        sets = [each.change for each in self.waiting()[: self.chance.choice((1, 3, 10))]]
        if sets and self.chance.random() < 0.6:
            return "push", {**common, **self._cursor(), "changesets": sets}
        if self.chance.random() < 0.15 and len(self.leased) < KEEP:
            return "lease", {**common, **self._cursor(), **self._loan()}
        return self._pull()

    def _of_the_revoked(self, common: Mapping) -> tuple[str, Mapping]:
        """Hand over what waits; ask again and again whether the city was set back and lacks the rest."""
        sets = [each.change for each in self.waiting()[:10]]
        if sets:
            return "push", {**common, **self._cursor(), "changesets": sets}
        return "hello", self._hello()

    def _cursor(self) -> Mapping:
        return {"cursor": {"seq": self.base.seq, "hash": self.base.hash}}

    def _loan(self) -> Mapping:
        year = self.work.writer.clock.today().year
        self.requests[year] = self.requests.get(year) or self._name()
        count = KEEP - len(self.leased)
        return {"request": self.requests[year], "series": SERIES, "year": year, "count": count}

    def _pull(self) -> tuple[str, Mapping]:
        after = {"after": self.base.seq, "hash": self.base.hash, "upto": None}
        limit = self.chance.choice((1, 2, 5, 20))
        return "changes", {"stream": self.town, **after, "limit": limit, "epoch": self.epoch}

    def _hello(self) -> Mapping:
        cursors = {self.town: {"seq": self.base.seq, "hash": self.base.hash}}
        counts = {"waiting": len(self.waiting()), "conflicts": len(self.base.conflicts), "skew": 0}
        at = self.work.writer.clock.now().isoformat()
        named = {"incarnation": self.incarnation, "app": "scripted", "schema": SCHEMA, "at": at}
        return {**named, "cursors": cursors, "epoch": self.epoch, **counts}

    def _report(self) -> Mapping:
        mine = [each.change for each in self.outbox]
        sets = [*self.tail.values(), *mine]
        numbers = {"leased": self._numbers(), "used": self.used}
        head = {"answers": self.epoch, "incarnation": self.incarnation, "part": self.part, "done": True}
        doubted = sorted(self.doubted & self.tail.keys())
        return {**head, "numbers": numbers, "changesets": sets, "doubted": doubted}

    def _numbers(self) -> list[Mapping]:
        return [dict(each) for each in self.work.leases]

    def _on_hello(self, _request: Mapping, body: Mapping, answer: Any) -> None:
        demand(answer.epoch == body["epoch"], "I11", "two epochs in one answer")
        if self.epoch not in ("", body["epoch"]):
            self._begin_recovery(body["epoch"])
        self.epoch = body["epoch"]

    def _on_push(self, _request: Mapping, body: Mapping, _answer: Any) -> None:
        self._settle(body["outcomes"])
        self._forget(body["backed"])

    def _settle(self, outcomes: list[Mapping]) -> None:
        by_no = {each.change["cs_no"]: each for each in self.outbox if self._mine(each)}
        for told in outcomes:
            sent = by_no[told["cs_no"]]
            demand(sent.change["cs_id"] == told["cs_id"], "I11", f"told of another change set: {told}")
            sent.settled, sent.told = True, told

    def _mine(self, sent: Sent) -> bool:
        return bool(sent.change["incarnation"] == self.incarnation)

    def _forget(self, backed: Mapping) -> None:
        def kept(change: Mapping) -> bool:
            return int(change["cs_no"]) > int(backed.get(change["incarnation"], 0))

        self.outbox = [each for each in self.outbox if not each.pulled or kept(each.change)]

    def _on_changes(self, _request: Mapping, body: Mapping, _answer: Any) -> None:
        own = {each.change["cs_id"]: each for each in self.outbox}
        for row in body["rows"]:
            demand(row["seq"] == self.base.seq + 1, "I1", f"{self.device} pulled {row['seq']}")
            for image in row["effects"]:
                self.base.records[(image["coll"], image["id"])] = image
            self.base.conflicts |= {each["id"]: each for each in row["conflicts"]}
            for each in row["closed"]:
                self.base.conflicts.pop(each["id"], None)
            self.base.seq, self.base.hash = row["seq"], row["hash"]
            change_id = row["cs"]["cs_id"]
            if change_id in own:
                own[change_id].settled = own[change_id].pulled = True
            else:
                self.tail[change_id] = row["cs"]
                (self.doubted.add if row["reason"] == "device_revoked" else self.doubted.discard)(change_id)
        self._miss(body)

    def _miss(self, body: Mapping) -> None:
        """Report anew when work that was acknowledged is not in a log read to its end: it was set back."""
        read = self.base.seq >= body["head"]
        if read and any(each.settled and not each.pulled for each in self.outbox):
            self._begin_recovery(self.epoch)

    def _on_lease(self, request: Mapping, body: Mapping, _answer: Any) -> None:
        self.requests.pop(request["year"], None)
        head = {"series": request["series"], "year": request["year"], "loan": request["request"]}
        held = [{**head, "n": n} for n in body["numbers"]]
        self.work.leases += held
        self.leased = [each["n"] for each in self.work.leases]

    def _on_release(self, _request: Mapping, _body: Mapping, _answer: Any) -> None:
        self.released = True

    def _on_recover(self, _request: Mapping, _body: Mapping, answer: Any) -> None:
        self.recovering = False
        self._of_epoch(answer.epoch)
        self.base = Base()
        for each in self.outbox:
            each.pulled = False
            each.settled = not self._mine(each)

    def _refused(self, word: str, body: Mapping) -> bool:
        code = body.get("code")
        if word == "push":
            self._settle(body.get("outcomes", []))
        if code in ("epoch", "recovering"):
            self._begin_recovery(body.get("epoch", self.epoch))
        elif code == "gap":
            for each in self.outbox:
                if self._mine(each) and each.change["cs_no"] >= body["expect"]:
                    each.settled = False
        elif code == "device_fork":
            self.begin_again()
        elif code == "device_revoked":
            self.revoked = True
        return code not in ("frozen", "behind")

    def _begin_recovery(self, epoch: str) -> None:
        self.recovering = True
        self._of_epoch(epoch)

    def _of_epoch(self, epoch: str) -> None:
        """Drop requests of another epoch: the city lends nothing on them any more."""
        if epoch != self.epoch:
            self.requests.clear()
        self.epoch = epoch

    def begin_again(self) -> None:
        """Take a new incarnation: what waits is numbered anew, old leases are given up."""
        self.incarnation, self.last_no = self._name(), 0
        self.released, self.leased = False, []
        self.requests.clear()
        self.work.leases.clear()
        for each in self.waiting():
            each.change = self._stamped({name: each.change[name] for name in _BODY})

    def _stamped(self, body: Mapping) -> Mapping:
        self.last_no += 1
        head = {"device": self.device, "incarnation": self.incarnation, "cs_no": self.last_no}
        change = {**head, **body}
        change["hash"] = content_hash(change)
        change["sig"] = sign(self.device, signed_text(change))
        return change

    def _name(self) -> str:
        return f"{self.chance.getrandbits(64):016x}"


_BODY = ("cs_id", "town", "user", "at", "sv", "ops")
