"""With the keyboard alone, in the real window: two whole cases, typed once, bound, and safe from kills."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pymupdf
import pytest

from tests.e2e.test_kill import check_sound
from tests.e2e.walk import told_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
SCREEN = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24"]
LEAST_RATIO = 8
WINDOW_KILLS = 3
CASES = {
    "ordinary": (
        "ARCHIVED",
        (
            *("案件来源登记表", "立案（不予立案）审批表", "现场检查（勘验）笔录", "询问笔录"),
            *("责令（限期）改正通知书", "送达回证", "案件调查终结报告", "行政处罚事先告知书", "送达回证"),
            *("行政处罚决定审批表", "行政处罚决定书", "送达回证", "结案审批表"),
        ),
    ),
    "on_the_spot": ("SP_ARCHIVED", ("当场行政处罚决定书",)),
}


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with what two cases worked by keyboard left."""
    folder = tmp_path_factory.mktemp("keyboard")
    done = subprocess.run(
        command(folder), cwd=ROOT, env=on_screen(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def command(folder: Path) -> list[str]:
    """Return what works the cases in a window on a screen of its own."""
    return [*SCREEN, sys.executable, "-m", "tests.e2e.by_keyboard", str(folder)]


def on_screen() -> dict[str, str]:
    """Return an environment in which Qt shows real windows."""
    return {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}


def outcome(folder: Path, name: str) -> Mapping[str, Any]:
    """Return what came of a case."""
    told: Mapping[str, Any] = json.loads((folder / f"{name}.json").read_text("utf-8"))
    return told


@pytest.mark.parametrize("name", CASES)
def test_a_case_goes_to_the_archive_by_keyboard(worked: Path, name: str) -> None:
    status, papers = CASES[name]

    told = outcome(worked, name)

    assert told["status"] == status
    with pymupdf.open(told["volume"]) as volume:  # type: ignore[no-untyped-call] # the library has no types
        titles = [title for _level, title, _page in volume.get_toc()]
    places = iter(titles)
    assert all(any(paper in title for title in places) for paper in papers), titles
    assert "卷宗封面" in titles[0]
    assert "卷内文件目录" in titles[1]
    assert "卷内备考表" in titles[-1]


def test_the_index_names_the_pages_its_papers_stand_on(worked: Path) -> None:
    told = outcome(worked, "ordinary")
    with pymupdf.open(told["volume"]) as volume:  # type: ignore[no-untyped-call] # the library has no types
        toc = volume.get_toc()
        stamped = {number: page_words(page)[:3] for number, page in enumerate(volume, 1)}
        index = next(page.get_text() for page in volume if "卷内文件目录" in page.get_text())
    first = toc[2][2]
    for _level, _title, page in toc[2:-1]:
        running = str(page - first + 1)
        assert running in stamped[page], (page, stamped[page])
        assert running in index


def page_words(page: Any) -> list[str]:
    """Return the words of a page from its upper right corner."""
    words = sorted(page.get_text("words"), key=lambda each: (each[1], -each[0]))
    return [each[4] for each in words]


def test_nothing_is_typed_twice(worked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = outcome(worked, "ordinary")
    typed, printed = len(told["typed"]), len(told["printed"])

    with capsys.disabled():
        print(f"\n  录入 {typed} 项，案卷中打印 {printed} 项（{printed / typed:.1f} 倍）")  # noqa: T201 - the figures are told
    assert printed / typed >= LEAST_RATIO


def test_kills_in_the_real_window_lose_nothing_confirmed(tmp_path: Path) -> None:
    chance = Random(20260304)
    for number in range(WINDOW_KILLS):
        folder = tmp_path / str(number)
        folder.mkdir()
        told = work_and_kill(folder, chance.uniform(0.5, 6.0))
        store = folder / "store"
        check_sound(store)
        assert len(told_lines(store)) >= len(told) > 0


def work_and_kill(folder: Path, seconds: float) -> list[str]:
    """Work in the window for some time after the first thing told, kill everything, return what was told."""
    child = subprocess.Popen(
        command(folder), stdout=subprocess.PIPE, text=True, cwd=ROOT, env=on_screen(), start_new_session=True
    )
    assert child.stdout is not None
    first = child.stdout.readline()
    assert first, "the work began"
    time.sleep(seconds)
    os.killpg(child.pid, signal.SIGKILL)
    rest = child.stdout.read()
    child.wait()
    child.stdout.close()
    return [first, *(each for each in rest.splitlines(keepends=True) if each.endswith("\n"))]
