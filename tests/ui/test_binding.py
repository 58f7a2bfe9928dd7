"""The Qt binding counts its references right: PySide6 6.12.0 did not, and ended the interpreter."""

from __future__ import annotations

import subprocess
import sys

# A void call of Qt returns None; a binding that drops a reference to None each time dies of it.
VOID_CALLS = """
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(50_000):
    thing.setObjectName("a")
print("alive")
"""


def test_fifty_thousand_void_calls_leave_the_interpreter_alive() -> None:
    done = subprocess.run((sys.executable, "-c", VOID_CALLS), capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr
