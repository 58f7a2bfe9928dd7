"""Migrations stand in one line, each with its number, its script and the one before it."""

from __future__ import annotations

import re
from pathlib import Path

VERSIONS = Path(__file__).parents[2] / "localdb" / "migrations" / "versions"


def test_migrations_are_one_unbroken_line() -> None:
    steps = sorted(VERSIONS.glob("[0-9]*.py"))
    told = [dict(re.findall(r'^(\w+) = "(\d{4})"$', each.read_text("utf-8"), re.MULTILINE)) for each in steps]

    numbers = [f"{n:04d}" for n in range(1, len(steps) + 1)]
    assert [each.name[:4] for each in steps] == numbers
    assert [each["revision"] for each in told] == numbers
    assert [each.get("down_revision") for each in told] == [None, *numbers[:-1]]
    assert all(each.with_suffix(".sql").is_file() for each in steps)
