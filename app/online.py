"""The running exchange: brings store, engine, files, key and thread together, and lets a person steer it."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import SystemRandom
from secrets import token_bytes
from threading import RLock
from typing import TYPE_CHECKING

from app import stick
from app.adapters.vault import VaultClosedError
from app.domain.attachment import There
from app.domain.errors import AppError
from app.domain.sync_bundle import Due, unwatched
from app.once import to_the_end
from localdb.sync.membership import SqlMembership, sign_waiting
from localdb.sync.store import SqlSync
from localdb.sync.wire import Wire
from sync.fault_words import fault_words
from sync.membership import Membership
from sync.step import IDLE, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from requests import Session

    from app.adapters.vault import Vault
    from app.device_key import DeviceKey, Passphrase
    from app.domain.sync_bundle import Exported, Looked, TakenIn, Watch
    from app.ports import Clock, Ids
    from app.sync_ports import Guard
    from localdb.store import Store
    from sync.blobs import BlobEngine
    from sync.bundle import BundleDesk
    from sync.engine import Engine
    from sync.schedule import Schedule
    from sync.transport import HttpTransport

PROGRAM = "chengzhi"


class NotJoinedError(AppError):
    """Something of the exchange was asked for before this computer was let in."""

    code = "sync.not_joined"
    hint = "请先在“同步中心”登记入网。"

    def __init__(self) -> None:
        super().__init__("这台电脑还没有登记入网。")


@dataclass(frozen=True, slots=True)
class OnlineMeans:
    """What the exchange takes from outside.

    Attributes:
        machine: What the city's administrator sees this computer as.
        passphrase: Opens the sealed vault, where there is one.
        metered: Whether the line costs by the byte now.
        bug_found: Gets what no step should raise.
    """

    clock: Clock
    ids: Ids
    vault: Callable[[], Vault]
    machine: str
    passphrase: Passphrase
    metered: Callable[[], bool] = lambda: False
    bug_found: Callable[[Exception], None] = lambda _error: None


_SEALED = "本机的密钥由口令保管，请在“同步中心”输入保管口令。"
_KEYLESS = "找不到本机的密钥，不能同步；请向市级平台管理员索取新的登记码，在“同步中心”重新登记。"


def _readable(vault: Vault, name: str) -> bytes | None:
    """Return the seed of an enrolment that did not succeed, unless it lies under another passphrase."""
    try:
        return vault.secret(name)
    except VaultClosedError:
        return None


class _Turns:
    """One thread for both engines: records first, and files while the records rest."""

    def __init__(self, engine: Engine, blobs: BlobEngine, heard: Callable[[str], None]) -> None:
        self._engine = engine
        self._blobs = blobs
        self._heard = heard

    def step(self) -> Step:
        """Take one step of the engine whose turn it is."""
        step = self._engine.step()
        if step.what != IDLE or step.fault:
            self._heard(step.fault)
        if step.wait == 0.0 or step.fault:
            return step
        file = self._blobs.step()
        return Step(step.what, min(step.wait, file.wait), step.fault)


@dataclass(frozen=True, slots=True)
class _Running:
    engine: Engine
    schedule: Schedule


class Online:
    """同步线路: one per open store; starts by itself where the store belongs to a city server."""

    def __init__(self, store: Store, folder: Path, key: DeviceKey, means: OnlineMeans) -> None:
        self._store = store
        self._folder = folder
        self._key = key
        self._means = means
        self._membership = SqlMembership(store.engine)
        self._lock = RLock()
        self._running: _Running | None = None
        self._fault = ""
        self._keyless = False

    @property
    def barrier(self) -> str:
        """What stands between this computer and the city, in Chinese; empty when nothing does."""
        if self._running is None and self._membership.told():
            return _SEALED if self.sealed else _KEYLESS if self._keyless else ""
        return fault_words(self._fault)

    @property
    def keyless(self) -> bool:
        """Whether this computer was let in, and its key cannot be found."""
        return self._keyless

    @property
    def paused(self) -> bool:
        """Whether somebody stopped the exchange for now."""
        return self._running is not None and self._running.schedule.paused

    @property
    def sealed(self) -> bool:
        """Whether this computer's key lies, or would lie, under a passphrase that nobody has given yet."""
        return self._running is None and self._means.passphrase() is None and self._means.vault().asks

    def unlock(self, passphrase: str) -> None:
        """Take the passphrase of the sealed key, and begin to exchange where this computer was let in."""
        self._means.passphrase.take(passphrase)
        try:
            self.start()
        except AppError:
            self._means.passphrase.take(None)
            raise

    def start(self) -> bool:
        """Begin to exchange where this computer was let in and its key can be had; tell whether it runs."""
        with self._lock:
            if self._running is None:
                told = self._membership.told()
                seed = self._means.vault().secret(self._membership.key_name("")) if told else None
                self._keyless = bool(told) and seed is None
                if seed is not None:
                    self._sign_with(seed)
                    self._run(Membership(**told))
            return self._running is not None

    def join(self, address: str, code: str, authority: Path | None, passphrase: str = "") -> None:
        """Make this computer known to a city server by a one-time code, and begin to exchange.

        A computer that was let in before gets a new key: its old one may be lost, or its word worth nothing.
        """
        with self._lock:
            if passphrase:
                self._means.passphrase.take(passphrase)
            try:
                member = self._joined(address, code, authority)
            except AppError:
                self._means.passphrase.take(None)  # it may be given again, and another one
                raise
            self.close()
            self._run(member)

    def _joined(self, address: str, code: str, authority: Path | None) -> Membership:
        from nacl.signing import SigningKey  # noqa: PLC0415 - only the exchange loads the signing library

        from sync.connection import open_session  # noqa: PLC0415 - and the network library
        from sync.exchange import Exchange  # noqa: PLC0415 - see above
        from sync.joining import join  # noqa: PLC0415 - see above

        vault, name = self._means.vault(), self._membership.key_name(f"device-{self._means.ids.new()}")
        seed = self._kept_seed(vault, name)
        exchange = Exchange(open_session(authority), address)
        joined = join(exchange, address, code, SigningKey(seed), self._means.machine)
        vault.keep(name, seed)
        self._key.take(seed)
        member = replace(joined.membership, authority=str(authority or ""))
        self._sync().enrol(member.server, member.town, member.device)
        self._membership.keep(asdict(member))
        if joined.grant is not None:
            self._membership.keep_leave(joined.grant)
        return member

    def _kept_seed(self, vault: Vault, name: str) -> bytes:
        """Return the seed to enrol with, kept before the city hears of it, so that asking may be repeated."""
        again = bool(self._membership.told())
        asked = f"{name}-new" if again else name
        seed = _readable(vault, asked)
        if seed is None or (again and seed == _readable(vault, name)):
            seed = token_bytes(32)
            vault.keep(asked, seed)
        return seed

    def wake(self) -> None:
        """Exchange now."""
        running = self._must_run()
        running.engine.hurry()
        running.schedule.wake()

    def pause(self) -> None:
        """Stop exchanging until resumed."""
        self._must_run().schedule.pause()

    def resume(self) -> None:
        """Go on exchanging."""
        self._must_run().schedule.resume()

    def allow(self) -> None:
        """Go on with what the exchange stopped for until a person has looked."""
        sync = self._sync()
        state = sync.state()
        for name, stream in (state.streams if state else {}).items():
            if stream.stopped:
                sync.allow(name)
        self.wake()

    def bundles(self) -> BundleDesk:
        """Return the desk of the exchange by stick, or raise ``NotJoinedError``."""
        from app.adapters.pieces import FilePieces  # noqa: PLC0415 - see above
        from sync.bundle import BundleDesk, Kept  # noqa: PLC0415 - see above

        member, seed = Membership(**self._told()), self._unseal()
        kept = Kept(self._sync(), self._store.attachments, FilePieces(self._folder / "files"))
        return BundleDesk(kept, member, seed, self._means.clock, self._membership.keep_leave)

    def due(self) -> Due:
        """Return what would go on a stick."""
        files = self._store.attachments.counts().get(There.WAITING, 0)
        return Due(self._sync().counts()[0], files)

    def export(self, target: Path, watch: Watch = unwatched) -> Exported:
        """Write what the city has not confirmed to a stick."""
        return stick.export(self.bundles(), target, watch)

    def look_into(self, path: Path, watch: Watch = unwatched) -> Looked:
        """Return what a bundle of the city holds, and take nothing of it."""
        return stick.look_into(self.bundles(), path, watch)

    def take_in(self, path: Path, watch: Watch = unwatched) -> TakenIn:
        """Take a bundle of the city."""
        return stick.take_in(self.bundles(), path, watch)

    def exchange(self) -> str:
        """Exchange once to the end, records and files, without a thread; return what stands against it."""
        member = Membership(**self._told())
        self._unseal()
        return to_the_end(self._turns(member)[1].step)

    def close(self) -> None:
        """End the exchange after the step under way."""
        with self._lock:
            if self._running is not None:
                self._running.schedule.close()
                self._running = None

    def _told(self) -> Mapping[str, str]:
        told = self._membership.told()
        if not told:
            raise NotJoinedError
        return told

    def _unseal(self) -> bytes:
        """Take this computer's key out of the vault, or raise ``NotJoinedError``."""
        seed = self._means.vault().secret(self._membership.key_name(""))
        if seed is None:
            raise NotJoinedError
        self._sign_with(seed)
        return seed

    def _sign_with(self, seed: bytes) -> None:
        """Sign with this computer's key from now on, and what waits unsigned."""
        self._key.take(seed)
        sign_waiting(self._store.engine, self._key)

    def _run(self, member: Membership) -> None:
        engine, turns = self._turns(member)
        schedule = self._schedule(turns)
        self._running = _Running(engine, schedule)
        schedule.start()

    def _turns(self, member: Membership) -> tuple[Engine, _Turns]:
        transport = self._transport(member)
        engine, blobs = self._engine(transport), self._blobs(member, transport)
        return engine, _Turns(engine, blobs, self._heard)

    def _heard(self, fault: str) -> None:
        self._fault = fault

    def _transport(self, member: Membership) -> HttpTransport:
        from sync.exchange import Exchange  # noqa: PLC0415 - only the exchange loads the network library
        from sync.transport import HttpTransport  # noqa: PLC0415 - see above

        exchange = Exchange(self._session(member), member.address)
        return HttpTransport(exchange, member, self._key, self._membership.keep_leave)

    def _engine(self, transport: HttpTransport) -> Engine:
        from sync.engine import Engine  # noqa: PLC0415 - see above

        return Engine(self._sync(), transport, self._means.clock, SystemRandom(), PROGRAM)

    def _blobs(self, member: Membership, transport: HttpTransport) -> BlobEngine:
        from app.adapters.pieces import FilePieces  # noqa: PLC0415 - see above
        from sync.blob_http import HttpBlobLine  # noqa: PLC0415 - see above
        from sync.blobs import BlobEngine, BlobMeans  # noqa: PLC0415 - see above

        line = HttpBlobLine(self._session(member), member.address, transport.token)
        bound = (member.server, member.town)
        outside = BlobMeans(
            self._means.clock, self._means.ids, lambda: bound, self._means.metered, SystemRandom().random
        )
        return BlobEngine(self._store.attachments, FilePieces(self._folder / "files"), line, outside)

    def _schedule(self, turns: _Turns) -> Schedule:
        from sync.schedule import Schedule  # noqa: PLC0415 - see above

        return Schedule(turns.step, self._means.bug_found, time.time, SystemRandom())

    @staticmethod
    def _session(member: Membership) -> Session:
        from sync.connection import open_session  # noqa: PLC0415 - see above

        return open_session(Path(member.authority) if member.authority else None)

    def _must_run(self) -> _Running:
        if self._running is None and not self.start():
            raise NotJoinedError
        assert self._running is not None  # noqa: S101 - start said so
        return self._running

    def _sync(self) -> SqlSync:
        return SqlSync(self._store, wire())


def wire() -> Wire:
    """Return the rules of the wire as the store takes them."""
    from sync.codecs.images import shown  # noqa: PLC0415 - only the exchange lays pending work over images
    from sync.protocol.digest import bucket_of, value_of  # noqa: PLC0415 - see above

    return Wire(shown, bucket_of, value_of)


def usual_guard() -> Guard:
    """Return what guards this computer user's stores, kept apart from them."""
    from platformdirs import user_state_path  # noqa: PLC0415 - see above

    from app.adapters.guard_file import GuardFile  # noqa: PLC0415 - see above

    return GuardFile(user_state_path(PROGRAM, appauthor=False) / "guards")
