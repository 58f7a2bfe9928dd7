"""Work over a stick: there and back, twice, late, beside the network, damaged; nothing lost or doubled."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.attachment import There
from sync.bundle import BundleDesk, BundleRefusedError, Kept
from sync.cityserver.bundle_craft import CRAFT
from sync.cityserver.bundles import BundleOffice, Report, Server
from sync.membership import Membership
from sync.protocol.bundle_format import BundleError, BundleFault
from sync.protocol.messages import Word
from tests.db.surroundings import TOWN
from tests.sync.blob_city import BlobCity, Token, blob_city
from tests.sync.blob_desk import BlobDesk, DirectLine, blob_desk
from tests.sync.bundle_craft import public, seed
from tests.sync.bundle_world import SERVER, PaperCity, PaperStore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sync.bundle_returned import Gained

PHOTO = os.urandom(2_500_000)


@dataclass
class Carrier:
    """City, desk and the stick between them."""

    folder: Path
    blobs: BlobCity
    files: BlobDesk
    city: PaperCity = field(default_factory=PaperCity)
    store: PaperStore = field(default_factory=PaperStore)
    revoked: bool = False

    @property
    def desk(self) -> BundleDesk:
        """The desk's side."""
        kept = Kept(self.store, self.files.store.attachments, self.files.pieces)
        member = Membership("https://city", SERVER, public(SERVER).hex(), "desk", TOWN, "示例镇")
        return BundleDesk(kept, member, seed("desk"), self.files.given.clock)

    @property
    def office(self) -> BundleOffice:
        """The city's side."""
        known = ("desk", "desk-2")
        server = Server(
            SERVER,
            seed(SERVER),
            self.city.answer,
            lambda town, device: Token(town, device, self.revoked) if device in known else None,
            lambda _town, device: public(device) if device in known else None,
            self.blobs.blobs,
            self.blobs.clock,
        )
        return BundleOffice(server, CRAFT)

    def out(self, name: str = "out.lsb") -> Path:
        """Export to the stick."""
        return self.desk.export(self.folder / name).parts[0]

    def through(self, path: Path, name: str = "back.lsb") -> tuple[Report, Path]:
        """Take a bundle at the city."""
        report = self.office.take(path, self.folder / name)
        return report, report.returned[0]

    def round(self) -> Gained:
        """Go there and back."""
        return self.desk.take(self.through(self.out())[1])

    def over_network(self) -> None:
        """Push everything over the network, whose answer is lost."""
        request = {"incarnation": "life-1", "epoch": self.city.epoch, "changesets": self.store.waiting(0, 0)}
        self.city.answer(Word.PUSH, Token(TOWN, "desk"), request)


@pytest.fixture
def carrier(tmp_path: Path) -> Iterator[Carrier]:
    made = carried(tmp_path)
    yield made
    made.files.store.close()


def carried(folder: Path) -> Carrier:
    """Return city, desk and an empty stick."""
    (folder / "stick").mkdir()
    blobs = blob_city(folder / "city")
    return Carrier(folder / "stick", blobs, blob_desk(folder / "desk", DirectLine(blobs)))


def logged(carrier: Carrier) -> list[str]:
    """Return the change sets the city has, in order."""
    return [each["cs"]["cs_id"] for each in carrier.city.logs[TOWN]]


def test_work_goes_there_and_comes_back_acknowledged(carrier: Carrier) -> None:
    carrier.store.save(1200)

    gained = carrier.round()

    assert logged(carrier) == [each["cs_id"] for each in carrier.store.made]
    assert carrier.store.counts() == (0, 0)
    assert (gained.outcomes, gained.rows, gained.numbers) == (1200, 1200, 3)
    assert carrier.store.held == [1, 2, 3]
    assert carrier.store.places[TOWN].seq == 1200


def test_a_bundle_that_left_acknowledges_nothing(carrier: Carrier) -> None:
    carrier.store.save(3)

    carrier.through(carrier.out())

    assert carrier.store.counts() == (3, 0)


