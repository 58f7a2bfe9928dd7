"""``window``: opens the window; what is done when no word is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.store import ask_for_store, folder_of
from app.cli.word import Exit, Say, Word

if TYPE_CHECKING:
    from argparse import Namespace


def _run(given: Namespace, _say: Say) -> Exit:
    from app.window import start  # noqa: PLC0415 - loading Qt takes longer than most words

    return Exit.DONE if start(folder_of(given)) == 0 else Exit.FAILED


WORD = Word("window", "打开窗口（不写命令时也是打开窗口）", ask_for_store, _run)
