"""Giving-out desk: what screens ask of the use case that writes what the city gives out (下发)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from app.services.giving_out import Contents


class GivingOut(Protocol):
    """What screens ask of the giving-out desk."""

    def contents(self) -> Contents:
        """Return how much a file made now would hold."""

    def made(self) -> tuple[str, Contents]:
        """Return the text of a file, and how much it holds."""
