"""A printer on the loopback (回环打印机): takes jobs over IPP as an office's printer does, and keeps them.

``ippeveprinter`` of CUPS plays the printer, ``ipptool`` hands jobs over. The printer wants a system
bus to announce itself on; it gets an empty one of its own and announces nothing.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.documents.printing import Duplex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from app.documents.printing import PrintOrder

PROGRAMS = ("ippeveprinter", "ipptool", "dbus-daemon")
_PATIENCE = 15.0
_SIDES = {
    Duplex.ONE_SIDED: "one-sided",
    Duplex.LONG_EDGE: "two-sided-long-edge",
    Duplex.SHORT_EDGE: "two-sided-short-edge",
}
_GREETING = """
GROUP operation-attributes-tag
ATTR charset attributes-charset utf-8
ATTR language attributes-natural-language zh
ATTR uri printer-uri $uri
ATTR name requesting-user-name clerk
"""
_PRINT = f"""{{
NAME "print" OPERATION Print-Job {_GREETING}
ATTR name job-name "$title"
ATTR mimeMediaType document-format application/pdf
GROUP job-attributes-tag
ATTR integer copies $copies
ATTR keyword sides $sides
FILE $filename
STATUS successful-ok
EXPECT job-id
}}
"""
_ASK = f"""{{
NAME "ask" OPERATION Get-Job-Attributes {_GREETING}
ATTR integer job-id $job
STATUS successful-ok
EXPECT job-state WITH-VALUE 9
}}
"""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A job as the printer tells of it when it has printed it, and the file it was sent."""

    attributes: dict[str, str]
    data: bytes


class LoopbackPrinter:
    """One printer, its address and the folder of what it was sent."""

    def __init__(self, address: str, folder: Path) -> None:
        self._address = address
        self._folder = folder
        self.spool = folder / "spool"

    def take(self, order: PrintOrder) -> Arrived:
        """Send the file an order was printed into with what it asks of the printer; return what arrived."""
        given = {
            "title": order.title,
            "copies": str(order.copies if order.by_driver else 1),
            "sides": _SIDES[order.duplex],
        }
        job = _told(self._ask(_PRINT, "-f", order.file, **given))["job-id"]
        attributes = self._printed(job)
        (kept,) = self.spool.glob(f"{job}-*.pdf")
        return Arrived(attributes, kept.read_bytes())

    def _printed(self, job: str) -> dict[str, str]:
        """Ask for a job until the printer says that it has printed it."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            with suppress(subprocess.CalledProcessError):  # not printed yet
                return _told(self._ask(_ASK, job=job))
        raise TimeoutError

    def _ask(self, question: str, *more: str, **given: str) -> str:
        path = self._folder / "question.test"
        path.write_text(question, encoding="utf-8")
        named = [part for name, value in given.items() for part in ("-d", f"{name}={value}")]
        done = subprocess.run(
            ["ipptool", "-tv", *more, *named, self._address, str(path)],
            check=True, capture_output=True, text=True, timeout=_PATIENCE,
        )  # fmt: skip
        return done.stdout.partition("RECEIVED")[2]


def available() -> bool:
    """Tell whether the programs are installed."""
    return all(map(shutil.which, PROGRAMS))


@contextmanager
def loopback_printer(folder: Path) -> Iterator[LoopbackPrinter]:
    """Switch a printer on and, in the end, off."""
    (folder / "spool").mkdir()
    with _running("dbus-daemon", "--session", "--nofork", "--print-address=1", log=folder / "bus.txt"):
        bus = _when(lambda: (folder / "bus.txt").read_text(encoding="utf-8").partition("\n")[0])
        port = _free_port()
        command = (
            "ippeveprinter", "-2", "-k", "-c", shutil.which("true") or "true", "-d", str(folder / "spool"),
            "-n", "localhost", "-p", str(port), "-r", "off", "-f", "application/pdf", "Loopback",
        )  # fmt: skip
        with _running(*command, log=folder / "printer.txt", bus=bus):
            _when(lambda: "yes" if _listens(port) else "")
            yield LoopbackPrinter(f"ipp://localhost:{port}/ipp/print", folder)


@contextmanager
def _running(*command: str, log: Path, bus: str = "") -> Iterator[None]:
    around = {**os.environ, **({"DBUS_SYSTEM_BUS_ADDRESS": bus} if bus else {})}
    with log.open("wb") as told:
        process = subprocess.Popen(command, stdout=told, stderr=subprocess.STDOUT, env=around)
        try:
            yield
        finally:
            process.terminate()
            process.wait(_PATIENCE)


def _when(seen: Callable[[], str]) -> str:
    """Return what a look finds as soon as it finds something."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        found = seen()
        if found:
            return found
        time.sleep(0.02)
    raise TimeoutError


def _listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("localhost", port)) == 0


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("localhost", 0))
        number: int = line.getsockname()[1]
        return number


def _told(answer: str) -> dict[str, str]:
    return dict(re.findall(r"^\s+([\w-]+) \([^)]*\) = (.*)$", answer, re.MULTILINE))
