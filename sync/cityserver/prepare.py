"""Prepares PostgreSQL for the city: its roles and its database, made by an account that may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import create_engine, text

if TYPE_CHECKING:
    from sqlalchemy import Connection

OWNER, APP, REPORT, PUBLIC = "chengzhi_owner", "chengzhi_app", "chengzhi_report", "chengzhi_public"
"""Who owns the tables and migrates, serves the desks, reads the views, reads what is published."""
BACKUP = "chengzhi_backup"
"""Who dumps the database: reads every row of every town, and writes nothing."""
_KINDS = {
    **dict.fromkeys((OWNER, APP, REPORT, PUBLIC), "nosuperuser nobypassrls"),
    BACKUP: "nosuperuser bypassrls in role pg_read_all_data",
}


def prepare(address: str, database: str) -> None:
    """Make roles and database that are not there yet; the address is that of a superuser."""
    url = address.replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for role, kind in _KINDS.items():
            if not _there(connection, "pg_roles", "rolname", role):
                connection.execute(text(f"create role {role} login {kind}"))
        if not _there(connection, "pg_database", "datname", database):
            connection.execute(text(f'create database "{database}" owner {OWNER}'))
    engine.dispose()


def _there(connection: Connection, catalogue: str, column: str, name: str) -> bool:
    question = text(f"select 1 from {catalogue} where {column} = :name")  # noqa: S608 - our own words
    return connection.execute(question, {"name": name}).first() is not None
