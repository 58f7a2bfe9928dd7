"""One story: towns, desktops, a city, what fate does to them, and laws looked at all the while."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

from tests.sync.simulation.chance import Chance
from tests.sync.simulation.city_hall import CityHall
from tests.sync.simulation.clocks import TrueTime
from tests.sync.simulation.fate import Fate
from tests.sync.simulation.line import Net
from tests.sync.simulation.oracle import Oracle
from tests.sync.simulation.settling import Towns
from tests.sync.simulation.trace import Trace
from tests.sync.simulation.violation import Violation

if TYPE_CHECKING:
    from tests.sync.simulation.workplace import Workplace

LOOK = 25
"""Steps between two looks at the log."""
TOWNS = {"320281101": "甲镇金丝雀", "320281102": "乙镇金丝雀", "320281103": "丙镇金丝雀"}
"""Town → the word that stands in each of its texts and in nobody else's."""


class World:
    """One story, told by its seed."""

    def __init__(self, seed: int, steps: int, *, aloud: bool = False) -> None:
        self.seed = seed
        self.steps = steps
        self.chance: Chance = Chance(seed)
        self.time = TrueTime()
        self.trace = Trace(self.time, aloud=aloud)
        self.oracle = Oracle()
        self.towns = dict(list(TOWNS.items())[: self.chance.choice((2, 2, 3))])
        self.hall: CityHall = CityHall(self.chance, self.time, tuple(self.towns))
        self.net = Net(self.hall, self.chance, self.time, TOWNS)
        self.places: list[Workplace] = []
        self.fate = Fate(self)
        self.laws = Towns(self)

    @property
    def change_sets(self) -> int:
        """How many change sets were committed."""
        return len(self.oracle.written)

    def play(self) -> str | None:
        """Tell the whole story; return the broken law, or nothing."""
        at = 0
        try:
            self.fate.furnish()
            for at in range(1, self.steps + 1):
                self._step(at)
            at += 1
            self.laws.come_to_rest()
        except Violation as broken:
            return self._told(at, str(broken))
        except Exception as error:  # noqa: BLE001 - whatever escapes is what the simulation looks for
            self.trace.say(traceback.format_exc())
            return self._told(at, f"{type(error).__name__}: {error}")
        return None

    def _step(self, at: int) -> None:
        self.trace.step = at
        self.time.pass_by(self.chance.expovariate(1 / 40))
        self.fate.step()
        if at % LOOK == 0:
            self.laws.look()

    def _told(self, at: int, words: str) -> str:
        return f"seed {self.seed} step {at}: {words}"
