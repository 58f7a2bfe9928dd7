"""The locks answer the project file's declarations, name no place and hold what each platform needs."""

from __future__ import annotations

import re

import pytest

from requirements.lock import LOCKS, PLATFORMS, header
from tests.architecture.source import ROOT

PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;]+)", re.MULTILINE)
NAMES = [f"{extra}{platform}.txt" for platform in PLATFORMS for extra in ("", "cityserver-", "dev-")]


def pinned(name: str) -> dict[str, str]:
    """Return the version of every package a lock holds."""
    return dict(PINNED.findall((LOCKS / name).read_text("utf-8")))


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_answers_the_declarations_of_today(name: str) -> None:
    first = (LOCKS / name).read_text("utf-8").splitlines()[0]

    assert first == header(), "run `python3 dev.py lock`"


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_holds_packages_with_hashes_and_nothing_else(name: str) -> None:
    lines = (LOCKS / name).read_text("utf-8").splitlines()[1:]
    forms = [r"    --hash=sha256:[0-9a-f]{64}(?: \\)?", r"[A-Za-z0-9][\w.-]*==[\w.+!]+(?: ; [^/]*)? \\"]

    assert len(pinned(name)) > 1
    assert [line for line in lines if not any(re.fullmatch(form, line) for form in forms)] == []


@pytest.mark.parametrize("platform", PLATFORMS)
def test_development_and_program_agree_on_every_version(platform: str) -> None:
    program, development = pinned(f"{platform}.txt"), pinned(f"dev-{platform}.txt")
    server = pinned(f"cityserver-{platform}.txt")

    assert program.items() <= server.items() <= development.items()
    assert "fastapi" in server.keys() - program.keys()
    assert "pytest" in development.keys() - program.keys()


def test_each_platform_has_its_own_keyring_parts() -> None:
    assert "pywin32-ctypes" in pinned("windows.txt").keys() - pinned("linux.txt").keys()
    assert "secretstorage" in pinned("linux.txt").keys() - pinned("windows.txt").keys()


def test_every_lock_in_the_folder_is_one_that_is_made() -> None:
    assert sorted(path.name for path in (ROOT / "requirements").glob("*.txt")) == sorted(NAMES)
