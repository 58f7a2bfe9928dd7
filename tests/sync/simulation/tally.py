"""The running count of simulated stories, kept in the repository as long as the code it speaks of stands."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parents[3]
FILE = Path(__file__).with_name("tally.json")
_SPOKEN_OF = (
    "sync/**/*.py",
    "localdb/outbox.py",
    "localdb/unit_of_work.py",
    "localdb/numbers.py",
    "localdb/sync*.py",
    "localdb/sync/**/*.py",
    "tests/sync/simulation/*.py",
)


def key() -> str:
    """Return the hash of the exchange, the local outbox and the simulator; a change begins a new count."""
    files = sorted({path for pattern in _SPOKEN_OF for path in ROOT.glob(pattern)})
    whole = hashlib.sha256()
    for path in files:
        whole.update(path.relative_to(ROOT).as_posix().encode() + b"\0")
        whole.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return whole.hexdigest()


@dataclass
class Tally:
    """What was simulated so far.

    Attributes:
        seeds: How many stories.
        first: The seed of the first of them; each count goes on where the one before it ended.
        faults: Fault → moment → how often.
        broken: Seeds that broke a law, with the law's words.
    """

    key: str
    seeds: int = 0
    steps: int = 0
    change_sets: int = 0
    cpu_seconds: float = 0.0
    faults: dict[str, Counter[str]] = field(default_factory=dict)
    events: Counter[str] = field(default_factory=Counter)
    moments: Counter[str] = field(default_factory=Counter)
    broken: dict[str, str] = field(default_factory=dict)
    first: int = 1

    @property
    def following(self) -> int:
        """The seed nobody has played yet."""
        return self.first + self.seeds

    def add(self, other: Tally) -> None:
        """Take another count into this one."""
        self.seeds += other.seeds
        self.steps += other.steps
        self.change_sets += other.change_sets
        self.cpu_seconds = round(self.cpu_seconds + other.cpu_seconds, 1)
        for fault, counts in other.faults.items():
            self.faults.setdefault(fault, Counter()).update(counts)
        self.events.update(other.events)
        self.moments.update(other.moments)
        self.broken.update(other.broken)

    def save(self, file: Path = FILE) -> None:
        """Write the count."""
        plain: dict[str, Any] = {name: getattr(self, name) for name in self.__dataclass_fields__}
        file.write_text(json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


def load(file: Path = FILE) -> Tally:
    """Return the count of the code as it stands now; a new one, of new stories, when the code has changed."""
    now = key()
    if not file.exists():
        return Tally(now)
    plain = json.loads(file.read_text("utf-8"))
    counted = {name: Counter(each) for name, each in plain.pop("faults").items()}
    events, moments = Counter(plain.pop("events")), Counter(plain.pop("moments"))
    former = Tally(faults=counted, events=events, moments=moments, **plain)
    return former if former.key == now else Tally(now, first=former.following)


def together(parts: Iterable[Tally]) -> Tally:
    """Return the sum of counts."""
    whole = Tally(key())
    for each in parts:
        whole.add(each)
    return whole
