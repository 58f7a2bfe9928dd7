"""Listens to the log while a test runs, so that a warning nobody expected fails it."""

from __future__ import annotations

import logging


class QuietLog(logging.Handler):
    """Collects warnings and worse; every one must have been expected, and every expected one come."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._lines: list[str] = []
        self._expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self._lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def expect(self, fragment: str) -> None:
        """Say that a line holding ``fragment`` belongs to this test, as often as it comes."""
        self._expected.append(fragment)

    def complaints(self) -> list[str]:
        """Return what was logged unexpectedly and what was expected in vain."""
        stray = [line for line in self._lines if not any(part in line for part in self._expected)]
        vain = [part for part in self._expected if not any(part in line for line in self._lines)]
        return [f"unexpected: {line}" for line in stray] + [f"never logged: {part}" for part in vain]
