"""The running exchange (联网同步): starts and ends the line to the city, and lets a person steer it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from threading import RLock
from typing import TYPE_CHECKING

from app.adapters.vault import VaultClosedError
from app.domain.errors import AppError
from app.enrolled import Enrolled, NotJoinedError
from app.line import PROGRAM, LineMeans, schedule, sync_of, turns
from app.once import to_the_end
from app.stick import Stick
from sync.fault_words import ends_by_joining, fault_words

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
_DIED = "同步因程序出错停下（{}），请点“立即同步”；仍不行请将出错代码报给系统管理员。"
_ENDED = "同步没有运行，请在“同步中心”点“立即同步”。"


@dataclass(frozen=True, slots=True)
class _Running:
    taking: Turns
    schedule: Schedule


class KeyLostError(AppError):
    """This computer was let in, and its key is not where it was kept."""

    code = "sync.key_lost"
    hint = "请向市级平台管理员索取新的登记码，在“同步中心”重新登记。"

    def __init__(self) -> None:
        super().__init__("找不到本机的密钥，不能同步。")


class StillExchangingError(AppError):
    """The step under way did not end, and a computer must not become another one during it."""

    code = "sync.still_exchanging"
    hint = "请稍等几分钟再登记；长时间如此请重新启动程序。"

    def __init__(self) -> None:
        super().__init__("上一次同步还没有结束，没有登记。")


class Online:
    """联网同步: one per open store; starts by itself where the store belongs to a city server.

    Attributes:
        stick: The same exchange by stick.
        bug_found: Gets what no step should raise; called on the thread of the exchange, which ends with it.
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
        self._fault = ""
        self._unbegun = ""

    @property
    def barrier(self) -> str:
        """What stands between this computer and the city, in Chinese; empty when nothing does."""
        if self._running is None and self._enrolled.told():
            return self._unbegun or (_SEALED if self.sealed else "")
        return fault_words(self._fault)

    @property
    def keyless(self) -> bool:
        """Whether this computer was let in and cannot exchange until it is mended, or joins anew."""
        return bool(self._unbegun) if self._running is None else ends_by_joining(self._fault)

    @property
    def paused(self) -> bool:
        """Whether somebody stopped the exchange for now."""
        return self._running is not None and self._running.schedule.paused

    @property
    def sealed(self) -> bool:
        """Whether this computer's key lies, or would lie, under a passphrase that nobody has given yet."""
        return self._running is None and self._enrolled.sealed

    def unlock(self, passphrase: str) -> None:
        """Take the passphrase of the sealed key, and begin to exchange where this computer was let in."""
        with self._means.passphrase.tried(passphrase):
            self.start()

    def start(self) -> bool:
        """Begin to exchange where this computer was let in and its key can be had; tell whether it runs."""
        with self._lock:
            if self._running is None and self._enrolled.told():
                self._unbegun = _ENDED
                try:
                    self._unbegun = self._begin()
                except AppError as error:
                    self._unbegun = self._why(error)
                    raise
            return self._running is not None

    def join(self, address: str, code: str, authority: Path | None, passphrase: str = "") -> None:
        """Make this computer known to a city server by a one-time code, and begin to exchange.

        A computer that was let in before gets a new key: its old one may be lost, or its word worth nothing.
        """
        with self._lock:
            ran, paused = self._running is not None, self.paused
            self._unbegun = _ENDED if ran else self._unbegun
            if not self._end(self.patience):
                raise StillExchangingError
            try:
                with self._means.passphrase.tried(passphrase):
                    self._enrolled.enrol(address, code, authority)
            except AppError:
                self._go_on(ran=ran, paused=paused)
                raise
            self.start()

    def wake(self) -> None:
        """Exchange now."""
        running = self._must_run()
        running.taking.hurry()
        running.schedule.wake()

    def pause(self) -> None:
        """Stop exchanging until resumed."""
        self._must_run().schedule.pause()

    def resume(self) -> None:
        """Go on exchanging."""
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
        member = self._enrolled.member()
        self._enrolled.unseal()
        return to_the_end(self._turns(member).step)

    def close(self) -> None:
        """End the exchange after the step under way."""
        with self._lock:
            self._end()

    def _end(self, seconds: float = 10.0) -> bool:
        """End the exchange, and tell whether the step under way ended in time."""
        running, self._running = self._running, None
        return running is None or running.schedule.close(seconds)

    def _go_on(self, *, ran: bool, paused: bool) -> None:
        """Begin again what was ended for nothing; what stands against it now is not the news of the hour."""
        with suppress(AppError):
            if ran and self.start() and paused:
                self.pause()

    def _begin(self) -> str:
        """Begin to exchange where the key is there; return what stands against it, else nothing."""
        if self._enrolled.seed() is None:
            return _words(KeyLostError())
        self._run(self._enrolled.member())
        return ""

    def _why(self, error: AppError) -> str:
        """Return why the exchange did not begin; a passphrase nobody has given yet is asked for, not told."""
        asked = isinstance(error, VaultClosedError) and self.sealed
        return "" if asked else _words(error)

    def _run(self, member: Membership) -> None:
        taking = self._turns(member)
        self._fault = ""
        self._running = _Running(taking, schedule(taking, lambda error: self._died(taking, error)))
        self._running.schedule.start()

    def _died(self, taking: Turns, error: Exception) -> None:
        """Take note that the thread of some turns has ended by a fault."""
        # Without the lock: who holds it may be waiting for this very thread to end.
        running = self._running
        if running is not None and running.taking is taking:
            self._running = None
            self._unbegun = _DIED.format(type(error).__name__)
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
            self.start()
        running = self._running
        if running is None:
            raise KeyLostError if self._unbegun else NotJoinedError
        return running


def _words(error: AppError) -> str:
    return f"{error.message}{error.hint}"


def usual_guard() -> Guard:
    """Return what guards this computer user's stores, kept apart from them."""
    from platformdirs import user_state_path  # noqa: PLC0415 - not needed where a folder is named

    from app.adapters.guard_file import GuardFile  # noqa: PLC0415 - see above

    return GuardFile(user_state_path(PROGRAM, appauthor=False) / "guards")
