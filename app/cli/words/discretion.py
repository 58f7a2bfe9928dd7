"""``discretion``: weighs one item for one kind of subject and says what is allowed and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from app.adapters.clock import SystemClock
from app.cli.word import Exit, Say, Word
from app.domain.errors import AppError
from app.domain.money import Money
from app.domain.penalty import LEANING_WORDS, Leaning
from app.rules.discretion.calculator import Discretion, DiscretionQuestion, weigh
from app.rules.discretion.choice import Verdict, judge
from app.rules.discretion.facts import Subject
from app.rules.discretion.law.circumstances import Circumstance, circumstances
from app.rules.discretion.spec import parse_spec
from app.rules.fine_facts import read_fine_facts
from app.rules.power_list import reference_list

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from app.domain.power_item import PowerItem

_SUBJECTS = {"person": Subject.PERSON, "organisation": Subject.ORGANISATION}


class UnknownNameError(AppError):
    """An item or circumstance was named that is not in the list."""

    code = "cli.unknown_name"

    def __init__(self, what: str, name: str, hint: str) -> None:
        super().__init__(f"没有{what}“{name}”。", hint)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("item", help="参考清单的事项编码，例如CG-012")
    parser.add_argument("--subject", choices=_SUBJECTS, default="person", help="受罚主体：公民或单位")
    parser.add_argument(
        "--facts", default="{}", help='计罚事实JSON，例如 {"units": [{"unit": "平方米", "count": "3"}]}'
    )
    parser.add_argument("--circumstance", action="append", default=[], help="情节代码，可写多次")
    parser.add_argument("--day", type=date.fromisoformat, help="裁量日期，默认今天")
    parser.add_argument(
        "--leaning", choices=[each.value for each in Leaning], default="none", help="裁量方向"
    )
    parser.add_argument("--amount", help="拟定罚款（元），核对是否允许")


def _run(given: Namespace, say: Say) -> Exit:
    item = _item(given.item)
    question = DiscretionQuestion(
        spec=parse_spec(item.fine_spec, item.penalty_basis),
        facts=read_fine_facts(given.facts, _SUBJECTS[given.subject]),
        day=given.day or SystemClock().today(),
        circumstances=tuple(_circumstance(each) for each in given.circumstance),
        department=item.department,
    )
    weighed = weigh(question)
    amount = Money.yuan(given.amount) if given.amount else None
    verdict = judge(weighed, Leaning(given.leaning), amount) if amount is not None else None
    say.value(_value(item, weighed, amount, verdict), _text(item, weighed, verdict))
    return Exit.FAILED if verdict is not None and verdict.refused else Exit.DONE


def _item(code: str) -> PowerItem:
    for each in reference_list().taken:
        if each.code == code:
            return each
    raise UnknownNameError("事项", code, "请核对参考清单中的事项编码。")


def _circumstance(code: str) -> Circumstance:
    for each in circumstances():
        if each.code == code:
            return each
    known = "、".join(each.code for each in circumstances())
    raise UnknownNameError("情节", code, f"可用的情节代码：{known}。")


def _value(
    item: PowerItem, weighed: Discretion, amount: Money | None, verdict: Verdict | None
) -> dict[str, Any]:
    low, high = weighed.statutory.minimum, weighed.statutory.maximum
    value: dict[str, Any] = {
        "item": item.code,
        "name": item.name,
        "reference": item.reference,
        "confidence": item.confidence,
        "minimum_fen": None if low is None else low.fen,
        "maximum_fen": None if high is None else high.fen,
        "needs_human": weighed.needs_human,
        "options": [
            {
                "leaning": each.leaning.value,
                "no_fine": each.no_fine,
                "band": None if each.band is None else str(each.band),
                "proposals": [{"fen": one.amount.fen, "reason": one.reason} for one in each.proposals],
            }
            for each in weighed.options
        ],
        "steps": list(weighed.steps),
    }
    if amount is not None and verdict is not None:
        flags = weighed.flags(amount)
        value["amount"] = {"fen": amount.fen, "refused": verdict.refused, "message": verdict.message}
        value["procedure"] = {"simple": flags.simple, "hearing": flags.hearing, "steps": list(flags.steps)}
    return value


def _text(item: PowerItem, weighed: Discretion, verdict: Verdict | None) -> str:
    mark = "参考，不是公布的清单" if item.reference else "公布的清单"
    lines = [f"{item.code}　{item.name}（{mark}；{item.confidence}）", *weighed.steps]
    for each in weighed.options:
        proposed = "、".join(str(one.amount) for one in each.proposals)
        band = "不予处罚" if each.no_fine else "没有数额" if each.band is None else str(each.band)
        lines.append(f"{LEANING_WORDS[each.leaning]}：{band}{'　参考' + proposed if proposed else ''}")
    return "\n".join([*lines, verdict.message] if verdict else lines)


WORD = Word("discretion", "计算一项处罚的裁量幅度并列出过程", _arguments, _run)
