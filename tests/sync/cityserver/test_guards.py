"""PostgreSQL itself holds every query inside one town, and what was logged cannot be rewritten."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, func, inspect, select, table, text
from sqlalchemy.exc import ProgrammingError

from sync.cityserver.belonging import METADATA as BELONGING
from sync.cityserver.blob_tables import METADATA as BLOBS
from sync.cityserver.migrate import DatabaseTooNewError, MigrationChangedError, migrate, migrations
from sync.cityserver.prepare import BACKUP, OWNER, prepare
from sync.cityserver.scope import postgres_engine, scoped
from sync.cityserver.tables import metadata
from sync.cityserver.tries import METADATA as TRIES
from tests.sync.cityserver.stores import EAST, TOWNS, WEST, sqlite_stores

if TYPE_CHECKING:
    from pathlib import Path

    from sync.cityserver.cluster import Cluster
    from tests.sync.cityserver.stores import Stores

BESIDE = ("remove_fk", "remove_index")
"""Guards and indexes that only PostgreSQL has, beside what the code names."""
ADDED_ONLY = ("deed", "log", "op", "server")
"""Tables that are only ever added to."""


def declared() -> MetaData:
    """Return every table the server's code names."""
    together = MetaData()
    for each in (metadata, BLOBS, BELONGING, TRIES):
        for one in each.tables.values():
            one.to_metadata(together)
    return together


def tables(stores: Stores) -> list[str]:
    """Return the tables of the city in the database, without the ledger of migrations."""
    return [name for name in inspect(stores.owner).get_table_names() if name != "migration"]


def test_the_migrations_make_just_the_tables_the_code_names(stores: Stores) -> None:
    with stores.owner.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _parents: not (kind == "table" and name == "migration")},
        )
        found = [entry for entry in compare_metadata(context, declared()) if entry[0] not in BESIDE]

    assert found == []
    assert sorted(tables(stores)) == sorted(declared().tables)


def test_every_table_has_the_town_first_in_its_key_and_forced_row_policies(postgres: Stores) -> None:
    asked = text(
        "select relname from pg_class where relkind = 'r' and relrowsecurity and relforcerowsecurity"
    )
    with postgres.owner.connect() as connection:
        forced = set(connection.execute(asked).scalars())

    keys = {name: inspect(postgres.owner).get_pk_constraint(name) for name in tables(postgres)}
    assert forced == set(tables(postgres))
    assert {key["constrained_columns"][0] for key in keys.values()} == {"town"}


def test_outside_a_town_nothing_is_seen_and_nothing_can_be_written(postgres: Stores) -> None:
    with postgres.app.connect() as connection:
        seen = {
            name: connection.execute(select(func.count()).select_from(table(name))).scalar_one()
            for name in tables(postgres)
        }

    assert set(seen.values()) == {0}
    with pytest.raises(ProgrammingError, match="row-level security"), postgres.app.begin() as connection:
        connection.execute(text("insert into town values ('x', 'x', 'x', 'x')"))


def test_inside_a_town_no_question_reaches_another(postgres: Stores) -> None:
    with scoped(postgres.app, EAST) as connection:
        seen = connection.execute(text("select town, name from town")).all()
        moved = connection.execute(
            text("update town set name = 'x' where town = :west"), {"west": WEST}
        ).rowcount

    assert seen == [(EAST, TOWNS[EAST])]
    assert moved == 0
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        scoped(postgres.app, EAST) as connection,
    ):
        connection.execute(text("update town set town = 'elsewhere'"))


def test_a_town_ends_with_its_transaction(postgres: Stores) -> None:
    with scoped(postgres.app, EAST):
        pass

    with postgres.app.connect() as connection:
        assert connection.execute(text("select count(*) from town")).scalar_one() == 0


@pytest.mark.parametrize("name", ADDED_ONLY)
@pytest.mark.parametrize("rewriting", ["update {} set town = town", "delete from {}", "truncate {}"])
def test_what_was_logged_cannot_be_rewritten(postgres: Stores, name: str, rewriting: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), scoped(postgres.app, EAST) as connection:
        connection.execute(text(rewriting.format(name)))


@pytest.mark.parametrize("account", ["report", "public"])
def test_reports_and_public_pages_read_no_table(postgres: Stores, account: str) -> None:
    for name in tables(postgres):
        with (
            pytest.raises(ProgrammingError, match="permission denied"),
            getattr(postgres, account).connect() as connection,
        ):
            connection.execute(select(func.count()).select_from(table(name)))


def test_of_the_citys_accounts_only_the_one_for_dumps_may_pass_the_policies(postgres: Stores) -> None:
    asked = text("select rolname from pg_roles where rolname like 'chengzhi%' and (rolsuper or rolbypassrls)")
    with postgres.owner.connect() as connection:
        assert connection.execute(asked).scalars().all() == [BACKUP]


def test_the_account_for_dumps_reads_every_town_and_writes_nothing(
    postgres: Stores, cluster: Cluster
) -> None:
    database = postgres.owner.url.database
    engine = postgres_engine(cluster.address(BACKUP, str(database)))

    with engine.connect() as connection:
        seen = connection.execute(text("select town from town")).scalars().all()
    refused = ("delete from town", "insert into migration values (99, 'x', 'x')", "create table mine (n int)")
    for each in refused:
        with pytest.raises(ProgrammingError, match="permission denied"), engine.begin() as connection:
            connection.execute(text(each))
    engine.dispose()

    assert set(seen) == set(TOWNS)


def test_migrations_are_applied_once(stores: Stores) -> None:
    names = [each.name for each in migrations(stores.owner.dialect.name)]

    with stores.owner.connect() as connection:
        applied = connection.execute(text("select name from migration order by n")).scalars().all()
    assert applied == names
    assert migrate(stores.owner) == ()


def test_two_servers_starting_together_migrate_once(cluster: Cluster) -> None:
    prepare(cluster.address("postgres", "postgres"), "together")
    engines = [postgres_engine(cluster.address(OWNER, "together")) for _ in range(4)]
    with ThreadPoolExecutor(len(engines)) as pool:
        applied = list(pool.map(migrate, engines))
    for each in engines:
        each.dispose()

    assert sorted(map(len, applied)) == [0, 0, 0, len(migrations("postgresql"))]


def test_a_newer_or_altered_database_is_refused(tmp_path: Path) -> None:
    stores = sqlite_stores(tmp_path / "city.db")
    with stores.owner.begin() as connection:
        connection.execute(text("insert into migration values (9999, 'later', '')"))
    with pytest.raises(DatabaseTooNewError):
        migrate(stores.owner)

    with stores.owner.begin() as connection:
        connection.execute(text("delete from migration where n = 9999"))
        connection.execute(text("update migration set hash = 'another'"))
    with pytest.raises(MigrationChangedError):
        migrate(stores.owner)
    stores.close()
