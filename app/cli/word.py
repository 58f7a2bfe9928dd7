"""Word: one command of the command line, discovered by being there."""

from __future__ import annotations

import pkgutil
from argparse import SUPPRESS
from dataclasses import dataclass
from enum import IntEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any

import app.cli.words

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable


class Exit(IntEnum):
    """What the exit code says: done, refused or failed, wrong use."""

    DONE = 0
    FAILED = 1
    WRONG_USE = 2


@dataclass(frozen=True, slots=True)
class Word:
    """One command: its name, one Chinese line of help, its arguments and its work."""

    name: str
    help: str
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace, Say], Exit]


def ask_for_json(parser: ArgumentParser) -> None:
    """Let an action below a word be told as JSON too, wherever the flag stands."""
    parser.add_argument("--json", action="store_true", default=SUPPRESS, help="结果以JSON输出，供程序读取")


class Say:
    """Speaks to people in Chinese lines, or to machines in one JSON value at the end."""

    def __init__(self, *, as_json: bool, write: Callable[[str], object]) -> None:
        self.as_json = as_json
        self._write = write

    def line(self, text: str) -> None:
        """Tell people one line; machines do not see it."""
        if not self.as_json:
            self._write(f"{text}\n")

    def value(self, value: Any, text: str) -> None:
        """Give the result: the value as JSON to machines, the text to people."""
        from json import dumps  # noqa: PLC0415 - a window start never needs it

        self._write(f"{dumps(value, ensure_ascii=False, default=str)}\n" if self.as_json else f"{text}\n")


def words() -> tuple[Word, ...]:
    """Return every command, in the order of the files' names."""
    found = pkgutil.iter_modules(app.cli.words.__path__)
    modules = [import_module(f"app.cli.words.{each.name}") for each in found]
    return tuple(module.WORD for module in modules)
