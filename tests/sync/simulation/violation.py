"""A broken law of the exchange, told by its number and a sentence."""

from __future__ import annotations


class Violation(AssertionError):  # noqa: N818 - it is what the simulation looks for
    """An invariant of the exchange does not hold.

    Attributes:
        law: Its number, ``I1`` to ``I14``.
    """

    def __init__(self, law: str, words: str) -> None:
        super().__init__(f"{law} {words}")
        self.law = law


def demand(holds: object, law: str, words: str) -> None:
    """Raise the violation of a law that does not hold."""
    if not holds:
        raise Violation(law, words)
