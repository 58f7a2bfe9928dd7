"""This computer at the city (登记入网): which server it belongs to, and the key it speaks with."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from secrets import token_bytes
from typing import TYPE_CHECKING

from app.adapters.vault import VaultClosedError, VaultDamagedError
from app.authority import keep_authority, kept_authority
from app.domain.city_address import city_address
from app.domain.errors import AppError
from app.line import sync_of
from app.rules.institutions import CITY
from localdb.sync.membership import SqlMembership, sign_waiting
from localdb.sync.store import TownChangedError
from sync.membership import Membership

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.adapters.vault import Vault
    from app.device_key import DeviceKey, Passphrase
    from app.ports import Clock, Ids
    from localdb.store import Store


class NotJoinedError(AppError):
    """Something of the exchange was asked for before this computer was let in."""

    code = "sync.not_joined"
    hint = "请先在“同步中心”登记入网。"

    def __init__(self) -> None:
        super().__init__("这台电脑还没有登记入网。")


class KeyLostError(AppError):
    """This computer was let in, and its key is not where it was kept."""

    code = "sync.key_lost"
    hint = "请向市级平台管理员索取新的登记码，在“同步中心”重新登记。"

    def __init__(self) -> None:
        super().__init__("找不到本机的密钥，不能同步。")


@dataclass(frozen=True, slots=True)
class OnlineMeans:
    """What the exchange takes from outside.

    Attributes:
        machine: What the city's administrator sees this computer as.
        passphrase: Opens the sealed vault, where there is one.
        own_town: The signed-in person's town; ``None`` while nobody is.
        metered: Whether the line costs by the byte now.
    """

    clock: Clock
    ids: Ids
    vault: Callable[[], Vault]
    machine: str
    passphrase: Passphrase
    own_town: Callable[[], str | None] = lambda: None
    metered: Callable[[], bool] = lambda: False


class Enrolled:
    """登记: reads and makes this computer's belonging to one city server, and has its key sign."""

    def __init__(self, store: Store, folder: Path, key: DeviceKey, means: OnlineMeans) -> None:
        self._store = store
        self._folder = folder
        self._key = key
        self._means = means
        self._kept = SqlMembership(store.engine)
        self.keep_leave = self._kept.keep_leave

    def told(self) -> Mapping[str, str]:
        """Return what the city said when it let this computer in; empty before that."""
        return self._kept.told()

    def member(self) -> Membership:
        """Return where this computer belongs, or raise ``NotJoinedError``."""
        told = self.told()
        if not told:
            raise NotJoinedError
        member = Membership(**told)
        return replace(member, authority=kept_authority(self._folder, member.authority))

    @property
    def sealed(self) -> bool:
        """Whether this computer's key lies, or would lie, under a passphrase that nobody has given yet."""
        return self._means.passphrase() is None and self._means.vault().asks

    def unseal(self) -> bytes:
        """Return this computer's key as ``seed`` does, and sign with it what waits."""
        seed = self.seed()
        self._key.take(seed)
        sign_waiting(self._store.engine, self._key)
        return seed

    def seed(self) -> bytes:
        """Return this computer's key, or raise ``NotJoinedError``, or ``KeyLostError`` where it is gone."""
        if not self.told():
            raise NotJoinedError
        seed = self._means.vault().secret(self._kept.key_name(""))
        if seed is None:
            raise KeyLostError
        return seed

    def enrol(self, address: str, code: str, authority: Path | None) -> Membership:
        """Make this computer known to a city server by a one-time code, and keep where it belongs.

        Where no authority is given, the one this office gave before goes on to be trusted.
        """
        from nacl.signing import SigningKey  # noqa: PLC0415 - only the exchange loads the signing library

        from sync.connection import open_session  # noqa: PLC0415 - and the network library
        from sync.exchange import Exchange  # noqa: PLC0415 - see above
        from sync.joining import Applicant, Former, join  # noqa: PLC0415 - see above

        asked = city_address(address)
        self._refuse_other_town(code)
        vault, name = self._means.vault(), self._kept.key_name(f"device-{self._means.ids.new()}")
        seed = self._seed_to_join_with(vault, name)
        told, old = self.told(), _readable(vault, name)
        former = Former(told["device"], SigningKey(old)) if told and old is not None else None
        trusted = authority or self._authority_before(told)
        exchange, kept = Exchange(open_session(trusted), asked), keep_authority(self._folder, trusted)
        joined = join(exchange, asked, Applicant(code, SigningKey(seed), self._means.machine, former))
        sync_of(self._store).refuse_other(joined.membership.server, joined.membership.town)
        vault.keep(name, seed)
        self._key.take(seed)
        member = replace(joined.membership, authority=kept)
        sync_of(self._store).enrol(member.server, member.town, member.device)
        self._kept.keep(asdict(member))
        if joined.grant is not None:
            self.keep_leave(joined.grant)
        return self.member()

    def _authority_before(self, told: Mapping[str, str]) -> Path | None:
        """Return the authority this office gave when it joined before, while its file is there."""
        before = Path(kept_authority(self._folder, told.get("authority", "")))
        return before if before.is_file() else None

    def _refuse_other_town(self, code: str) -> None:
        """Raise ``TownChangedError`` for a code that begins with another town than this computer's."""
        bound = sync_of(self._store).state()
        own = self._means.own_town() if bound is None else bound.town
        named, dash, _secret = code.strip().lower().partition("-")
        if own and own != CITY and dash and named != own:
            raise TownChangedError(named, own)

    def _seed_to_join_with(self, vault: Vault, name: str) -> bytes:
        """Return the seed to enrol with, kept before the city hears of it, so that asking may be repeated."""
        again = bool(self.told())
        asked = f"{name}-new" if again else name
        seed = _readable(vault, asked)
        if seed is None or (again and seed == _readable(vault, name)):
            seed = token_bytes(32)
            vault.keep(asked, seed)
        return seed


def _readable(vault: Vault, name: str) -> bytes | None:
    """Return a seed kept before, unless it is damaged or lies under another passphrase."""
    try:
        return vault.secret(name)
    except (VaultClosedError, VaultDamagedError):
        return None
