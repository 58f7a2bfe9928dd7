"""Vocabulary (字段词汇): one function for every name a form may print from the case."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from app.documents.vocabulary.people import approval_words
from app.documents.vocabulary.words import Word

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def vocabulary() -> Mapping[str, Word]:
    """Return every word by its qualified name, found in the modules of this package."""
    modules = [import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__)]
    declared = [each for module in modules for each in vars(module).values() if isinstance(each, Word)]
    words = [*{id(each): each for each in declared}.values(), *approval_words()]
    found = {each.name: each for each in words}
    if len(found) != len(words):
        msg = "a name of the vocabulary has two meanings"
        raise ValueError(msg)
    return found
