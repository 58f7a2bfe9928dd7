"""Announced penalty (告知的处罚): the wording of a notice kept, and compared with what is decided."""

from __future__ import annotations

import json
from decimal import Decimal

from app.domain.penalty import PENALTY_WORDS, Penalty, PenaltyKind

_ORDER = tuple(PenaltyKind)


def announce(penalty: Penalty) -> str:
    """Return what a notice announces of a penalty, as JSON; amounts in whole fen."""
    plain = {
        "kinds": [each.value for each in penalty.kinds],
        "fine": penalty.fine.fen,
        "gain": penalty.confiscated_gain.fen,
        "goods": penalty.confiscated_goods,
        "other": penalty.other,
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def heavier_than_announced(penalty: Penalty) -> str:
    """Return in Chinese in what a penalty is heavier than announced; empty when it is not.

    A penalty that was never announced is heavier than nothing.
    """
    if not penalty.noticed:
        return "没有告知过" if penalty.kinds else ""
    told = json.loads(penalty.noticed, parse_float=Decimal)
    new = [each for each in penalty.kinds if each.value not in told["kinds"]]
    if new:
        return f"增加了{'、'.join(PENALTY_WORDS[each] for each in sorted(new, key=_ORDER.index))}"
    for amount, key, name in (
        (penalty.fine, "fine", "罚款"),
        (penalty.confiscated_gain, "gain", "没收违法所得"),
    ):
        if amount.fen > told[key]:
            return f"{name}数额高于告知的数额"
    return _other_words(penalty, told)


def _other_words(penalty: Penalty, told: dict[str, str]) -> str:
    for words, key, name in (
        (penalty.confiscated_goods, "goods", "没收财物"),
        (penalty.other, "other", "其他处罚内容"),
    ):
        if words and words != told[key]:
            return f"{name}与告知的不一致"
    return ""
