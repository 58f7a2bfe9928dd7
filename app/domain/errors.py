"""Failure (故障): the user can act on one kind, and must report the other."""

from __future__ import annotations

from typing import ClassVar


class AppError(Exception):
    """An expected failure (可预期的故障), shown to the user; anything else is a bug.

    Attributes:
        code: Stable identifier for logs, tests and the wire; never reworded.
        message: One Chinese sentence saying what happened.
        hint: One Chinese sentence saying what to do next.
    """

    code: ClassVar[str] = "app"
    hint: str = ""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if hint is not None:
            self.hint = hint
