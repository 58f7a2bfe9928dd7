"""A city server for benches: its own process over a PostgreSQL of its own, durable as shipped."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
import tomllib
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import requests

from sync.cityserver.cluster import Cluster
from sync.cityserver.enrolment import Asked
from sync.cityserver.opening import open_platform, postgres_engines
from sync.membership import Membership
from sync.protocol.enrolment import enrolment_content
from tests.bench._processor import used

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nacl.signing import SigningKey

    from sync.cityserver.enrolment import Enrolment

DATABASE = "chengzhi_bench"
_STARTS_WITHIN = 60.0
_ROLE = "{role}"


@dataclass(frozen=True)
class ServedCity:
    """市级平台 under measurement.

    Attributes:
        processes: The web process, and PostgreSQL's first one.
    """

    enrolment: Enrolment
    port: int
    processes: tuple[int, ...]

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def code(self, town: str, label: str) -> str:
        """Return a one-time code to enrol a computer."""
        return self.enrolment.new_code(town, label, "计量")

    def member(self, town: str, name: str, key: SigningKey) -> Membership:
        """Let a computer in without a request: an address may ask only every other second."""
        code, public = self.code(town, name), bytes(key.verify_key).hex()
        proof = key.sign(enrolment_content(code, public)).signature.hex()
        told = self.enrolment.enrol(Asked(code, public, name, proof))
        known = (str(told[each]) for each in ("server", "server_key", "device", "town", "town_name"))
        return Membership(self.url, *known)

    def processor(self) -> float:
        """Return the processor seconds of server and database so far."""
        return used(*self.processes)


def towns() -> tuple[str, ...]:
    """Return the codes of the shipped towns."""
    listed = files("resources").joinpath("institutions", "towns.toml").read_text("utf-8")
    return tuple(each["code"] for each in tomllib.loads(listed)["town"])


@contextmanager
def served_city() -> Iterator[ServedCity]:
    """Start a city with the shipped towns, and end it with all its data."""
    # PostgreSQL is run by another account, which must be able to pass through.
    home = Path(tempfile.mkdtemp(prefix="chengzhi-bench-"))
    home.chmod(0o755)
    cluster = Cluster(home / "data")
    cluster.start()
    try:
        yield from _serving(cluster, home)
    finally:
        cluster.stop()
        shutil.rmtree(home)


def _serving(cluster: Cluster, home: Path) -> Iterator[ServedCity]:
    address = cluster.address(_ROLE, DATABASE)
    program = (sys.executable, "-m", "sync.cityserver", "--home", str(home / "home"), "--database", address)
    _said(*program, "prepare", cluster.address("postgres", "postgres"), DATABASE)
    _said(*program, "towns")
    engines = postgres_engines(lambda role: cluster.address(role, DATABASE), 2)
    port = free_port()
    serving = subprocess.Popen((*program, "serve", "--port", str(port)), stdout=subprocess.DEVNULL)
    try:
        first = int((home / "data" / "postmaster.pid").read_text("utf-8").split()[0])
        enrolment = open_platform(engines, home / "home").enrolment
        city = ServedCity(enrolment, port, (serving.pid, first))
        _await(city.url)
        yield city
    finally:
        serving.terminate()
        serving.wait()
        engines.dispose()


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _await(url: str) -> None:
    ends = time.monotonic() + _STARTS_WITHIN
    while True:
        try:
            requests.get(f"{url}/openapi.json", timeout=5).raise_for_status()
        except requests.ConnectionError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)
        else:
            return


def _said(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
