"""Drafts that live in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.draft import FormDraft


class MemoryDrafts:
    """Drafts in a dictionary; counts the writes."""

    def __init__(self) -> None:
        self.kept: dict[str, FormDraft] = {}
        self.writes = 0

    def load(self, place: str) -> FormDraft | None:
        """Return the draft of a form, if any."""
        return self.kept.get(place)

    def save(self, draft: FormDraft) -> None:
        """Keep the draft."""
        self.writes += 1
        self.kept[draft.place] = draft

    def drop(self, place: str) -> None:
        """Forget the draft."""
        self.kept.pop(place, None)
