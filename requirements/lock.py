"""Resolves the declared dependencies of both platforms into lock files with hashes.

``python3 dev.py lock`` runs it. Each lock holds for Python 3.11 to 3.13 on its platform and begins
with the digest of the declarations it answers, so that a test can tell a stale one.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

LOCKS = Path(__file__).resolve().parent
PROJECT = LOCKS.parent / "pyproject.toml"
PLATFORMS = {"linux": "linux", "windows": "win32"}
EXTRA, SERVER = "dev", "cityserver"


def header() -> str:
    """Return the first line of a lock that answers today's declarations."""
    project = _table()["project"]
    keys = ("requires-python", "dependencies", "optional-dependencies")
    declared = [_build_tools(), [project[key] for key in keys]]
    digest = hashlib.sha256(json.dumps(declared, sort_keys=True).encode()).hexdigest()
    return f"# Made by `python3 dev.py lock` from the declarations with sha256 {digest}"


def resolve(platform: str, *, upgrade: bool) -> None:
    """Write a platform's locks: all for development, and within it what desktop and city server need."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _lay_out(folder, platform)
        large = LOCKS / f"{EXTRA}-{platform}.txt"
        if large.exists() and not upgrade:
            shutil.copy(large, folder / "large.txt")  # uv keeps the versions it finds there
        _write(large, _compile(folder, "large.txt", "--extra", EXTRA))
        small = _compile(folder, "small.txt", "--constraint", "large.txt")
        _write(LOCKS / f"{platform}.txt", small)
        server = _compile(folder, "server.txt", "--constraint", "large.txt", "--extra", SERVER)
        _write(LOCKS / f"{SERVER}-{platform}.txt", server)


def _lay_out(folder: Path, platform: str) -> None:
    """Lay the declarations into a folder, narrowed to one platform."""
    here = f"sys_platform == '{PLATFORMS[platform]}' and platform_python_implementation == 'CPython'"
    only = f'\n[tool.uv]\nenvironments = ["{here}"]\n'
    (folder / PROJECT.name).write_text(PROJECT.read_text("utf-8") + only, "utf-8")
    (folder / "build.in").write_text("\n".join(_build_tools()), "utf-8")


def _compile(folder: Path, made: str, *options: str) -> str:
    """Let uv resolve for every supported Python; markers stay, addresses and paths do not."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal"]
    command += ["--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url"]
    command += ["--no-emit-find-links", "--output-file", made, *options]
    command += [PROJECT.name, "build.in"]
    subprocess.run(command, check=True, cwd=folder)  # noqa: S603 - every word is our own
    return (folder / made).read_text("utf-8")


def _write(lock: Path, resolved: str) -> None:
    lock.write_text(f"{header()}\n{resolved}", "utf-8", newline="\n")
    sys.stdout.write(f"wrote {lock.name}\n")


def _table() -> dict[str, Any]:
    return tomllib.loads(PROJECT.read_text("utf-8"))


def _build_tools() -> list[str]:
    tools: list[str] = _table()["build-system"]["requires"]
    return tools


if __name__ == "__main__":
    for each in PLATFORMS:
        resolve(each, upgrade="--upgrade" in sys.argv)
