"""Amounts in capitals are read back to the same fen."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.capitals import AmountOutOfWordsError, in_capitals
from app.domain.money import Money

DIGITS = {word: value for value, word in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def read_group(words: str) -> int:
    pairs = re.findall("([壹贰叁肆伍陆柒捌玖])([拾佰仟]?)", words)
    return sum(DIGITS[digit] * PLACES.get(place, 1) for digit, place in pairs)


def read_whole(words: str) -> int:
    total = 0
    for scale, mark in ((10**12, "万亿"), (10**8, "亿"), (10**4, "万")):
        if mark in words:
            head, words = words.split(mark, 1)
            total += read_group(head) * scale
    return total + read_group(words)


def read_back(words: str) -> int:
    whole, _, rest = words.rpartition("元")
    jiao = re.search("([壹贰叁肆伍陆柒捌玖])角", rest)
    fen = re.search("([壹贰叁肆伍陆柒捌玖])分", rest)
    return read_whole(whole) * 100 + sum(
        DIGITS[found[1]] * scale for found, scale in ((jiao, 10), (fen, 1)) if found
    )


@given(st.integers(0, 10**18 - 1) | st.integers(0, 10**7))
def test_capitals_read_back_to_the_same_fen(fen: int) -> None:
    assert read_back(in_capitals(Money(fen))) == fen


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("0", "零元整"),
        ("200", "贰佰元整"),
        ("1005.50", "壹仟零伍元伍角整"),
        ("10000", "壹万元整"),
        ("10500", "壹万零伍佰元整"),
        ("100001", "壹拾万零壹元整"),
        ("1010010", "壹佰零壹万零壹拾元整"),
        ("100000000", "壹亿元整"),
        ("3.05", "叁元零伍分"),
        ("0.30", "叁角整"),
        ("0.07", "柒分"),
    ],
)
def test_amounts_are_written_as_receipts_write_them(yuan: str, words: str) -> None:
    assert in_capitals(Money.yuan(yuan)) == words


@pytest.mark.parametrize("fen", [-1, 10**18])
def test_an_amount_without_words_is_refused(fen: int) -> None:
    with pytest.raises(AmountOutOfWordsError):
        in_capitals(Money(fen))
