"""``publication``: writes what is kept here as a file that the city gives out to every town."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.files import written
from app.cli.seat import ask_for_person, seated
from app.cli.store import ask_for_store, opened
from app.cli.word import Exit, Say, Word

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def _arguments(parser: ArgumentParser) -> None:
    from app.services.giving_out import ENDING  # noqa: PLC0415 - other words give nothing out

    words = f"下发文件，扩展名 {ENDING}；不写则在当前文件夹用 下发文件-日期{ENDING}"
    parser.add_argument("file", type=Path, nargs="?", help=words)
    parser.add_argument("--dry-run", action="store_true", help="只报告有多少内容，不写入")
    ask_for_store(parser)
    ask_for_person(parser)


def _run(given: Namespace, say: Say) -> Exit:
    from app.services.giving_out import file_name  # noqa: PLC0415 - see above

    with opened(given) as program:
        seated(given, program)
        if given.dry_run:
            contents = program.giving_out.contents()
            say.value({"kept": False, **asdict(contents)}, f"可以下发：{contents.words}；没有写入。")
            return Exit.DONE
        target = given.file or Path(file_name(program.office.clock.today()))
        text, contents = program.giving_out.made()
    written(target, text.encode())
    value = {"file": str(target), "kept": True, **asdict(contents)}
    say.value(value, f"已写入{target}：{contents.words}。请交市级平台的管理员下发。")
    return Exit.DONE


WORD = Word("publication", "导出下发文件，供市级平台下发各镇街", _arguments, _run)
