"""The migrations make exactly the tables of today's rows, and leave nothing when they fail."""

from __future__ import annotations

import sqlite3
from importlib import import_module
from pkgutil import iter_modules
from shutil import copytree, ignore_patterns
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect
from sqlalchemy.exc import OperationalError

import localdb.sync
from app.domain.case import Case
from localdb.base import Row
from localdb.engine import APPLICATION_ID, open_engine
from localdb.migrate import MIGRATIONS, StoreNewerError, migrate
from localdb.records import tables
from localdb.store import FILE_NAME, Store, open_store
from tests.db.surroundings import case, means

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.sql.schema import SchemaItem

TABLES = [
    *("acts", "alembic_version", "approvals", "attachment_days", "attachments", "attendances"),
    *("base_images", "bureaus", "cases"),
    *("certificate_requests", "certificates", "clues", "conflicts"),
    *("deadline_days", "deadlines", "deliveries"),
    *("device", "documents"),
    *("equipment", "equipment_moves", "evidence", "expiry_notes"),
    *(
        "form_drafts",
        "form_templates",
        "inspection_draws",
        "inspection_matters",
        "inspection_objects",
        "inspection_plans",
    ),
    *("inspection_tasks", "law_used", "lease_requests", "leases", "log_lines", "number_uses", "officers"),
    *("outbox", "parties", "payments", "penalties", "penalty_subjects", "pending", "postings"),
    *("power_items", "recorder_files", "search_entries", "settings", "stale_clocks", "statements"),
    *("sync_link", "sync_log", "sync_membership", "sync_streams", "tail"),
    *("training_plans", "training_sessions", "units", "volumes"),
]
NEWEST = max(path.stem[:4] for path in MIGRATIONS.glob("versions/[0-9]*.py"))
FAILING = '''"""A step that fails half way."""

from alembic import op

revision = "9999"
down_revision = "NEWEST"


def upgrade() -> None:
    op.execute("CREATE TABLE half_made (id INTEGER)")
    op.execute("INSERT INTO no_such_table VALUES (1)")
'''.replace("NEWEST", NEWEST)


def ours(_item: SchemaItem, name: str | None, kind: str, *_rest: object) -> bool:
    """Leave out the tables in which FTS5 keeps its index."""
    return kind != "table" or not str(name).startswith(("kx", "tx"))


def test_the_tables_are_those_of_the_rows(store: Store, tmp_path: Path) -> None:
    store.close()
    assert len(tables()) >= 20
    for each in iter_modules(localdb.sync.__path__, "localdb.sync."):
        import_module(each.name)
    engine = open_engine(tmp_path / "store" / FILE_NAME)
    with engine.connect() as connection:
        options = {"compare_type": True, "include_object": ours}
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, Row.metadata)
        seen = inspect(connection).get_table_names()
        mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
    engine.dispose()

    assert differences == []
    assert [each for each in seen if each[:2] not in ("kx", "tx")] == TABLES
    assert mark == APPLICATION_ID


def test_a_store_is_durable_and_checks_its_references(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "a.db")
    with engine.connect() as connection:
        names = ("journal_mode", "synchronous", "foreign_keys", "cache_size")
        found = [connection.exec_driver_sql(f"PRAGMA {each}").scalar() for each in names]
    engine.dispose()

    assert found == ["wal", 2, 1, -65536]


def test_a_failed_migration_leaves_nothing_and_a_backup(store: Store, tmp_path: Path) -> None:
    store.close()
    path = tmp_path / "store" / FILE_NAME
    steps = tmp_path / "steps"
    copytree(MIGRATIONS, steps, ignore=ignore_patterns("__pycache__"))
    (steps / "versions" / "9999_failing.py").write_text(FAILING, "utf-8")
    before = dump(path)
    backed_up: list[str] = []
    engine = open_engine(path)

    with pytest.raises(OperationalError, match="no_such_table"):
        migrate(engine, backed_up.append, steps)

    engine.dispose()
    assert dump(path) == before
    assert backed_up == [NEWEST]


def test_a_newer_store_is_refused_untouched(store: Store, tmp_path: Path) -> None:
    store.close()
    path = tmp_path / "store" / FILE_NAME
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '2099'")
    connection.close()
    before = dump(path)

    with pytest.raises(StoreNewerError):
        open_store(tmp_path / "store", means())

    assert dump(path) == before


def test_a_backup_is_a_whole_store(store: Store, tmp_path: Path) -> None:
    given = means()
    one = case(given)
    with store.begin() as work:
        work.of(Case).save(one)
        work.commit()

    store.back_up(tmp_path / "copies" / "chengzhi.db")

    copy = open_store(tmp_path / "copies", given)
    with copy.read() as work:
        found = work.of(Case).get(one.id)
    copy.close()
    assert found == one
    assert list((tmp_path / "copies").glob("*.part*")) == []


def dump(path: Path) -> list[str]:
    """Return everything a file holds, as SQL; FTS5's own tables by name only."""
    connection = sqlite3.connect(path)
    lines = [sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master ORDER BY name")]
    for table in ("cases", "device", "alembic_version"):
        lines += [str(row) for row in connection.execute(f"SELECT * FROM {table}")]  # noqa: S608 - three fixed names
    connection.close()
    return lines
