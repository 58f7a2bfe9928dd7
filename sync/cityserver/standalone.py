"""The demonstration server on one machine: a private PostgreSQL where there is one, SQLite otherwise."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from sync.cityserver import demo
from sync.cityserver.cluster import Cluster, programs
from sync.cityserver.errors import CityError
from sync.cityserver.opening import open_platform, postgres_engines, sqlite_engines
from sync.cityserver.prepare import prepare
from sync.cityserver.tidying import begin_tidying
from sync.cityserver.towns import every_town
from sync.cityserver.web.application import application

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sync.cityserver.opening import Engines
    from sync.cityserver.web.platform import Platform

DATABASE, ADMINISTRATOR = "chengzhi_demo", "city"
_CODES = 3


def main(words: Sequence[str] | None = None) -> int:
    """Serve the demonstration city until it is stopped."""
    door = argparse.ArgumentParser(prog="dev.py server")
    door.add_argument("home", type=Path)
    door.add_argument("--port", type=int, default=8443)
    door.add_argument("--fresh", action="store_true")
    options = door.parse_args(words)
    home: Path = options.home.resolve()
    if options.fresh:
        shutil.rmtree(home, ignore_errors=True)
    if not home.exists():
        # Its database may lie elsewhere, and belongs to nobody once the keys are gone.
        shutil.rmtree(_data_folder(home), ignore_errors=True)
    home.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, _end)
    try:
        _serve(home, options.port)
    except CityError as error:
        _tell(f"{error.message}{error.hint}")
        return 1
    return 0


def _serve(home: Path, port: int) -> None:
    with database(home) as engines:
        platform = open_platform(engines, home, demonstration=True)
        demo.fill(platform)
        _tell_all(platform, port)
        begin_tidying(platform)
        uvicorn.run(application(platform), host="127.0.0.1", port=port, log_level="warning")


@contextmanager
def database(home: Path) -> Iterator[Engines]:
    """Start what database there is, and stop it at the end."""
    if programs() is None:
        _tell(f"本机没有 PostgreSQL：演示数据放在 SQLite 文件 {home / 'city.db'}")
        yield sqlite_engines(home / "city.db")
        return
    folder = _data_folder(home)
    _tell(f"启动专用的 PostgreSQL，数据在 {folder}（只接受本机套接字连接，停止服务时一并停止）")
    cluster = Cluster(folder)
    cluster.start()
    try:
        prepare(cluster.address("postgres", "postgres"), DATABASE)
        yield postgres_engines(lambda role: cluster.address(role, DATABASE))
    finally:
        cluster.stop()


def _data_folder(home: Path) -> Path:
    """Return where the cluster lies: run by another account, it must not lie in a folder of root's."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return home / "postgresql"
    name = hashlib.sha256(str(home).encode()).hexdigest()[:12]
    return Path("/var/tmp") / f"chengzhi-city-{name}"  # noqa: S108 - PostgreSQL's own account keeps it closed


def _tell_all(platform: Platform, port: int) -> None:
    password = platform.staff.appoint(ADMINISTRATOR, "平台管理员（演示）")
    _tell(f"公众页面　　http://127.0.0.1:{port}/")
    _tell(f"管理页面　　http://127.0.0.1:{port}/admin　用户名 {ADMINISTRATOR}　密码 {password}")
    _tell(f"接口说明　　http://127.0.0.1:{port}/openapi.json")
    _tell(f"平台标识　　{platform.identity.fingerprint}")
    for town in every_town(platform.reports)[:_CODES]:
        _tell(f"登记码　　　{platform.enrolment.new_code(town, '演示电脑', '演示平台')}")
    _tell("按 Ctrl+C 停止。")


def _end(_signal: int, _frame: object) -> None:
    """Leave in order, so that the database is stopped too."""
    sys.exit(0)


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
