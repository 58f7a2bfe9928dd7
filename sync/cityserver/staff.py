"""Administrators of the city (平台管理员): passwords, sittings, and a log of what they did."""

from __future__ import annotations

import secrets
import uuid
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import delete, insert, select, update

from sync.cityserver.clock import stamp
from sync.cityserver.errors import CityError
from sync.cityserver.registry_tables import deed as deeds
from sync.cityserver.registry_tables import sitting as sittings
from sync.cityserver.registry_tables import staff as people
from sync.cityserver.scope import CITY, scoped
from sync.cityserver.tries import Tries

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Row

    from sync.cityserver.clock import Clock

SITTING = timedelta(hours=8)


class SignInRefusedError(CityError):
    """Name and password do not fit, or there were too many tries."""

    status = 403
    code = "sign_in"
    hint = "请核对用户名和密码；连续五次错误后须过十五分钟再试。"

    def __init__(self) -> None:
        super().__init__("用户名或密码不正确，或错误次数过多、暂时不能登录。")


class Staff:
    """管理员台."""

    def __init__(self, engine: Engine, clock: Clock, hasher: PasswordHasher | None = None) -> None:
        self._engine = engine
        self._clock = clock
        self._hasher = hasher or PasswordHasher()
        # Hashed for unknown names too, so that the time of an answer does not tell who exists.
        self._nobody = self._hasher.hash(secrets.token_hex())

    def appoint(self, name: str, shown_name: str) -> str:
        """Make an administrator, or give one a new password and end its sittings; it is told this once."""
        password = secrets.token_urlsafe(12)
        fresh = {"password": self._hasher.hash(password), "failures": 0, "locked_until": None}
        with scoped(self._engine, CITY) as connection:
            if self._row(connection, name) is None:
                row = {"town": CITY, "name": name, "made_at": stamp(self._clock.now())}
                connection.execute(insert(people).values(**row, shown_name=shown_name, **fresh))
            else:
                mine = (people.c.town == CITY, people.c.name == name)
                connection.execute(update(people).where(*mine).values(**fresh))
                connection.execute(delete(sittings).where(sittings.c.town == CITY, sittings.c.name == name))
                Tries(connection, name).forget()
        return password

    def sign_in(self, name: str, password: str, address: str = "") -> str:
        """Return the secret of a new sitting, or refuse; ``address`` is where the try comes from."""
        hashed = self._tried(name, address)
        if not self._fits(hashed or self._nobody, password) or hashed is None:
            raise SignInRefusedError
        with scoped(self._engine, CITY) as connection:
            row = self._row(connection, name)
            if row is None or row.password != hashed:  # a new one was given meanwhile
                raise SignInRefusedError
            Tries(connection, name).succeeded(address, self._clock.now())
            return self._begun(connection, name)

    def who(self, secret: str) -> str | None:
        """Return the name of whoever sits, if the sitting has not ended."""
        with scoped(self._engine, CITY) as connection:
            mine = (sittings.c.town == CITY, sittings.c.hash == _hash(secret))
            row = connection.execute(select(sittings).where(*mine)).one_or_none()
        return None if row is None or row.ends_at <= stamp(self._clock.now()) else str(row.name)

    def sign_out(self, secret: str) -> None:
        """End a sitting."""
        with scoped(self._engine, CITY) as connection:
            mine = (sittings.c.town == CITY, sittings.c.hash == _hash(secret))
            connection.execute(delete(sittings).where(*mine))

    def did(self, name: str, what: str, about: str) -> None:
        """Keep what an administrator did."""
        row = {"town": CITY, "id": str(uuid.uuid4()), "at": stamp(self._clock.now())}
        with scoped(self._engine, CITY) as connection:
            connection.execute(insert(deeds).values(**row, by=name, what=what, about=about))

    def _tried(self, name: str, address: str) -> str | None:
        """Count a try as failed before it is looked at, and return the hash it must fit, if it is allowed."""
        with scoped(self._engine, CITY) as connection:
            row = self._row(connection, name)
            if row is None or not Tries(connection, name).begun(address, self._clock.now()):
                return None
            return str(row.password)

    def _begun(self, connection: Connection, name: str) -> str:
        secret, now = secrets.token_urlsafe(32), self._clock.now()
        row = {"town": CITY, "hash": _hash(secret), "name": name}
        times = {"began_at": stamp(now), "ends_at": stamp(now + SITTING)}
        connection.execute(insert(sittings).values(**row, **times))
        return secret

    def _fits(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except VerifyMismatchError:
            return False

    def _row(self, connection: Connection, name: str) -> Row[tuple[str, ...]] | None:
        mine = (people.c.town == CITY, people.c.name == name)
        return connection.execute(select(people).where(*mine)).one_or_none()


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
