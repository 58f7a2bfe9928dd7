"""One-time enrolment codes (一次性登记码): made for a town, shown once, used by one computer."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from sync.cityserver.clock import stamp
from sync.cityserver.errors import CityError
from sync.cityserver.registry_tables import code as codes

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

CODE_LIFE = timedelta(days=7)
# Crockford's alphabet: no letter that can be taken for a figure when a code is read out on the telephone.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011")
_GROUPS, _GROUP = 3, 4


class CodeRefusedError(CityError):
    """An enrolment code is unknown, used by another computer or past its end."""

    status = 403
    code = "enrolment_code"
    hint = "请核对登记码；登记码只能用一次，七天内有效，可向市级平台管理员重新索取。"

    def __init__(self) -> None:
        super().__init__("登记码无效、已被使用或者已过期。")


def make_code(connection: Connection, town: str, label: str, by: str, now: datetime) -> str:
    """Return a fresh code of a town; only its hash is kept."""
    secret = "".join(secrets.choice(_LETTERS) for _ in range(_GROUPS * _GROUP))
    times = {"made_at": stamp(now), "ends_at": stamp(now + CODE_LIFE)}
    row = {"town": town, "hash": _hash(secret), "label": label, "made_by": by}
    connection.execute(insert(codes).values(**row, **times))
    grouped = "-".join(secret[at : at + _GROUP] for at in range(0, len(secret), _GROUP))
    return f"{town}-{grouped}"


def town_of(code: str) -> str:
    """Return the town a code names before its secret."""
    return code.strip().partition("-")[0].lower()


def held_code(connection: Connection, code: str, now: datetime) -> Row[tuple[str, ...]]:
    """Return the row of a code, locked; unknown codes and those past their end are refused."""
    mine = (codes.c.town == town_of(code), codes.c.hash == _hash(_secret_of(code)))
    row = connection.execute(select(codes).where(*mine).with_for_update()).one_or_none()
    if row is None or (row.used_at is None and row.ends_at <= stamp(now)):
        raise CodeRefusedError
    return row


def use_code(connection: Connection, row: Row[tuple[str, ...]], device: str, now: datetime) -> None:
    """Mark a code as used by a computer."""
    mine = (codes.c.town == row.town, codes.c.hash == row.hash)
    connection.execute(update(codes).where(*mine).values(used_at=stamp(now), device=device))


def _secret_of(code: str) -> str:
    return code.strip().partition("-")[2].replace("-", "").upper().translate(_READ_AS)


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
