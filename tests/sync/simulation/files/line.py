"""The way of files between a desktop and the city, and whatever may happen on it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sync.blob_line import Asked, Told
from sync.protocol.tus import BACKED, BY_HASH, COMPLETE
from sync.unreachable import Barrier, UnreachableError
from tests.sync.simulation.city_hall import SERVER
from tests.sync.simulation.faults import WIRE, Fault
from tests.sync.simulation.files.city import is_sound
from tests.sync.simulation.files.happenings import Happening
from tests.sync.simulation.violation import demand

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sync.simulation.clocks import TrueTime
    from tests.sync.simulation.files.city import FileCity
    from tests.sync.simulation.files.happenings import FileChance

MOMENTS = {"POST": "announce", "PATCH": "chunk", "HEAD": "look", "GET": "fetch"}
"""Method of a request → the step of the exchange it is."""
FAULTS = tuple(each for each in WIRE if each is not Fault.BEHIND)
LATE = 90.0
_READ = (200, 206)
_TAKEN = (200, 201, 204, 206)


def moment_of(asked: Asked) -> str:
    """Return the step of the exchange a request is; a chunk may go as a POST."""
    return MOMENTS["PATCH" if asked.body else asked.method]


@dataclass
class FileNet:
    """All lines of a story.

    Attributes:
        late: Requests that will arrive at some later moment: device and request.
        disliked: The file whose chunks something on the way breaks off, whoever sends them and how.
        canaries: The bytes each file of a town begins with.
    """

    city: FileCity
    chance: FileChance
    time: TrueTime
    canaries: dict[str, bytes]
    late: list[tuple[str, Asked]] = field(default_factory=list)
    disliked: str = ""

    def deliver(self, device: str, asked: Asked, torn: int | None = None) -> Told:
        """Bring a request to the city, and hold the answer against the laws before anybody sees it."""
        told = self.city.answer(device, asked, moment_of(asked), torn=torn)
        if told is None:
            raise UnreachableError(Barrier.OFFLINE)
        town = self.city.towns[device]
        for other, word in self.canaries.items():
            demand(other == town or word not in told.body, "I10", f"{device} was given bytes of {other}")
        if asked.path.startswith(BY_HASH):
            self._given(device, asked.path.removeprefix(BY_HASH), told)
        if told.headers.get(BACKED.lower()) == "1":
            self._backed(town, asked.path.removeprefix(BY_HASH))
        return told

    def deliver_late(self) -> None:
        """Let one request that was under way arrive, its sender long gone."""
        if not self.late:
            return
        device, asked = self.late.pop(self.chance.randrange(len(self.late)))
        self.chance.came[Happening.LATE_COPY] += 1
        try:
            self.deliver(device, asked)
        except UnreachableError:
            return

    def _given(self, device: str, digest: str, told: Told) -> None:
        if told.status not in _READ:
            return
        town = self.city.towns[device]
        demand(device not in self.city.revoked, "I14", f"{device}, which was shown out, was given {digest}")
        demand(self.city.sound(town, digest), "I12", f"{town} answered with {digest}, which is not whole")

    def _backed(self, town: str, digest: str) -> None:
        for each in self.city.backups:
            safe = is_sound(each.folder, town, digest)
            demand(safe, "I12", f"{town} calls {digest} backed, and a kept backup lacks it")


@dataclass
class FaultyFileLine:
    """What the engine of one desktop speaks through."""

    net: FileNet
    device: Callable[[], str]
    digest: Callable[[str], str]

    def send(self, asked: Asked) -> Told:
        """Carry a request and its answer, or lose either."""
        if self.net.disliked and asked.body and self.digest(asked.path) == self.net.disliked:
            self.net.chance.came[Happening.DISLIKED] += 1
            raise UnreachableError(Barrier.OFFLINE)
        fault = self.net.chance.one_of(FAULTS, moment_of(asked))
        told = self._carried(asked, fault)
        if told.headers.get(COMPLETE.lower()) == "1" and told.server == SERVER and told.status in _TAKEN:
            town, digest = self.net.city.towns[self.device()], self.digest(asked.path)
            whole = not digest or self.net.city.sound(town, digest)
            demand(whole, "I12", f"{town} calls {digest} complete, and its bytes are others")
        return told

    def _carried(self, asked: Asked, fault: Fault | None) -> Told:
        net = self.net
        if fault in _STATUS:
            return self._status(_STATUS[fault])
        if fault is Fault.PORTAL:
            raise UnreachableError(Barrier.FOREIGN)
        if fault is Fault.WRONG_SERVER:
            return Told(204, {"upload-offset": "1", COMPLETE.lower(): "1"}, b"", "another city")
        if fault in (Fault.REQUEST_LOST, Fault.REQUEST_LATE):
            net.late += [(self.device(), asked)] if fault is Fault.REQUEST_LATE else []
            raise UnreachableError(Barrier.OFFLINE)
        return self._torn(asked) if fault is Fault.TRUNCATED else self._answered(asked, fault)

    def _status(self, status: int) -> Told:
        marked = self.net.chance.random() < 0.5
        return Told(status, {}, b"", SERVER if marked else None, 30.0 if marked else None)

    def _answered(self, asked: Asked, fault: Fault | None) -> Told:
        net = self.net
        told = net.deliver(self.device(), asked)
        if fault is Fault.TWICE:
            second = net.deliver(self.device(), asked)
            return told if net.chance.random() < 0.5 else second
        if fault is Fault.TWICE_LATER:
            net.late.append((self.device(), asked))
        if fault in (Fault.ANSWER_LOST, Fault.ANSWER_LATE):
            net.time.pass_by(LATE if fault is Fault.ANSWER_LATE else 1)
            raise UnreachableError(Barrier.SLOW)
        return told

    def _torn(self, asked: Asked) -> Told:
        """Let bytes of a body be altered, or the line break in its middle."""
        chance = self.net.chance
        if asked.body and chance.random() < 0.5:
            self.net.deliver(self.device(), asked, chance.randrange(len(asked.body)))
            raise UnreachableError(Barrier.SLOW)
        if asked.body:
            return self.net.deliver(self.device(), replace(asked, body=self._altered(asked.body)))
        told = self.net.deliver(self.device(), asked)
        body = told.body[: chance.randrange(len(told.body) + 1)] if chance.random() < 0.5 else told.body
        return replace(told, body=self._altered(body))

    def _altered(self, body: bytes) -> bytes:
        if not body:
            return body
        at = self.net.chance.randrange(len(body))
        return body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]


_STATUS = {Fault.TOKEN: 401, Fault.TOO_LARGE: 413, Fault.TOO_MANY: 429, Fault.UNAVAILABLE: 503}
