"""The running exchange (联网同步): starts and ends the line to the city, and lets a person steer it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from threading import RLock
from typing import TYPE_CHECKING, TypeVar

from app.domain.errors import AppError
from app.enrolled import Enrolled, KeyLostError, NotJoinedError
from app.line import PROGRAM, LineMeans, schedule, sync_of, turns
from app.once import to_the_end
from app.stick import Stick
from app.unbegun import (
    ENDED,
    NOTHING,
    OF_A_STEP,
    NotBegunError,
    Rests,
    StillEndingError,
    StillExchangingError,
    died_of,
    unbegun_by,
)
from sync.fault_words import ends_by_joining, fault_words
from sync.unreachable import Barrier

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.device_key import DeviceKey
    from app.enrolled import OnlineMeans
    from app.sync_ports import Guard
    from localdb.store import Store
    from sync.membership import Membership
    from sync.schedule import Schedule
    from sync.turns import Turns

_SEALED = "本机的密钥由口令保管，请在“同步中心”输入保管口令。"
_AWAY = frozenset((Barrier.OFFLINE, Barrier.REFUSED, Barrier.SLOW, Barrier.FOREIGN, "not_an_answer"))
"""Faults of the way to the city: it was not met, or something else answered in its place."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Running:
    taking: Turns
    schedule: Schedule


