"""What the layout asks of fonts; the layout itself knows no Qt."""

from __future__ import annotations

from typing import Protocol


class Face(Protocol):
    """One installed font in one weight; vertical measures are parts of the font size (em)."""

    @property
    def family(self) -> str:
        """The installed family."""
        ...

    @property
    def bold(self) -> bool:
        """Whether it is painted bold."""
        ...

    @property
    def italic(self) -> bool:
        """Whether it is painted slanted."""
        ...

    @property
    def asked(self) -> str:
        """The family the document named, when another font stands in for it; else empty."""
        ...

    @property
    def ascent(self) -> float:
        """Height above the baseline, with the leading the font asks for."""
        ...

    @property
    def descent(self) -> float:
        """Depth below the baseline."""
        ...

    def advance(self, char: str) -> float:
        """Return how far one character moves the pen, as a part of the font size."""
        ...


class Faces(Protocol):
    """Finds the font for a character."""

    def face(self, family: str, char: str, *, bold: bool, italic: bool) -> Face:
        """Return the face for a family; for a character it lacks, a face that has it."""
        ...
