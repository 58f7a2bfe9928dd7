"""Plants bugs one at a time, each in a process of its own, and tells which law noticed it and how soon."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tests.sync.simulation.bugs import planted
from tests.sync.simulation.bugs.planting import ROOT
from tests.sync.simulation.bugs.table import Noticed, load, save, summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TIMES = 2
"""Hunts of one bug for the table, one after another."""
SELDOM = 5
"""How much longer a seldom one is looked for."""


class DidNotRunError(RuntimeError):
    """The changed program could not even be loaded, so no law had a say."""


@dataclass(frozen=True, slots=True)
class Hunt:
    """What is played: stories from ``first`` on, at most ``seeds`` for one catch, until caught ``times``."""

    first: int = 1
    seeds: int = 60
    steps: int = 300
    times: int = 1


@dataclass(frozen=True, slots=True)
class Caught:
    """One story that noticed: its seed, how many stories it took to get there, and what it said."""

    seed: int
    stories: int
    words: str

    @property
    def law(self) -> str:
        """The number of the law that broke, or the kind of error that escaped."""
        return self.words.split(": ", 1)[1].split(" ")[0].rstrip(":")


def hunt(names: str, how: Hunt) -> list[Caught]:
    """Play stories with bugs planted, joined by ``+``, and return those that noticed."""
    command = (sys.executable, "-m", "tests.sync.simulation", "planted", names)
    numbers = {"--first": how.first, "--seeds": how.seeds, "--steps": how.steps, "--times": how.times}
    options = (text for name, number in numbers.items() for text in (name, str(number)))
    done = subprocess.run((*command, *options), cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        msg = f"{names}: {(done.stderr.strip().splitlines() or ['?'])[-1]}"
        raise DidNotRunError(msg)
    return [Caught(*each) for each in json.loads(done.stdout.splitlines()[-1])]


def noticed(name: str, how: Hunt) -> Noticed | None:
    """Hunt one bug; where it does no harm, hunt it again with the second rule off."""
    bug = planted()[name]
    how = replace(how, seeds=how.seeds * SELDOM) if bug.seldom else how
    found, cover = hunt(name, how), bug.harmless_by
    if found:
        return Noticed(found[0].law, found[0].seed, tuple(each.stories for each in found))
    if not cover:
        return None
    both = [each for each in hunt(f"{name}+{cover}", how) if not _by_the_other(cover, each, how.steps)]
    if not both:
        return None
    stories = tuple(each.stories for each in both)
    return Noticed(both[0].law, both[0].seed, stories, cover, how.seeds)


def hunted(names: Sequence[str], how: Hunt, lanes: int, *, keep: bool) -> bool:
    """Hunt bugs, print what became of them, and keep it in the table; true when each was noticed."""
    table = {name: each for name, each in load().items() if name in planted()}
    missed = []
    for name, each in _all(names, how, lanes):
        print(f"{name:<56}{each or 'not noticed'}", flush=True)
        table.pop(name, None)
        if each is None:
            missed.append(name)
        else:
            table[name] = each
        if keep:
            save(table)
    print(f"{summary(table)}; not noticed now: {', '.join(missed) or 'none'}")
    return not missed


def _all(names: Sequence[str], how: Hunt, lanes: int) -> Iterable[tuple[str, Noticed | None]]:
    with ThreadPoolExecutor(lanes) as pool:
        yield from zip(names, pool.map(lambda name: noticed(name, how), names), strict=True)


def _by_the_other(cover: str, caught: Caught, steps: int) -> bool:
    """Tell whether the bug that takes the cover away breaks the same law in the same story by itself."""
    alone = hunt(cover, Hunt(caught.seed, 1, steps))
    return any(each.words == caught.words for each in alone)
