"""``restore``: puts a backup into an empty folder of data and checks that it opens."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.store import ask_for_store, folder_of
from app.cli.word import Exit, Say, Word
from app.cli.words.backup import FILES, copy_files, refuse_full
from app.domain.case import Case
from app.domain.errors import AppError
from localdb.store import FILE_NAME

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


class NoBackupError(AppError):
    """A folder without a backup was named."""

    code = "backup.none"
    hint = "请写明 chengzhi backup 写成的文件夹。"

    def __init__(self, folder: Path) -> None:
        super().__init__(f"“{folder}”中没有备份。")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, help="备份文件夹")
    parser.add_argument("--dry-run", action="store_true", help="只检查，不写入")
    ask_for_store(parser)


def _run(given: Namespace, say: Say) -> Exit:
    from app.bootstrap import build  # noqa: PLC0415 - pure words open no store

    copy, store = given.folder / FILE_NAME, folder_of(given)
    if not copy.is_file():
        raise NoBackupError(given.folder)
    refuse_full(store)
    if given.dry_run:
        say.value({"store": str(store), "kept": False}, f"可以恢复到{store}")
        return Exit.DONE
    store.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(copy, store / FILE_NAME)
    files = copy_files(given.folder / FILES, store / FILES)
    program = build(store)
    try:
        with program.store.read() as work:
            cases = len(work.of(Case).find())
    finally:
        program.close()
    value = {"store": str(store), "kept": True, "cases": cases, "files": files}
    say.value(value, f"已恢复到{store}：案件{cases}件，附件{files}个")
    return Exit.DONE


WORD = Word("restore", "从备份恢复到空的数据文件夹", _arguments, _run)
