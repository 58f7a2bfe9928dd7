"""Runs the benches: every module of this folder with a ``bench``; ``python -m tests.bench [--only NAME]``."""

from __future__ import annotations

import argparse
import pkgutil
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.measuring import Measured

HERE = Path(__file__).resolve().parent


def names() -> tuple[str, ...]:
    """Return the names of all benches, found by their modules."""
    found = (each.name for each in pkgutil.iter_modules([str(HERE)]))
    return tuple(sorted(name for name in found if not name.startswith(("_", "test_"))))


def run(name: str) -> tuple[Measured, ...]:
    """Run one bench and return what it measured."""
    measured: Iterable[Measured] = import_module(f"tests.bench.{name}").bench()
    return tuple(measured)


def main(words: list[str]) -> int:
    """Print each goal beside what was measured; 1 when one was missed, 2 for an unknown name."""
    reader = argparse.ArgumentParser(prog="dev.py bench")
    reader.add_argument("--only", choices=names(), metavar="NAME", help=", ".join(names()))
    only = reader.parse_args(words).only
    missed = held = 0
    for name in names() if only is None else (only,):
        sys.stdout.write(f"== bench {name}\n")
        start = time.monotonic()
        for each in run(name):
            sys.stdout.write(f"{each}\n")
            held, missed = held + each.held, missed + (not each.held)
        sys.stdout.write(f"  took {time.monotonic() - start:.1f} s\n")
    sys.stdout.write(f"{held} goals held, {missed} missed\n")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
