"""Keys: each is declared once, on one card, and each name used in the window is on it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence

import ui
from ui.keys import KEYS, card, pressed, told

ROOT = Path(ui.__file__).parent
_BOUND = re.compile(r'\bbind\(\s*[\w.]+,\s*"(\w+)"')


def test_no_name_is_declared_twice() -> None:
    assert [name for name, n in Counter(key.name for key in card()).items() if n > 1] == []


def test_no_key_does_two_things_in_one_place() -> None:
    pairs = Counter((key.where, key.pressed) for key in card())

    assert [pair for pair, n in pairs.items() if n > 1] == []


def test_a_key_that_holds_everywhere_holds_nowhere_else() -> None:
    everywhere = {key.pressed for key in card("全程") if key.where == "全程"}

    assert [key for key in card() if key.where != "全程" and key.pressed in everywhere] == []


@pytest.mark.parametrize("name", list(KEYS))
def test_every_key_is_one_qt_knows(name: str) -> None:
    assert not QKeySequence(pressed(name)).isEmpty()


def test_every_bound_key_is_on_the_card() -> None:
    used = {name for path in ROOT.rglob("*.py") for name in _BOUND.findall(path.read_text("utf-8"))}

    assert len(used) > 5
    assert used - set(KEYS) == set()


def test_no_other_module_names_a_key_sequence() -> None:
    named = [
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        if "QKeySequence(" in path.read_text("utf-8") and path.name != "bindings.py"
    ]

    assert named == []


def test_the_card_of_a_place_has_its_keys_and_the_common_ones() -> None:
    names = {key.name for key in card("列表")}

    assert {"find", "new", "help"} <= names
    assert "to_case" not in names


@pytest.mark.parametrize(
    ("name", "words"),
    [("open_row", "回车"), ("open_row_pad", "小键盘回车"), ("agree", "Ctrl+回车"), ("add_row", "Ctrl++")],
)
def test_keys_are_said_as_people_call_them(name: str, words: str) -> None:
    assert told(name) == words
