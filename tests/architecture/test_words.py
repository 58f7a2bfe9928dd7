"""The project speaks of itself alone: no word or path of the place where it was written."""

from __future__ import annotations

import re

import pytest

from tests.architecture.source import Source, prose, python_files, text_files

FOREIGN = re.compile(
    r"(?<![\w.])/(?:work|tmp|home|root|opt)\b"
    r"|\b(?:AI|LLMs?)\b|(?i:\b(?:language model|chat ?bot|sub-?agent|pair programmer)\b)"
    r"|(?i:\b(?:this|our|my|last|next|previous|earlier|another) session\b)"
    r"|\b(?:TODO|FIXME|XXX)\b"
)
PLACES = tuple("/".join(parts) for parts in (("..", "shared"), ("shared", "domain"), ("shared", "reference")))
WRITTEN = (".md", ".toml")


def test_docstrings_and_comments_carry_no_foreign_word() -> None:
    spoken = [(each.path, line, text) for each in python_files() for line, text in prose(each)]

    assert spoken, "docstrings were found"
    assert [entry for entry in spoken if FOREIGN.search(entry[2])] == []


def test_written_pages_carry_no_foreign_word() -> None:
    pages = [(name, text) for name, text in text_files() if name.endswith(WRITTEN)]

    assert "README.md" in dict(pages), "the pages were found"
    assert [(name, found[0]) for name, text in pages if (found := FOREIGN.search(text))] == []


def test_no_file_reads_what_lies_outside_the_project() -> None:
    found = [(name, place) for name, text in text_files() for place in PLACES if place in text]

    assert found == []


@pytest.mark.parametrize(
    "text", ["see /work/x", "as in the last session", "written by an LLM", "TODO: later"]
)
def test_a_foreign_word_is_seen_in_a_comment(text: str) -> None:
    (spoken,) = prose(Source("a.py", f"x = 1  # {text}\n"))

    assert FOREIGN.search(spoken[1])


@pytest.mark.parametrize("text", ["one database session", "a/work/b", "the party's agent", "temporary"])
def test_an_ordinary_word_is_let_through(text: str) -> None:
    assert FOREIGN.search(text) is None