class Online:
    """联网同步: one per open store; starts by itself where the store belongs to a city server.

    Attributes:
        stick: The same exchange by stick.
        bug_found: Gets what no step should raise; called on the thread of the exchange, which ends with it,
            and not again for the like until a person acted, or the exchange ran well for long.
        patience: Seconds the step under way may take to end before this computer joins anew.
    """

    def __init__(self, store: Store, folder: Path, key: DeviceKey, means: OnlineMeans) -> None:
        self._store = store
        self._folder = folder
        self._key = key
        self._means = means
        self._enrolled = Enrolled(store, folder, key, means)
        self.stick = Stick(store, folder, self._enrolled, means.clock)
        self.bug_found: Callable[[Exception], object] = lambda _error: None
        self.patience = 90.0
        self._lock = RLock()
        self._running: _Running | None = None
        self._ending: Schedule | None = None
        self._fault = self._bug_told = ""
        self._unbegun = NOTHING
        self._paused = False
        self._rests = Rests()

    @property
    def barrier(self) -> str:
        """What stands between this computer and the city, in Chinese; empty when nothing does."""
        running, unbegun = self._running, self._unbegun
        if running is None and self._enrolled.told():
            return unbegun.words or (_SEALED if self._enrolled.sealed else "")
        return fault_words(self._fault)

    @property
    def away(self) -> bool:
        """Whether what stands there is the network, and not this computer or the city itself."""
        return self._running is not None and self._fault in _AWAY

    @property
    def keyless(self) -> bool:
        """Whether this computer was let in and cannot exchange until it is mended, or joins anew."""
        running, unbegun = self._running, self._unbegun
        return unbegun.keyless if running is None else ends_by_joining(self._fault)

    @property
    def paused(self) -> bool:
        """Whether somebody stopped the exchange for now; it stays so whatever ends the thread."""
        return self._paused

    @property
    def sealed(self) -> bool:
        """Whether this computer's key lies, or would lie, under a passphrase that nobody has given yet."""
        return self._running is None and self._enrolled.sealed

    def unlock(self, passphrase: str) -> None:
        """Take the passphrase of the sealed key, and begin to exchange where this computer was let in."""
        with self._means.passphrase.tried(passphrase):
            if not self.start() and self._enrolled.told():
                raise KeyLostError

    def start(self) -> bool:
        """Begin to exchange where this computer was let in and its key can be had; tell whether it runs."""
        with self._lock:
            if self._running is not None:
                return True
            made = self._noting(self._begin)
            if made is not None:
                self._running = made
                # Not before: who pauses meanwhile either finds the schedule, or is found here.
                if self._paused:
                    made.schedule.pause()
                made.schedule.start()
            return made is not None

    def revive(self) -> None:
        """Begin again what a passing fault ended or kept back, after a rest; to be called every minute or so.

        It waits for nobody who steers the exchange, and what stands against it again is no news.
        """
        if not self._lock.acquire(blocking=False):
            return
        try:
            if self._running is not None:
                self._bug_told = "" if self._rests.calm() else self._bug_told
            elif self._unbegun.passing and not self.sealed and self._rests.due():
                with suppress(AppError):
                    self.start()
        finally:
            self._lock.release()

    def look(self) -> None:
        """Note what would keep the exchange from beginning, without beginning it."""
        with self._lock, suppress(AppError):
            if self._running is None and self._unbegun is NOTHING:
                self._noting(self._enrolled.seed)

    def join(self, address: str, code: str, authority: Path | None, passphrase: str = "") -> None:
        """Make this computer known to a city server by a one-time code, and begin to exchange.

        A computer that was let in before gets a new key: its old one may be lost, or its word worth nothing.
        """
        with self._lock:
            ran = self._running is not None or self._ending is not None
            self._unbegun = ENDED if ran else self._unbegun
            if not self._end(self.patience):
                self._unbegun = unbegun_by(StillEndingError())
                raise StillExchangingError
            try:
                with self._means.passphrase.tried(passphrase):
                    self._enrolled.enrol(address, code, authority)
            except AppError:
                self._go_on(ran=ran)
                raise
            self._paused = False
            self.start()

    def wake(self) -> None:
        """Exchange now."""
        running = self._must_run()
        running.taking.hurry()
        running.schedule.wake()

    def pause(self) -> None:
        """Stop exchanging until resumed."""
        self._paused = True
        running = self._running
        if running is not None:
            running.schedule.pause()

    def resume(self) -> None:
        """Go on exchanging."""
        self._paused = False
        self._must_run().schedule.resume()

    def allow(self) -> None:
        """Go on with what the exchange stopped for until a person has looked."""
        sync = sync_of(self._store)
        state = sync.state()
        for name, stream in (state.streams if state else {}).items():
            if stream.stopped:
                sync.allow(name)
        self.wake()

    def exchange(self) -> str:
        """Exchange once to the end, records and files, without a thread; return what stands against it."""
        self._enrolled.unseal()
        return to_the_end(self._turns(self._enrolled.member()).step)

    def close(self) -> None:
        """End the exchange after the step under way."""
        with self._lock:
            self._end()
            self._unbegun = NOTHING

    def _end(self, seconds: float = 10.0) -> bool:
        """End the exchange, and tell whether the step under way ended in time; one that did not is kept."""
        running, self._running = self._running, None
        self._ending = self._ending if running is None else running.schedule
        if self._ending is not None and self._ending.close(seconds):
            self._ending = None
        return self._ending is None

    def _go_on(self, *, ran: bool) -> None:
        """Begin again what was ended for nothing; what stands against it now is not the news of the hour."""
        with suppress(AppError):
            if ran:
                self.start()

    def _noting(self, act: Callable[[], T]) -> T | None:
        """Do what the exchange begins with, and note what stood against it; the key alone may be missing."""
        unbegun = ENDED
        try:
            done = act()
            unbegun = NOTHING
        except NotJoinedError:
            unbegun = NOTHING
            return None
        except KeyLostError as error:
            unbegun = unbegun_by(error)
            return None
        except AppError as error:
            unbegun = unbegun_by(error, sealed=self._enrolled.sealed)
            if error.code in OF_A_STEP:
                raise NotBegunError(unbegun.words) from error
            raise
        finally:
            self._unbegun = unbegun
        return done

    def _begin(self) -> _Running:
        """Return the exchange, not yet started, where no step of an earlier one is still under way."""
        if not self._end(0.0):
            raise StillEndingError
        self._enrolled.unseal()
        taking = self._turns(self._enrolled.member())
        self._fault = ""
        return _Running(taking, schedule(taking, lambda error: self._died(taking, error)))

    def _died(self, taking: Turns, error: Exception) -> None:
        """Take note that the thread of some turns has ended by a fault."""
        # Without the lock: who holds it may be waiting for this very thread to end.
        running = self._running
        if running is not None and running.taking is taking:
            # In this order: who finds nothing running finds the reason there.
            self._unbegun = died_of(error)
            self._running = None
        told, self._bug_told = self._bug_told, type(error).__name__
        if told != self._bug_told:
            self.bug_found(error)

    def _turns(self, member: Membership) -> Turns:
        outside, leave = self._means, self._enrolled.keep_leave
        clock, ids, metered = outside.clock, outside.ids, outside.metered
        means = LineMeans(self._store, self._folder, clock, ids, self._key, leave, metered, self._heard)
        return turns(member, means)

    def _heard(self, fault: str) -> None:
        self._fault = fault

    def _must_run(self) -> _Running:
        if self._running is None:
            self._bug_told = ""
            self._rests.over()
            self.start()
        running = self._running
        if running is None:
            raise KeyLostError if self._enrolled.told() else NotJoinedError
        return running


def usual_guard() -> Guard:
    """Return what guards this computer user's stores, kept apart from them."""
    from platformdirs import user_state_path  # noqa: PLC0415 - not needed where a folder is named

    from app.adapters.guard_file import GuardFile  # noqa: PLC0415 - see above

    return GuardFile(user_state_path(PROGRAM, appauthor=False) / "guards")
