"""Print order (打印任务): what a clerk decides before paper comes out of a printer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Duplex(Enum):
    """Which sides of the paper are printed (单双面)."""

    ONE_SIDED = "one-sided"
    LONG_EDGE = "long-edge"
    SHORT_EDGE = "short-edge"


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """One print job (打印任务).

    Attributes:
        title: What the printer's queue shows.
        printer: The printer's name; empty for the system's default.
        right_mm: Moves everything to the right (向右调整), negative to the left.
        down_mm: Moves everything down (向下调整), negative up.
        compatible: Send pages as pictures (兼容打印), for drivers that garble outlines.
        pages: Indexes of the pages to print, from 0; empty for all.
        file: Print into a PDF file of this path instead of on paper.
    """

    title: str
    printer: str = ""
    copies: int = 1
    duplex: Duplex = Duplex.ONE_SIDED
    right_mm: float = 0.0
    down_mm: float = 0.0
    compatible: bool = False
    pages: tuple[int, ...] = ()
    file: str = ""
