"""What the city gives out, written from the command line by an administrator."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from app.bootstrap import build
from app.domain.role import Role
from sync.protocol.publication import read
from tests.builders import an_officer
from tests.e2e.test_command_line import ROOT, chengzhi

if TYPE_CHECKING:
    from pathlib import Path

YEAR = ROOT / "resources/calendar/2026.toml"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with an administrator and nothing else."""
    folder = tmp_path / "store"
    program = build(folder)
    program.sign_in.found(an_officer("管理甲", Role.ADMIN))
    program.close()
    return folder


def test_an_administrator_writes_what_the_store_holds(store: Path, tmp_path: Path) -> None:
    chengzhi("import", "calendar", str(YEAR), "--store", str(store), "--as", "管理甲")
    target = tmp_path / "下发.czpub"
    words = ("publication", str(target), "--store", str(store), "--as", "管理甲", "--json")

    tried = json.loads(chengzhi(*words, "--dry-run").stdout)
    assert not target.exists()
    done = json.loads(chengzhi(*words).stdout)

    assert (tried["kept"], done["kept"], done["file"]) == (False, True, str(target))
    assert (tried["years"], done["years"], done["items"]) == (1, 1, 0)
    file = read(target.read_text("utf-8"))
    (entry,) = file.entries
    assert (file.made_by, entry.fields["name"]) == ("管理甲", "calendar.2026")


def test_an_empty_store_gives_nothing_out_and_says_why(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "下发.czpub"

    done = chengzhi("publication", str(target), "--store", str(store), "--as", "管理甲")

    assert (done.returncode, "没有可以下发的内容" in done.stderr, target.exists()) == (1, True, False)
