"""The exchange runs beside the program: it rests as told, wakes when called, and ends when closed."""

from __future__ import annotations

import time
from dataclasses import dataclass
from queue import Queue
from random import Random
from typing import TYPE_CHECKING

from sync.schedule import Schedule

if TYPE_CHECKING:
    from tests.quiet_log import QuietLog

SOON = 5.0


@dataclass(frozen=True)
class Rest:
    """A step that only says how long to rest."""

    wait: float


class AtOnce(Random):
    """Draws the smallest of everything."""

    def uniform(self, a: float, b: float) -> float:  # noqa: ARG002 - the shape is Random's
        return a


class Steps:
    """Steps that are counted; each rests as long as the next number says, or for ever."""

    def __init__(self, *rests: float) -> None:
        self._rests = list(rests)
        self.taken: Queue[int] = Queue()
        self._count = 0

    def __call__(self) -> Rest:
        self._count += 1
        self.taken.put(self._count)
        return Rest(self._rests.pop(0) if self._rests else 1e9)


def no_bug(error: Exception) -> None:
    raise AssertionError(error)


def test_steps_follow_each_other_until_one_says_rest() -> None:
    steps = Steps(0.0, 0.0, 1e9)
    schedule = Schedule(steps, no_bug, time.monotonic, AtOnce())
    schedule.start()
    assert [steps.taken.get(timeout=SOON) for _ in range(3)] == [1, 2, 3]

    assert schedule.close()
    assert steps.taken.empty()


def test_a_call_wakes_it_out_of_its_rest() -> None:
    steps = Steps()
    schedule = Schedule(steps, no_bug, time.monotonic, AtOnce())
    schedule.start()
    steps.taken.get(timeout=SOON)

    schedule.wake()

    assert steps.taken.get(timeout=SOON) == 2
    assert schedule.close()


def test_a_paused_exchange_takes_no_step_until_it_goes_on() -> None:
    steps = Steps()
    schedule = Schedule(steps, no_bug, time.monotonic, AtOnce())
    schedule.pause()
    schedule.start()
    schedule.wake()
    time.sleep(0.2)
    assert schedule.paused
    assert steps.taken.empty()

    schedule.resume()

    assert steps.taken.get(timeout=SOON) == 1
    assert schedule.close()


def test_a_computer_that_slept_does_not_sleep_its_rest_again() -> None:
    steps = Steps(1e6)
    asleep = [0.0]
    schedule = Schedule(steps, no_bug, lambda: time.monotonic() + asleep[0], AtOnce(), nap=0.05)
    schedule.start()
    steps.taken.get(timeout=SOON)
    time.sleep(0.1)
    assert steps.taken.empty()

    asleep[0] = 3600.0

    assert steps.taken.get(timeout=SOON) == 2
    assert schedule.close()


def test_a_clock_that_was_set_back_does_not_lengthen_a_rest() -> None:
    steps = Steps(0.2)
    ahead = [86400.0]
    schedule = Schedule(steps, no_bug, lambda: time.monotonic() + ahead[0], AtOnce(), nap=0.05)
    schedule.start()
    steps.taken.get(timeout=SOON)

    ahead[0] = 0.0

    assert steps.taken.get(timeout=SOON) == 2
    assert schedule.close()


def test_a_bug_in_a_step_is_handed_on_and_ends_the_exchange(quiet_log: QuietLog) -> None:
    quiet_log.expect("exchange failed")
    found: Queue[Exception] = Queue()

    def broken() -> Rest:
        raise ZeroDivisionError

    schedule = Schedule(broken, found.put, time.monotonic, AtOnce())
    schedule.start()

    assert isinstance(found.get(timeout=SOON), ZeroDivisionError)
    assert schedule.close()


def test_closing_before_the_first_contact_ends_at_once() -> None:
    steps = Steps()
    schedule = Schedule(steps, no_bug, time.monotonic, Random(1))
    schedule.start()

    assert schedule.close()
    assert steps.taken.empty()
