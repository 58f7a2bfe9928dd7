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

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Row

    from sync.cityserver.clock import Clock

SITTING = timedelta(hours=8)
LOCKED = timedelta(minutes=15)
TRIES = 5


class SignInRefusedError(CityError):
    """Name and password do not fit, or the account rests after too many tries."""

    status = 403
    code = "sign_in"
    hint = "请核对用户名和密码；连续五次错误后账户停用十五分钟。"

    def __init__(self) -> None:
        super().__init__("用户名或密码不正确，或账户暂时停用。")


class Staff:
    """管理员台."""

    def __init__(self, engine: Engine, clock: Clock, hasher: PasswordHasher | None = None) -> None:
        self._engine = engine
        self._clock = clock
        self._hasher = hasher or PasswordHasher()
        # Hashed for unknown names too, so that the time of an answer does not tell who exists.
        self._nobody = self._hasher.hash(secrets.token_hex())

    def appoint(self, name: str, shown_name: str) -> str:
        """Make an administrator, or give one a new password; it is returned this once."""
        password = secrets.token_urlsafe(12)
        fresh = {"password": self._hasher.hash(password), "failures": 0, "locked_until": None}
        with scoped(self._engine, CITY) as connection:
            if self._row(connection, name) is None:
                row = {"town": CITY, "name": name, "made_at": stamp(self._clock.now())}
                connection.execute(insert(people).values(**row, shown_name=shown_name, **fresh))
            else:
                self._set(connection, name, **fresh)
        return password

    def sign_in(self, name: str, password: str) -> str:
        """Return the secret of a new sitting, or refuse."""
        with scoped(self._engine, CITY) as connection:
            row = self._row(connection, name)
            fits = self._fits(self._nobody if row is None else row.password, password)
            if row is not None:
                fits = fits and not self._rests(row)
                self._count(connection, row, fits=fits)
        if row is None or not fits:
            raise SignInRefusedError
        return self._begun(name)

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

    def _begun(self, name: str) -> str:
        secret, now = secrets.token_urlsafe(32), self._clock.now()
        row = {"town": CITY, "hash": _hash(secret), "name": name}
        with scoped(self._engine, CITY) as connection:
            times = {"began_at": stamp(now), "ends_at": stamp(now + SITTING)}
            connection.execute(insert(sittings).values(**row, **times))
        return secret

    def _fits(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except VerifyMismatchError:
            return False

    def _rests(self, row: Row[tuple[str, ...]]) -> bool:
        return row.locked_until is not None and row.locked_until > stamp(self._clock.now())

    def _count(self, connection: Connection, row: Row[tuple[str, ...]], *, fits: bool) -> None:
        """Count a failure; the last one allowed locks the account for a while."""
        if fits:
            self._set(connection, row.name, failures=0, locked_until=None)
        elif row.failures + 1 >= TRIES:
            self._set(connection, row.name, failures=0, locked_until=stamp(self._clock.now() + LOCKED))
        else:
            self._set(connection, row.name, failures=row.failures + 1)

    def _set(self, connection: Connection, name: str, **values: object) -> None:
        connection.execute(
            update(people).where(people.c.town == CITY, people.c.name == name).values(**values)
        )

    def _row(self, connection: Connection, name: str) -> Row[tuple[str, ...]] | None:
        mine = (people.c.town == CITY, people.c.name == name)
        return connection.execute(select(people).where(*mine)).one_or_none()


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
