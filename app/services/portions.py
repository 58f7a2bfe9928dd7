"""Portions (分批保存): a long list is kept in transactions that the city takes in one request each."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

T = TypeVar("T")

MOST_CHANGED = 500
"""How many records one transaction of an import changes, its line of the log among them."""


def portions(given: Sequence[T], changes: int = 1) -> Iterator[Sequence[T]]:
    """Return a list in portions of one transaction each; ``changes`` is what one entry changes at most.

    An empty list is one empty portion: the log says that it was taken, too.
    """
    size = (MOST_CHANGED - 1) // changes
    return (given[at : at + size] for at in range(0, len(given) or 1, size))


def portion_words(done: int, portion: int, whole: int) -> str:
    """Return which part of a list a portion is, in Chinese; empty where it is all of it."""
    return "" if portion == whole else f"（第{done + 1}至{done + portion}项，共{whole}项）"
