"""The door answers an unknown word with those there are, and the README names only words it knows."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import dev
from tests.architecture.source import ROOT
from tests.suites import SUITES, counted

if TYPE_CHECKING:
    from pathlib import Path

SAID = re.compile(r"python3? dev\.py ([a-z]+)")


def door(*words: str) -> subprocess.CompletedProcess[str]:
    """Knock at the door with a word that leads to no set-up."""
    return subprocess.run(
        (sys.executable, "dev.py", *words), cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_an_unknown_word_is_answered_with_those_there_are() -> None:
    done = door("dance")

    assert done.returncode == 2
    assert all(word in done.stderr for word in dev.WORDS)


def test_an_unknown_suite_is_answered_with_those_there_are() -> None:
    done = door("test", "dance")

    assert done.returncode == 2
    assert all(suite in done.stderr for suite in SUITES)


def test_the_pages_name_only_words_the_door_knows() -> None:
    pages = [(ROOT / name).read_text("utf-8") for name in ("README.md", "ARCHITECTURE.md", ".ci/run")]
    said = [word for page in pages for word in SAID.findall(page)]

    assert {"run", "test"} <= set(said)
    assert set(said) <= dev.WORDS.keys()


def test_every_folder_of_tests_is_a_suite() -> None:
    folders = {
        path.parent.relative_to(ROOT / "tests").parts[0] for path in (ROOT / "tests").rglob("test_*.py")
    }

    assert folders - {"bench"} <= set(SUITES)


def test_a_report_of_tests_is_counted_by_outcome(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    kinds = ("", "<failure/>", "<error/>", "<skipped/>", "")
    report.write_text(f"<suites><s>{''.join(f'<testcase>{kind}</testcase>' for kind in kinds)}</s></suites>")

    assert counted(report) == (2, 2, 1)


def test_a_run_that_left_no_report_counts_nothing(tmp_path: Path) -> None:
    assert counted(tmp_path / "none.xml") == (0, 0, 0)
