"""How a standard is said in words, one line each: its grades, rows or factors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.rules.discretion.standards.shares import Applies, ShareStandard
from app.rules.discretion.standards.tiers import TierTable
from app.rules.discretion.standards.weight_tables import WeightTable
from app.rules.discretion.standards.weights import WeightMode
from app.rules.discretion.wording import SUBJECTS, fine, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.rules.discretion.standards.catalogue import NamedStandard

_APPLIES = {
    Applies.RANGED: "有上下限的：",
    Applies.MAX_ONLY: "只有上限的：",
    Applies.MIN_ONLY: "只有下限的：",
    Applies.ANY: "",
}
_MODES = {
    WeightMode.MAXIMUM: "罚款为各权重之和（不超过100%）×法定最高额",
    WeightMode.SPAN: "罚款为法定最低额＋（最高额－最低额）×各权重之和",
}


def standard_lines(named: NamedStandard) -> tuple[str, ...]:
    """Return what a standard says, and when it is in force."""
    return tuple(_lines(named))


def _lines(named: NamedStandard) -> Iterator[str]:
    begun = f"{named.effective}起" if named.effective is not None else "施行日期未写明"
    if named.until is not None and named.effective is not None and named.until < named.effective:
        yield f"施行：原定{begun}，未曾施行，已由重新导入的基准代替"
    else:
        yield f"施行：{begun}{f'至{named.until}' if named.until is not None else ''}"
    if named.fields:
        yield f"领域：{'、'.join(named.fields)}"
    match named.standard:
        case ShareStandard() as shares:
            yield from _shares(shares)
        case TierTable() as tiers:
            yield from _tiers(tiers)
        case WeightTable() as weights:
            yield from _weights(weights)


def _shares(shares: ShareStandard) -> Iterator[str]:
    for each in shares.grades:
        if each.low is None or each.high is None:
            yield f"{_APPLIES[each.applies]}{each.name}——不予罚款"
            continue
        ends = [f"{end.word()}{'' if end.included else '（不含）'}" for end in (each.low, each.high)]
        yield f"{_APPLIES[each.applies]}{each.name}——{'至'.join(dict.fromkeys(ends))}"


def _tiers(tiers: TierTable) -> Iterator[str]:
    for each in tiers.rows:
        whom = f"（{SUBJECTS[each.subject]}）" if each.subject is not None else ""
        yield f"{each.label}{whom}——{'不予罚款' if each.fine is None else fine(each.fine)}"


def _weights(weights: WeightTable) -> Iterator[str]:
    yield f"{_MODES[weights.mode]}；起点{number(weights.start * 100)}%"
    for each in weights.factors:
        grades = "，".join(f"{name}{number(share * 100)}%" for name, share in each.grades.items())
        yield f"{each.name}：{grades}"
