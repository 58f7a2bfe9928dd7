"""The program opens its window without a word; a store that another program holds is told in a box."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.e2e.office import MovedClock, founded
from tests.e2e.test_by_keyboard import ROOT, SCREEN, on_screen

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from app.cli.entry import run
from ui.shell.application import application

app = application(sys.argv[:1])

def seen():
    shown = [each for each in app.topLevelWidgets() if each.isVisible()]
    if not shown:
        QTimer.singleShot(100, seen)
        return
    print(*(f"{type(each).__name__} {each.windowTitle()}" for each in shown), sep="\\n", flush=True)
    app.closeAllWindows()

QTimer.singleShot(100, seen)
sys.exit(run(sys.argv[1:]))
"""


def opened(folder: Path) -> subprocess.CompletedProcess[str]:
    """Start the program on a screen, say what shows, and close it."""
    command = [*SCREEN, sys.executable, "-c", PROGRAM, "--store", str(folder)]
    return subprocess.run(
        command, cwd=ROOT, env=on_screen(), capture_output=True, text=True, check=False, timeout=300
    )


def test_without_a_word_the_window_opens(tmp_path: Path) -> None:
    done = opened(tmp_path / "store")

    assert (done.returncode, done.stdout.splitlines()) == (0, ["SignInView 澄执 — 登录"]), done.stderr
    assert (tmp_path / "store" / "chengzhi.db").exists()


def test_a_store_in_use_is_told_in_a_box(tmp_path: Path) -> None:
    program = founded(tmp_path, MovedClock())
    try:
        done = opened(tmp_path)
    finally:
        program.close()

    assert done.returncode == 1
    assert "QMessageBox" in done.stdout
