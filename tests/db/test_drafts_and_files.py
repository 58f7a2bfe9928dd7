"""What was typed is kept at once; files are kept by their content."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from app.adapters.clock import SystemClock
from app.adapters.files import BlobFiles, FileDamagedError, FileMissingError, FilesUnwritableError
from app.adapters.ids import RisingIds
from app.domain.draft import FormDraft

if TYPE_CHECKING:
    from pathlib import Path

    from localdb.store import Store

MOMENT = datetime(2026, 3, 1, 1, tzinfo=UTC)


class StandingClock(SystemClock):
    """A clock that was set back and stands."""

    def __init__(self, moments: list[datetime]) -> None:
        self._moments = moments

    def now(self) -> datetime:
        return self._moments.pop(0) if len(self._moments) > 1 else self._moments[0]


def test_a_draft_is_kept_replaced_and_dropped(store: Store) -> None:
    store.drafts.save(FormDraft("clue/new", {"place": "虹"}, MOMENT))
    newer = FormDraft("clue/new", {"place": "虹桥"}, MOMENT)
    store.drafts.save(newer)

    assert store.drafts.load("clue/new") == newer
    store.drafts.drop("clue/new")
    assert store.drafts.load("clue/new") is None


def test_a_file_is_kept_once_by_its_content(tmp_path: Path) -> None:
    files = BlobFiles(tmp_path)

    digest = files.put(b"photo")

    assert digest == files.put(b"photo") == hashlib.sha256(b"photo").hexdigest()
    assert files.get(digest) == b"photo"
    assert [each.name for each in tmp_path.rglob("*") if each.is_file()] == [digest]


@pytest.mark.parametrize("digest", ["0" * 64, "..", "", "A" * 64])
def test_a_missing_file_is_refused_in_words(tmp_path: Path, digest: str) -> None:
    with pytest.raises(FileMissingError):
        BlobFiles(tmp_path).get(digest)


def test_a_damaged_file_is_not_given_out_and_can_be_put_again(tmp_path: Path) -> None:
    files = BlobFiles(tmp_path)
    digest = files.put(b"photo")
    (tmp_path / digest[:2] / digest).write_bytes(b"phot0")

    with pytest.raises(FileDamagedError):
        files.get(digest)
    files.put(b"photo")

    assert files.get(digest) == b"photo"


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("in the way")

    with pytest.raises(FilesUnwritableError):
        BlobFiles(tmp_path / "files").put(b"photo")


def test_ids_rise_though_the_clock_is_set_back() -> None:
    moments = [MOMENT, MOMENT.replace(year=2025), MOMENT.replace(year=2024)]
    ids = RisingIds(StandingClock(moments))

    made = [ids.new() for _ in range(100)]

    assert made == sorted(set(made))
    assert {each.version for each in made} == {7}


def test_a_day_is_counted_in_beijing() -> None:
    assert StandingClock([datetime(2026, 3, 1, 16, tzinfo=UTC)]).today().isoformat() == "2026-03-02"
    assert StandingClock([datetime(2026, 3, 1, 15, 59, tzinfo=UTC)]).today().isoformat() == "2026-03-01"
