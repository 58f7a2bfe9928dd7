"""The peer: PouchDB 9 and a PouchDB server, installed by npm from the committed lock into ``.cache``."""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench._processor import used

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).parent / "pouchdb"
CACHE = Path(__file__).parents[2] / ".cache" / "pouchdb"


class NoNodeError(RuntimeError):
    """The peer cannot run here."""

    def __init__(self) -> None:
        super().__init__("node and npm are missing (Debian: apt-get install nodejs npm)")


@dataclass(frozen=True)
class Peer:
    """A PouchDB server, and two PouchDB stores in another process."""

    port: int
    server: int
    client: subprocess.Popen[str]

    def do(self, work: str, **parts: Any) -> tuple[float, int]:
        """Let the stores do something; returns its seconds and how many records it moved."""
        assert self.client.stdin is not None
        assert self.client.stdout is not None
        self.client.stdin.write(json.dumps({"do": work, **parts}) + "\n")
        self.client.stdin.flush()
        told = json.loads(self.client.stdout.readline())
        return float(told["seconds"]), int(told["count"])

    def url(self, database: str) -> str:
        """Return the address of a database."""
        return f"http://127.0.0.1:{self.port}/{database}"

    def processor(self) -> float:
        """Return the processor seconds of the server so far."""
        return used(self.server)


@contextmanager
def peer(folder: Path) -> Iterator[Peer]:
    """Start server and stores, and end them."""
    installed = installed_peer()
    server = _started("server.mjs", installed, str(folder / "server"))
    client = _started("client.mjs", installed)
    try:
        assert server.stdout is not None
        yield Peer(int(server.stdout.readline()), server.pid, client)
    finally:
        for each in (client, server):
            each.terminate()
            each.wait()


def installed_peer(path: str | None = None) -> Path:
    """Install what is missing and return the folder of the peer, or raise ``NoNodeError``.

    Args:
        path: Where node and npm are looked for, as in ``PATH``, which counts without it.
    """
    if shutil.which("node", path=path) is None or shutil.which("npm", path=path) is None:
        raise NoNodeError
    CACHE.mkdir(parents=True, exist_ok=True)
    changed = [each for each in SOURCE.iterdir() if _differs(each, CACHE / each.name)]
    for each in changed:
        shutil.copy(each, CACHE / each.name)
    if changed or not (CACHE / "node_modules").exists():
        subprocess.run(("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"), check=True, cwd=CACHE)
    return CACHE


def _differs(source: Path, copy: Path) -> bool:
    return not copy.exists() or copy.read_bytes() != source.read_bytes()


def _started(program: str, folder: Path, *words: str) -> subprocess.Popen[str]:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return subprocess.Popen(("node", program, *words), cwd=folder, text=True, **pipes)  # type: ignore[call-overload,no-any-return] # the two pipes above
