"""How a bug is planted: the source of one product module is changed while it is imported, in one process."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[4]


class NotPlantedError(ValueError):
    """The text a bug replaces is not there exactly once, or its module was imported too early."""


@dataclass(frozen=True, slots=True)
class Bug:
    """One planted bug.

    Attributes:
        module: The product module whose source is changed.
        was: The text that is replaced; it stands in the module exactly once.
        becomes: The text in its place.
        harmless_by: Name of the bug that switches off the rule which makes this one harmless; empty when
            this one is caught alone.
        seldom: Whether it takes many stories; only the long run hunts it.
    """

    name: str
    module: str
    was: str
    becomes: str
    harmless_by: str = ""
    seldom: bool = False

    @property
    def path(self) -> Path:
        """The file of the module."""
        plain = ROOT.joinpath(*self.module.split("."))
        return plain / "__init__.py" if plain.is_dir() else plain.with_suffix(".py")

    def planted_in(self, source: str) -> str:
        """Return the source with the bug in it."""
        if source.count(self.was) != 1:
            msg = f"{self.name}: found {source.count(self.was)} times in {self.module}"
            raise NotPlantedError(msg)
        return source.replace(self.was, self.becomes)


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, bugs: Sequence[Bug]) -> None:
        super().__init__(name, path)
        self._bugs = bugs

    def get_code(self, fullname: str) -> object:  # type: ignore[override] # noqa: ARG002 - code has no public type; the path says it all
        """Compile the changed source; nothing is cached."""
        source = Path(self.path).read_text("utf-8")
        for bug in self._bugs:
            source = bug.planted_in(source)
        return compile(source, self.path, "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    def __init__(self, bugs: Iterable[Bug]) -> None:
        self._bugs: dict[str, list[Bug]] = {}
        for bug in bugs:
            self._bugs.setdefault(bug.module, []).append(bug)

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the changed module's spec, or leave the others to Python."""
        if name not in self._bugs:
            return None
        found = PathFinder.find_spec(name, path, target)
        if found is None or found.origin is None:
            return None
        found.loader = _Loader(name, found.origin, self._bugs[name])
        return found


def plant(bugs: Sequence[Bug]) -> None:
    """Change the named modules for the rest of this process; they must not have been imported yet."""
    early = [bug.module for bug in bugs if bug.module in sys.modules]
    if early:
        raise NotPlantedError(", ".join(early))
    sys.meta_path.insert(0, _Finder(bugs))
