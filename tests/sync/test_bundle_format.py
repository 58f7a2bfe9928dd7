"""The form of a bundle: what was put in comes out for the recipient alone, or the fault is named."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.bundle_format import WORDS, BundleError, BundleFault, Header
from sync.protocol.bundle_parts import Desk, Proven, lines_of, prove
from sync.protocol.bundle_reading import lines, verify
from sync.protocol.bundle_writing import BundleWriter, part_path
from tests.sync.bundle_craft import CRAFT, public, seed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TOWN = "320281001"
HEADER = Header(TOWN, "desk", "city", 7, "2026-11-02T04:00:00Z", {"changesets": {"i": [1, 3]}})
CITY = Desk("city", "", seed("city"), lambda _town, sender: public("desk") if sender == "desk" else None)
LINES = [{"kind": "request", "n": n, "text": "证据" * n} for n in range(50)]


def written(
    target: Path, content: Sequence[Mapping[str, Any]], header: Header = HEADER, limit: int = 1 << 40
) -> tuple[Path, ...]:
    """Write a bundle from the desk to the city."""
    with BundleWriter(target, header, CRAFT, (seed("desk"), public("city")), limit) as bundle:
        for line in content:
            bundle.add(line)
        return bundle.finish()


def fault(path: Path, desk: Desk = CITY) -> BundleFault:
    """Return why a bundle is refused."""
    with pytest.raises(BundleError) as caught:
        prove(path, desk, CRAFT)
    return caught.value.fault


def read(path: Path) -> tuple[Proven, list[Mapping[str, Any]]]:
    """Return a bundle as the city sees it."""
    proven = prove(path, CITY, CRAFT)
    return proven, list(lines_of(proven, CITY, CRAFT))


def noise(size: int) -> Mapping[str, Any]:
    """Return a line that cannot be packed."""
    return {"kind": "chunk", "data": os.urandom(size).hex()}


def test_what_is_put_in_comes_out_for_the_recipient(tmp_path: Path) -> None:
    (path,) = written(tmp_path / "a.lsb", LINES)

    proven, content = read(path)

    assert content == LINES
    assert proven.counts == {"request": 50}
    assert (proven.header.town, proven.header.sender, proven.header.bundle_no) == (TOWN, "desk", 7)
    assert proven.header.ranges == HEADER.ranges


def test_nothing_of_the_content_can_be_read_on_the_stick(tmp_path: Path) -> None:
    (path,) = written(tmp_path / "a.lsb", [{"kind": "request", "name": "CANARY"}])

    assert b"CANARY" not in path.read_bytes()
    assert b"request" not in path.read_bytes()


def test_a_full_part_is_followed_by_another(tmp_path: Path) -> None:
    content = [noise(40_000) for _ in range(20)]

    parts = written(tmp_path / "a.lsb", content, limit=300_000)

    assert [each.name for each in parts[:3]] == ["a.lsb", "a.2.lsb", "a.3.lsb"]
    assert all(each.stat().st_size <= 300_000 for each in parts)
    assert sum(each.stat().st_size for each in parts) < 1.3 * 20 * 40_000
    assert read(parts[0])[1] == content


def test_packed_lines_fill_a_part_however_long_they_are_plain(tmp_path: Path) -> None:
    content = [{"kind": "request", "text": "同一句话" * 5000, "n": n} for n in range(60)]

    parts = written(tmp_path / "a.lsb", content, limit=200_000)

    assert len(parts) == 1
    assert read(parts[0])[1] == content


def test_a_missing_or_strange_part_is_named(tmp_path: Path) -> None:
    parts = written(tmp_path / "a.lsb", [noise(40_000) for _ in range(20)], limit=300_000)
    other = written(tmp_path / "b.lsb", [noise(40_000) for _ in range(20)], limit=300_000)

    assert fault(parts[1]) is BundleFault.OTHER_PART
    parts[1].rename(tmp_path / "kept")
    assert fault(parts[0]) is BundleFault.PART_MISSING
    parts[2].rename(parts[1])
    assert fault(parts[0]) is BundleFault.OTHER_PART
    other[1].rename(parts[1])
    assert fault(parts[0]) is BundleFault.OTHER_PART


def test_each_wrong_reader_and_sender_is_named(tmp_path: Path) -> None:
    (path,) = written(tmp_path / "a.lsb", LINES)

    west = Desk("city", "320281002", seed("city"), CITY.key_of)
    neighbour = Desk("other", TOWN, seed("other"), CITY.key_of)
    stranger = Desk("city", "", seed("city"), lambda _town, _sender: None)
    forger = Desk("city", "", seed("city"), lambda _town, _sender: public("forger"))
    thief = Desk("city", "", seed("thief"), CITY.key_of)

    assert fault(path, west) is BundleFault.OTHER_TOWN
    assert fault(path, neighbour) is BundleFault.OTHER_RECIPIENT
    assert fault(path, stranger) is BundleFault.UNKNOWN_SENDER
    assert fault(path, forger) is BundleFault.ALTERED
    assert fault(path, thief) is BundleFault.OTHER_RECIPIENT


def test_what_is_no_bundle_or_a_newer_one_is_named(tmp_path: Path) -> None:
    strange, newer = tmp_path / "letter.lsb", tmp_path / "newer.lsb"
    strange.write_bytes(b"PK\x03\x04")
    newer.write_bytes(Header(**{**_told(), "version": 2}).written())
    other = tmp_path / "sm2.lsb"
    other.write_bytes(Header(**{**_told(), "alg": "sm2+sm3+sm4"}).written())

    assert fault(strange) is BundleFault.NOT_A_BUNDLE
    assert fault(newer) is BundleFault.NEWER
    assert fault(other) is BundleFault.NEWER
    assert fault(tmp_path / "none.lsb") is BundleFault.UNREADABLE


def _told() -> dict[str, Any]:
    return {name: getattr(HEADER, name) for name in Header.__dataclass_fields__}


def test_a_stick_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(BundleError) as caught:
        written(tmp_path / "no folder" / "a.lsb", LINES)
    assert caught.value.fault is BundleFault.NOT_WRITTEN

    with pytest.raises(ValueError, match="longer than any reader"):
        written(tmp_path / "a.lsb", [LINES[0], {"kind": "request", "text": "x" * 70_000_000}])

    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
def test_a_full_stick_is_named_and_left_clean(tmp_path: Path) -> None:
    (tmp_path / "a.lsb.part").symlink_to("/dev/full")

    with pytest.raises(BundleError) as caught:
        written(tmp_path / "a.lsb", [noise(200_000), noise(200_000)])

    assert caught.value.fault is BundleFault.NOT_WRITTEN
    assert list(tmp_path.iterdir()) == []


def test_every_fault_has_words() -> None:
    assert WORDS.keys() == set(BundleFault)
    assert all(message.endswith("。") and hint.endswith("。") for message, hint in WORDS.values())


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
_LINES = st.lists(st.fixed_dictionaries({"kind": st.sampled_from(("request", "chunk")), "value": _VALUES}))


@given(_LINES, st.integers(6_000, 20_000))
def test_any_lines_come_out_as_they_went_in(content: list[dict[str, Any]], limit: int) -> None:
    with TemporaryDirectory() as folder:
        parts = written(Path(folder) / "a.lsb", content, limit=limit)

        assert read(parts[0])[1] == content
        assert all(each.stat().st_size <= limit for each in parts)


def _sample() -> bytes:
    with TemporaryDirectory() as folder:
        (path,) = written(Path(folder) / "a.lsb", [*LINES, noise(90_000)])
        return path.read_bytes()


SAMPLE = _sample()


@given(st.data())
def test_no_altered_bit_gets_past_the_signature(data: st.DataObject) -> None:
    at = data.draw(st.one_of(st.integers(0, 600), st.integers(0, len(SAMPLE) - 1)))
    bit = data.draw(st.integers(0, 7))
    altered = bytearray(SAMPLE)
    altered[at] ^= 1 << bit

    with pytest.raises(BundleError):
        verify(BytesIO(bytes(altered)), public("desk"), CRAFT)


@given(st.integers(0, len(SAMPLE) - 1))
def test_no_cut_gets_past_the_signature(length: int) -> None:
    with pytest.raises(BundleError) as caught:
        verify(BytesIO(SAMPLE[:length]), public("desk"), CRAFT)
    assert caught.value.fault in (BundleFault.CUT, BundleFault.NOT_A_BUNDLE)


@given(st.data())
def test_no_altered_stream_gives_a_line_that_was_not_put_in(data: st.DataObject) -> None:
    begin = len(SAMPLE) - 200_000 if len(SAMPLE) > 200_000 else 700
    at = data.draw(st.integers(begin, len(SAMPLE) - 1))
    altered = bytearray(SAMPLE)
    altered[at] ^= data.draw(st.integers(1, 255))
    seen = []

    try:
        for line in lines(BytesIO(bytes(altered)), seed("city"), CRAFT):
            seen.append(line)  # noqa: PERF402 - what came before the damage counts
    except BundleError:
        pass

    assert seen[:50] == LINES[: len(seen)]


def test_more_bytes_behind_the_signature_are_no_bundle() -> None:
    with pytest.raises(BundleError):
        verify(BytesIO(SAMPLE + b"x" * 100), public("desk"), CRAFT)


def test_parts_of_a_name_with_dots_keep_it() -> None:
    assert part_path(Path("a.b.lsb"), 2).name == "a.b.2.lsb"
