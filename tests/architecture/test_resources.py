"""Data that rates its own confidence also names its source, line by line."""

from __future__ import annotations

import csv
import io
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from tests.architecture.source import text_files

if TYPE_CHECKING:
    from collections.abc import Iterator

RESOURCES = [(name, text) for name, text in text_files() if name.startswith("resources/")]
TABLES = [entry for entry in RESOURCES if entry[0].endswith(".csv")]
TREES = [entry for entry in RESOURCES if entry[0].endswith(".toml")]
RATING = "confidence"
ORIGINS = ("source", "basis")  # where it was read, or the article it rests on


def unsourced_rows(text: str) -> list[int]:
    """Return the lines of a table with ratings that lack the rating or the source."""
    reader = csv.DictReader(io.StringIO(text))
    if RATING not in (reader.fieldnames or ()):
        return []
    return [
        number
        for number, row in enumerate(reader, start=2)
        if not (row[RATING] and any(row.get(column) for column in ORIGINS))
    ]


def unsourced_nodes(node: Any, above: tuple[str, ...] = (), *, sourced: bool = False) -> Iterator[str]:
    """Yield where a rated entry has no source, neither its own nor one of what it lies in."""
    if isinstance(node, list):
        for index, each in enumerate(node):
            yield from unsourced_nodes(each, (*above, str(index)), sourced=sourced)
    if isinstance(node, dict):
        sourced = sourced or any(node.get(key) for key in ORIGINS)
        if RATING in node and not (node[RATING] and sourced):
            yield "/".join(above)
        for key, each in node.items():
            yield from unsourced_nodes(each, (*above, key), sourced=sourced)


@pytest.mark.parametrize(("name", "text"), TABLES, ids=[name for name, _ in TABLES])
def test_every_rated_row_names_its_source(name: str, text: str) -> None:
    assert unsourced_rows(text) == [], name


@pytest.mark.parametrize(("name", "text"), TREES, ids=[name for name, _ in TREES])
def test_every_rated_entry_names_its_source(name: str, text: str) -> None:
    assert list(unsourced_nodes(tomllib.loads(text))) == [], name


def test_a_rated_row_or_entry_without_source_is_seen() -> None:
    table = "id,source,confidence\n1,APL 60,verified\n2,,verified\n3,APL 61,\n"
    tree = tomllib.loads(
        "[[rule]]\nconfidence = 'verified'\n[[rule]]\nconfidence = 'verified'\nsource = 'APL'\n"
    )

    assert unsourced_rows(table) == [3, 4]
    assert unsourced_rows("id,confidence\n1,verified\n") == [2]
    assert list(unsourced_nodes(tree)) == ["rule/0"]
