"""Amounts in capitals (金额大写), as decisions and receipts print them."""

from __future__ import annotations

from app.domain.errors import AppError
from app.domain.money import Money

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
_LARGEST = Money.yuan(10**16) - Money(1)


class AmountOutOfWordsError(AppError):
    """An amount is negative or larger than capitals are written for."""

    code = "capitals.out_of_range"
    hint = "请核对金额。"

    def __init__(self, amount: Money) -> None:
        super().__init__(f"金额{amount}不能写成大写。")


def in_capitals(amount: Money) -> str:
    """Return 壹万贰仟元整 for 12,000 yuan; 零 stands once for skipped places, 整 where no fen follows."""
    if amount.fen < 0 or amount > _LARGEST:
        raise AmountOutOfWordsError(amount)
    yuan, rest = divmod(amount.fen, 100)
    jiao, fen = divmod(rest, 10)
    whole = f"{_whole(yuan)}元" if yuan or not rest else ""
    return whole + _parts(jiao, fen, after_whole=bool(yuan))


def _parts(jiao: int, fen: int, *, after_whole: bool) -> str:
    if not jiao and not fen:
        return "整"
    words = f"{_DIGITS[jiao]}角" if jiao else ("零" if after_whole else "")
    return words + (f"{_DIGITS[fen]}分" if fen else "整")


def _whole(yuan: int) -> str:
    if yuan == 0:
        return "零"
    words, skipped = "", False
    for group in range(len(_GROUPS) - 1, -1, -1):
        value = yuan // 10_000**group % 10_000
        if value == 0:
            skipped = bool(words)
            continue
        if words and (skipped or value < 1_000):  # noqa: PLR2004 - a thousands place left empty
            words += "零"
        words, skipped = words + _group(value) + _GROUPS[group], False
    return words


def _group(value: int) -> str:
    words, skipped = "", False
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if digit == 0:
            skipped = bool(words)
            continue
        words += ("零" if skipped else "") + _DIGITS[digit] + _PLACES[place]
        skipped = False
    return words
