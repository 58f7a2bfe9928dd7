"""Signing in (登录): whose name stands on what is done at this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import AppError
from app.domain.officer import Officer
from app.domain.role import SignedIn
from app.services.demonstration import mark

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from app.ports import Clock, UnitOfWork


class NotSignedInError(AppError):
    """Something was asked for before anybody signed in."""

    code = "sign_in.needed"
    hint = "请先在登录页选择本人姓名。"

    def __init__(self) -> None:
        super().__init__("尚未登录。")


class NotInPostError(AppError):
    """A person who is not in post that day tried to sign in."""

    code = "sign_in.not_in_post"
    hint = "请核对人员的到岗、离岗日期，或由系统管理员更正。"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}今日不在岗，不能登录。")


class AlreadyFoundedError(AppError):
    """A store that already has people was to be set up again."""

    code = "sign_in.already_founded"
    hint = "请用已有的管理员登录，再增减人员。"

    def __init__(self) -> None:
        super().__init__("本机已有人员，不能再次初始化。")


class SignInDesk:
    """登录 (signing in): holds who is signed in; ``WhoIs`` for every other desk."""

    def __init__(self, begin: Callable[[], UnitOfWork], clock: Clock, machine: str) -> None:
        self._begin = begin
        self._clock = clock
        self._machine = machine
        self._person: SignedIn | None = None

    def __call__(self) -> SignedIn:
        """Return the signed-in person, or raise ``NotSignedInError``."""
        if self._person is None:
            raise NotSignedInError
        return self._person

    def people(self) -> tuple[Officer, ...]:
        """Return who may sign in today, in the order of the store."""
        with self._begin() as work:
            everyone = work.of(Officer).find()
        today = self._clock.today()
        return tuple(each for each in everyone if each.in_post_on(today))

    def sign_in(self, officer_id: UUID) -> SignedIn:
        """Sign a person in, with the roles held today."""
        with self._begin() as work:
            officer = work.of(Officer).get(officer_id)
        if not officer.in_post_on(self._clock.today()):
            raise NotInPostError(officer.name)
        roles = frozenset(officer.roles)
        self._person = SignedIn(officer.id, officer.name, officer.town, roles, self._machine)
        return self._person

    def found(self, first: Officer) -> SignedIn:
        """Set up an empty store with its first person, who is then signed in; a fictional one marks it."""
        person = SignedIn(first.id, first.name, first.town, frozenset(first.roles), self._machine)
        with self._begin() as work:
            officers = work.of(Officer)
            if officers.find():
                raise AlreadyFoundedError
            self._person = person
            try:
                officers.save(first)
                if first.demonstration:
                    mark(work)
                work.commit()
            except AppError:
                self._person = None
                raise
        return person

    def sign_out(self) -> None:
        """Forget who was signed in."""
        self._person = None
