"""``check``: runs a file of worked examples against the rules of the program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.word import Exit, Say, Word
from app.domain.errors import AppError
from app.rules.deadlines import examples as deadlines
from app.rules.discretion import examples as discretion

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


class UnreadableFileError(AppError):
    """A file named on the command line cannot be read as UTF-8 text."""

    code = "cli.unreadable_file"
    hint = "请核对路径和权限；文件应为UTF-8编码。"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"读不出文件“{path}”：{why}。")


def read_text(path: Path) -> str:
    """Return a file's text, or raise ``UnreadableFileError``."""
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "不是UTF-8文本"
        raise UnreadableFileError(path, why) from error


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", choices=("deadlines", "discretion"), help="算例种类：期限或裁量")
    parser.add_argument("file", type=Path, help="算例文件（CSV）")


def _run(given: Namespace, say: Say) -> Exit:
    text = read_text(given.file)
    if given.kind == "deadlines":
        dates = deadlines.check(deadlines.read_examples(text))
        passed, lines, summary = dates.passed, [each.line for each in dates.failures], dates.summary
    else:
        amounts = discretion.run_examples(discretion.read_rows(text))
        passed, lines, summary = amounts.passed, [str(each) for each in amounts.failures], amounts.summary
    for line in lines:
        say.line(line)
    say.value({"passed": passed, "failed": len(lines), "failures": lines}, summary)
    return Exit.FAILED if lines else Exit.DONE


WORD = Word("check", "用算例文件核对期限或裁量规则", _arguments, _run)
