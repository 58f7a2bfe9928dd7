"""A scripted desktop as a place of the world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.sync.simulation.lease_law import keys
from tests.sync.simulation.scripted import LineCut
from tests.sync.simulation.violation import demand

if TYPE_CHECKING:
    from tests.sync.simulation.oracle import Oracle
    from tests.sync.simulation.replay import Replay
    from tests.sync.simulation.scripted import Scripted
    from tests.sync.simulation.trace import Trace


@dataclass
class ScriptedPlace:
    """One scripted desktop; its program never crashes and its disk is never lost."""

    desk: Scripted
    oracle: Oracle
    trace: Trace
    gone: bool = False
    _rests: bool = False

    @property
    def name(self) -> str:
        """Name in messages."""
        return f"script-{self.desk.device[-4:]}/{self.desk.town[-1]}"

    @property
    def town(self) -> str:
        """Code of its town."""
        return self.desk.town

    @property
    def device(self) -> str:
        """Name the city knows it by."""
        return self.desk.device

    def ready_in(self) -> float:
        """It waits only when there was nothing to do."""
        return 60.0 if self._rests else 0.0

    def hurry(self) -> None:
        """It never waits."""
        self._rests = False

    def restart(self) -> bool:
        """Its program never ends."""
        return False

    def standing(self) -> tuple[object, ...]:
        """Return how far it is."""
        return (self.desk.epoch, self.desk.base.seq, len(self.desk.waiting()))

    def save(self) -> None:
        """Do one piece of a clerk's work."""
        change = self.desk.save()
        if change is not None:
            self.oracle.note(change, self.name, odd=self.desk.work.odd)
            ops = [(each["op"], each["coll"]) for each in change["ops"]]
            self.trace.say(self.name, "saves", change["cs_no"], change["cs_id"], ops)

    def exchange(self) -> bool:
        """Make one exchange."""
        try:
            did = self.desk.exchange()
        except LineCut:
            did = True
        self._rests = not did
        self.trace.say(self.name, "exchanges:", self.desk.last_word)
        return did

    def holds(self) -> set[str]:
        """Return the ids of all change sets it keeps."""
        return self.own() | self.desk.tail.keys()

    def own(self) -> set[str]:
        """Return the ids of the change sets it made and still keeps."""
        return {each.change["cs_id"] for each in self.desk.outbox}

    def hand(self) -> set[tuple[str, int, int]]:
        """Return the lent numbers that its program could take now."""
        read = self.desk.base.records.items()
        return keys(self.desk.work.leases) - keys(
            image["fields"] for (coll, _id), image in read if coll == "number_use"
        )

    def taken(self) -> set[tuple[str, int, int]]:
        """Return the lent numbers that it put on paper."""
        return keys(self.desk.used)

    def asked(self) -> set[str]:
        """Return the requests for numbers that it has no answer to."""
        return set(self.desk.requests.values())

    def look(self) -> None:
        """Nothing it keeps can go back by itself."""

    def at_rest(self, replay: Replay) -> None:
        """Hold it against the log of its town."""
        demand(not self.desk.waiting(), "I8", f"{self.name} cannot drain: {len(self.desk.waiting())} waiting")
        if self.desk.revoked:
            return
        base = self.desk.base
        demand(base.seq == replay.seq, "I5", f"{self.name} stands at {base.seq}, the log at {replay.seq}")
        held = {
            key: (image["version"], image["deleted"], image["fields"]) for key, image in base.records.items()
        }
        ought = {key: (seen.version, seen.deleted, seen.fields) for key, seen in replay.records.items()}
        for key in sorted(held.keys() | ought.keys()):
            demand(
                held.get(key) == ought.get(key),
                "I5",
                f"{self.name} holds {key} as {held.get(key)} not {ought.get(key)}",
            )
        shown = base.conflicts.keys() ^ replay.open.keys()
        demand(not shown, "I9", f"{self.name} shows conflicts {sorted(shown)} wrongly")
