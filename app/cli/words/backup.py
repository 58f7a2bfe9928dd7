"""``backup``: copies the store and the kept files to a new folder, with no window open over them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.files import UnwritableFileError
from app.cli.store import ask_for_store, folder_of, opened
from app.cli.word import Exit, Say, Word
from app.domain.errors import AppError
from localdb.store import FILE_NAME

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

FILES = "files"


class BackupThereError(AppError):
    """A folder was named for a new copy that holds something already."""

    code = "backup.not_empty"
    hint = "请写一个新的或者空的文件夹。"

    def __init__(self, folder: Path) -> None:
        super().__init__(f"文件夹“{folder}”不是空的，没有写入。")


def refuse_full(folder: Path) -> None:
    """Refuse a folder that holds something."""
    if folder.exists() and any(folder.iterdir()):
        raise BackupThereError(folder)


def copy_files(source: Path, target: Path) -> int:
    """Copy the kept files and return how many there are."""
    try:
        if source.exists():
            shutil.copytree(source, target)
    except OSError as error:
        raise UnwritableFileError(target, error.strerror or "原因不明") from error
    return sum(1 for each in target.rglob("*") if each.is_file())


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="备份文件夹，须为新的或者空的")
    parser.add_argument("--dry-run", action="store_true", help="只检查，不写入")
    ask_for_store(parser)


def _run(given: Namespace, say: Say) -> Exit:
    refuse_full(given.folder)
    with opened(given) as program:
        if given.dry_run:
            say.value({"folder": str(given.folder), "kept": False}, f"可以备份到{given.folder}")
            return Exit.DONE
        program.store.back_up(given.folder / FILE_NAME)
        count = copy_files(folder_of(given) / FILES, given.folder / FILES)
    value = {"folder": str(given.folder), "kept": True, "files": count}
    say.value(value, f"已备份到{given.folder}：数据库1个，附件{count}个")
    return Exit.DONE


WORD = Word("backup", "备份全部数据和附件", _arguments, _run)
