"""Administrators sign in by password, rest after five wrong ones, and leave a log."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text

from sync.cityserver.staff import LOCKED, SITTING, TRIES, SignInRefusedError, Staff

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


def test_an_account_rests_after_five_wrong_passwords(staff: Staff, clock: Hands) -> None:
    password = staff.appoint("ann", "管理员")
    for _ in range(TRIES):
        with pytest.raises(SignInRefusedError):
            staff.sign_in("ann", "wrong")

    with pytest.raises(SignInRefusedError):
        staff.sign_in("ann", password)
    clock.pass_by(LOCKED)
    assert staff.who(staff.sign_in("ann", password)) == "ann"


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
