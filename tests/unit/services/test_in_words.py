"""Fields of every kind that is sent have a Chinese word, for cards of conflicts and for histories."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from typing import get_args, get_type_hints

import pytest

from app.domain.money import Money
from app.domain.volume import VolumeEntry
from app.services.in_words import LINES, field_words, value_words
from localdb.sync.shapes import shapes

CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("line", LINES)
def test_every_field_of_a_line_has_a_chinese_word(line: type) -> None:
    names = {each.name for each in fields(line) if not each.name.endswith("_id")}

    assert {each for each in names if not CHINESE.search(field_words(line, each))} == set()


def test_lines_are_said_field_by_field() -> None:
    entries = (VolumeEntry(1, "立案审批表", "", "张某", "2026年3月2日", 1, 2, "d"),)

    assert (
        value_words(entries, {}) == "顺序号1，题名立案审批表，责任者张某，日期2026年3月2日，起始页1，终止页2"
    )


def test_every_line_of_a_list_of_records_is_known() -> None:
    said = {
        each
        for shape in shapes().values()
        for hint in get_type_hints(shape.kind).values()
        for each in get_args(hint)
        if is_dataclass(each)
    }

    assert said - {Money} <= set(LINES)


@pytest.mark.parametrize("coll", sorted(shapes()))
def test_every_field_has_a_chinese_word(coll: str) -> None:
    kind = shapes()[coll].kind
    names = {each.name for each in fields(kind)} - {"id", "town"}

    assert {each for each in names if not CHINESE.search(field_words(kind, each))} == set()
