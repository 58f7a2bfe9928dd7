"""Workbooks of offices, taken in from the command line."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from tests.e2e.test_command_line import ROOT, chengzhi

if TYPE_CHECKING:
    from pathlib import Path

LISTS = ROOT / "tests/data/lists"


def test_a_workbook_without_a_day_is_only_reported_on_row_by_row(tmp_path: Path) -> None:
    sample = str(LISTS / "jiangmen_tiers_real.xls")

    done = chengzhi("import", "powers", sample, "--store", str(tmp_path), "--announced", "165", "--json")

    told = json.loads(done.stdout)
    ends = Counter(each["fate"] for each in told["rows"])
    assert told["kept"] is False
    assert told["read"] == 896 == sum(ends.values())
    assert ends["imported"] == told["items"]["imported"] == len(told["added"])
    assert ends["imported"] + told["items"]["review"] == 165
    assert done.returncode == (1 if ends["review"] else 0)
    assert all(each["reason"] for each in told["rows"])
    assert any("空档" in each for each in told["warnings"])


def test_a_list_with_open_rows_is_taken_in_and_exits_with_one(tmp_path: Path) -> None:
    sample = str(LISTS / "layout_C_powerlist.xlsx")
    words = ("import", "powers", sample, "--store", str(tmp_path), "--from", "2026-01-01")

    done = chengzhi(*words)
    again = json.loads(chengzhi(*words, "--json").stdout)

    assert done.returncode == 1
    assert "待核　Sheet第9行" in done.stdout
    assert (again["kept"], again["added"], again["changed"]) == (True, [], [])


def test_a_file_that_is_no_workbook_is_refused_with_a_remedy(tmp_path: Path) -> None:
    wrong = tmp_path / "示例.xlsx"
    wrong.write_bytes(b"no workbook")

    done = chengzhi("import", "powers", str(wrong), "--store", str(tmp_path / "s"))

    assert done.returncode == 1
    assert "另存为xlsx" in done.stderr
