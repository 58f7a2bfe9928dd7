"""Many stories: some after another or two at a time, counted together."""

from __future__ import annotations

import os
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tests.sync.simulation.tally import Tally, key
from tests.sync.simulation.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

STEPS = 300
PIECE = 10
"""Stories a process is given at once."""


@dataclass(frozen=True)
class Wish:
    """What is to be simulated: seeds from ``first`` on, until all are done or the time is up."""

    first: int
    seeds: int
    steps: int = STEPS
    minutes: float | None = None
    lanes: int = 2


def story(seed: int, steps: int) -> Tally:
    """Play one story and count it."""
    world = World(seed, steps)
    start = time.process_time()
    broken = world.play()
    counted = Tally("", 1, steps, world.change_sets, time.process_time() - start)
    for (fault, moment), number in world.chance.fired.items():
        counted.faults.setdefault(fault.value, type(counted.moments)())[moment] += number
    counted.events.update({each.value: number for each, number in world.chance.happened.items()})
    counted.moments.update(world.chance.met)
    if broken:
        counted.broken[str(seed)] = broken
    return counted


def piece(steps: int, seeds: range) -> Tally:
    """Play some stories one after another and count them together."""
    whole = Tally("")
    for seed in seeds:
        whole.add(story(seed, steps))
    return whole


def campaign(wish: Wish, told: Callable[[Tally], object] = lambda _whole: None) -> Tally:
    """Play what is wished for, in order of seeds; ``told`` hears the count after each piece."""
    whole = Tally(key())
    end = None if wish.minutes is None else time.monotonic() + wish.minutes * 60
    for part in _played(wish):
        whole.add(part)
        told(whole)
        if end is not None and time.monotonic() > end:
            break
    return whole


def _played(wish: Wish) -> Iterable[Tally]:
    last = wish.first + wish.seeds
    pieces = [range(at, min(at + PIECE, last)) for at in range(wish.first, last, PIECE)]
    lanes = min(wish.lanes, os.cpu_count() or 1)
    if lanes == 1:
        yield from map(partial(piece, wish.steps), pieces)
        return
    with ProcessPoolExecutor(lanes) as pool:
        try:
            yield from pool.map(partial(piece, wish.steps), pieces)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
