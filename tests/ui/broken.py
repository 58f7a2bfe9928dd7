"""A desk whose every method fails as a bug does."""

from __future__ import annotations

from typing import Any, NoReturn


class FaultyPartError(Exception):
    """No expected failure: what a bug raises."""


class Broken:
    """Takes the place of a desk; whatever is asked of it fails, and the rest is as the desk it stands for."""

    def __init__(self, desk: object = None, *names: str) -> None:
        """Take the desk and the names of what fails; without names all fails."""
        self._desk, self._names = desk, names

    def __getattr__(self, name: str) -> Any:
        if self._names and name not in self._names:
            return getattr(self._desk, name)
        return fail


def fail(*_given: object, **_more: object) -> NoReturn:
    """Fail as a bug does."""
    raise FaultyPartError


def broken(desk: object = None, *names: str) -> Any:
    """Return a desk that fails, to be put in the place of any."""
    return Broken(desk, *names)
