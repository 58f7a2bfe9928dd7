"""Print order (打印任务): what a clerk decides before paper comes out of a printer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Duplex(Enum):
    """Which sides of the paper are printed (单双面)."""

    ONE_SIDED = "one-sided"
    LONG_EDGE = "long-edge"
    SHORT_EDGE = "short-edge"


STUB, PARTY_COPY, ORGAN_COPY, FILE_COPY = "存根", "当事人联", "受文机关联", "附卷联"
REPRINT = "补打"
_BETWEEN = "　"


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
        kinds: Words at the head of each copy (联别), one for each copy; empty for none.
        reprint: The paper says that it was printed before (补打).
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
    kinds: tuple[str, ...] = ()
    reprint: bool = False

    @property
    def by_driver(self) -> bool:
        """Whether the driver makes the copies: not where they differ, nor where both sides are printed."""
        return not self.kinds and self.duplex is Duplex.ONE_SIDED


@dataclass(frozen=True, slots=True)
class Side:
    """One side of paper in a job (打印面): which page, from 0, or ``None`` for an empty back; its mark."""

    page: int | None
    mark: str = ""


def kinds_of(audience: str, copies: int) -> tuple[str, ...]:
    """Return what the copies of a form are for (联别): who is told, the file, and from three on the stub.

    Nothing of the law prescribes these words [proposal].
    """
    receiver = {"party": PARTY_COPY, "organ": ORGAN_COPY}.get(audience)
    if receiver is None or copies < 2:  # noqa: PLR2004 - one copy goes on file
        return ()
    stub = (STUB,) if copies > 2 else ()  # noqa: PLR2004 - the third is the stub
    return (*stub, *(receiver,) * (copies - len(stub) - 1), FILE_COPY)


def sides(count: int, order: PrintOrder) -> tuple[Side, ...]:
    """Return the sides of a job of ``count`` pages in order; each copy begins on a sheet of its own."""
    chosen = [index for index in order.pages if index < count] if order.pages else list(range(count))
    copies = 1 if order.by_driver else order.copies
    found: list[Side] = []
    for copy in range(copies):
        kind = order.kinds[copy % len(order.kinds)] if order.kinds else ""
        mark = _BETWEEN.join(filter(None, (REPRINT if order.reprint else "", kind)))
        if found and order.duplex is not Duplex.ONE_SIDED and len(found) % 2:
            found.append(Side(None))
        found += [Side(index, mark) for index in chosen]
    return tuple(found)
