"""No float anywhere in the path of a figure."""

from __future__ import annotations

import ast
from importlib.resources import files
from pathlib import Path

import pytest

HOUSE = Path(str(files("app"))).parent
BESIDE = (
    "app/domain/money.py",
    "app/domain/penalty.py",
    "app/domain/power_item.py",
    "app/rules/fine_facts.py",
    "app/rules/gates/announced.py",
    "app/rules/weighing.py",
    "app/services/penalties.py",
    "app/services/list_standards.py",
    "ui/screens/case/discretion.py",
    "ui/screens/case/fine.py",
    "ui/screens/power_items/fines.py",
)
"""Where a figure passes before and after the rules."""
SOURCES = [
    *sorted(Path(str(files("app.rules.discretion"))).rglob("*.py")),
    *(
        HOUSE / "app/rules/lists" / each
        for each in ("checking.py", "items.py", "listed.py", "reading.py", "tier_tables.py")
    ),
    *(HOUSE / each for each in BESIDE),
]


def test_the_sources_are_found() -> None:
    assert len(SOURCES) > 30


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_module_touches_a_float(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, (float, complex)))
        assert not (isinstance(node, ast.Name) and node.id in {"float", "round"})
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "loads":
            assert [word.arg for word in node.keywords if word.arg == "parse_float"]
