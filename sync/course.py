"""What the engine remembers between two steps; all of it may be lost, for the store knows the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sync.pace import Portions, Rest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from app.ports import Clock
    from app.sync_ports import SyncStore


@dataclass(frozen=True, slots=True)
class Errand:
    """One exchange: a word, what is asked, and what is done with the answer.

    Attributes:
        take: Does what a good answer asks for; returns what is wrong with it, empty when nothing is.
    """

    word: str
    request: Mapping[str, Any]
    take: Callable[[Mapping[str, Any]], str]
    stream: str = ""

    @property
    def kind(self) -> str:
        """What rests by itself when it fails: the word, with its stream."""
        return f"{self.word} {self.stream}".strip()


@dataclass
class Course:
    """Where the present round of exchanges is.

    Attributes:
        greeted: Whether the server was greeted in this round.
        fresh: Streams that may have news.
        unproven: Streams whose digest is to be compared when all is at rest.
        upto: The end of a stream as its first page fixed it.
        differing: Buckets of a stream whose images are to be repaired.
        numbers: Whether numbers may have run low.
        part: Next part of a report after a restore, and how much of the archive went before it.
        pushed: Whether the last of push and pull was a push; they take turns.
        barred: Why nothing is pulled until the program is another one.
        reported: Whether work of earlier incarnations that the log lacks was reported already.
        backed: What the server last said lies in its oldest kept backup, and in which epoch.
    """

    store: SyncStore
    clock: Clock
    rng: Random
    greeted: bool = False
    poll: float = 60.0
    fresh: set[str] = field(default_factory=set)
    unproven: set[str] = field(default_factory=set)
    upto: dict[str, int] = field(default_factory=dict)
    differing: dict[str, list[int]] = field(default_factory=dict)
    numbers: bool = False
    part: tuple[int, int] = (0, 0)
    pushed: bool = False
    barred: str = ""
    reported: bool = False
    backed: tuple[str, Mapping[str, int], int] = field(default_factory=lambda: ("", {}, 0))
    skew: float = 0.0
    portions: Portions = field(default_factory=Portions)
    rests: dict[str, Rest] = field(default_factory=dict)

    def rest(self, kind: str) -> Rest:
        """Return the rest of a kind of errand; the empty kind rests everything."""
        return self.rests.setdefault(kind, Rest(self.clock, self.rng))

    def ready(self, kind: str) -> bool:
        """Tell whether a kind of errand is not resting."""
        return kind not in self.rests or not self.rests[kind].left()

    def begin_anew(self) -> None:
        """Greet again before anything else."""
        self.greeted = False
        self.upto.clear()
        self.differing.clear()
        self.part = (0, 0)
