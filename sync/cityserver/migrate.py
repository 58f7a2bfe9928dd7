"""Brings a database to today's tables: numbered SQL, each file once, one server at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from sqlalchemy import text

from sync.cityserver.errors import CityError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_LOCK = 0x435A4849
"""PostgreSQL's advisory lock that two starting servers meet at."""
_NAME = re.compile(r"(\d{4})_\w+?(?:\.(postgresql|sqlite))?\.sql")
_APART = re.compile(r";[ \t]*\n(?:[ \t]*\n)+|;\s*\Z")
_LEDGER = (
    "create table if not exists migration (n integer primary key, name text not null, hash text not null)"
)


class DatabaseTooNewError(CityError):
    """The database was made by a newer server."""

    status = 500
    code = "database_too_new"
    hint = "请安装与数据库相同或更新版本的市级平台程序。"

    def __init__(self) -> None:
        super().__init__("数据库由更新版本的市级平台建立，本程序不能打开。")


class MigrationChangedError(CityError):
    """A migration that was applied is not the one shipped under its number."""

    status = 500
    code = "migration_changed"
    hint = "请联系开发人员；不要继续使用这个数据库。"

    def __init__(self, name: str) -> None:
        super().__init__(f"数据库升级脚本“{name}”与已执行的内容不一致。")


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered file (升级脚本)."""

    n: int
    name: str
    sql: str

    @property
    def hash(self) -> str:
        """The sha256 of its text."""
        return sha256(self.sql.encode()).hexdigest()

    @property
    def statements(self) -> tuple[str, ...]:
        """Its statements; a semicolon and an empty line part them."""
        bare = re.sub(r"^--.*\n", "", self.sql, flags=re.MULTILINE)
        return tuple(each.strip() for each in _APART.split(bare) if each.strip())


def migrations(dialect: str) -> tuple[Migration, ...]:
    """Return the files of a dialect, in order."""
    found = []
    for each in files(__package__).joinpath("migrations").iterdir():
        named = _NAME.fullmatch(each.name)
        if named and named[2] in (None, dialect):
            found.append(Migration(int(named[1]), each.name, each.read_text("utf-8")))
    return tuple(sorted(found, key=lambda migration: migration.n))


def migrate(engine: Engine) -> tuple[str, ...]:
    """Apply what is missing in one transaction and return its names; a second server waits for the first."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"select pg_advisory_xact_lock({_LOCK})")
        connection.exec_driver_sql(_LEDGER)
        return tuple(_apply(connection, each) for each in _missing(connection))


def _missing(connection: Connection) -> list[Migration]:
    known = {each.n: each for each in migrations(connection.dialect.name)}
    done = {row.n: row.hash for row in connection.exec_driver_sql("select n, hash from migration")}
    if done.keys() - known.keys():
        raise DatabaseTooNewError
    for n, applied in done.items():
        if known[n].hash != applied:
            raise MigrationChangedError(known[n].name)
    return [each for n, each in known.items() if n not in done]


def _apply(connection: Connection, migration: Migration) -> str:
    for each in migration.statements:
        # The one type both databases name differently.
        bytes_here = each if connection.dialect.name == "postgresql" else each.replace(" BYTEA", " BLOB")
        connection.execute(text(bytes_here))
    done = {"n": migration.n, "name": migration.name, "hash": migration.hash}
    connection.execute(text("insert into migration values (:n, :name, :hash)"), done)
    return migration.name
