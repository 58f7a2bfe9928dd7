"""The wire of attachments, driven by a tus client of other hands and by plain HTTP."""

from __future__ import annotations

import hashlib
import os
import socket
import threading
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError

from sync.protocol.tus import (
    BY_HASH,
    CHUNK_TYPE,
    CODE,
    COMPLETE,
    FOLDER,
    TAIL,
    UnreadableHeaderError,
    read_checksum,
    read_metadata,
    read_size,
    read_tail,
    write_checksum,
    write_metadata,
    write_tail,
)
from tests.sync.blob_city import BlobCity, served

if TYPE_CHECKING:
    from collections.abc import Iterator

EAST = {"Authorization": "Bearer 320281001.desk-1"}
WEST = {"Authorization": "Bearer 320281002.desk-1"}
TUS = {"Tus-Resumable": "1.0.0"}
VIDEO = os.urandom(300_000)
NAME = hashlib.sha256(VIDEO).hexdigest()


@pytest.fixture
def address(city: BlobCity) -> Iterator[str]:
    with served(city) as told:
        yield told


def client(address: str) -> TusClient:
    return TusClient(address + FOLDER, headers=dict(EAST))


def opened(address: str, content: bytes = VIDEO, **more: str) -> str:
    """Announce a file and return the address of its upload."""
    told = {"sha256": hashlib.sha256(content).hexdigest(), **more}
    headers = {**EAST, **TUS, "Upload-Length": str(len(content)), "Upload-Metadata": write_metadata(told)}
    answer = requests.post(address + FOLDER, headers=headers, timeout=10)
    assert answer.status_code == 201
    return address + answer.headers["Location"]


def patched(upload: str, offset: int, chunk: bytes, **headers: str) -> requests.Response:
    """Send one chunk."""
    told = {**EAST, **TUS, "Upload-Offset": str(offset), "Content-Type": CHUNK_TYPE}
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return requests.patch(upload, data=chunk, headers={**told, **named}, timeout=10)


@pytest.mark.parametrize("checked", [False, True])
@pytest.mark.parametrize("chunk", [7_000, 65_536, 10_000_000])
def test_another_tus_client_uploads_a_file(address: str, chunk: int, checked: bool) -> None:
    uploader = client(address).uploader(
        file_stream=BytesIO(VIDEO), chunk_size=chunk, metadata={"sha256": NAME}, upload_checksum=checked
    )

    uploader.upload()

    got = requests.get(f"{address}{BY_HASH}{NAME}", headers=EAST, timeout=10)
    assert got.content == VIDEO
    assert got.headers[COMPLETE] == "1"


def test_another_tus_client_goes_on_where_it_stopped(address: str) -> None:
    first = client(address).uploader(
        file_stream=BytesIO(VIDEO), chunk_size=100_000, metadata={"sha256": NAME}
    )
    first.upload(stop_at=100_000)

    again = client(address).uploader(file_stream=BytesIO(VIDEO), chunk_size=100_000, url=first.url)
    assert again.offset == 100_000
    again.upload()

    assert requests.get(f"{address}{BY_HASH}{NAME}", headers=EAST, timeout=10).content == VIDEO


def test_another_tus_client_hears_that_its_file_is_not_what_it_said(address: str) -> None:
    wrong = client(address).uploader(file_stream=BytesIO(VIDEO), metadata={"sha256": "0" * 64})

    with pytest.raises(TusCommunicationError):
        wrong.upload()

    assert requests.get(f"{address}{BY_HASH}{'0' * 64}", headers=EAST, timeout=10).status_code == 404


def test_the_server_tells_what_it_knows_of_the_protocol(address: str) -> None:
    answer = requests.options(address + FOLDER, timeout=10)

    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert {"creation", "checksum", "expiration"} <= set(answer.headers["Tus-Extension"].split(","))
    assert "sha1" in answer.headers["Tus-Checksum-Algorithm"].split(",")


def test_every_wrong_request_has_its_own_answer(address: str) -> None:
    upload = opened(address)
    other = {**EAST, "Tus-Resumable": "0.2.2"}

    assert requests.head(upload, headers=other, timeout=10).status_code == 412
    assert requests.head(upload, headers=other, timeout=10).headers["Tus-Version"] == "1.0.0"
    assert patched(upload, 0, b"x", Content_Type="text/plain").status_code == 415
    assert patched(upload, 5, b"x").status_code == 409
    assert patched(upload, 0, b"x", Upload_Checksum="md5 AAAA").status_code == 400
    assert patched(upload, 0, b"x", Upload_Checksum=write_checksum(b"y")).status_code == 460
    assert patched(upload, 0, VIDEO + b"x").status_code == 413
    assert requests.post(upload, headers={**EAST, **TUS}, timeout=10).status_code == 405
    assert requests.head(upload, headers=TUS, timeout=10).status_code == 401
    unsized = requests.post(address + FOLDER, headers={**EAST, **TUS}, timeout=10)
    assert (unsized.status_code, unsized.headers[CODE]) == (400, "blob_unreadable")
    assert requests.head(upload, headers={**EAST, **TUS}, timeout=10).headers["Upload-Offset"] == "0"


