"""Figures in words (文字数额): Arabic, Chinese and mixed numbers as lists and statutes print them."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

_DIGITS = {each: value for value, each in enumerate("零一二三四五六七八九")} | {
    "\N{IDEOGRAPHIC NUMBER ZERO}": 0,
    "两": 2,
    "壹": 1,
    "贰": 2,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10_000, "亿": 100_000_000}
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff]")
_GAP_IN_FIGURE = re.compile(r"(?<=[\d.,，])[ \t]+(?=[\d十百千万亿元倍%])|(?<=[处以款])[ \t]+(?=\d)")
_GAP_IN_WORDS = re.compile(r"(?<=[\u4e00-\u9fff])[ \t]+(?=\d)|(?<=[\d%])[ \t]+(?=[\u4e00-\u9fff])")
_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_IN_CAPITALS = re.compile(r"[壹贰叁肆伍陆柒捌玖拾佰仟零]+(?=[万亿]?元|[万亿][壹贰叁肆伍陆柒捌玖])")
_THOUSANDS = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
_ELL = re.compile(r"(?<![A-Za-z])[lI](?=[十百千万]?元|[十百千万]元)")
_DASHES = re.compile(r"[-\u2010-\u2015－~～\u301c]+")

NUMBER = r"(?:\d+(?:\.\d+)?[十百千万亿]*|[零〇一二两三四五六七八九十百千万亿]+)"
"""Pattern of one number after ``tidied``."""


class NoFigureError(ValueError):
    """A text is no number."""


def tidied(text: str) -> str:
    """Return a text ready to be read: half-width, without gaps around figures, one kind of dash."""
    plain = _IN_CAPITALS.sub(lambda found: found[0].translate(_CAPITALS), half_width(text))
    return _DASHES.sub("—", _GAP_IN_WORDS.sub("", plain))


def half_width(text: str) -> str:
    """Return a text on one line, half-width, without invisible characters and gaps inside figures."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).replace("\u3000", " ").replace("¥", "")
    plain = _THOUSANDS.sub("", re.sub(r"[\r\n]+", "", plain))
    for _ in range(2):
        plain = _GAP_IN_FIGURE.sub("", plain)
    return _ELL.sub("1", plain)


def number(text: str) -> Fraction:
    """Return the value of a number such as 5000, 1.5万, 二十万, 两千, 1千 or 一千五百.

    Raises:
        NoFigureError: The text is no number, or one whose parts do not fit together.
    """
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([十百千万亿]*)", text)
    if match:
        value = Fraction(match[1])
        for unit in match[2]:
            value *= (_UNITS | _GROUPS)[unit]
        return value
    return Fraction(_chinese(text))


def _chinese(text: str) -> int:
    if not text or set(text) - set(_DIGITS) - set(_UNITS) - set(_GROUPS):
        raise NoFigureError(text)
    whole, section, digit, least = 0, 0, -1, 0
    for each in text:
        if each in _DIGITS:
            if digit > 0:
                raise NoFigureError(text)
            digit = _DIGITS[each]
            least = 0 if digit == 0 else least
        elif each in _UNITS:
            _follows(text, least, _UNITS[each])
            section += (1 if digit < 0 else digit) * _UNITS[each]
            digit, least = -1, _UNITS[each]
        else:
            whole = (whole + section + max(digit, 0)) * _GROUPS[each]
            section, digit, least = 0, -1, 10_000
    if digit > 0:
        _follows(text, least, 1)
    return whole + section + max(digit, 0)


def _follows(text: str, least: int, unit: int) -> None:
    """Refuse a step left out without 零: 一百万一十元 is a slip for something else, and 一万五 is short."""
    if least and unit * 10 != least:
        raise NoFigureError(text)
