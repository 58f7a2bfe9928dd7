"""``deadline``: computes one time limit and shows its working."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli.word import Exit, Say, Word
from app.rules.deadlines.compute import compute
from app.rules.deadlines.given import as_text
from app.rules.deadlines.inputs import parse_inputs

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("rule", help="期限编号，例如D08")
    parser.add_argument("--inputs", required=True, help='JSON，例如 {"trigger": "2025-03-03"}')


def _run(given: Namespace, say: Say) -> Exit:
    result = compute(given.rule, parse_inputs(given.inputs))
    value = {
        "rule": result.rule,
        "name": result.name,
        "legal_due": as_text(result.legal_due),
        "safe_due": as_text(result.safe_due),
        "article": result.article,
        "confidence": result.confidence,
        "provisional": result.provisional,
        "steps": list(result.steps),
    }
    people = [
        f"{result.name}：{as_text(result.legal_due)}（稳妥日期{as_text(result.safe_due)}）",
        *result.steps,
    ]
    say.value(value, "\n".join(people))
    return Exit.DONE


WORD = Word("deadline", "计算一项法定期限并列出过程", _arguments, _run)
