"""Everything that is drawn: one seed, its own mix of rates, and a count of what really happened."""

from __future__ import annotations

from collections import Counter
from random import Random

from tests.sync.simulation.faults import DESK, DRAWN_APART, SERVER, WIRE, Event, Fault

_MILD = (0.0, 0.0, 0.01, 0.03, 0.08)
_HARD = (0.0, 0.02, 0.06, 0.15, 0.3)
_RARE = (0.0, 0.0, 0.002, 0.006, 0.015)
_OFTEN = (0.0, 0.01, 0.03)
_APART = (0.0, 0.05, 0.2)


class Chance(Random):
    """The only source of chance of a world; the same seed gives the same story.

    Attributes:
        calm: While true no fault fires: the rest at the end of a story.
        fired: How often each fault fired at each moment.
        met: How often each moment was met, faulty or not.
        busy: Share of the steps in which a clerk works; in quiet stories desktops come to rest and compare.
    """

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.calm = False
        self.fired: Counter[tuple[Fault, str]] = Counter()
        self.met: Counter[str] = Counter()
        self.happened: Counter[Event] = Counter()
        fitting = self.choice((_MILD, _MILD, _HARD))
        self._rates = {each: self.choice(fitting) for each in (*WIRE, *SERVER, *DESK)}
        self._events = {each: self.choice(_RARE) for each in Event if each not in DRAWN_APART}
        self._events[Event.ALTERED] = self.choice(_OFTEN)
        self._apart = Random(f"apart {seed}")
        self._events |= {each: self._apart.choice(_APART) for each in Event if each in DRAWN_APART}
        self._events[Event.SETTLED] = self._apart.choice(_OFTEN)
        self._events[Event.UPDATED] = self._apart.choice(_OFTEN)
        self.busy = self.choice((0.15, 0.36, 0.36))

    def fires(self, fault: Fault, moment: str) -> bool:
        """Tell whether a fault strikes at a moment, and count it when it does."""
        if self.calm:
            return False
        if self.random() >= self._rates[fault]:
            return False
        self.fired[(fault, moment)] += 1
        return True

    def one_of(self, faults: tuple[Fault, ...], moment: str) -> Fault | None:
        """Return the fault that strikes at a moment, if any; at most one does."""
        if self.calm:
            return None
        self.met[moment] += 1
        dice = self.random()
        for fault in faults:
            dice -= self._rates[fault]
            if dice < 0:
                self.fired[(fault, moment)] += 1
                return fault
        return None

    def happens(self, event: Event) -> bool:
        """Tell whether an event comes at this step; who asks counts it by ``count`` when it took place."""
        source = self._apart if event in DRAWN_APART else self
        return not self.calm and source.random() < self._events[event]

    def count(self, event: Event) -> None:
        """Count an event that took place."""
        self.happened[event] += 1
