"""Each concept of the core has one English and one Chinese name, said in its module's first words."""

from __future__ import annotations

import ast
import re
from collections import Counter

import pytest

from tests.architecture.source import Source, python_files

OPENING = re.compile(r"(?P<english>[A-Z][A-Za-z,' -]*) \((?P<chinese>[^()A-Za-z]*[一-鿿][^()A-Za-z]*)\): \S")
CONCEPTS = [each for each in python_files("app/domain") if not each.path.endswith("__init__.py")]


def opening(source: Source) -> re.Match[str] | None:
    """Return the term that opens a module's docstring, if one does."""
    return OPENING.match(ast.get_docstring(source.tree) or "")


@pytest.mark.parametrize("module", CONCEPTS, ids=lambda each: each.path)
def test_a_module_of_the_core_opens_with_its_term(module: Source) -> None:
    assert opening(module), "the docstring must open “English (中文): …”"


def test_no_term_names_two_concepts() -> None:
    found = [match for each in CONCEPTS if (match := opening(each))]

    for language in ("english", "chinese"):
        uses = Counter(match[language].casefold() for match in found)
        assert [term for term, count in uses.items() if count > 1] == []


@pytest.mark.parametrize("doc", ["A case.", "Case: 案件.", "case (案件): a thing", "Case (thing): a thing"])
def test_an_opening_without_both_names_is_no_term(doc: str) -> None:
    assert opening(Source("a.py", f'"""{doc}"""\n')) is None
