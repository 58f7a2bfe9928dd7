"""Typesetting (排版设置): what an office chooses about setting Chinese lines where usage differs."""

from __future__ import annotations

from dataclasses import dataclass

QUARTER, EIGHTH, NO_GAP = 25, 12, 0
GAPS = (QUARTER, EIGHTH, NO_GAP)
"""Rooms between Chinese and Western text that may be chosen, in hundredths of the font size."""
_HUNG, _FLUSH = "hung", "flush"


@dataclass(frozen=True, slots=True)
class Typesetting:
    """排版设置 (typesetting): whether signs hang over the right margin, and the room between scripts.

    Attributes:
        hang: A full stop or comma may stand beyond the right margin (标点悬挂).
        gap: Room between Chinese and Western text (中西文间距), in hundredths of the font size.
    """

    hang: bool = True
    gap: int = QUARTER

    @property
    def kept(self) -> str:
        """The text a finalised document keeps of it."""
        return f"{_HUNG if self.hang else _FLUSH} {self.gap}"


def typesetting_in(kept: str) -> Typesetting:
    """Return what a document kept; one finalised before there was a choice has the usual setting."""
    hang, _, gap = kept.partition(" ")
    return Typesetting(hang == _HUNG, int(gap)) if kept else Typesetting()
