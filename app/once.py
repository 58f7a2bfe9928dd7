"""One exchange to its end (同步一次): for the command line, which has no thread to leave it to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sync.fault_words import fault_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from sync.step import Step


def to_the_end(step: Callable[[], Step]) -> str:
    """Take steps until all is at rest; return what a person must hear of, in Chinese, empty when nothing."""
    told = ""
    while True:
        taken = step()
        told = fault_words(taken.fault) or told
        if taken.wait > 0.0:
            return told
