"""A working day pressed together: 340 desktops idle and 40 saving at once against one server.

Desktops are simulated: forty with the product's own store and engine would measure the machine that
runs them. They speak the wire as the engine does, each with its own key, token and connection.
"""

from __future__ import annotations

import os
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.bench._served import served_city, towns
from tests.bench._simulated import SimulatedDesk
from tests.measuring import Measured

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.bench._served import ServedCity

SECONDS = "CHENGZHI_BENCH_SECONDS"
"""Environment variable with how long it goes on; ten minutes without it."""
IDLE, SAVING = 340, 40
POLL, PAUSE = 60.0, 1.0
"""Seconds between two looks for news of an idle desktop, and between two saves of a saving one."""


@dataclass
class Heard:
    """What all desktops saw: seconds of each exchange by word, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {"idle": [], "save": []})
    faults: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def go(self, kind: str, work: Callable[[], str]) -> None:
        """Do one exchange and keep what it took."""
        began = time.perf_counter()
        fault = work()
        self.seconds[kind].append(time.perf_counter() - began)
        if fault:
            self.faults.append(fault)


def bench() -> Iterator[Measured]:
    """Let all desktops work side by side."""
    lasts = float(os.environ.get(SECONDS, "600"))
    heard = Heard()
    with served_city() as city:
        threads = _desktops(city, heard)
        began, used = time.perf_counter(), city.processor()
        for each in threads:
            each.start()
        heard.over.wait(lasts)
        heard.over.set()
        for each in threads:
            each.join()
        took, used = time.perf_counter() - began, city.processor() - used
    load = f"{used / took:.0%} of one processor, load of the machine {os.getloadavg()[0]:.1f}"
    for kind, words in (("idle", f"{IDLE} desktops looking for news"), ("save", f"{SAVING} desktops saving")):
        yield _verdict(f"{words}, {took:.0f} s; {load}", heard.seconds[kind], heard.faults)


def _desktops(city: ServedCity, heard: Heard) -> list[threading.Thread]:
    """Enrol everybody, town by town."""
    known = towns()
    desks = [SimulatedDesk(city, known[n % len(known)], n) for n in range(IDLE + SAVING)]
    idle = [threading.Thread(target=_idle, args=(each, n, heard)) for n, each in enumerate(desks[:IDLE])]
    return idle + [threading.Thread(target=_saving, args=(each, heard)) for each in desks[IDLE:]]


def _idle(desk: SimulatedDesk, n: int, heard: Heard) -> None:
    pause = POLL * n / IDLE
    while not heard.over.wait(pause):
        heard.go("idle", desk.look)
        pause = POLL


def _saving(desk: SimulatedDesk, heard: Heard) -> None:
    while not heard.over.wait(PAUSE):
        heard.go("save", desk.save)


def _verdict(work: str, seconds: list[float], faults: list[str]) -> Measured:
    ranked = sorted(seconds)
    marks = [ranked[min(len(ranked) - 1, len(ranked) * part // 100)] * 1e3 for part in (50, 95, 99)]
    told = "p50 {:.1f} ms, p95 {:.1f} ms, p99 {:.1f} ms".format(*marks)
    wrong = f", {len(faults)} faults: {faults[0]}" if faults else ", no error"
    return Measured(work, "no error", f"{len(ranked)} exchanges, {told}{wrong}", not faults)
