"""What happened, line by line, for replaying a seed by hand."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.sync.simulation.clocks import TrueTime


class Trace:
    """The last lines of a story; all of them when it is told aloud."""

    def __init__(self, time: TrueTime, *, aloud: bool) -> None:
        self._time = time
        self.aloud = aloud
        self.step = 0
        self.lines: deque[str] = deque(maxlen=60)

    def say(self, *words: object) -> None:
        """Tell one thing that happened."""
        line = f"{self.step:>4} {self._time.moment:%m-%d %H:%M:%S} " + " ".join(map(str, words))
        self.lines.append(line)
        if self.aloud:
            print(line)
