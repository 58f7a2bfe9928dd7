"""The changelog keeps the form of Keep a Changelog, and knows the version the project file states."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from itertools import pairwise

import pytest

from tests.architecture.source import ROOT

GROUPS = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
RELEASE = re.compile(r"\[(\d+)\.(\d+)\.(\d+)\] - (\d{4}-\d{2}-\d{2})")
UNRELEASED = "[Unreleased]"
Version = tuple[int, int, int]


class ChangelogError(ValueError):
    """The text does not keep the form."""


def releases(text: str) -> list[tuple[Version, date]]:
    """Read the released versions, newest first; raise ``ChangelogError`` where the form is broken."""
    head, *sections = re.split(r"^## ", text, flags=re.MULTILINE)
    titles = [section.splitlines()[0].strip() for section in sections]
    if not head.startswith("# Changelog\n") or titles[:1] != [UNRELEASED]:
        raise ChangelogError(titles)
    for section in sections:
        _check_groups(section)
    return [_release(title) for title in titles[1:]]


def _check_groups(section: str) -> None:
    """Every group has a known name and at least one entry."""
    _, *groups = re.split(r"^### ", section, flags=re.MULTILINE)
    for group in groups:
        name, *lines = group.splitlines()
        if name.strip() not in GROUPS or not any(line.startswith("- ") for line in lines):
            raise ChangelogError(name)


def _release(title: str) -> tuple[Version, date]:
    found = RELEASE.fullmatch(title)
    if found is None:
        raise ChangelogError(title)
    return (int(found[1]), int(found[2]), int(found[3])), date.fromisoformat(found[4])


def test_the_changelog_parses_and_runs_from_new_to_old() -> None:
    found = releases((ROOT / "CHANGELOG.md").read_text("utf-8"))

    assert all(newer > older for newer, older in pairwise(found))
    assert all(newer[1] >= older[1] for newer, older in pairwise(found))


def test_the_stated_version_is_the_newest_release_or_comes_after_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    stated = tuple(map(int, project["version"].split(".")))

    found = releases((ROOT / "CHANGELOG.md").read_text("utf-8"))

    assert all(version <= stated for version, _ in found)


@pytest.mark.parametrize(
    "text",
    [
        "# Changelog\n\n## [1.0.0] - 2026-01-02\n",
        "# Changelog\n\n## [Unreleased]\n\n### Improved\n\n- All.\n",
        "# Changelog\n\n## [Unreleased]\n\n### Added\n\n## [1.0.0] - 2026-01-02\n",
        "# Changelog\n\n## [Unreleased]\n\n## 1.0.0\n",
    ],
)
def test_a_broken_form_is_refused(text: str) -> None:
    with pytest.raises(ChangelogError):
        releases(text)
