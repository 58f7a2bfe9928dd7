"""Settling (补全): 同上 becomes the text meant, cells with several violations are parted, fines are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from app.rules.discretion.fine_text.figures import NUMBER, NoFigureError, number
from app.rules.discretion.fine_text.reading import Reading, read_wording
from app.rules.lists.headings import AMOUNT_LIKE, marker_words
from app.rules.lists.listed import NOT_FOUND, ListedItem, Tier

_PARTS = re.compile(r"\(([一二三四五六七八九十]+)\)")
_NUMBERED = re.compile(r"(?<!\d)(\d{1,2})[.、](?!\d)")
_SAME_AS = re.compile(rf"(?:处罚)?(?:依据)?(?:同|见)(?:序号)?第?({NUMBER})项")
_SAYS_FINE = re.compile(r"罚款|没收|警告|责令|吊销|处[^罚理置]")
_SAYS_PENALTY = re.compile(
    r"罚|警告|批评|责令|没收|吊销|暂扣|停产|停业|拘留|免予|改正|教育|取缔|关闭|限制|撤销|降低"
)
_VAGUE = re.compile(r"顶格|[上下]限|最[高低]|从[重轻](?!微)|加[重倍]|减轻")
"""Words for a fine that leave its figure to the reader."""
_HAS_UNIT = re.compile(r"元|倍|%|分之")
_BARE = re.compile(r"\d+(?:\.\d+)?(?![\d.元万千百倍%日天次人月年条款项平米株辆])")
_MANY = 2


def settle(items: Iterable[ListedItem]) -> None:
    """Complete items in the order they stand: a number said in 同第3项 means the nearest one above."""
    every = list(items)
    later = {each.number: each for each in reversed(every) if each.number}
    above: dict[str, ListedItem] = {}
    before: ListedItem | None = None
    for each in every:
        _resolve(each, before, {**later, **above})
        _part(each)
        _read_fines(each)
        before = each
        if each.number:
            above[each.number] = each


def _resolve(item: ListedItem, before: ListedItem | None, by_number: Mapping[str, ListedItem]) -> None:
    """Replace 同上 and 同第3项 by the text meant."""
    for name in ("basis", "duty"):
        text = getattr(item, name)
        other = _SAME_AS.search(text)
        meant = by_number.get(_plain(other[1])) if other else before
        if other or text.strip("。()、 ") in marker_words("same"):
            if meant is None or meant is item:
                item.questions.append(f"“{text}”{NOT_FOUND}")
            else:
                rest = text[other.end() :] if other else ""
                setattr(item, name, getattr(meant, name) + rest)


def _plain(text: str) -> str:
    try:
        return str(number(text))
    except NoFigureError:
        return text


def _part(item: ListedItem) -> None:
    """Part a cell that names several violations: (一) … (二) …, or 1. … 2. …."""
    pieces = _PARTS.split(item.name)
    if len(pieces[1::2]) >= _MANY and pieces[1] == "一":
        item.parts = tuple(each.strip("；;。,，等行为的处罚 ") for each in pieces[2::2])
        return
    pieces = _NUMBERED.split(item.name)
    orders = [int(each) for each in pieces[1::2]]
    if len(orders) >= _MANY and orders == list(range(1, len(orders) + 1)):
        item.parts = tuple(each.strip("；;。,， ") for each in pieces[2::2])


def _read_fines(item: ListedItem) -> None:
    if _SAYS_FINE.search(item.basis):
        item.fine = read_wording(item.whole_basis)
        item.questions += item.fine.questions
    elif not item.tiers:
        item.questions.append("依据只写了条款，没有写明罚则。")
    for tier in item.tiers:
        tier.fine = _tier_fine(tier)
        item.questions += [f"第{tier.row}行：{each}" for each in tier.fine.questions]


def _tier_fine(tier: Tier) -> Reading:
    """Read the standard of a tier; what says no penalty, or a figure not understood, is put to a person."""
    text = with_unit(tier.result, tier.unit)
    if not text.strip():
        return Reading("", ("没有写处罚标准。",), states_amount=False)
    if not _SAYS_PENALTY.search(text) and not AMOUNT_LIKE.search(text):
        return Reading("", (f"没有识别出处罚标准：{text[:40]}",), states_amount=False)
    found = read_wording(text)
    unread = not found.states_amount and (next(_figures(text), "") or _VAGUE.search(text) or _silent(found))
    return Reading("", (f"没有识别出罚款数额：{text[:60]}",), states_amount=True) if unread else found


def _silent(found: Reading) -> bool:
    """Tell whether a text says that there is a fine and not how much."""
    return '"unspecified"' in found.spec


def _figures(text: str) -> Iterator[str]:
    """Yield the amounts, multiples and shares a text names."""
    yield from (each.group() for each in re.finditer(rf"{NUMBER}\s*(?:元|倍|%)|百分之{NUMBER}", text))


def with_unit(text: str, unit: str) -> str:
    """Return a text whose bare figures carry the unit of the heading."""
    if not unit or _HAS_UNIT.search(text):
        return text
    whole = _BARE.sub(lambda found: found[0] + unit, text.strip())
    return f"处{whole}" if re.fullmatch(rf"\d+(?:\.\d+)?{unit}", whole) else whole
