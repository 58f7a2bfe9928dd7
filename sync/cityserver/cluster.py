"""A PostgreSQL of one's own: a cluster in a folder, reached by a socket nobody else may open."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

from sync.cityserver.errors import CityError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DEBIAN = Path("/usr/lib/postgresql")
_ACCOUNT = "postgres"
_READY_WITHIN = 60


class NoPostgresError(CityError):
    """PostgreSQL's programs are not on this machine, or may not run."""

    code = "no_postgres"
    hint = "请安装 PostgreSQL 15 以上版本（Debian：apt-get install postgresql）。"

    def __init__(self, why: str) -> None:
        super().__init__(f"无法启动 PostgreSQL：{why}")


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL programs of this machine."""
    found = [each.parent for each in _DEBIAN.glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda folder: int(folder.parent.name))
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).parent if elsewhere else None


class Cluster:
    """One private cluster; as root it is run by Debian's ``postgres`` account, which alone may."""

    def __init__(self, folder: Path, settings: Mapping[str, str] | None = None) -> None:
        bin_folder = programs()
        if bin_folder is None:
            raise NoPostgresError("没有找到 initdb。")
        self._bin = bin_folder
        self._folder = folder
        self._settings = settings or {}
        self._socket = Path(tempfile.mkdtemp(prefix="chengzhi-pg-"))
        self._life = weakref.finalize(self, shutil.rmtree, self._socket, ignore_errors=True)
        if self._as_other():
            shutil.chown(self._socket, _ACCOUNT, _ACCOUNT)

    def start(self) -> None:
        """Make the cluster if there is none yet, and start it."""
        if not (self._folder / "PG_VERSION").exists():
            self._make()
        options = {"listen_addresses": "", "unix_socket_directories": str(self._socket), **self._settings}
        given = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        log = self._folder / "server.log"
        self._run("pg_ctl", "start", "-w", f"-t{_READY_WITHIN}", "-D", self._folder, "-l", log, "-o", given)

    def stop(self, mode: str = "fast") -> None:
        """Stop the cluster; ``immediate`` stops it as a power cut would."""
        self._run("pg_ctl", "stop", "-w", "-m", mode, "-D", self._folder)

    def address(self, role: str, database: str) -> str:
        """Return the address of a database for a role."""
        return f"postgresql://{role}@/{database}?host={self._socket}"

    def _make(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self._as_other():
            shutil.chown(self._folder, _ACCOUNT, _ACCOUNT)
        options = ("--username", _ACCOUNT, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8")
        self._run("initdb", "--pgdata", self._folder, "--no-instructions", *options)

    def _run(self, program: str, *words: str | Path) -> None:
        command: Sequence[str | Path] = (self._bin / program, *words)
        account = _ACCOUNT if self._as_other() else None
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
            # Not a pipe: the server inherits it and would keep us waiting for its end.
            done = subprocess.run(  # noqa: S603 - every word is our own
                command,
                check=False,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                user=account,
                group=account,
                extra_groups=() if account else None,
            )
            said.seek(0)
            if done.returncode:
                raise NoPostgresError(said.read()[-1000:])

    def _as_other(self) -> bool:
        """Tell whether another account must run it: PostgreSQL refuses to run as root."""
        return sys.platform != "win32" and os.geteuid() == 0
