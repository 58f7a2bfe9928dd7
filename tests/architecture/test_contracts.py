"""The import contracts of the project file hold, and every part of the house is under them."""

from __future__ import annotations

import subprocess
import sys
import tomllib

from tests.architecture.source import ROOT

COMMAND = "from importlinter.cli import lint_imports_command as main; main()"
CORE = {"app.domain", "app.rules", "app.documents", "app.ports", "app.sync_ports", "app.services"}


def test_imports_point_down() -> None:
    done = subprocess.run(
        (sys.executable, "-c", COMMAND), cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_the_core_is_kept_from_every_framework() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (core,) = [each for each in contracts if each["name"] == "The core knows no framework"]

    assert set(core["source_modules"]) == CORE
    assert {"PySide6", "sqlalchemy", "requests", "docx", "openpyxl"} <= set(core["forbidden_modules"])