def test_looking_takes_nothing_and_tells_town_sender_and_counts(carrier: Carrier) -> None:
    carrier.store.save(3)
    path = carrier.out()

    proven = carrier.office.look(path)

    assert (proven.header.town, proven.header.sender) == (TOWN, "desk")
    assert proven.header.ranges["waiting"] == 3
    assert proven.counts == {"request": 5}
    assert logged(carrier) == []
    back = carrier.through(path)[1]
    assert carrier.desk.look(back).counts["answer"] == 5
    assert carrier.store.counts() == (3, 0)


def test_the_same_bundle_twice_is_answered_again_and_changes_nothing(carrier: Carrier) -> None:
    carrier.store.save(3)
    path = carrier.out()
    first, _lost = carrier.through(path)

    second, back = carrier.through(path, "back again.lsb")

    assert (first.fresh, second.fresh, second.change_sets) == (3, 0, 3)
    assert len(logged(carrier)) == 3
    assert carrier.desk.take(back).news
    assert not carrier.desk.take(back).news
    assert carrier.store.counts() == (0, 0)
    assert carrier.store.held == [1, 2, 3]


def test_the_network_in_between_doubles_nothing(carrier: Carrier) -> None:
    carrier.store.save(3)
    path = carrier.out()
    carrier.over_network()
    carrier.store.save(2)

    report, back = carrier.through(path)
    carrier.desk.take(back)

    assert report.fresh == 0
    assert len(logged(carrier)) == 3
    assert carrier.store.counts() == (2, 0)


def test_an_old_bundle_after_a_newer_one_is_harmless(carrier: Carrier) -> None:
    carrier.store.save(2)
    old = carrier.out("old.lsb")
    carrier.store.save(2)
    new = carrier.out("new.lsb")
    old_back = carrier.through(old, "old back.lsb")[1]
    new_back = carrier.through(new, "new back.lsb")[1]

    carrier.desk.take(new_back)
    gained = carrier.desk.take(old_back)

    assert not gained.news
    assert len(logged(carrier)) == len(set(logged(carrier))) == 4
    assert carrier.store.places[TOWN].seq == 4


def test_after_a_restore_the_next_bundle_gives_back_what_the_city_lost(carrier: Carrier) -> None:
    carrier.store.save(5)
    carrier.round()
    carrier.city.restore(2)
    before = carrier.through(carrier.out(), "before.lsb")[1]

    assert carrier.desk.take(before).again == "recovery"
    assert carrier.round().again == "recovered"
    assert carrier.round().rows == 5

    assert logged(carrier) == [each["cs_id"] for each in carrier.store.made]
    with pytest.raises(BundleRefusedError) as caught:
        carrier.desk.take(outdated(carrier))
    assert caught.value.code == BundleFault.OUTDATED


def outdated(carrier: Carrier) -> Path:
    """Return an answer of an epoch that was over before this desk asked."""
    city, carrier.city = carrier.city, PaperCity("e0")
    carrier.store.epoch, kept = "e0", carrier.store.epoch
    path = carrier.through(carrier.out("older.lsb"), "older back.lsb")[1]
    carrier.store.epoch, carrier.city = kept, city
    return path


def test_each_bundle_for_somebody_else_is_named(carrier: Carrier) -> None:
    carrier.store.save(1)
    path = carrier.out()
    back = carrier.through(path)[1]

    with pytest.raises(BundleRefusedError) as own:
        carrier.desk.take(path)
    assert own.value.code == BundleFault.OTHER_RECIPIENT
    with pytest.raises(BundleError) as answer:
        carrier.office.take(back, carrier.folder / "x.lsb")
    assert answer.value.fault is BundleFault.OTHER_RECIPIENT
    carrier.store.device = "stranger"
    with pytest.raises(BundleError) as stranger:
        carrier.through(carrier.out("stranger.lsb"))
    assert stranger.value.fault is BundleFault.UNKNOWN_SENDER
    assert carrier.store.counts() == (1, 0)


def test_a_revoked_computer_hands_over_and_gets_nothing(carrier: Carrier) -> None:
    carrier.store.save(2)
    carrier.revoked = True

    gained = carrier.round()

    assert len(logged(carrier)) == 2
    assert (gained.rows, carrier.store.pulled) == (0, [])


