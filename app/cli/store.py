"""Opening the store a command works on."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from app.bootstrap import Program


def ask_for_store(parser: ArgumentParser) -> None:
    """Let a command name another store than the usual one."""
    parser.add_argument("--store", type=Path, help="数据文件夹；不写则用本机默认位置")


def folder_of(given: Namespace) -> Path:
    """Return the folder of the store a command names, else the usual one."""
    from app.bootstrap import usual_folder  # noqa: PLC0415 - pure words open no store

    return given.store or usual_folder()


@contextmanager
def opened(given: Namespace) -> Iterator[Program]:
    """Open the store a command names, and close it again."""
    from app.bootstrap import build, usual_folder  # noqa: PLC0415 - pure words open no store
    from app.online import usual_guard  # noqa: PLC0415 - see above

    folder = folder_of(given)
    program = build(folder, guard=usual_guard() if folder == usual_folder() else None)
    try:
        yield program
    finally:
        program.close()
