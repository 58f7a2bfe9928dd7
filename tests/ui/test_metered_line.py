"""A line that costs by the byte: asked by the exchange, seen by the thread of the windows."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from app.adapters.metered import MeteredLine
from app.bootstrap import build
from app.enrolled import OnlineMeans

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def test_the_exchange_hears_what_the_thread_of_the_windows_saw(qtbot: QtBot) -> None:
    looked: list[threading.Thread] = []

    def seen() -> bool:
        looked.append(threading.current_thread())
        return True

    line = MeteredLine(seen)
    with ThreadPoolExecutor(1) as exchange:
        first = exchange.submit(line.metered).result()
        qtbot.waitUntil(lambda: bool(looked))
        then = exchange.submit(line.metered).result()

    assert (first, then) == (False, True)
    assert set(looked) == {threading.main_thread()}


def test_a_line_that_is_cheap_again_is_seen_at_the_next_look(qtbot: QtBot) -> None:
    costs = [True, False]
    line = MeteredLine(lambda: costs.pop(0) if costs[1:] else costs[0])

    line.metered()
    qtbot.waitUntil(line.metered)
    qtbot.waitUntil(lambda: not line.metered())

    assert costs == [False]


def test_without_windows_the_answer_is_no_and_nothing_of_them_is_loaded() -> None:
    asks = "import sys; from app.adapters.metered import MeteredLine; print(MeteredLine().metered())"
    loaded = "print(any(each.startswith('PySide6') for each in sys.modules))"

    done = subprocess.run(
        (sys.executable, "-c", f"{asks}; {loaded}"), capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["False", "False"]


def test_the_operating_system_of_these_tests_can_be_asked(qtbot: QtBot) -> None:
    line = MeteredLine()

    line.metered()
    qtbot.wait(50)

    assert isinstance(line.metered(), bool)


def test_the_program_asks_the_operating_system(tmp_path: Path, qtbot: QtBot) -> None:
    assert qtbot is not None
    program = build(tmp_path)

    asked = program.online._means.metered  # noqa: SLF001 - what the exchange is given
    program.close()

    assert asked is not OnlineMeans.__dataclass_fields__["metered"].default
    assert isinstance(asked(), bool)
