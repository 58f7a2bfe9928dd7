"""Sync desk: what screens ask of the exchange with the city server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.disagreement import Disagreement
    from app.domain.sync_centre import Counts, Lamp
    from app.services.syncing import Centre, OnlineLine


class SyncDesk(Protocol):
    """How the exchange stands, and what people decide about it."""

    @property
    def line(self) -> OnlineLine:
        """The running exchange."""

    def lamp(self) -> tuple[Lamp, Counts]:
        """Return the lamp and the numbers beside it."""

    def pulse(self) -> tuple[object, ...]:
        """Return what differs once the exchange took a step."""

    def centre(self, wanted: str = "") -> Centre:
        """Return everything the sync centre shows, among the conflicts a wanted one."""

    def keep(self, shown: Disagreement, reason: str) -> None:
        """Settle a conflict: what stands at the city stays."""

    def take_late(self, shown: Disagreement, reason: str) -> None:
        """Settle a conflict: what came late replaces what stands."""

    def write(self, shown: Disagreement, values: Mapping[str, Any], reason: str) -> None:
        """Settle a conflict by a third content."""

    def bring_back(self, shown: Disagreement, reason: str) -> None:
        """Settle a conflict: a deleted record comes back, as the late edit wants it."""

    def delete(self, shown: Disagreement, reason: str) -> None:
        """Settle a conflict: a record is deleted after all."""

    def allow(self, reason: str) -> None:
        """Go on with what the exchange stopped for."""

    def retry(self, digest: str) -> None:
        """Begin a file anew."""

    def send_again(self, cs_id: str) -> None:
        """Send returned work again."""

    def give_up(self, cs_id: str, reason: str) -> None:
        """Take returned work back for good."""