def test_a_proxy_that_knows_no_patch_is_gone_around(address: str) -> None:
    upload = opened(address)
    told = {
        **EAST,
        **TUS,
        "Upload-Offset": "0",
        "Content-Type": CHUNK_TYPE,
        "X-HTTP-Method-Override": "PATCH",
    }

    assert requests.post(upload, data=VIDEO, headers=told, timeout=10).status_code == 204
    removed = {**EAST, **TUS, "X-HTTP-Method-Override": "DELETE"}
    assert requests.post(opened(address, b"other"), headers=removed, timeout=10).status_code == 204


def test_an_upload_thrown_away_is_unknown(address: str) -> None:
    upload = opened(address)

    assert requests.delete(upload, headers={**EAST, **TUS}, timeout=10).status_code == 204
    assert requests.head(upload, headers={**EAST, **TUS}, timeout=10).status_code == 404


def test_a_line_that_breaks_leaves_what_arrived_with_its_hash(address: str, city: BlobCity) -> None:
    upload = opened(address)
    host, port = address.removeprefix("http://").split(":")
    told = {**EAST, **TUS, "Upload-Offset": "0", "Content-Type": CHUNK_TYPE, "Content-Length": "200000"}
    told["Upload-Checksum"] = write_checksum(VIDEO[:200_000])
    lines = "".join(f"{name}: {text}\r\n" for name, text in told.items())
    request = f"PATCH {upload.removeprefix(address)} HTTP/1.1\r\nHost: x\r\n{lines}\r\n".encode()

    with socket.create_connection((host, int(port))) as line:
        line.sendall(request + VIDEO[:120_000])
    part = city.root / "blobs" / "320281001" / "uploads" / upload.rsplit("/", 1)[1]
    waited = threading.Event()
    while part.stat().st_size < 120_000:
        waited.wait(0.01)

    head = requests.head(upload, headers={**EAST, **TUS}, timeout=10)
    assert head.headers["Upload-Offset"] == "120000"
    assert read_tail(head.headers[TAIL]) == (0, hashlib.sha256(VIDEO[:120_000]).hexdigest())
    assert patched(upload, 120_000, VIDEO[120_000:]).headers[COMPLETE] == "1"


def test_a_download_goes_on_from_where_it_broke(address: str) -> None:
    patched(opened(address), 0, VIDEO)
    place = f"{address}{BY_HASH}{NAME}"
    tag = requests.head(place, headers=EAST, timeout=10).headers["ETag"]

    rest = requests.get(place, headers={**EAST, "Range": "bytes=100000-", "If-Range": tag}, timeout=10)
    other = requests.get(place, headers={**EAST, "Range": "bytes=100000-", "If-Range": '"x"'}, timeout=10)
    beyond = requests.get(place, headers={**EAST, "Range": "bytes=900000-"}, timeout=10)

    assert (rest.status_code, rest.content) == (206, VIDEO[100_000:])
    assert (other.status_code, other.content) == (200, VIDEO)
    assert beyond.status_code == 416


def test_another_town_hears_the_same_as_of_a_file_nobody_has(address: str) -> None:
    patched(opened(address), 0, VIDEO)

    told = [
        requests.request(method, f"{address}{BY_HASH}{name}", headers=WEST, timeout=10)
        for method in ("GET", "HEAD")
        for name in (NAME, "f" * 64)
    ]

    shown = [(each.status_code, each.content, {**each.headers, "date": ""}) for each in told]
    assert shown[0] == shown[1]
    assert shown[2] == shown[3]
    assert told[0].status_code == 404


def test_a_revoked_device_hands_over_and_gets_nothing(address: str) -> None:
    revoked = {"Authorization": "Bearer 320281001.desk-1.revoked"}

    assert patched(opened(address), 0, VIDEO, **revoked).status_code == 204

    got = requests.get(f"{address}{BY_HASH}{NAME}", headers=revoked, timeout=10)
    assert (got.status_code, got.headers[CODE]) == (403, "device_revoked")


def test_the_same_announcement_twice_is_one_upload(address: str) -> None:
    upload = str(uuid4())

    assert opened(address, upload=upload) == opened(address, upload=upload)


@given(st.dictionaries(st.from_regex(r"\A[a-z0-9]{1,8}\Z"), st.text(max_size=30)))
def test_metadata_come_back_as_they_were(told: dict[str, str]) -> None:
    assert read_metadata(write_metadata(told)) == told


@given(st.binary(max_size=50))
def test_checksums_and_tails_come_back_as_they_were(chunk: bytes) -> None:
    digest = hashlib.sha256(chunk)

    assert read_checksum(write_checksum(chunk)) == ("sha256", digest.digest())
    assert read_tail(write_tail(7, digest.hexdigest())) == (7, digest.hexdigest())


@given(st.text(max_size=80), st.sampled_from((read_checksum, read_tail, read_size, read_metadata)))
def test_no_header_however_strange_breaks_the_reader(header: str, read: Any) -> None:
    with suppress(UnreadableHeaderError):
        read(header)
