"""Placed pages (定位页面): cards and registers whose words are put at places, not poured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from app.documents.page import BLACK, Box, Picture, Rule

A4 = (595.28, 841.89)


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text (文字行), measured by whoever draws it.

    Attributes:
        x: Left end, middle or right end of the line, by ``align``.
        y: Top of the line.
        room: Width it must fit in: smaller letters first, then a cut with …; 0 for any.
        align: ``left``, ``center`` or ``right``.
    """

    x: float
    y: float
    text: str
    size: float = 10.5
    room: float = 0.0
    align: str = "left"
    bold: bool = False
    color: str = BLACK
    family: str = "宋体"


Placed: TypeAlias = Words | Rule | Box | Picture


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """One side of paper with everything at its place (定位页)."""

    items: tuple[Placed, ...]
    width: float = A4[0]
    height: float = A4[1]
