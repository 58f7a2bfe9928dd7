"""A case goes out as files with a manifest that shows any change, loss or addition."""

from __future__ import annotations

import io
import json
import zipfile
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.case import CaseStatus
from app.domain.log_line import LogLine
from app.domain.volume import Retention
from app.services.scans import ScanDesk
from app.services.volume_export import (
    MANIFEST,
    SUMS,
    VOLUME,
    BadExportError,
    Piece,
    VolumeExport,
    check_export,
    zipped,
)
from tests.builders import a_document, some_evidence
from tests.unit.services.closed_case import Closed
from tests.unit.services.papers import CASE


def exported(closed: Closed) -> dict[str, bytes]:
    bench = closed.bench
    desk = VolumeExport(closed.world.office, bench.forms, bench.pages, bench.files)
    return {each.path: each.content for each in desk.pieces(CASE)}


def a_bound_case() -> Closed:
    closed = Closed().complete()
    digest = closed.bench.files.put(b"\x89PNG evidence")
    closed.world.put(some_evidence(file_hash=digest, file_name="现场 照片.png"))
    scans = ScanDesk(closed.world.office, closed.bench.pages, closed.bench.files)
    archived = closed.bench.files.put(closed.bench.pages.pdf([], title="归档"))
    for each in closed.world.store.all(type(a_document("site_record"))):
        closed.world.change(each, archive_hash=archived)
    scans.attach(a_document("site_record").id, b"\xff\xd8 signed")
    closed.desk.bind(CASE, Retention.PERMANENT)
    return closed


def test_a_case_goes_out_with_volume_papers_signed_originals_and_evidence() -> None:
    closed = a_bound_case()

    files = exported(closed)

    folders = {each.split("/")[0] for each in files if "/" in each}
    assert folders == {"文书", "签字件", "证据"}
    assert files["证据/01_现场_照片.png"] == b"\x89PNG evidence"
    assert next(each for each in files if each.startswith("签字件/")).endswith("_1.jpg")
    assert {VOLUME, MANIFEST, SUMS} <= set(files)
    told = json.loads(files[MANIFEST])
    assert {each["path"]: each["sha256"] for each in told["files"]} == {
        path: sha256(content).hexdigest() for path, content in files.items() if path not in (MANIFEST, SUMS)
    }
    assert "volume.exported" in {each.code for each in closed.world.store.all(LogLine)}


def test_the_zip_holds_the_same_and_passes_its_own_check() -> None:
    closed = a_bound_case()
    bench = closed.bench
    desk = VolumeExport(closed.world.office, bench.forms, bench.pages, bench.files)

    content = zipped(desk.pieces(CASE))

    assert content == zipped(desk.pieces(CASE))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert check_export(package.namelist(), package.read) == len(package.namelist()) - 2


@pytest.mark.parametrize("how", ["changed", "lost", "added"])
def test_what_was_changed_lost_or_added_after_the_export_is_told(how: str) -> None:
    files = exported(a_bound_case())
    path = next(each for each in files if each.startswith("文书/"))
    if how == "changed":
        files[path] += b" "
    elif how == "lost":
        del files[path]
    else:
        files["文书/另一份.pdf"] = b"%PDF"

    with pytest.raises(BadExportError) as told:
        check_export(files, files.__getitem__)

    assert len(told.value.wrong) == 1


def test_an_archived_case_is_exported_too() -> None:
    closed = a_bound_case()
    closed.world.change(closed.world.case, status=CaseStatus.ARCHIVED)

    assert VOLUME in exported(closed)


@given(
    contents=st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.binary(max_size=40), min_size=1)
)
def test_a_zip_gives_back_every_byte(contents: dict[str, bytes]) -> None:
    content = zipped(Piece(path, path, data) for path, data in contents.items())

    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {each: package.read(each) for each in package.namelist()} == contents
