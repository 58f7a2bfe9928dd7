"""Stages (情形): which circumstances must first happen, and which merely sort cases."""

from __future__ import annotations

from functools import cache

from app.rules.discretion.library import toml


@cache
def _classes() -> frozenset[str]:
    return frozenset(toml("stages.toml")["classes"])


def sorts_cases(stage: str) -> bool:
    """Tell whether a circumstance names a class of case (施工单位, 一级…) rather than an event."""
    return stage in _classes()
