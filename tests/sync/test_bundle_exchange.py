"""Work over a stick: there and back, twice, late, beside the network; nothing lost or doubled."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

import pytest

from app.adapters.pieces import FilePieces, Room
from app.cli.entry import run
from app.domain.attachment import There
from app.domain.errors import AppError
from app.domain.sync_bundle import TakenIn
from sync.bundle import BundleRefusedError
from sync.protocol.bundle_format import BundleError, BundleFault
from tests.sync.blob_desk import DirectLine, blob_desk
from tests.sync.office import TOWN, Desktop
from tests.sync.pulled_stick import PulledStick
from tests.sync.stick import PHOTO, Carrier, acquainted, logged

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def carrier(tmp_path: Path) -> Carrier:
    """Return city and desk that know each other."""
    return acquainted(tmp_path)


def test_work_goes_there_and_comes_back_acknowledged(carrier: Carrier) -> None:
    carrier.save(250)

    gained = carrier.round()

    assert len(logged(carrier)) == 250
    assert carrier.waiting() == 0
    assert (gained.outcomes, gained.rows, gained.again) == (250, 250, "")
    assert carrier.cursor() == 250


def test_a_bundle_that_left_acknowledges_nothing(carrier: Carrier) -> None:
    carrier.save(3)

    carrier.through(carrier.out())

    assert carrier.waiting() == 3


def test_looking_takes_nothing_and_tells_town_sender_and_counts(carrier: Carrier) -> None:
    carrier.save(3)
    path = carrier.out()

    proven = carrier.office.look(path)

    assert (proven.header.town, proven.header.sender) == (TOWN, carrier.computer.device)
    assert proven.header.ranges["waiting"] == 3
    assert logged(carrier) == []
    back = carrier.through(path)[1]
    assert carrier.desk.look(back).counts["answer"] == proven.counts["request"]
    assert carrier.waiting() == 3


def test_what_waits_is_told_before_anything_is_written(carrier: Carrier) -> None:
    carrier.keep(PHOTO, "照片.jpg")

    assert carrier.desk.due() == (2, 1)
    assert list(carrier.folder.glob("*.part")) == []


def test_numbers_are_lent_by_stick_and_only_once(carrier: Carrier) -> None:
    with suppress(AppError), carrier.computer.store.begin() as work:
        work.numbers.take("罚", 2026, carrier.computer.ids.new())
    path = carrier.out()
    back, again = carrier.through(path)[1], carrier.through(path, "again.lsb")[1]

    assert carrier.desk.take(back).numbers == 3
    assert carrier.desk.take(again).numbers == 0

    (held,) = carrier.computer.sync.numbers(used=False)
    assert held.numbers == (1, 2, 3)
    assert carrier.kit.register(town=TOWN) == {1: "leased", 2: "leased", 3: "leased"}


def test_the_same_bundle_twice_is_answered_again_and_changes_nothing(carrier: Carrier) -> None:
    carrier.save(3)
    path = carrier.out()
    first, _lost = carrier.through(path)

    second, back = carrier.through(path, "back again.lsb")

    assert (first.fresh, second.fresh, second.change_sets) == (3, 0, 3)
    assert len(logged(carrier)) == 3
    assert carrier.desk.take(back).news
    assert not carrier.desk.take(back).news
    assert carrier.waiting() == 0


def test_the_network_in_between_doubles_nothing(carrier: Carrier) -> None:
    carrier.save(3)
    path = carrier.out()
    carrier.over_network()
    assert len(logged(carrier)) == 3
    carrier.save(2)

    report, back = carrier.through(path)
    carrier.desk.take(back)

    assert report.fresh == 0
    assert len(logged(carrier)) == 3
    assert carrier.waiting() == 2
    carrier.computer.settle()
    assert len(logged(carrier)) == 5
    assert carrier.waiting() == 0


def test_an_old_bundle_after_a_newer_one_is_harmless(carrier: Carrier) -> None:
    carrier.save(2)
    old = carrier.out("old.lsb")
    carrier.save(2)
    new = carrier.out("new.lsb")
    old_back = carrier.through(old, "old back.lsb")[1]
    new_back = carrier.through(new, "new back.lsb")[1]

    carrier.desk.take(new_back)
    gained = carrier.desk.take(old_back)

    assert not gained.news
    assert len(logged(carrier)) == len(set(logged(carrier))) == 4
    assert carrier.cursor() == 4


def test_each_bundle_for_somebody_else_is_named(carrier: Carrier) -> None:
    carrier.save(1)
    path = carrier.out()
    back = carrier.through(path)[1]

    with pytest.raises(BundleRefusedError) as own:
        carrier.desk.take(path)
    assert own.value.code == BundleFault.OTHER_RECIPIENT
    with pytest.raises(BundleError) as answer:
        carrier.office.take(back, carrier.folder / "x.lsb")
    assert answer.value.fault is BundleFault.OTHER_RECIPIENT
    stranger = Carrier(carrier.folder, carrier.blobs, carrier.kit, Desktop(carrier.kit, 2))
    with pytest.raises(BundleError) as unknown:
        carrier.through(stranger.out("stranger.lsb"))
    assert unknown.value.fault is BundleFault.UNKNOWN_SENDER
    assert carrier.waiting() == 1


def test_files_go_along_and_come_back_with_receipts(carrier: Carrier, tmp_path: Path) -> None:
    mine = carrier.keep(PHOTO, "我的.jpg")
    (theirs,) = elsewhere(carrier, tmp_path, PHOTO[::-1])

    back = carrier.through(carrier.out())[1]
    gained = carrier.desk.take(back)

    assert (gained.receipts, gained.files) == (1, 1)
    assert not carrier.desk.take(back).news
    assert carrier.blobs.blobs.file(TOWN, mine)[1].read_bytes() == PHOTO
    assert carrier.files.get(theirs) == PHOTO[::-1]
    assert {each.there for each in carrier.lines.of([mine, theirs])} == {There.KEPT}
    assert not carrier.round().files


def test_a_disk_without_room_leaves_a_file_behind_and_takes_all_else(
    carrier: Carrier, tmp_path: Path
) -> None:
    large, small = PHOTO[::-1], PHOTO[:1000]
    absent = elsewhere(carrier, tmp_path, large, small)
    mine = carrier.keep(PHOTO, "我的.jpg")
    back = carrier.through(carrier.out())[1]
    carrier.pieces = FilePieces(tmp_path / "files", lambda _folder: Room(500 << 30, (2 << 30) + 5000))

    gained = carrier.desk.take(back)

    assert (gained.receipts, gained.files, gained.left) == (1, 1, 1)
    assert carrier.waiting() == 0
    assert {each.there for each in carrier.lines.of([mine])} == {There.KEPT}
    assert carrier.files.get(absent[1]) == small
    assert [each.here for each in carrier.lines.of(absent[:1])] == [False]
    carrier.pieces = FilePieces(tmp_path / "files")
    assert (carrier.desk.take(back).files, carrier.files.get(absent[0])) == (1, large)


def test_a_person_hears_how_many_files_found_no_room() -> None:
    some = TakenIn(3, 0, 0, 0, 1, leave=False, again="", stopped="", left=2)
    none = TakenIn(0, 0, 0, 0, 0, leave=False, again="", stopped="", left=1)

    assert "另有2个附件没有存下" in some.words
    assert none.words.startswith("另有1个附件没有存下")


def elsewhere(carrier: Carrier, folder: Path, *contents: bytes) -> list[str]:
    """Have files at the city that a colleague sent and this desk lacks; return their digests."""
    colleague = blob_desk(folder / "colleague", DirectLine(carrier.blobs, "desk-2"))
    digests = [colleague.add(each, f"{number}.jpg") for number, each in enumerate(contents)]
    colleague.run()
    colleague.store.close()
    for digest, content in zip(digests, contents, strict=True):
        assert carrier.keep(content, "别人的.jpg") == digest
        (line,) = carrier.lines.of([digest])
        carrier.lines.save(replace(line, here=False))
        (folder / "files" / digest[:2] / digest).unlink()
    return digests


def test_files_beyond_what_the_stick_holds_stay_for_the_next(carrier: Carrier) -> None:
    carrier.keep(PHOTO, "一.jpg")
    carrier.keep(PHOTO[1:], "二.jpg")

    written = carrier.desk.export(carrier.folder / "out.lsb", room=3_000_000)

    assert carrier.office.look(written.parts[0]).counts["file"] == 1
    assert written.bytes < 3_500_000


def test_a_bundle_in_parts_is_taken_whole_or_not(carrier: Carrier) -> None:
    carrier.keep(PHOTO, "一.jpg")
    written = carrier.desk.export(carrier.folder / "out.lsb", limit=2_000_000)
    assert len(written.parts) == 2
    written.parts[1].rename(carrier.folder / "left at home")

    with pytest.raises(BundleError) as caught:
        carrier.through(written.parts[0])
    assert caught.value.fault is BundleFault.PART_MISSING
    assert logged(carrier) == []

    (carrier.folder / "left at home").rename(written.parts[1])
    report, back = carrier.through(written.parts[0])
    assert (report.fresh, report.files) == (2, 1)
    assert carrier.desk.take(back).receipts == 1


def test_the_word_of_the_command_line_says_why_a_computer_cannot_exchange(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["sync", "export", str(tmp_path / "a.lsb"), "--store", str(tmp_path / "store")])

    assert code == 1
    assert "还没有登记入网" in capsys.readouterr().err


def test_a_stick_pulled_out_while_it_is_written_is_told_in_words(carrier: Carrier) -> None:
    carrier.save(3)
    out = PulledStick(carrier.folder / "out.lsb")

    assert told_until_it_stays(lambda: carrier.desk.export(out, room=1 << 30)) == {BundleFault.NOT_WRITTEN}
    assert carrier.waiting() == 3


def test_a_stick_pulled_out_while_it_is_read_is_told_in_words(carrier: Carrier) -> None:
    carrier.save(3)
    back = PulledStick(carrier.through(carrier.out())[1])

    assert told_until_it_stays(lambda: carrier.desk.look(back)) == {BundleFault.UNREADABLE}
    assert told_until_it_stays(lambda: carrier.desk.take(back)) == {BundleFault.UNREADABLE}
    assert carrier.waiting() == 0


def told_until_it_stays(act: Callable[[], object]) -> set[str]:
    """Pull the stick out at every touch in turn, until the act is through; return what was told."""
    told = set()
    for touches in count():
        PulledStick.last(touches)
        try:
            act()
        except BundleRefusedError as error:
            told.add(error.code)
        else:
            return told
    raise AssertionError
