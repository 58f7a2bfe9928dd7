"""Fields of every kind that is sent have a Chinese word, for cards of conflicts and for histories."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from app.services.in_words import field_words
from localdb.sync.shapes import shapes

CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("coll", sorted(shapes()))
def test_every_field_has_a_chinese_word(coll: str) -> None:
    kind = shapes()[coll].kind
    names = {each.name for each in fields(kind)} - {"id", "town"}

    assert {each for each in names if not CHINESE.search(field_words(kind, each))} == set()
