"""Who is signed in sees the own town, for no part of the program reads a store past it."""

from __future__ import annotations

import re

from tests.architecture.source import python_files

PAST_THE_TOWN = re.compile(r"\bstore\.(lists|begin|read)\b")
WHOLE_STORE = {
    "app/bootstrap.py": "hands the store out, narrowed",
    "app/seat.py": "signing in comes before any town",
    "app/cli/demonstration.py": "founds towns where there is none",
    "app/cli/words/restore.py": "counts what came back",
}


def test_no_part_reads_the_store_past_the_own_town() -> None:
    found = {each.path for each in python_files("app", "ui") if PAST_THE_TOWN.search(each.text)}

    assert found == set(WHOLE_STORE)
