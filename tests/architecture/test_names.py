"""Modules say what they hold, and tests use working parts instead of pretended ones."""

from __future__ import annotations

import ast
import re
from pathlib import PurePosixPath

import pytest

from tests.architecture.source import Source, python_files

SAYS_NOTHING = frozenset(
    {"util", "utils", "helper", "helpers", "manager", "managers", "misc", "common", "stuff"}
)
PRETENDING = re.compile(r"(?:unittest\.|\b)mock\b|pytest_mock|\bmonkeypatch\.setattr\b")


def pretended(source: Source) -> list[str]:
    """Return the pretended parts a file imports or puts in place of ours."""
    names = [
        ast.unparse(node)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Import | ast.ImportFrom | ast.Attribute)
    ]
    return [name for name in names if PRETENDING.search(name)]


def test_no_module_has_a_name_that_says_nothing() -> None:
    parts = {each.path: PurePosixPath(each.path).with_suffix("").parts for each in python_files()}

    assert parts, "the modules were found"
    assert [path for path, names in parts.items() if not SAYS_NOTHING.isdisjoint(names)] == []


def test_nothing_is_mocked_or_patched() -> None:
    assert {each.path: found for each in python_files() if (found := pretended(each))} == {}


@pytest.mark.parametrize(
    "text", ["from unittest import mock", "import unittest.mock", "monkeypatch.setattr(a, 'b', c)"]
)
def test_a_pretended_part_is_seen(text: str) -> None:
    assert pretended(Source("a.py", text))
