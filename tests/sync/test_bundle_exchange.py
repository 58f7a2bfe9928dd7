"""Work over a stick: there and back, twice, late, beside the network, damaged; nothing lost or doubled."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey

from app.adapters.files import BlobFiles
from app.adapters.pieces import FilePieces
from app.cli.entry import run
from app.domain.attachment import There
from app.domain.errors import AppError
from app.domain.evidence import Evidence, EvidenceKind
from localdb.sync.centre import SqlSyncReading
from localdb.sync.membership import SqlMembership
from sync.bundle import BundleDesk, BundleRefusedError, Kept
from sync.cityserver.bundle_craft import CRAFT
from sync.cityserver.bundles import BundleOffice, Report, Server
from sync.cityserver.clock import stamp
from sync.cityserver.visits import DeviceIdentity
from sync.codecs import field_value
from sync.membership import Membership
from sync.protocol.bundle_format import BundleError, BundleFault
from sync.protocol.enrolment import grant_content
from tests.sync.blob_city import BlobCity, blob_city
from tests.sync.blob_desk import DirectLine, blob_desk
from tests.sync.bundle_craft import public, seed
from tests.sync.city_kit import SERVER, CityKit
from tests.sync.office import TOWN, Desktop

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.case import Case
    from app.domain.sync_centre import Link
    from localdb.attachments import SqlAttachments
    from sync.bundle_returned import Gained
    from sync.cityserver.visits import Caller

PHOTO = os.urandom(2_500_000)


class StoppedError(Exception):
    """A person stopped the work."""


@dataclass
class Carrier:
    """The real city, a desk with its real store, and the stick between them."""

    folder: Path
    blobs: BlobCity
    kit: CityKit
    computer: Desktop
    revoked: bool = False

    def __post_init__(self) -> None:
        self.membership = SqlMembership(self.computer.store.engine)
        self.membership.key_name("device")
        self.files = BlobFiles(self.folder.parent / "files")
        self.pieces = FilePieces(self.folder.parent / "files")
        self.made: list[Case] = []

    @property
    def lines(self) -> SqlAttachments:
        """How far the files are."""
        return self.computer.store.attachments

    @property
    def desk(self) -> BundleDesk:
        """The desk's side."""
        kept = Kept(self.computer.sync, self.lines, self.pieces)
        name = self.computer.device
        member = Membership("https://city", SERVER, public(SERVER).hex(), name, TOWN, "示例镇")
        return BundleDesk(kept, member, seed(name), self.computer.clock, self.membership.keep_leave)

    @property
    def office(self) -> BundleOffice:
        """The city's side."""
        known = self.computer.device
        server = Server(
            SERVER,
            seed(SERVER),
            self.kit.city.answer,
            lambda town, device: DeviceIdentity(town, device, self.revoked) if device == known else None,
            lambda _town, device: public(device) if device == known else None,
            self.blobs.blobs,
            self.kit.clock.now,
            self.granted,
        )
        return BundleOffice(server, CRAFT)

    def granted(self, caller: Caller) -> Mapping[str, object] | None:
        """Return a leave to work on without a line, 45 days from now."""
        now = self.kit.clock.now()
        issued, until = stamp(now), stamp(now + timedelta(days=45))
        content = grant_content(caller.device, caller.town, issued, until, SERVER)
        signature = SigningKey(seed(SERVER)).sign(content).signature.hex()
        return None if caller.revoked else {"issued": issued, "until": until, "signature": signature}

    def link(self) -> Link:
        """Return what the sync centre tells of the city."""
        found = SqlSyncReading(self.computer.store.engine, field_value).link()
        assert found is not None
        return found

    def save(self, count: int = 1) -> None:
        """Save cases at the desk."""
        self.made += [self.computer.case() for _ in range(count)]

    def keep(self, content: bytes, name: str) -> str:
        """Record a piece of evidence with its file."""
        digest, born = self.files.put(content), self.computer.ids.new()
        of = self.computer.case()
        self.made.append(of)
        piece = Evidence(
            born, TOWN, of.id, 1, EvidenceKind.ELECTRONIC, name, file_name=name, file_hash=digest
        )
        self.computer.save(piece)
        return digest

    def waiting(self) -> int:
        """Return how many change sets no answer has reached."""
        return self.computer.sync.counts()[0]

    def cursor(self) -> int:
        """Return how far the town's log was pulled."""
        state = self.computer.sync.state()
        assert state is not None
        return state.streams[TOWN].seq

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

    def meet(self) -> None:
        """Go there and back until the two know each other's epoch."""
        assert self.round().again == "entered"

    def over_network(self) -> None:
        """Push everything over the network, whose answer is lost."""
        self.computer.line.lost = frozenset(("push",))
        self.computer.take(6)
        self.computer.line.lost = frozenset()