def test_files_go_along_and_come_back_with_receipts(carrier: Carrier, tmp_path: Path) -> None:
    colleague = blob_desk(tmp_path / "colleague", DirectLine(carrier.blobs, "desk-2"))
    theirs = colleague.add(PHOTO[::-1], "别人的.jpg")
    colleague.run()
    colleague.store.close()
    mine = carrier.files.add(PHOTO, "我的.jpg")
    missing = carrier.files.add(PHOTO[::-1], "别人的.jpg", keep=False)
    assert missing == theirs
    (absent,) = carrier.files.store.attachments.of([theirs])
    carrier.files.store.attachments.save(replace(absent, here=False))

    gained = carrier.round()

    assert (gained.receipts, gained.files) == (1, 1)
    assert carrier.blobs.blobs.file(TOWN, mine)[1].read_bytes() == PHOTO
    assert carrier.files.files.get(theirs) == PHOTO[::-1]
    lines = carrier.files.store.attachments.of([mine, theirs])
    assert {each.there for each in lines} == {There.KEPT}
    assert not carrier.round().files


def test_files_beyond_what_the_stick_holds_stay_for_the_next(carrier: Carrier) -> None:
    carrier.files.add(PHOTO, "一.jpg")
    carrier.files.add(PHOTO[1:], "二.jpg")

    written = carrier.desk.export(carrier.folder / "out.lsb", most_files=3_000_000)

    assert carrier.office.look(written.parts[0]).counts["file"] == 1
    assert written.bytes < 3_500_000


def test_a_bundle_in_parts_is_taken_whole_or_not(carrier: Carrier) -> None:
    carrier.files.add(PHOTO, "一.jpg")
    carrier.store.save(4)
    written = carrier.desk.export(carrier.folder / "out.lsb", limit=2_000_000)
    assert len(written.parts) == 2
    written.parts[1].rename(carrier.folder / "left at home")

    with pytest.raises(BundleError) as caught:
        carrier.through(written.parts[0])
    assert caught.value.fault is BundleFault.PART_MISSING
    assert logged(carrier) == []

    (carrier.folder / "left at home").rename(written.parts[1])
    report, back = carrier.through(written.parts[0])
    assert (report.fresh, report.files) == (4, 1)
    assert carrier.desk.take(back).receipts == 1


_ACTS = st.lists(
    st.sampled_from(("save", "out", "through", "back", "network", "damage", "cut")), min_size=3, max_size=25
)


@settings(max_examples=30)
@given(_ACTS, st.randoms(use_true_random=False))
def test_in_whatever_order_sticks_travel_nothing_is_lost_or_doubled(acts: list[str], chance: Any) -> None:
    with TemporaryDirectory() as folder:
        carrier = carried(Path(folder))
        try:
            _travelled(carrier, acts, chance)
            carrier.round()
        finally:
            carrier.files.store.close()

        assert sorted(logged(carrier)) == sorted(each["cs_id"] for each in carrier.store.made)
        assert carrier.store.counts() == (0, 0)
        assert [each["cs"]["cs_id"] for each in carrier.store.pulled] == logged(carrier)
        assert carrier.store.held == [1, 2, 3]


def _travelled(carrier: Carrier, acts: list[str], chance: Any) -> None:
    """Let the acts happen with whichever sticks there are."""
    out: list[Path] = []
    back: list[Path] = []
    for number, act in enumerate(acts):
        if act == "save":
            carrier.store.save(chance.randint(1, 3))
        elif act == "out":
            out.append(carrier.out(f"out{number}.lsb"))
        elif act == "network":
            carrier.over_network()
        elif act == "back" and back:
            carrier.desk.take(chance.choice(back))
        elif act == "through" and out:
            back.append(carrier.through(chance.choice(out), f"back{number}.lsb")[1])
        elif out:
            bad = carrier.folder / f"bad{number}.lsb"
            _refused(carrier, _damaged(chance.choice(out), act, chance, bad))


def _damaged(path: Path, how: str, chance: Any, target: Path) -> Path:
    content = bytearray(path.read_bytes())
    at = chance.randrange(len(content))
    if how == "cut":
        del content[at:]
    else:
        content[at] ^= 1 << chance.randrange(8)
    target.write_bytes(content)
    return target


def _refused(carrier: Carrier, path: Path) -> None:
    before = logged(carrier)
    with pytest.raises(BundleError):
        carrier.through(path, "never.lsb")
    assert logged(carrier) == before
    assert not (carrier.folder / "never.lsb").exists()
