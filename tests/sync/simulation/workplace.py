"""What the world asks of any desktop, the product's own or the scripted one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from tests.sync.simulation.replay import Replay


class Workplace(Protocol):
    """One desktop of one town."""

    @property
    def name(self) -> str:
        """Name in messages."""

    @property
    def town(self) -> str:
        """Code of its town."""

    @property
    def device(self) -> str:
        """Name the city knows it by."""

    @property
    def gone(self) -> bool:
        """Whether the computer is no more."""

    def ready_in(self) -> float:
        """Return for how many seconds it wants to be left alone."""

    def hurry(self) -> None:
        """Let somebody press 立即同步."""

    def restart(self) -> bool:
        """End the program and let it start again; false where there is none."""

    def standing(self) -> tuple[object, ...]:
        """Return how far it is."""

    def save(self) -> None:
        """Do one piece of a clerk's work."""

    def exchange(self) -> bool:
        """Make one step of the exchange; false when there was nothing to do."""

    def holds(self) -> set[str]:
        """Return the ids of all change sets on its disk, its own and others'."""

    def own(self) -> set[str]:
        """Return the ids of the change sets it made and still holds."""

    def hand(self) -> set[tuple[str, int, int]]:
        """Return the lent numbers that its program could take now."""

    def taken(self) -> set[tuple[str, int, int]]:
        """Return the lent numbers that it put on paper."""

    def asked(self) -> set[str]:
        """Return the requests for numbers that it has no answer to."""

    def look(self) -> None:
        """Hold it against the laws that hold at any moment."""

    def at_rest(self, replay: Replay) -> None:
        """Hold it against the log of its town at rest."""