@pytest.fixture
def carrier(tmp_path: Path) -> Carrier:
    made = carried(tmp_path)
    made.meet()
    return made


def carried(folder: Path) -> Carrier:
    """Return city, desk and an empty stick."""
    (folder / "stick").mkdir()
    kit = CityKit()
    return Carrier(folder / "stick", blob_city(folder / "city"), kit, Desktop(kit, 1))


def logged(carrier: Carrier) -> list[str]:
    """Return the change sets the city has, in order."""
    return [each["cs"]["cs_id"] for each in carrier.kit.rows(TOWN)]


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


def test_after_a_restore_the_next_bundles_give_back_what_the_city_lost(carrier: Carrier) -> None:
    carrier.save(2)
    carrier.round()
    copy = carrier.kit.backup()
    carrier.save(3)
    carrier.round()
    late = carrier.through(carrier.out("late.lsb"), "late back.lsb")[1]
    carrier.kit.restore(copy, towns=(TOWN,))
    assert len(logged(carrier)) == 2

    assert carrier.round().again == "recovery"
    assert carrier.round().again == "recovered"
    assert carrier.round().rows == 5

    assert len(logged(carrier)) == len(set(logged(carrier))) == 5
    assert all(carrier.computer.sees(each) for each in carrier.made)
    assert carrier.waiting() == 0
    with pytest.raises(BundleRefusedError) as caught:
        carrier.desk.take(late)
    assert caught.value.code == BundleFault.OUTDATED
    assert carrier.cursor() == 5


def test_a_restore_nobody_told_of_is_seen_before_the_city_takes_work(carrier: Carrier) -> None:
    carrier.save(2)
    copy = carrier.kit.backup()
    carrier.round()
    carrier.save(1)
    carrier.kit.restore(copy, towns=())

    assert carrier.round().again == "recovery"
    assert carrier.round().again == "recovered"
    carrier.round()

    assert len(logged(carrier)) == len(set(logged(carrier))) == 3
    assert carrier.waiting() == 0


def test_a_copied_computer_gives_up_by_stick_what_its_earlier_life_held(carrier: Carrier) -> None:
    with suppress(AppError), carrier.computer.store.begin() as work:
        work.numbers.take("罚", 2026, carrier.computer.ids.new())
    carrier.round()
    early = carrier.through(carrier.out("early.lsb"), "early back.lsb")[1]
    carrier.computer.sync.forked()

    carrier.desk.take(early)
    before = carrier.computer.sync.state()
    carrier.round()

    after = carrier.computer.sync.state()
    assert before is not None
    assert after is not None
    assert (before.release_due, after.release_due) == (True, False)
    register = carrier.kit.register(town=TOWN)
    assert {n: register[n] for n in (1, 2, 3)} == {1: "void", 2: "void", 3: "void"}


def test_a_stick_brings_a_leave_to_work_on_and_an_older_one_takes_none_back(carrier: Carrier) -> None:
    old = carrier.through(carrier.out("old.lsb"), "old back.lsb")[1]
    before = carrier.link()

    gained = carrier.round()

    after = carrier.link()
    assert gained.leave
    assert before.leave_until is not None
    assert after.leave_until is not None
    assert after.contact_at is not None
    assert before.contact_at is None
    assert after.leave_until > before.leave_until
    assert not carrier.desk.take(old).leave
    assert carrier.link() == after


