"""Administrators sign in by password, wait after five wrong ones, and leave a log."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text

from sync.cityserver.staff import SITTING, SignInRefusedError, Staff
from sync.cityserver.tries import LOCKED, TRIES, TRIES_IN_ALL

if TYPE_CHECKING:
    from tests.sync.cityserver.stores import Stores

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class Hands:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 2, 4, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def pass_by(self, time: timedelta) -> None:
        self.at += time


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def staff(stores: Stores, clock: Hands) -> Staff:
    return Staff(stores.app, clock, QUICK)


def test_an_administrator_sits_for_some_hours_after_signing_in(staff: Staff, clock: Hands) -> None:
    secret = staff.sign_in("ann", staff.appoint("ann", "管理员"))
    assert staff.who(secret) == "ann"

    clock.pass_by(SITTING)
    assert staff.who(secret) is None


def test_signing_out_ends_the_sitting_at_once(staff: Staff) -> None:
    secret = staff.sign_in("ann", staff.appoint("ann", "管理员"))

    staff.sign_out(secret)

    assert staff.who(secret) is None


@pytest.mark.parametrize(("name", "password"), [("ann", "wrong"), ("nobody", "wrong"), ("", "")])
def test_what_does_not_fit_is_refused_in_the_same_words(staff: Staff, name: str, password: str) -> None:
    staff.appoint("ann", "管理员")

    with pytest.raises(SignInRefusedError, match="用户名或密码不正确"):
        staff.sign_in(name, password)


OFFICE, STRANGER = "10.0.0.7", "203.0.113.9"


def refused(staff: Staff, password: str = "wrong", address: str = OFFICE) -> bool:  # noqa: S107 - a wrong one
    """Try to sign in, and tell whether it was refused."""
    try:
        staff.sign_in("ann", password, address)
    except SignInRefusedError:
        return True
    return False


def test_an_address_rests_after_five_wrong_passwords(staff: Staff, clock: Hands) -> None:
    password = staff.appoint("ann", "管理员")
    for _ in range(TRIES):
        assert refused(staff)

    assert refused(staff, password)
    clock.pass_by(LOCKED)
    assert not refused(staff, password)


def test_tries_during_the_rest_do_not_make_it_longer(staff: Staff, clock: Hands) -> None:
    password = staff.appoint("ann", "管理员")
    for _ in range(3 * TRIES):
        assert refused(staff)
        clock.pass_by(timedelta(minutes=1))

    clock.pass_by(LOCKED - timedelta(minutes=3 * TRIES - TRIES))
    assert not refused(staff, password)


def test_a_right_password_takes_back_what_went_wrong_before(staff: Staff) -> None:
    password = staff.appoint("ann", "管理员")
    for _ in range(3):
        for _ in range(TRIES - 1):
            assert refused(staff)
        assert not refused(staff, password)


def test_a_stranger_keeps_no_administrator_out(staff: Staff) -> None:
    password = staff.appoint("ann", "管理员")
    for _ in range(2 * TRIES):
        assert refused(staff, address=STRANGER)

    assert refused(staff, password, STRANGER)
    assert not refused(staff, password)


def test_a_guesser_with_many_addresses_is_slow_and_keeps_nobody_out_who_was_there_before(
    staff: Staff, clock: Hands
) -> None:
    password = staff.appoint("ann", "管理员")
    assert not refused(staff, password)
    for n in range(TRIES_IN_ALL):
        assert refused(staff, address=f"2001:db8::{n}")

    assert refused(staff, password, STRANGER)
    assert not refused(staff, password)
    clock.pass_by(LOCKED)
    assert not refused(staff, password, STRANGER)


def test_tries_at_the_same_moment_are_all_counted(staff: Staff) -> None:
    password = staff.appoint("ann", "管理员")

    with ThreadPoolExecutor(TRIES) as threads:
        assert all(threads.map(lambda _n: refused(staff), range(TRIES)))

    assert refused(staff, password)


def test_a_new_password_ends_the_sittings_of_the_old_one_alone(staff: Staff) -> None:
    secret = staff.sign_in("ann", staff.appoint("ann", "管理员"))
    other = staff.sign_in("bob", staff.appoint("bob", "管理员"))

    staff.appoint("ann", "管理员")

    assert (staff.who(secret), staff.who(other)) == (None, "bob")


def test_a_new_password_ends_the_rest(staff: Staff) -> None:
    staff.appoint("ann", "管理员")
    for _ in range(TRIES):
        assert refused(staff)

    assert not refused(staff, staff.appoint("ann", "管理员"))


def test_a_new_password_replaces_the_old_one(staff: Staff) -> None:
    old, new = staff.appoint("ann", "管理员"), staff.appoint("ann", "管理员")

    with pytest.raises(SignInRefusedError):
        staff.sign_in("ann", old)
    assert staff.who(staff.sign_in("ann", new)) == "ann"


def test_what_was_done_stands_in_the_log(staff: Staff, stores: Stores) -> None:
    staff.did("ann", "停用电脑", "一号机：遗失")

    with stores.report.connect() as connection:
        (line,) = connection.execute(text('select "by", what, about from city_deed')).all()
    assert tuple(line) == ("ann", "停用电脑", "一号机：遗失")
