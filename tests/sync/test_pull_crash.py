"""A program killed while it takes pages leaves each page whole or not at all, its cursor with it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.domain.party import Party, PartyKind
from localdb.store import Store, open_store
from localdb.sync.store import SqlSync
from sync.protocol.digest import added, empty
from sync.protocol.images import Image
from tests.db.surroundings import means
from tests.sync.city_kit import SERVER, CityKit
from tests.sync.office import TOWN, WIRE, Desktop

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

ROOT = Path(__file__).parents[2]
ROWS = 60
PAGE = 3
PROGRAM = """
import json
import sys
from pathlib import Path
from localdb.store import open_store
from localdb.sync.store import SqlSync
from tests.db.surroundings import means
from tests.sync.office import TOWN, WIRE

rows = json.loads(Path(sys.argv[2]).read_text("utf-8"))
sync = SqlSync(open_store(Path(sys.argv[1]), means()), WIRE)
at = sync.state().streams[TOWN].seq
while at < len(rows):
    sync.take(TOWN, rows[at : at + 3], complete=at + 3 >= len(rows))
    at += 3
    print(at, flush=True)
"""


@pytest.fixture(scope="module")
def rows() -> Sequence[Mapping[str, Any]]:
    """The log of a town: births, edits, parties and a deletion."""
    kit = CityKit()
    desktop = Desktop(kit, 1)
    cases = [desktop.case(cause=f"案由{number}") for number in range(ROWS // 3)]
    for each in cases:
        desktop.save(Party(desktop.ids.new(), TOWN, each.id, PartyKind.OTHER_ORGANISATION, "某公司"))
        desktop.edit(each, brief=f"改过的{each.cause}")
    desktop.settle()
    return kit.rows(TOWN)


@pytest.mark.parametrize("pages", [1, 4, 11])
def test_a_killed_pull_goes_on_where_its_last_whole_page_ended(
    tmp_path: Path, rows: Sequence[Mapping[str, Any]], pages: int
) -> None:
    folder, log = tmp_path / "store", tmp_path / "rows.json"
    log.write_text(json.dumps(rows), "utf-8")
    enrolled(folder).close()

    told = killed(folder, log, pages)
    store = open_store(folder, means())
    seq = check(store, rows)
    assert seq >= told
    assert seq % PAGE == 0
    sync = SqlSync(store, WIRE)
    sync.take(TOWN, rows[seq:], complete=True)
    assert check(store, rows) == len(rows) == ROWS
    store.close()


def enrolled(folder: Path) -> Store:
    """Make a store that belongs to the city."""
    store = open_store(folder, means())
    SqlSync(store, WIRE).enrol(SERVER, TOWN, "00000000-0000-0000-0000-0000000000d9")
    return store


def killed(folder: Path, log: Path, pages: int) -> int:
    """Let a program take pages until it told of some, kill it, and return the last cursor it told."""
    command = [sys.executable, "-c", PROGRAM, str(folder), str(log)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert child.stdout is not None
    told = [int(child.stdout.readline()) for _ in range(pages)]
    child.send_signal(signal.SIGKILL)
    child.communicate()
    return told[-1]


def check(store: Store, rows: Sequence[Mapping[str, Any]]) -> int:
    """Hold everything in a store against the log up to its cursor, and return the cursor."""
    sync = SqlSync(store, WIRE)
    state = sync.state()
    assert state is not None
    seq, digest = sync.digest(TOWN)
    images = {(each["coll"], each["id"]): Image(**each) for row in rows[:seq] for each in row["effects"]}
    ought = empty()
    for image in images.values():
        added(ought, image)
    assert digest == ought
    assert state.streams[TOWN].hash == ("" if not seq else rows[seq - 1]["hash"])
    with store.engine.connect() as connection:
        count = connection.exec_driver_sql
        assert count("SELECT count(*) FROM tail").scalar() == seq
        assert count("SELECT count(*) FROM base_images").scalar() == len(images)
        shown = count("SELECT (SELECT count(*) FROM cases) + (SELECT count(*) FROM parties)").scalar()
        assert shown == len(images)
        assert (
            count("SELECT count(*) FROM search_entries").scalar()
            == count("SELECT count(*) FROM cases").scalar()
        )
        assert count("PRAGMA integrity_check").scalar() == "ok"
    return seq
