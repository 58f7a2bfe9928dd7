"""What happens to files and their machines; the faults of line and disks are those of all stories."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum

from tests.sync.simulation.chance import Chance


class Happening(StrEnum):
    """One thing that happens in a story of files, at no particular exchange."""

    SAME_FILE = "two uploaders of one file"
    CLONED = "PC cloned with an upload under way"
    RESTART = "program restarted"
    TORN = "server crash tore an upload"
    ROTTEN = "kept file damaged before it was sent"
    PART_ROTTEN = "fetched part damaged"
    EXPIRED = "uploads expired"
    BACKUP = "server backup"
    RESTORED_NEWEST = "server restored, newest backup"
    RESTORED_OLDER = "server restored, older backup"
    ROWS_RESTORED = "server's rows restored, folder kept"
    SNOOPED = "another town's file asked for"
    REVOKED = "device revoked"
    LATE_COPY = "late copy delivered"
    DISLIKED = "one file never let through"


_RATES = (0.0, 0.01, 0.03, 0.06)
_NEEDS_A_MOMENT = (Happening.TORN, Happening.PART_ROTTEN, Happening.ROTTEN)
"""What finds something to do only now and then, and is asked for at half of all steps."""


class FileChance(Chance):
    """The only source of chance of a story of files.

    Attributes:
        came: How often each happening took place.
    """

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self._shares = {each: self.choice(_RATES) for each in Happening}
        self._shares |= dict.fromkeys(_NEEDS_A_MOMENT, 0.5)
        self.came: Counter[Happening] = Counter()

    def comes(self, what: Happening) -> bool:
        """Tell whether something happens at this step."""
        return not self.calm and self.random() < self._shares[what]
