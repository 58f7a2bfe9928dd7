"""Brings a store to the program's layout: refuse a newer one, back up, upgrade in one transaction."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.domain.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).parent / "migrations"


class StoreNewerError(AppError):
    """The store was written by a newer program."""

    code = "store.newer"
    hint = "请安装新版本的程序后再打开；数据文件没有改动。"

    def __init__(self) -> None:
        super().__init__("数据文件是由更新版本的程序建立的，本版本不能打开。")


def migrate(engine: Engine, back_up: Callable[[str], object], migrations: Path = MIGRATIONS) -> None:
    """Upgrade the store to the newest layout.

    Args:
        engine: The store.
        back_up: Called with the present layout's number before a store with data is changed.
        migrations: Folder of the steps.
    """
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    newest = script.get_current_head()
    with engine.connect() as connection:
        present = _revision(connection)
    if present == newest:
        return
    if present is not None:
        if present not in {each.revision for each in script.walk_revisions()}:
            raise StoreNewerError
        back_up(present)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
