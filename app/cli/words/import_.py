"""``import``: takes lists into the store and says what became of every row."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.store import ask_for_store, opened
from app.cli.text_file import read_text
from app.cli.word import Exit, Say, Word
from app.domain.errors import AppError

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from app.services.powers import ListChange


class NeedsDayError(AppError):
    """An official list was given without the day it is in force from."""

    code = "cli.needs_day"
    hint = "请加上 --from 2026-01-01 这样的施行日期。"

    def __init__(self) -> None:
        super().__init__("没有写明清单的施行日期。")


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", choices=("powers",), help="导入种类：权力清单")
    parser.add_argument("file", type=Path, nargs="?", help="清单文件（CSV）；不写则导入随程序提供的参考清单")
    parser.add_argument("--from", dest="day", type=date.fromisoformat, help="清单施行日期")
    parser.add_argument("--dry-run", action="store_true", help="只报告，不写入")
    ask_for_store(parser)


def _run(given: Namespace, say: Say) -> Exit:
    text = None if given.file is None else read_text(given.file)
    if text is not None and given.day is None:
        raise NeedsDayError
    with opened(given) as program:
        if text is None:
            change = program.powers.install_reference(dry_run=given.dry_run)
        else:
            change = program.powers.take_in(text, listed_from=given.day, dry_run=given.dry_run)
    for row in change.report.refused:
        say.line(f"第{row.row}行未导入：{row.reason}")
    say.value(_told(change), change.summary)
    return Exit.FAILED if change.report.refused else Exit.DONE


def _told(change: ListChange) -> dict[str, object]:
    return {
        "read": change.report.read,
        "taken": len(change.report.taken),
        "refused": [{"row": each.row, "reason": each.reason} for each in change.report.refused],
        "added": len(change.added),
        "changed": len(change.changed),
        "withdrawn": len(change.withdrawn),
    }


WORD = Word("import", "导入清单并报告每一行的去向", _arguments, _run)
