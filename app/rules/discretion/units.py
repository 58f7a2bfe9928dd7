"""Units of counting (计罚单位) and their exact conversion."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from app.rules.discretion.library import toml


@cache
def _ratios() -> dict[str, tuple[str, Fraction]]:
    return {
        name: (entry["base"], Fraction(entry["ratio"]))
        for entry in toml("units.toml")["unit"]
        for name in entry["names"]
    }


def converted(count: Fraction, unit: str, wanted: str) -> Fraction | None:
    """Express ``count`` of ``unit`` in ``wanted`` exactly, or ``None`` if they measure other things."""
    if unit == wanted:
        return count
    found, target = _ratios().get(unit), _ratios().get(wanted)
    if found is None or target is None or found[0] != target[0]:
        return None
    return count * found[1] / target[1]
