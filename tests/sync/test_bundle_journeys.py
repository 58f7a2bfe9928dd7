"""Sticks on longer journeys: restores, copies, damage, stopping, any order; nothing lost or doubled."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import AppError
from app.domain.evidence import Evidence, EvidenceKind
from sync.bundle import BundleRefusedError
from sync.protocol.bundle_format import BundleError, BundleFault
from tests.sync.office import TOWN
from tests.sync.stick import PHOTO, Carrier, acquainted, carried, logged


class StoppedError(Exception):
    """A person stopped the work."""


@pytest.fixture
def carrier(tmp_path: Path) -> Carrier:
    """Return city and desk that know each other."""
    return acquainted(tmp_path)


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


def test_a_revoked_computer_hands_over_and_gets_nothing(carrier: Carrier) -> None:
    carrier.save(2)
    carrier.revoked = True

    gained = carrier.round()

    assert len(logged(carrier)) == 2
    assert (gained.rows, gained.leave) == (0, False)
    assert carrier.link().revoked


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
