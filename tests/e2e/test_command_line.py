"""The command line, started as an administrator starts it."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLES = {
    "deadlines": ROOT / "resources/deadlines/examples.csv",
    "discretion": ROOT / "resources/standards/examples.csv",
}


def chengzhi(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the program with words and return what it said."""
    return subprocess.run(
        [sys.executable, "-m", "app", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONUTF8": "1", "PATH": ""},
        timeout=600,
        check=False,
    )


def test_every_published_deadline_example_holds() -> None:
    rows = len(list(csv.DictReader(EXAMPLES["deadlines"].read_text("utf-8-sig").splitlines())))

    done = chengzhi("check", "deadlines", str(EXAMPLES["deadlines"]))

    assert rows > 50
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, f"{rows} passed, 0 failed")


def test_every_published_discretion_example_holds() -> None:
    done = chengzhi("check", "discretion", str(EXAMPLES["discretion"]))
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "199 passed, 0 failed")


def test_a_wrong_example_is_named_with_expected_and_got(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text('id,rule,inputs,expected\nX1,D17,"{""trigger"": ""2025-01-14""}",2025-01-29\n', "utf-8")
    done = chengzhi("check", "deadlines", str(file))
    assert done.returncode == 1
    failing, summary = done.stdout.splitlines()
    assert "X1" in failing
    assert "2025-01-29" in failing
    assert "2025-02-05" in failing
    assert summary == "0 passed, 1 failed"


def test_a_missing_file_is_refused_in_words(tmp_path: Path) -> None:
    done = chengzhi("check", "deadlines", str(tmp_path / "none.csv"))
    assert done.returncode == 1
    assert "读不出文件" in done.stderr


def test_a_deadline_comes_with_its_working_as_json() -> None:
    done = chengzhi("deadline", "D08", "--inputs", '{"trigger": "2025-07-03"}', "--json")
    told = json.loads(done.stdout)
    assert (told["legal_due"], told["safe_due"]) == ("2025-10-09", "2025-09-30")
    assert any("国庆节" in step for step in told["steps"])


def test_an_unknown_input_is_refused_with_its_code() -> None:
    done = chengzhi("deadline", "D08", "--inputs", '{"triger": "2025-07-03"}', "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["code"] == "deadline.unknown_input"


def test_a_wrong_word_is_wrong_use() -> None:
    done = chengzhi("nonsense")
    assert done.returncode == 2
    assert "用法有误" in done.stderr


def test_the_reference_list_goes_into_a_store_once(tmp_path: Path) -> None:
    first = json.loads(chengzhi("import", "powers", "--store", str(tmp_path / "s"), "--json").stdout)
    again = json.loads(chengzhi("import", "powers", "--store", str(tmp_path / "s"), "--json").stdout)
    assert (first["read"], first["added"], first["refused"]) == (663, 663, [])
    assert (again["added"], again["changed"], again["withdrawn"]) == (0, 0, 0)


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    store = str(tmp_path / "s")
    for _ in range(2):
        told = json.loads(chengzhi("import", "powers", "--dry-run", "--store", store, "--json").stdout)
        assert told["added"] == 663


def test_an_official_list_needs_its_first_day(tmp_path: Path) -> None:
    done = chengzhi(
        "import", "powers", str(ROOT / "resources/powers/powers.csv"), "--store", str(tmp_path / "s")
    )
    assert done.returncode == 1
    assert "施行日期" in done.stderr


def test_an_official_list_closes_the_reference_items_the_day_before(tmp_path: Path) -> None:
    store = str(tmp_path / "s")
    chengzhi("import", "powers", "--store", store)
    official = str(ROOT / "resources/powers/powers.csv")
    done = chengzhi("import", "powers", official, "--from", "2026-01-01", "--store", store, "--json")
    assert json.loads(done.stdout)["changed"] == 663
