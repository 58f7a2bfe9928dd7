"""Drives the exchange in the background: step after step, rests between, wakes on demand and after sleep."""

from __future__ import annotations

import logging
from threading import Event, Thread
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

log = logging.getLogger(__name__)

FIRST_REST = 60.0
"""The first contact of the day is spread over so many seconds: all offices start at half past eight."""
AFTER_SLEEP = 5.0
"""Spread of the first contact after a computer woke, in seconds; the network needs a moment too."""
NAP = 30.0
"""Longest piece of a rest, in seconds; two of them missed on the clock mean that the computer slept."""


class Paced(Protocol):
    """Whatever a step says, it says how long to rest: 0 when there is more to do."""

    @property
    def wait(self) -> float:
        """Seconds until the next step may be taken."""


class Schedule:
    """同步调度 (schedule): one thread, one exchange at a time.

    Args:
        step: Takes one step and says how long to rest.
        bug_found: Gets what no step should raise; the exchange has ended then.
        wall: The time of day in seconds; it runs on while the computer sleeps.
        rng: Spreads the first contacts.
        nap: Longest piece of a rest, in seconds.
    """

    def __init__(
        self,
        step: Callable[[], Paced],
        bug_found: Callable[[Exception], None],
        wall: Callable[[], float],
        rng: Random,
        nap: float = NAP,
    ) -> None:
        self._nap = nap
        self._step = step
        self._bug_found = bug_found
        self._wall = wall
        self._rng = rng
        self._woken = Event()
        self._ended = Event()
        self._paused = False
        self._thread = Thread(target=self._run, name="sync", daemon=True)

    def start(self) -> None:
        """Begin; the first contact comes after a random part of a minute."""
        self._thread.start()

    def wake(self) -> None:
        """Take the next step now (立即同步)."""
        self._woken.set()

    def pause(self) -> None:
        """Take no further step until ``resume``; the one under way ends by itself (暂停同步)."""
        self._paused = True

    def resume(self) -> None:
        """Go on at once."""
        self._paused = False
        self._woken.set()

    @property
    def paused(self) -> bool:
        """Whether somebody stopped the exchange for now."""
        return self._paused

    def close(self, seconds: float = 10.0) -> bool:
        """End the thread after the step under way; tell whether it ended in time."""
        self._ended.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        rest = self._rng.uniform(0.0, FIRST_REST)
        while not self._ended.is_set():
            self._rest(rest)
            if self._ended.is_set():
                return
            if self._paused:
                rest = FIRST_REST
                continue
            try:
                rest = self._step().wait
            except Exception as error:
                log.exception("exchange failed")
                self._bug_found(error)
                return

    def _rest(self, seconds: float) -> None:
        """Rest in short pieces: neither a sleep nor a clock set back lengthens a rest."""
        end = self._wall() + seconds
        while not self._ended.is_set():
            before = self._wall()
            left = end - before
            if left <= 0 or self._woken.wait(min(left, self._nap)):
                break
            now = self._wall()
            if now - before > 2 * self._nap:
                end = min(end, now + self._rng.uniform(0.0, AFTER_SLEEP))
            elif now < before:
                end = min(end, now + left)
        self._woken.clear()
