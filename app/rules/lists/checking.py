"""Checking a list (清单核对): counts, doubles, missing bases, tiers with gaps, overlaps or beyond the law."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from app.rules.discretion.fine_text.reading import Reading, read_wording
from app.rules.lists.listed import Announced, ListedItem

_WITHOUT_ZERO = 9
"""A basic code has ten digits, the first of them mostly zero; a sheet that takes it for a number drops it."""
_POWER_OF_TEN = re.compile(r"\d(?:\.\d+)?E\+\d+", re.IGNORECASE)
_DAY_LIKE = re.compile(r"1?\d-[123]?\d")


def warnings_of(items: tuple[ListedItem, ...], sections: tuple[Announced, ...]) -> tuple[str, ...]:
    """Return what a person should look at in the list as a whole, in Chinese; nothing is repaired."""
    return (*_counts(items, sections), *_twice(items), *_codes(items), *_bases(items), *_tiers(items))


def _counts(items: tuple[ListedItem, ...], sections: tuple[Announced, ...]) -> Iterator[str]:
    own = Counter(each.department for each in items)
    for section in sections:
        if section.count is not None and own[section.words] != section.count:
            yield f"“{section.words}”标明{section.count}项，读到{own[section.words]}项。"


def _twice(items: tuple[ListedItem, ...]) -> Iterator[str]:
    names = Counter((each.parent, each.name, each.basis) for each in items)
    for (_parent, name, _basis), count in names.items():
        if count > 1:
            yield f"事项“{name[:30]}”出现{count}次。"
    codes = Counter(each.code for each in items if each.code and not each.parent)
    yield from (f"编码{code}出现{count}次。" for code, count in codes.items() if count > 1)


def _codes(items: tuple[ListedItem, ...]) -> Iterator[str]:
    for said in dict.fromkeys(filter(None, (code_doubt(each.code) for each in items))):
        count = sum(code_doubt(each.code) == said for each in items)
        yield f"有{count}个{said}，请与公布的清单核对。"


def code_doubt(code: str) -> str:
    """Say what a sheet may have made of a code; empty for one that looks whole."""
    if code.isdecimal() and len(code) == _WITHOUT_ZERO:
        return f"编码只有{_WITHOUT_ZERO}位数字，开头的0可能已丢失"
    if _POWER_OF_TEN.fullmatch(code):
        return "编码被表格程序改成科学计数，末位已丢失"
    return "编码形如月日，可能被表格程序当成日期" if _DAY_LIKE.fullmatch(code) else ""


def _bases(items: tuple[ListedItem, ...]) -> Iterator[str]:
    yield from (f"第{each.row}行“{each.name[:30]}”没有处罚依据。" for each in items if not each.basis)


def _tiers(items: tuple[ListedItem, ...]) -> Iterator[str]:
    for each in items:
        for basis in dict.fromkeys(tier.basis for tier in each.tiers):
            yield from _ladder(each, basis)


def _ladder(each: ListedItem, basis: str) -> Iterator[str]:
    """Look at the tiers of an item under one basis, in the order they stand."""
    steps = [tier for tier in each.tiers if tier.basis == basis]
    ranges = [found for tier in steps if (found := _range(tier.fine)) is not None]
    law = _range(read_wording(basis)) if basis else _range(each.fine)
    for (_low, high), (low, _high) in pairwise(ranges):
        if low > high:
            yield f"第{each.row}行“{each.name[:20]}”的档次之间有空档（{high}元至{low}元）。"
        elif low < high:
            yield f"第{each.row}行“{each.name[:20]}”的档次有重叠（{low}元至{high}元）。"
    if law is not None and any(low < law[0] or high > law[1] for low, high in ranges):
        yield f"第{each.row}行“{each.name[:20]}”有档次超出法定幅度（{law[0]}元至{law[1]}元）。"


def _range(fine: Reading | None) -> tuple[Fraction, Fraction] | None:
    """Return the range in yuan of a fine that has just one branch of fixed figures."""
    if fine is None or not fine.spec:
        return None
    branches = json.loads(fine.spec, parse_float=Decimal)
    if len(branches) != 1 or branches[0]["type"] not in ("fixed", "quota"):
        return None
    return Fraction(branches[0]["min"] or 0), Fraction(branches[0]["max"])
