"""Plants bugs one at a time, each in a process of its own, and tells which law noticed it and how soon."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.sync.simulation.bugs import planted
from tests.sync.simulation.bugs.planting import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Hunted:
    """What became of one bug, or of a harmless one together with the one that exposes it.

    Attributes:
        caught: The words of the broken law; empty when nothing was noticed.
        seeds: How many stories it took.
    """

    names: str
    caught: str
    seeds: int

    @property
    def law(self) -> str:
        """The number of the law that noticed, or the kind of error."""
        return self.caught.split(": ", 1)[-1].split(" ")[0] if self.caught else "–"

    def __str__(self) -> str:
        """One line of the table."""
        return f"{self.names:<60}{self.law:>12}{self.seeds:>6}  {self.caught[:100]}"


def hunt(names: str, seeds: int, steps: int = 300) -> Hunted:
    """Play stories with bugs planted until a law is broken."""
    command = (sys.executable, "-m", "tests.sync.simulation", "planted", names)
    options = ("--seeds", str(seeds), "--steps", str(steps))
    done = subprocess.run((*command, *options), cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        return Hunted(names, f"did not run: {done.stderr.strip().splitlines()[-1]}", 0)
    told = json.loads(done.stdout.splitlines()[-1])
    return Hunted(names, told["caught"], told["seeds"])


def hunted(names: Sequence[str], seeds: int, steps: int = 300) -> list[Hunted]:
    """Hunt several bugs, two at a time; a harmless one is hunted with its cover taken away too."""
    bugs = planted()
    wishes = [each for name in names for each in _wishes(name, bugs[name].harmless_by)]
    with ThreadPoolExecutor(min(2, os.cpu_count() or 1)) as lanes:
        found = []
        for each in lanes.map(lambda names: hunt(names, seeds, steps), wishes):
            print(each, flush=True)
            found.append(each)
        return found


def table(names: Sequence[str], seeds: int, steps: int) -> bool:
    """Print the table of planted bugs; true when each is caught, alone or without its cover."""
    found = hunted(names, seeds, steps)
    caught = {each.names for each in found if each.caught}
    missed = [name for name in names if not caught & set(_wishes(name, planted()[name].harmless_by))]
    print(f"{len(names) - len(missed)} of {len(names)} caught; not noticed: {', '.join(missed) or 'none'}")
    return not missed


def _wishes(name: str, cover: str) -> list[str]:
    return [name, f"{name}+{cover}"] if cover else [name]
