"""The guard beside a store is told by the window and by the exchange at once, and keeps the newest word."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING

from app.adapters.guard_file import GuardFile
from app.domain.clue import Clue
from localdb.store import open_store
from tests.db.surroundings import clue, means

if TYPE_CHECKING:
    from pathlib import Path

    from localdb.outbox import Means
    from localdb.store import Store

WORDS = 60


class SlowGuard:
    """A guard in memory that waits over the first number it is told.

    Attributes:
        waiting: It has been told the first number.
        go_on: It need not wait any longer.
        numbers: What it was told, in the order in which it was done with it.
    """

    def __init__(self) -> None:
        self.waiting, self.go_on = Event(), Event()
        self.numbers: list[int] = []

    def known(self, _device: str) -> tuple[str, int] | None:
        """Know nothing."""
        return None

    def keep(self, _device: str, _incarnation: str, counter: int) -> None:
        """Take a number."""
        if counter == 1:
            self.waiting.set()
            self.go_on.wait(0.5)
        self.numbers.append(counter)


def work(store: Store, of: Means) -> None:
    """Number one more change set."""
    with store.begin() as unit:
        unit.of(Clue).save(clue(of))
        unit.commit()


def test_two_threads_tell_one_guard_at_once_and_neither_is_refused(tmp_path: Path) -> None:
    guard = GuardFile(tmp_path / "guards")

    def tell(life: int) -> None:
        for number in range(WORDS):
            guard.keep("甲", f"{life}", number)

    with ThreadPoolExecutor(2) as both:
        list(both.map(tell, range(2)))

    known = GuardFile(tmp_path / "guards").known("甲")
    assert known is not None
    assert known[1] == WORDS - 1


def test_a_slow_thread_never_puts_an_older_number_over_a_newer_one(tmp_path: Path) -> None:
    guard, of = SlowGuard(), means()
    store = open_store(tmp_path, of, guard=guard)

    work(store, of)
    with ThreadPoolExecutor(1) as other:
        slow = other.submit(store.keep_guard)
        assert guard.waiting.wait(5)
        work(store, of)
        store.keep_guard()
        guard.go_on.set()
        slow.result()
    store.close()

    assert guard.numbers[-1] == 2