def test_large_work_is_told_in_lines_that_can_be_read(carrier: Carrier) -> None:
    case = carrier.computer.case()
    for number in range(1, 5):
        text = str(number) * 3_000_000
        piece = Evidence(carrier.computer.ids.new(), TOWN, case.id, number, EvidenceKind.ELECTRONIC, text)
        carrier.computer.save(piece)
    path = carrier.out()

    assert carrier.office.look(path).counts["request"] >= 5
    carrier.desk.take(carrier.through(path)[1])
    assert carrier.waiting() == 0
    assert len(logged(carrier)) == 5


def test_a_person_who_stops_leaves_nothing_on_the_stick_and_loses_nothing(carrier: Carrier) -> None:
    carrier.keep(PHOTO, "一.jpg")
    seen: list[tuple[int, int]] = []

    def watch(done: int, total: int) -> None:
        seen.append((done, total))
        if done > total // 3:
            raise StoppedError

    with pytest.raises(StoppedError):
        carrier.desk.export(carrier.folder / "stopped.lsb", watch)
    assert list(carrier.folder.glob("stopped*")) == []
    back = carrier.through(carrier.out())[1]
    with pytest.raises(StoppedError):
        carrier.desk.take(back, watch)
    assert carrier.waiting() == 2

    assert carrier.desk.take(back).outcomes == 2

    assert carrier.waiting() == 0
    assert all(0 <= done <= total for done, total in seen)


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


def test_a_revoked_computer_hands_over_and_gets_nothing(carrier: Carrier) -> None:
    carrier.save(2)
    carrier.revoked = True

    gained = carrier.round()

    assert len(logged(carrier)) == 2
    assert (gained.rows, gained.leave) == (0, False)
    assert carrier.link().revoked


def test_files_go_along_and_come_back_with_receipts(carrier: Carrier, tmp_path: Path) -> None:
    colleague = blob_desk(tmp_path / "colleague", DirectLine(carrier.blobs, "desk-2"))
    theirs = colleague.add(PHOTO[::-1], "别人的.jpg")
    colleague.run()
    colleague.store.close()
    mine = carrier.keep(PHOTO, "我的.jpg")
    assert carrier.keep(PHOTO[::-1], "别人的.jpg") == theirs
    (absent,) = carrier.lines.of([theirs])
    carrier.lines.save(replace(absent, here=False))
    (tmp_path / "files" / theirs[:2] / theirs).unlink()

    back = carrier.through(carrier.out())[1]
    gained = carrier.desk.take(back)

    assert (gained.receipts, gained.files) == (1, 1)
    assert not carrier.desk.take(back).news
    assert carrier.blobs.blobs.file(TOWN, mine)[1].read_bytes() == PHOTO
    assert carrier.files.get(theirs) == PHOTO[::-1]
    assert {each.there for each in carrier.lines.of([mine, theirs])} == {There.KEPT}
    assert not carrier.round().files


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


_ACTS = st.lists(
    st.sampled_from(("save", "out", "through", "back", "network", "damage", "cut")), min_size=3, max_size=20
)


@settings(max_examples=20)
@given(_ACTS, st.randoms(use_true_random=False))
def test_in_whatever_order_sticks_travel_nothing_is_lost_or_doubled(acts: list[str], chance: Any) -> None:
    with TemporaryDirectory() as folder:
        carrier = carried(Path(folder))
        carrier.meet()
        _travelled(carrier, acts, chance)
        carrier.round()

        assert len(logged(carrier)) == len(set(logged(carrier))) == len(carrier.made)
        assert all(carrier.computer.sees(each) for each in carrier.made)
        assert carrier.waiting() == 0
        assert carrier.cursor() == len(carrier.made)


def _travelled(carrier: Carrier, acts: list[str], chance: Any) -> None:
    """Let the acts happen with whichever sticks there are."""
    out: list[Path] = []
    back: list[Path] = []
    for number, act in enumerate(acts):
        if act == "save":
            carrier.save(chance.randint(1, 3))
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
