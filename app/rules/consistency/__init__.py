"""Consistency (案卷一致性): what in a case contradicts itself, found on each step and before closing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from inspect import isfunction, signature
from pkgutil import iter_modules
from typing import TypeAlias

from app.domain.case_file import CaseFile
from app.rules.gates.refusal import Refusal

Check: TypeAlias = Callable[[CaseFile], Iterable[Refusal]]
"""Looks at a case file and names what contradicts itself."""
_PARAMETERS = ["file"]
WARNINGS = frozenset({"C01E", "C07", "C14P", "C15"})
"""Findings that are shown and logged and hold up nothing: what is done cannot be undone by correcting it, or
the matter is one of order."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What contradicts itself (发现的矛盾): what holds up decision and closing, what only warns."""

    faults: tuple[Refusal, ...]
    warnings: tuple[Refusal, ...]


@cache
def checks() -> Mapping[str, Check]:
    """Return every check by name: the public functions of a check's shape in the modules beside this one."""
    modules = (import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__))
    return {
        name: found
        for module in modules
        for name, found in vars(module).items()
        if isfunction(found)
        and found.__module__ == module.__name__
        and not name.startswith("_")
        and list(signature(found).parameters) == _PARAMETERS
    }


def contradictions(file: CaseFile) -> Findings:
    """Return everything in a case that contradicts itself."""
    found = [each for check in checks().values() for each in check(file)]
    return Findings(
        tuple(each for each in found if each.gate not in WARNINGS),
        tuple(each for each in found if each.gate in WARNINGS),
    )
