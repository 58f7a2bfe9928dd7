"""Which server a database belongs to (平台身份): said in it at the first start, asked at every later one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Column, MetaData, Table, Text, insert, select
from sqlalchemy.exc import IntegrityError

from sync.cityserver.errors import CityError
from sync.cityserver.identity import load_identity
from sync.cityserver.scope import CITY, scoped

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from sync.cityserver.identity import Identity

METADATA = MetaData()

SERVER = Table(
    "server",
    METADATA,
    Column("town", Text, primary_key=True),
    Column("server_id", Text, nullable=False),
)
"""One row, the city's: the name of the server, which every desktop is bound to; never changed."""
_NAME = select(SERVER.c.server_id).where(SERVER.c.town == CITY)


class AnotherServerError(CityError):
    """The keys in the home folder are not those of the server the database belongs to."""

    status = 500
    code = "another_server"
    hint = (
        "请核对 --home（或环境变量 CHENGZHI_SERVER_HOME）是不是这个数据库的平台文件夹，"
        "以及 --database 是不是这个平台的数据库。"
    )

    def __init__(self, folder: Path) -> None:
        super().__init__(f"文件夹“{folder}”里的密钥不是这个数据库所属平台的密钥。")


def belonging(engine: Engine, folder: Path, *, demonstration: bool = False) -> Identity:
    """Return the identity in a folder once the database says that it is its own; a new database says so now.

    Raises:
        KeysMissingError: The database belongs to a server whose keys are not there.
        AnotherServerError: It belongs to a server with other keys.
    """
    new = _named(engine) is None
    identity = load_identity(folder, demonstration=demonstration, new=new)
    if new:
        _name(engine, identity.server_id)
    if _named(engine) != identity.server_id:
        raise AnotherServerError(folder.parent)
    return identity


def _named(engine: Engine) -> str | None:
    with scoped(engine, CITY) as connection:
        return connection.execute(_NAME).scalar()


def _name(engine: Engine, server_id: str) -> None:
    try:
        with scoped(engine, CITY) as connection:
            connection.execute(insert(SERVER).values(town=CITY, server_id=server_id))
    except IntegrityError:
        return  # another one that started at the same time was faster
