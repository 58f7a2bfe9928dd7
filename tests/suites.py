"""Checks and suites: run by the environment's Python, two at a time where they may be, and counted.

It needs nothing but the standard library: the door imports it before the environment is there.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parents[1]
CHECKS: Mapping[str, tuple[str, ...]] = {
    "ruff check": ("-m", "ruff", "check", "--quiet"),
    "ruff format": ("-m", "ruff", "format", "--check", "--quiet"),
    "mypy": ("-m", "mypy"),
    "lint-imports": ("-c", "from importlinter.cli import lint_imports_command as c; c()"),
}
SUITES = ("architecture", "unit", "db", "documents", "sync", "ui", "e2e")
LONGEST_FIRST = ("documents", "e2e", "ui", "unit", "db", "sync", "architecture")
"""So that two lanes end at about the same time."""
LANES = 2
NO_TEST_CHOSEN = 5  # pytest's exit code
_SPEAKING = Lock()


@dataclass(frozen=True)
class Outcome:
    """What one check or one suite did, and how many seconds it took."""

    name: str
    seconds: float
    passed: int
    failed: int
    skipped: int = 0

    def __str__(self) -> str:
        """One line of the closing table."""
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        counts = f"{self.passed:>5} passed, {self.failed} failed{skipped}"
        return f"  {self.name:<14}{self.seconds:>8.1f} s   {counts}"


def checked(python: Path, name: str) -> Outcome:
    """Run one check; it counts as one test."""
    say(name)
    start = time.monotonic()
    failed = _run((python, *CHECKS[name])).returncode != 0
    return Outcome(name, time.monotonic() - start, int(not failed), int(failed))


def tested(python: Path, suites: Sequence[str], extra: Sequence[str]) -> list[Outcome]:
    """Run suites, two at a time where there are two processors; each is told whole when it has ended."""
    ordered = sorted(suites, key=LONGEST_FIRST.index)
    if len(ordered) == 1 or (os.cpu_count() or 1) < LANES:
        return [_suite(python, each, extra, aloud=True) for each in ordered]
    with ThreadPoolExecutor(LANES) as lanes:
        return list(lanes.map(lambda each: _suite(python, each, extra, aloud=False), ordered))


def counted(report: Path) -> tuple[int, int, int]:
    """Return how many tests of a report passed, failed and were skipped."""
    if not report.exists():
        return 0, 0, 0
    passed = failed = skipped = 0
    for case in ET.parse(report).iter("testcase"):  # noqa: S314 - pytest wrote it a moment ago
        kinds = {child.tag for child in case}
        bad, left = bool(kinds & {"failure", "error"}), "skipped" in kinds
        passed, failed, skipped = passed + (not bad | left), failed + bad, skipped + left
    return passed, failed, skipped


def close(outcomes: Sequence[Outcome], seconds: float) -> int:
    """Print the table of times and the closing line; 1 when anything failed."""
    passed, failed = sum(each.passed for each in outcomes), sum(each.failed for each in outcomes)
    say("time of each part")
    print(*outcomes, sep="\n")
    print(f"  {'by the clock':<14}{seconds:>8.1f} s")
    print(f"{passed} passed, {failed} failed", flush=True)
    return int(failed > 0)


def say(line: str) -> None:
    """Show one line of progress."""
    with _SPEAKING:
        print(f"== {line}", flush=True)


def _suite(python: Path, suite: str, extra: Sequence[str], *, aloud: bool) -> Outcome:
    say(f"suite {suite}")
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        where = ("-m", "pytest", f"tests/{suite}", "--quiet", f"--junit-xml={report}", *extra)
        done = _run((python, *where), quiet=not aloud)
        passed, failed, skipped = counted(report)
    code = 0 if done.returncode == NO_TEST_CHOSEN and "-k" in extra else done.returncode
    outcome = Outcome(suite, time.monotonic() - start, passed, max(failed, int(code != 0)), skipped)
    if not aloud:
        with _SPEAKING:
            print(f"== suite {suite} has ended\n{done.stdout}", flush=True)
    return outcome


def _run(command: Sequence[str | Path], *, quiet: bool = False) -> subprocess.CompletedProcess[str]:
    """Run a command in the project's folder; a quiet one keeps what it says for later."""
    around = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    told = subprocess.PIPE if quiet else None
    heard = subprocess.STDOUT if quiet else None
    return subprocess.run(
        command, check=False, cwd=ROOT, env=around, stdout=told, stderr=heard, text=True, errors="replace"
    )
