"""What one step of an engine did."""

from __future__ import annotations

from dataclasses import dataclass

IDLE = "idle"
"""Nothing was exchanged."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the engine (一步).

    Attributes:
        what: The word exchanged, or ``idle``.
        wait: Seconds until the next step may be taken; 0 when there is more to do.
        fault: What went wrong, by its code; empty when nothing did.
        stream: The stream it was about, if about one.
    """

    what: str
    wait: float = 0.0
    fault: str = ""
    stream: str = ""
