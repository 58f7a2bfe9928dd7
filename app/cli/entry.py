"""Reads the command line, runs one word and turns the outcome into words and an exit code."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from json import dumps
from typing import TYPE_CHECKING, NoReturn

from app.cli.word import Exit, Say, words
from app.domain.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Sequence


WINDOW = "window"


class ChineseParser(ArgumentParser):
    """An argument parser whose complaints are Chinese and whose exit code is 2."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call and how to ask for help."""
        self.print_usage(sys.stderr)
        self.exit(Exit.WRONG_USE, f"用法有误：{message}。用 {self.prog} --help 查看说明。\n")


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code (0 done, 1 refused or failed, 2 wrong use)."""
    given = _parser().parse_args(_with_word(arguments))
    say = Say(as_json=given.json, write=sys.stdout.write)
    try:
        outcome: Exit = given.work(given, say)
    except AppError as error:
        _refuse(error, as_json=given.json)
        outcome = Exit.FAILED
    return outcome


def _with_word(arguments: Sequence[str]) -> Sequence[str]:
    """Return the arguments with the word that is meant when none is given: the window."""
    return (WINDOW, *arguments) if not arguments or arguments[0] == "--store" else arguments


def _parser() -> ArgumentParser:
    parser = ChineseParser(
        prog="chengzhi", description="澄执：镇街综合行政执法办案程序。不带命令时打开窗口。"
    )
    commands = parser.add_subparsers(required=True, metavar="命令", parser_class=ChineseParser)
    for word in words():
        command = commands.add_parser(word.name, help=word.help, description=word.help)
        command.add_argument("--json", action="store_true", help="结果以JSON输出，供程序读取")
        word.arguments(command)
        command.set_defaults(work=word.run)
    return parser


def _refuse(error: AppError, *, as_json: bool) -> None:
    if as_json:
        told = {"error": {"code": error.code, "message": error.message, "hint": error.hint}}
        sys.stdout.write(f"{dumps(told, ensure_ascii=False)}\n")
    else:
        sys.stderr.write(f"{error.message}{error.hint}\n")
