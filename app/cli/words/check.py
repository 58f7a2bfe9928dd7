"""``check``: runs a file of worked examples against the rules of the program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.text_file import read_text
from app.cli.word import Exit, Say, Word
from app.rules.deadlines import examples as deadlines
from app.rules.discretion import examples as discretion

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


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
