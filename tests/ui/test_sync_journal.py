"""Every kind of line the exchange writes into its journal is told in Chinese, without codes and names."""

from __future__ import annotations

import ast
import json
import re
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.domain.sync_centre import SyncLine
from ui.screens.sync.journal_words import WHYS, detail_words, event_words

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
EPOCH = "6f1d3c1e-9a0b-4c55-8d3e-2f0a6b7c8d9e"
RENUMBERED = {"before": EPOCH, "last": 41, "renumbered": 5}
PLAIN = re.compile(r"[A-Za-z_{}]")
PASSED_ON = {("localdb/sync/store.py", "code"): (), ("sync/engine.py", "fault"): ("chain",)}
"""Where a kind comes in by a name: what it may be there."""
LINES = {
    "incarnation": json.dumps({"why": "enrolled", **RENUMBERED}),
    "repaired": "320281101 17: 3",
    "laid": "12",
    "recovered": EPOCH,
    "recovering": EPOCH,
    "digest": "city 2",
    "stopped": "320281101 wipe",
    "allowed": "320281101",
    "chain": "city",
    "too_old": "",
    "missed": "12",
    "gone_back": "4",
}


def line(code: str, detail: str) -> SyncLine:
    """Return a line of the journal."""
    return SyncLine(datetime(2026, 3, 2, tzinfo=UTC), code, detail)


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """Return the calls of some functions in the parts that write the journal, each with its file."""
    for folder in ("localdb", "sync", "app"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in names:
                    yield path.relative_to(ROOT).as_posix(), node


def kinds() -> set[str]:
    """Return every kind of line that is written."""
    found: set[str] = set()
    for path, call in calls("note"):
        given = [ast.unparse(each) for each in call.args]
        if given[:1] == ["connection"]:
            found |= set(named(path, call.args[2]))
        elif ast.unparse(call.func).endswith("store.note"):
            found |= set(named(path, call.args[0]))
    return found


def named(path: str, node: ast.expr) -> tuple[str, ...]:
    """Return what an expression of a module may name."""
    if isinstance(node, ast.Constant):
        return (str(node.value),)
    words = ast.unparse(node)
    if (path, words) in PASSED_ON:
        return PASSED_ON[path, words]
    found = import_module(path.removesuffix(".py").replace("/", "."))
    for each in words.split("."):
        found = getattr(found, each)
    return (str(found),)


def test_every_kind_of_line_has_an_example_here() -> None:
    assert kinds() == LINES.keys()


@pytest.mark.parametrize("code", LINES)
def test_every_line_is_told_in_chinese(code: str) -> None:
    one = line(code, LINES[code])

    assert event_words(one) != event_words(line("unheard_of", ""))
    assert detail_words(one)
    for words in (event_words(one), detail_words(one)):
        assert not PLAIN.search(words), words
        assert EPOCH not in words


def test_the_particulars_name_whose_data_and_how_much() -> None:
    told = {code: detail_words(line(code, detail)) for code, detail in LINES.items()}

    assert told["incarnation"] == "登记入网；5份待上传的内容已重新编号"
    assert told["repaired"] == "本镇街数据：按平台内容修复了3条记录"
    assert told["digest"] == "全市共用数据：有2组记录与平台不一致，正在逐条修复"
    assert told["gone_back"] == "此后的4份改动不在本机，已上传的将从平台取回"


def test_every_reason_to_number_anew_is_told() -> None:
    given = {
        each.value
        for _path, call in calls("begin_incarnation")
        for each in call.args[2:]
        if isinstance(each, ast.Constant)
    }
    guard = ast.parse((ROOT / "localdb/guard.py").read_text(encoding="utf-8"))
    returned = {
        each.value
        for node in ast.walk(guard)
        if isinstance(node, ast.Return) and node.value is not None
        for each in ast.walk(node.value)
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value
    }

    assert given | returned == WHYS.keys()


@pytest.mark.parametrize("detail", ["", "{", "[]", '{"why": 1}', "甲"])
def test_a_line_that_cannot_be_read_is_told_without_particulars(detail: str) -> None:
    for code in ("incarnation", "repaired", "digest", "missed", "gone_back", "unheard_of"):
        assert not PLAIN.search(event_words(line(code, detail)))
        assert detail_words(line(code, detail)) == ""
