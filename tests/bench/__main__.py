"""Runs the benches: every module of this folder with a ``bench``; ``python -m tests.bench [--only NAME]``."""

from __future__ import annotations

import argparse
import pkgutil
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from sync.cityserver.cluster import NoPostgresError
from tests.bench._peer import NoNodeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.measuring import Measured

HERE = Path(__file__).resolve().parent
CANNOT_RUN = (NoNodeError, NoPostgresError, FileNotFoundError, subprocess.CalledProcessError)
"""What a bench ends with where a program it stands on is missing or will not work."""


def names() -> tuple[str, ...]:
    """Return the names of all benches, found by their modules."""
    found = (each.name for each in pkgutil.iter_modules([str(HERE)]))
    return tuple(sorted(name for name in found if not name.startswith(("_", "test_"))))


def run(name: str) -> tuple[Measured, ...]:
    """Run one bench and return what it measured."""
    measured: Iterable[Measured] = import_module(f"tests.bench.{name}").bench()
    return tuple(measured)


def main(words: list[str]) -> int:
    """Print each goal beside what was measured; 1 when one was not held or a bench cannot run here.

    An unknown name is told with those there are, and ends with 2.
    """
    reader = argparse.ArgumentParser(prog="dev.py bench")
    reader.add_argument("--only", choices=names(), metavar="NAME", help=", ".join(names()))
    only = reader.parse_args(words).only
    return measure(names() if only is None else (only,), run)


def measure(chosen: Iterable[str], bench: Callable[[str], Iterable[Measured]]) -> int:
    """Run benches one after the other; one that cannot run here is named and counts as not held."""
    held = missed = 0
    unable = []
    for name in chosen:
        sys.stdout.write(f"== bench {name}\n")
        start = time.monotonic()
        try:
            for each in bench(name):
                sys.stdout.write(f"{each}\n")
                held, missed = held + each.held, missed + (not each.held)
        except CANNOT_RUN as lacks:
            unable.append(name)
            sys.stdout.write(f"  CANNOT RUN: {lacks}\n")
        sys.stdout.write(f"  took {time.monotonic() - start:.1f} s\n")
    left = f", not run: {', '.join(unable)}" if unable else ""
    sys.stdout.write(f"{held} goals held, {missed} missed{left}\n")
    return int(bool(missed or unable))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
