"""Discretion page (裁量说明): range, standard, circumstances, amount and reason as a page for the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.capitals import in_capitals
from app.documents.plain_docx import plain_docx
from app.documents.vocabulary.punishment import account, penalty_lines
from app.domain.penalty import LEANING_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from app.domain.act import Act
    from app.domain.penalty import Penalty
    from app.domain.power_item import PowerItem

TITLE = "行政处罚裁量说明"


def discretion_lines(act: Act, item: PowerItem, penalty: Penalty, party: str = "") -> tuple[str, ...]:
    """Return the discretion account of one penalty, line by line, in the order it was weighed."""
    return tuple(_lines(act, item, penalty, party))


def discretion_page(lines: Sequence[str], made: str, day: date) -> bytes:
    """Return the account as a page (docx): its lines, who made it and the day."""
    return plain_docx(TITLE, [*lines, "", f"制作：{made}　　{day.year}年{day.month}月{day.day}日"])


def _lines(act: Act, item: PowerItem, penalty: Penalty, party: str) -> Iterator[str]:
    if party:
        yield f"当事人：{party}"
    until = f"至{act.ended_on}" if act.ended_on is not None else ""
    yield f"违法行为：{item.name}（{item.code}），行为日{act.began_on}{until}"
    if item.duty_article:
        yield f"违反规定：{item.duty_article}"
    since = f"；所用文本自{item.effective_from}施行" if item.effective_from is not None else ""
    yield f"处罚依据：{item.penalty_basis}（清单版本自{item.listed_from}{since}）"
    if item.reference:
        yield "〔参考〕本事项取自参考清单，以公布的赋权清单为准。"
    if penalty.range_low is not None and penalty.range_high is not None:
        yield f"法定幅度：{penalty.range_low}至{penalty.range_high}"
    if penalty.standard:
        grade = f"，档次：{penalty.tier}" if penalty.tier else ""
        yield f"裁量基准：《{penalty.standard}》{grade}"
    yield f"裁量情节：{LEANING_WORDS[penalty.leaning]}。{penalty.circumstances}"
    yield "计算过程："
    yield from (f"　{n}. {each}" for n, each in enumerate(dict.fromkeys(penalty.derivation), 1))
    yield "选定处罚：" + ("".join(penalty_lines(penalty)) or "不予处罚。")
    if penalty.fine.fen:
        yield f"罚款大写：{in_capitals(penalty.fine)}"
    if penalty.beyond:
        yield "数额超出裁量基准区间或者低于法定最低，须报批准或者集体讨论。"
    yield f"裁量理由：{account(penalty) or '（未填写）'}"
