"""The city as processes: ``chengzhi-server`` over a PostgreSQL of its own, killed, backed up, set back."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, text

from sync.cityserver.cluster import Cluster, programs
from sync.cityserver.demo import keep_shipped_towns
from sync.cityserver.opening import open_platform, postgres_engines
from sync.cityserver.prepare import prepare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Engine

DATABASE = "city"
_READY_WITHIN = 60
# A killed database must find its commits again; only a power cut is left out.
_SETTINGS = {"fsync": "off", "max_connections": "60"}


class CityHall:
    """One server process over one cluster (平台机房)."""

    def __init__(self, folder: Path) -> None:
        # PostgreSQL's own account must reach its data, which it may not in a folder of root's.
        self._data = Path(tempfile.mkdtemp(prefix="chengzhi-stack-pg-"))
        self._data.chmod(0o755)
        self._home = folder / "home"
        self._backups = folder / "backups"
        self._backups.mkdir()
        self._cluster = Cluster(self._data / "data", _SETTINGS)
        self._cluster.start()
        self._prepare()
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self._serving: subprocess.Popen[bytes] | None = None

    def codes(self, towns: Sequence[str]) -> list[str]:
        """Return an enrolment code for each of some towns."""
        engines = postgres_engines(lambda role: self._cluster.address(role, DATABASE), 2)
        platform = open_platform(engines, self._home)
        keep_shipped_towns(platform)
        codes = [platform.enrolment.new_code(town, "测试机", "测试") for town in towns]
        engines.dispose()
        return codes

    def run(self, *words: str) -> str:
        """Do a word of ``chengzhi-server`` and return what it says."""
        done = subprocess.run(self._command(*words), check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def start(self) -> None:
        """Serve, and wait until it answers."""
        self._serving = subprocess.Popen(self._command("serve", "--port", str(self.port)))
        end = time.monotonic() + _READY_WITHIN
        while time.monotonic() < end and self._serving.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=2).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        message = "the server does not answer"
        raise TimeoutError(message)

    def kill(self) -> None:
        """Kill the server process as nobody should."""
        if self._serving is not None:
            self._serving.send_signal(signal.SIGKILL)
            self._serving.wait()
            self._serving = None

    def cut_power_of_database(self) -> None:
        """Stop the database without a word and start it again."""
        self._cluster.stop("immediate")
        self._cluster.start()

    def back_up(self, name: str, kept: int = 2) -> None:
        """Make a backup while all are working, by the server's own word."""
        dump = (*self._tool("pg_dump"), "--format", "custom", "--file", str(self._backups / name))
        self.run("backup", "--kept", str(kept), "--", *dump, DATABASE)

    def restore(self, name: str, *, told: bool) -> None:
        """Set the database back to a backup; ``told`` says whether the operator tells the server."""
        self.kill()
        everything = self.owner()
        with everything.connect() as connection:
            connection.execute(text(f'drop database "{DATABASE}" with (force)'))
        everything.dispose()
        self._prepare()
        subprocess.run(
            (*self._tool("pg_restore"), "--dbname", DATABASE, str(self._backups / name)), check=True
        )
        if told:
            self.run("restored")
        self.start()

    def owner(self, database: str = "postgres") -> Engine:
        """Return the superuser's engine, who sees all towns."""
        url = self._cluster.address("postgres", database).replace("postgresql:", "postgresql+psycopg:", 1)
        return create_engine(url, isolation_level="AUTOCOMMIT")

    def close(self) -> None:
        """End everything."""
        self.kill()
        self._cluster.stop("immediate")
        shutil.rmtree(self._data)

    def _prepare(self) -> None:
        prepare(self._cluster.address("postgres", "postgres"), DATABASE)

    def _command(self, *words: str) -> Sequence[str]:
        address = self._cluster.address("{role}", DATABASE)
        return (
            sys.executable,
            "-m",
            "sync.cityserver",
            "--home",
            str(self._home),
            "--database",
            address,
            *words,
        )

    def _tool(self, name: str) -> Sequence[str]:
        found = programs()
        assert found is not None
        host = self._cluster.address("postgres", "").partition("host=")[2]
        return (str(found / name), "--host", host, "--username", "postgres")
