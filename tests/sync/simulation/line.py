"""The way between one desktop and the city: bytes of JSON, and whatever may happen to them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sync.protocol.messages import Answer
from tests.sync.simulation.faults import READS, WIRE, Event, Fault
from tests.sync.simulation.spoiling import spoilt
from tests.sync.simulation.violation import demand

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sync.simulation.chance import Chance
    from tests.sync.simulation.city_hall import CityHall
    from tests.sync.simulation.clocks import TrueTime
    from tests.sync.simulation.forms import Mapping

LATE = 90.0
"""Seconds a late answer takes, longer than any program waits."""
STRANGER = "9999999999999999"
_TO_PRIMARY = tuple(each for each in WIRE if each is not Fault.BEHIND)
_DONE = 200
_OPEN = ("hello", "recover")
"""What the city goes on answering to a device that was shown out; it takes its pushes with a refusal."""


@dataclass(frozen=True)
class Copy:
    """A request that is still under way somewhere."""

    device: str
    word: str
    payload: bytes


@dataclass
class Net:
    """All lines of a world: what is under way, what each town may never read.

    Attributes:
        late: Requests that will arrive at some later moment.
        lent_away: Numbers lent to nobody, each with its town: to a late copy of a request, to a disk that is
            no more, or under a name whose bearer could not prove it.
        told: Every answer to a push: device and body, to be compared with the log.
        show_out: Revokes a device and whoever shares its name; the world sets it.
        examine: Looks at every request of an honest program before anything happens to it.
    """

    hall: CityHall
    chance: Chance
    time: TrueTime
    canaries: dict[str, str]
    show_out: Callable[[str], None] = lambda _device: None
    examine: Callable[[str, Any], object] = lambda _word, _request: None
    late: list[Copy] = field(default_factory=list)
    lent_away: set[tuple[str, tuple[str, int, int]]] = field(default_factory=set)
    told: list[tuple[str, Mapping]] = field(default_factory=list)

    def deliver(self, copy: Copy) -> Answer:
        """Bring a request to the city and look at what comes back, as a censor would."""
        town, shown_out = self.hall.town_of(copy.device), self.hall.is_revoked(copy.device)
        head = self.hall.head(town) if shown_out else 0
        answer = self.hall.answer(copy.device, copy.word, copy.payload)
        text = answer.json()
        for other, word in self.canaries.items():
            quiet = other == town or word not in text
            demand(quiet, "I10", f"{copy.device} was answered with another town's {word}")
        if shown_out:
            self._nothing_new(copy, answer, text, head)
        if copy.word == "push" and answer.server is not None:
            self.told.append((copy.device, json.loads(text)))
        return Answer(
            answer.status, json.loads(text), answer.server, answer.epoch, answer.retry_after, answer.date
        )

    def _nothing_new(self, copy: Copy, answer: Answer, text: str, head: int) -> None:
        """Demand that a device that was shown out learns nothing, and that its work is only kept (I14)."""
        who = f"{copy.device}, which was shown out,"
        closed = answer.status != _DONE or copy.word in _OPEN
        demand(closed, "I14", f"{who} was served {copy.word}")
        secret = self.canaries[self.hall.town_of(copy.device)] not in text
        demand(secret, "I14", f"{who} was told of the town's records at {copy.word}")
        for told in (answer.read() if copy.word == "push" else {}).get("outcomes", ()):
            kept = told["seq"] <= head or told["outcome"] == "quarantined"
            demand(kept, "I14", f"{who} had {told['cs_id']} {told['outcome']}")

    def deliver_late(self) -> None:
        """Let one request that was under way arrive, its sender long gone."""
        if self.late:
            copy = self.late.pop(self.chance.randrange(len(self.late)))
            before = self.hall.given()
            self.deliver(copy)
            self.lent_away |= self.hall.given() - before
            former = copy.device in self.hall.former
            self.chance.count(Event.LATE_AFTER_ENROLMENT if former else Event.LATE_COPY)


@dataclass
class FaultyLine:
    """What one desktop speaks through; ``cut`` makes the error its program expects.

    Attributes:
        looks: Whether its program holds what it pulls against the chain of hashes.
    """

    net: Net
    device: str
    cut: Callable[[], Exception]
    looks: bool = False

    def call(self, word: str, request: Any) -> Answer:
        """Carry a request to the city and the answer back, or lose either."""
        self.net.examine(word, request)
        copy = Copy(self.device, word, json.dumps(request, ensure_ascii=False).encode())
        if word == "push" and self.net.chance.happens(Event.REVOKED_MID_PUSH):
            self.net.chance.count(Event.REVOKED_MID_PUSH)
            self.net.show_out(self.device)
        if self.net.chance.happens(Event.OTHER_STREAM):
            self._peep()
        fault = self.net.chance.one_of(WIRE if word in READS else _TO_PRIMARY, word)
        if fault is None:
            return self._carried(copy)
        made = _BY_FAULT.get(fault)
        return self._on_the_way(copy, fault) if made is None else made(self, copy)

    def _peep(self) -> None:
        """Ask for the log, the digest or the records of another town, as a curious program might (I10)."""
        net, own = self.net, self.net.hall.town_of(self.device)
        other = net.chance.choice(sorted(net.canaries.keys() - {own}))
        word = net.chance.choice(READS)
        cursor = {"after": 0, "hash": "", "upto": None, "limit": 20, "bucket": net.chance.randrange(256)}
        at = {"stream": other, "seq": net.hall.head(other), "epoch": net.hall.mark(self.device)[1]}
        answer = net.deliver(Copy(self.device, word, json.dumps({**cursor, **at}).encode()))
        net.chance.count(Event.OTHER_STREAM)
        closed = answer.status != _DONE
        demand(closed, "I10", f"{self.device} of {own} was served {word} of {other}")

    def _carried(self, copy: Copy) -> Answer:
        answer = self.net.deliver(copy)
        if answer.status == 0:
            raise self.cut()
        return self._page_altered(answer) if copy.word == "changes" else answer

    def _page_altered(self, answer: Answer) -> Answer:
        """Return a page of the log with something changed on the way, or by a server that is broken."""
        rows = [] if answer.body is None else list(answer.body.get("rows", ()))
        if not self.looks or not rows or not self.net.chance.happens(Event.PAGE_ALTERED):
            return answer
        self.net.chance.count(Event.PAGE_ALTERED)
        return replace(answer, body={**answer.read(), "rows": spoilt(rows, self.net.chance)})

    def _on_the_way(self, copy: Copy, fault: Fault) -> Answer:
        if fault in (Fault.ANSWER_LOST, Fault.ANSWER_LATE):
            self.net.deliver(copy)
            self.net.time.pass_by(LATE if fault is Fault.ANSWER_LATE else 1)
        if fault is Fault.REQUEST_LATE:
            self.net.late.append(copy)
        raise self.cut()

    def _twice(self, copy: Copy) -> Answer:
        first = self._carried(copy)
        second = self._carried(copy)
        return first if self.net.chance.random() < 0.5 else second

    def _twice_later(self, copy: Copy) -> Answer:
        self.net.late.append(copy)
        return self._carried(copy)

    def _truncated(self, copy: Copy) -> Answer:
        if self.net.chance.random() < 0.4:
            return self._carried(_altered(copy))
        mark = self.net.hall.mark(copy.device)
        if self.net.chance.random() < 0.5:
            return Answer(422, {"code": "unreadable"}, *mark)
        answer = self._carried(copy)
        return Answer(answer.status, None, answer.server, answer.epoch)

    def _portal(self, _copy: Copy) -> Answer:
        return Answer(200, None, None, None)

    def _wrong_server(self, copy: Copy) -> Answer:
        return Answer(200, _plausible(copy), STRANGER, "f" * 16)

    def _behind(self, copy: Copy) -> Answer:
        return Answer(409, {"code": "behind"}, *self.net.hall.mark(copy.device))

    def _status(self, copy: Copy, status: int, code: str) -> Answer:
        wait = 30.0 if status in (429, 503) else None
        marked = self.net.chance.random() < 0.5
        if not marked:
            return Answer(status, None, None, None, wait)
        server, epoch = self.net.hall.mark(copy.device)
        return Answer(status, {"code": code}, server, epoch, wait)


def _altered(copy: Copy) -> Copy:
    """Return a request with one letter of what somebody wrote changed, as a bad stick might."""
    return Copy(copy.device, copy.word, copy.payload.replace("金丝雀".encode(), "金丝鸟".encode(), 1))


def _plausible(copy: Copy) -> Mapping:
    """Return what another city's server might say, friendly and wrong."""
    asked = json.loads(copy.payload)
    outcomes = [
        {
            "cs_no": each["cs_no"],
            "cs_id": each["cs_id"],
            "outcome": "applied",
            "seq": 10**6,
            "reason": "",
            "versions": {},
            "conflicts": [],
        }
        for each in asked.get("changesets", ())
    ]
    head = {"seq": 10**6, "hash": "0" * 64}
    backed = {str(asked.get("incarnation")): 10**6}
    return {
        "server": STRANGER,
        "epoch": "f" * 16,
        "state": "open",
        "schema": [1, 99],
        "limits": {"ops": 500, "bytes": 1 << 20},
        "poll": 60,
        "backed": backed,
        "backed_seq": 10**6,
        "revoked": False,
        "now": "2026-01-01T00:00:00+00:00",
        "notices": [],
        "outcomes": outcomes,
        "head": head,
        "rows": [],
        "upto": 10**6,
        "more": False,
        "numbers": [1, 2, 3],
        "seq": asked.get("seq", 0),
        "buckets": [0] * 256,
        "records": [],
    }


_BY_FAULT: dict[Fault, Callable[[FaultyLine, Copy], Answer]] = {
    Fault.TWICE: FaultyLine._twice,  # noqa: SLF001 - the table of this class's own ways
    Fault.TWICE_LATER: FaultyLine._twice_later,  # noqa: SLF001 - as above
    Fault.TRUNCATED: FaultyLine._truncated,  # noqa: SLF001 - as above
    Fault.PORTAL: FaultyLine._portal,  # noqa: SLF001 - as above
    Fault.WRONG_SERVER: FaultyLine._wrong_server,  # noqa: SLF001 - as above
    Fault.TOKEN: lambda line, copy: line._status(copy, 401, "token"),  # noqa: SLF001 - as above
    Fault.TOO_LARGE: lambda line, copy: line._status(copy, 413, "too_large"),  # noqa: SLF001 - as above
    Fault.TOO_MANY: lambda line, copy: line._status(copy, 429, "too_many"),  # noqa: SLF001 - as above
    Fault.UNAVAILABLE: lambda line, copy: line._status(copy, 503, "busy"),  # noqa: SLF001 - as above
    Fault.BEHIND: FaultyLine._behind,  # noqa: SLF001 - as above
}
