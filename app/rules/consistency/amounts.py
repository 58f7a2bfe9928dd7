"""Amounts in a decision (金额一致性): figures, capitals and the sum of the parts say the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from app.domain.case_file import CaseFile
from app.domain.document import Document
from app.domain.money import ZERO, Money
from app.domain.party import Party
from app.rules.flow import current
from app.rules.gates.announced import heavier_than_announced
from app.rules.gates.names import paper_name
from app.rules.gates.refusal import Place, Refusal

_DECISIONS = ("penalty_decision", "on_spot_decision")
_ARTICLE = "《行政处罚法》第五十九条第一款第三项"
_BOTH = re.compile(r"(?P<what>罚款|没收违法所得)?人民币(?P<words>[^（），。\s]+)（(?P<figures>[\d,.]+)元）")
_FIGURES = re.compile(r"([\d,]+(?:\.\d+)?)元")
_DIGITS = {word: value for value, word in enumerate("零壹贰叁肆伍陆柒捌玖")}
_PLACES = {"拾": 10, "佰": 100, "仟": 1000}
_MYRIAD, _MYRIAD_SQUARED = 10**4, 10**8


def amounts_agree(file: CaseFile) -> Iterable[Refusal]:
    """C05: an amount in figures is the one in capitals, and the parts make up the whole."""
    for party in file.active_parties:
        papers = (each for slug in _DECISIONS for each in current(file, slug, party.id))
        for paper in papers:
            for fault in _faults(file, party, paper):
                message = f"《{paper_name(paper.slug)}》中{fault}。请作废重做该文书，或者更正处罚数额。"
                yield Refusal("C05", message, _ARTICLE, Place("document", paper.slug))


def decided_as_announced(file: CaseFile) -> Iterable[Refusal]:
    """C04: what was decided is not heavier than what the notice announced (APL 45)."""
    if file.case.decided_on is None or not current(file, "penalty_decision"):
        return
    for penalty in file.penalties:
        words = heavier_than_announced(penalty)
        if penalty.noticed and words:
            message = f"决定的处罚重于告知的处罚：{words}。请撤销决定，重新告知。"
            yield Refusal("C04", message, "《行政处罚法》第四十五条第二款", Place("penalty", str(penalty.id)))


def read_capitals(words: str) -> Money | None:
    """Return the amount that capitals (大写金额) say; ``None`` for what cannot be read."""
    total = section = number = fen = 0
    for sign in words.removesuffix("整").removesuffix("正"):
        if sign in _DIGITS:
            number = _DIGITS[sign]
        elif sign in _PLACES:
            section, number = section + number * _PLACES[sign], 0
        elif sign in "万亿":
            total = _grouped(total, section + number, sign)
            section = number = 0
        elif sign in "元角分":
            fen += (total + section + number) * {"元": 100, "角": 10, "分": 1}[sign]
            total = section = number = 0
        else:
            return None
    return None if total or section or number else Money(fen)


def _grouped(total: int, group: int, sign: str) -> int:
    if sign == "万":
        return total + group * _MYRIAD
    return (total + group) * _MYRIAD_SQUARED


def _faults(file: CaseFile, party: Party, paper: Document) -> Iterator[str]:
    due = sum((each.fine for each in file.penalties if each.party_id == party.id), start=ZERO)
    text, parts = paper.frozen.get("penalty.text", ""), ZERO
    for found in _BOTH.finditer(text):
        figures, words = _money(found["figures"]), found["words"]
        if read_capitals(words) != figures:
            yield f"金额大写“{words}”与小写“{found['figures']}元”不一致"
        parts += figures if found["what"] == "罚款" else ZERO
    if text and parts != due:
        yield f"各项罚款合计{parts}，与裁量的罚款{due}不一致"
    said = _FIGURES.search(paper.frozen.get("penalty.fine", ""))
    if said and _money(said[1]) != due:
        yield f"罚款总额“{said[1]}元”与裁量的罚款{due}不一致"


def _money(figures: str) -> Money:
    return Money.yuan(Decimal(figures.replace(",", "")))
