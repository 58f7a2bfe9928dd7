"""A store of an earlier layout, made by its own steps, to be brought to today's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config

from localdb.engine import open_engine
from localdb.migrate import MIGRATIONS

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine


def former_store(path: Path, layout: str) -> Engine:
    """Make a store file as a program of that layout left it; empty but for its tables."""
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = open_engine(path)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, layout)
    return engine
