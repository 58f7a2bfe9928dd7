"""Turns of records and files on one thread, and what stands in their way (同步障碍) for the user to see."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Protocol

from app.domain.errors import AppError
from sync.errands import BROKEN_CHAIN
from sync.protocol.messages import Code, Word
from sync.refusals import OF_THE_KEY, ONE_TOO_LARGE
from sync.step import IDLE, Step
from sync.unreachable import Barrier

if TYPE_CHECKING:
    from collections.abc import Callable

REST = 60.0
"""Seconds until a step is tried again that this computer could not take: disk full, store held."""
STANDING = OF_THE_KEY | frozenset(
    (BROKEN_CHAIN, ONE_TOO_LARGE, Barrier.ODD, Code.UNREADABLE, Code.TOO_OLD, Code.FROZEN)
)
"""Faults of one errand that stay until it succeeds, or is seen to be needed no more."""
_PROOF = (Word.DIGEST, Word.BUCKET)
"""What is exchanged only when nothing waits to be pushed."""

log = logging.getLogger(__name__)


class Records(Protocol):
    """The engine of the records."""

    def step(self) -> Step:
        """Make one exchange."""

    def hurry(self) -> None:
        """Look for news at the next step."""


class Waiting(Protocol):
    """What a step of the files says."""

    @property
    def wait(self) -> float:
        """Seconds until the next step may be taken."""


class Files(Protocol):
    """The engine of the files."""

    def step(self) -> Waiting:
        """Move one piece."""

    def hurry(self) -> None:
        """Let what waited only for the line go at the next step."""


class Turns:
    """One thread for both engines: records first, and files while the records rest.

    Files that waited only for the line go at once in the first turn, and when records pass again.

    Args:
        engine: The records.
        blobs: The files.
        heard: Takes the code of what stands in the way, empty when nothing does any more.
    """

    def __init__(self, engine: Records, blobs: Files, heard: Callable[[str], None]) -> None:
        self.engine = engine
        self._blobs = blobs
        self._heard = heard
        self._standing: dict[tuple[str, str], str] = {}
        self._away = False
        self._hurried = True

    def hurry(self) -> None:
        """Let records and files go at the next steps, whatever was to be waited for (立即同步)."""
        self.engine.hurry()
        self._hurried = True

    def step(self) -> Step:
        """Take one step of the engine whose turn it is; what cannot be done here now is tried again later."""
        try:
            return self._taken()
        except AppError as error:
            log.info("%s", error)
            self._heard(error.code)
            return Step(IDLE, REST, error.code)

    def _taken(self) -> Step:
        step = self.engine.step()
        if step.what != IDLE or step.fault:
            self._note(step)
        if step.wait == 0.0 or step.fault:
            return step
        if self._hurried:
            self._blobs.hurry()
            self._hurried = False
        file = self._blobs.step()
        return Step(step.what, min(step.wait, file.wait), step.fault)

    def _note(self, step: Step) -> None:
        """Keep a standing fault until it is over; any other ends with the next success."""
        self._follow_line(step)
        standing = self._standing.items()
        self._standing = {errand: fault for errand, fault in standing if not _over(errand, fault, step)}
        if step.fault in STANDING:
            self._standing[step.what, step.stream] = step.fault
        self._heard(step.fault or next(iter(self._standing.values()), ""))

    def _follow_line(self, step: Step) -> None:
        """Note whether the line is away: only a fault that rests everything says so."""
        away = bool(step.fault) and step.wait > 0.0
        if self._away and not away:
            self._hurried = True
        self._away = away


def _over(errand: tuple[str, str], fault: str, step: Step) -> bool:
    """Tell whether a standing fault of an errand is over by a later step: disproved, or asked for no more."""
    again = errand == (step.what, step.stream)
    unneeded = errand[0] == Word.PUSH and step.what in _PROOF
    if step.fault:
        return again or unneeded
    begun_anew = errand[0] == Word.BUCKET and step.what == Word.HELLO
    return again or unneeded or begun_anew or fault in OF_THE_KEY
