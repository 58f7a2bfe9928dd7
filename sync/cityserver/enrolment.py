"""Enrolment (登记入网): keys of computers, tokens, the offline grant, and showing a computer out."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from sync.cityserver.clock import stamp
from sync.cityserver.codes import CodeRefusedError, held_code, make_code, town_of, use_code
from sync.cityserver.computers import Computer, complete, enter, kept
from sync.cityserver.errors import CityError
from sync.cityserver.identity import signed
from sync.cityserver.registry_tables import device as devices
from sync.cityserver.registry_tables import town as towns
from sync.cityserver.scope import CITY, looking, scoped
from sync.cityserver.tokens import CHALLENGE_LIFE, TOKEN_LIFE, TokenError, Tokens
from sync.cityserver.towns import NoSuchTownError
from sync.protocol.enrolment import (
    GRANT_DAYS,
    challenge_content,
    enrolment_content,
    grant_content,
    succession_content,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Row

    from sync.cityserver.clock import Clock
    from sync.cityserver.computers import Registry
    from sync.cityserver.identity import Identity
    from sync.cityserver.visits import Caller

_TOKEN, _CHALLENGE = "token", "challenge"


class ProofRefusedError(CityError):
    """A signature does not fit the key it should be made with."""

    status = 403
    code = "proof"
    hint = "请重新登记这台电脑。"

    def __init__(self) -> None:
        super().__init__("签名与这台电脑的密钥不符。")


@dataclass(frozen=True, slots=True)
class Holder:
    """The computer behind a token (令牌持有者)."""

    town: str
    device: str
    revoked: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What a computer sends to be enrolled (登记请求).

    Attributes:
        former: The device it was until now, where it can still sign as that one.
    """

    code: str
    public_key: str
    name: str
    proof: str
    former: str | None = None
    former_proof: str | None = None


class Enrolment:
    """登记入网台: lets computers in, knows them again, and shows them out."""

    def __init__(
        self, registry: Registry, identity: Identity, clock: Clock, grant_days: int = GRANT_DAYS
    ) -> None:
        self._engine = registry.engine
        self._looks = registry.looks
        self._book = registry.book
        self._identity = identity
        self._clock = clock
        self._grant_days = grant_days
        self._tokens = Tokens(identity.token_secret, clock)
        self._keys: dict[tuple[str, str], bytes] = {}

    def new_code(self, town: str, label: str, by: str) -> str:
        """Return a fresh one-time code of a town that is kept here; it is shown this once."""
        with scoped(self._engine, town) as connection:
            if connection.execute(select(towns.c.town).where(towns.c.town == town)).first() is None:
                raise NoSuchTownError
            return make_code(connection, town, label, by, self._clock.now())

    def enrol(self, asked: Asked) -> Mapping[str, object]:
        """Let a computer in; asked again with the same code and key it hears the same device again."""
        if not signed(asked.public_key, enrolment_content(asked.code, asked.public_key), asked.proof):
            raise ProofRefusedError
        town = town_of(asked.code)
        former = self._succeeded(town, asked)
        with scoped(self._engine, town) as connection:
            computer = self._entered(connection, asked, former)
            name = connection.execute(select(towns.c.name).where(towns.c.town == town)).scalar_one()
        self._book.keep(computer)
        known = {"device": computer.device, "town": town, "town_name": name}
        return {
            **known,
            "server_key": self._identity.public,
            "server": self._identity.server_id,
            **self._issued(Holder(town, computer.device, revoked=False)),
        }

    def complete(self, town: str) -> None:
        """Tell the database of a town anew which computers a restore made it forget."""
        complete(self._book, self._engine, town)

    def challenge(self, town: str, device: str) -> str:
        """Return a text to be signed with the computer's key; whether it is known is not told here."""
        return self._tokens.seal(_CHALLENGE, town, device, CHALLENGE_LIFE)[0]

    def renewed(self, challenge: str, signature: str) -> Mapping[str, object]:
        """Return a fresh token, and a grant unless the computer was shown out."""
        town, device = self._tokens.opened(_CHALLENGE, challenge)
        content = challenge_content(challenge, device, self._identity.server_id)
        if not self.verify(town, device, content, signature):
            raise ProofRefusedError
        return self._issued(self._holder(town, device))

    def seal_holds(self, token: str) -> None:
        """Raise ``TokenError`` unless this server sealed the token and it still holds; asks no database."""
        self._tokens.opened(_TOKEN, token)

    def holder(self, token: str) -> Holder:
        """Return the computer behind a token, or raise ``TokenError``."""
        return self._holder(*self._tokens.opened(_TOKEN, token))

    def verify(self, town: str, device: str, content: bytes, signature: str) -> bool:
        """Tell whether an enrolled computer, even one shown out, signed the bytes."""
        key = self.device_key(town, device)
        return key is not None and signed(key.hex(), content, signature)

    def grant(self, holder: Caller) -> Mapping[str, object] | None:
        """Return a leave to work on without a line; none for a computer shown out (离线使用期限)."""
        return None if holder.revoked else self._grant(holder)

    def known(self, town: str, device: str) -> Holder | None:
        """Return an enrolled computer, also one shown out; ``None`` for a stranger."""
        return self._known(town, device, self._row(town, device))

    def device_key(self, town: str, device: str) -> bytes | None:
        """Return the public key of a computer, also of one shown out, or the city's; keys never change."""
        if device == CITY:
            return bytes(self._identity.server.verify_key)
        if (town, device) not in self._keys:
            row = self._row(town, device) or self._book.get(town, device)
            if row is None:
                return None
            self._keys[town, device] = bytes.fromhex(row.public_key)
        return self._keys[town, device]

    def revoke(self, town: str, device: str, by: str, reason: str) -> None:
        """Show a computer out: it hands over what it has, and gets nothing any more (停用)."""
        gone = {"revoked_at": stamp(self._clock.now()), "revoked_by": by, "revoked_reason": reason}
        noted = self._book.get(town, device)
        if noted is not None and noted.revoked_at is None:
            self._book.keep(replace(noted, **gone))
        with scoped(self._engine, town) as connection:
            mine = (devices.c.town == town, devices.c.device == device, devices.c.revoked_at.is_(None))
            connection.execute(update(devices).where(*mine).values(**gone))

    def declare_lost(self, town: str, device: str) -> None:
        """Keep that a computer will not come back (报失)."""
        with scoped(self._engine, town) as connection:
            mine = (devices.c.town == town, devices.c.device == device, devices.c.lost_at.is_(None))
            connection.execute(update(devices).where(*mine).values(lost_at=stamp(self._clock.now())))

    def greeted(self, holder: Caller, hello: Mapping[str, Any]) -> None:
        """Keep what a computer said of itself at its greeting; one that was declared lost is found again."""
        said = {name: hello[name] for name in ("app", "waiting", "conflicts")}
        skew = None if hello["skew"] is None else round(hello["skew"])
        with scoped(self._engine, holder.town) as connection:
            mine = (devices.c.town == holder.town, devices.c.device == holder.device)
            now = {"seen_at": stamp(self._clock.now()), "skew": skew, "lost_at": None, **said}
            connection.execute(update(devices).where(*mine).values(**now))

    def _succeeded(self, town: str, asked: Asked) -> str | None:
        """Return the device a computer was before, as its old key says; ``None`` for a new one."""
        if asked.former is None or self.known(town, asked.former) is None:
            return None
        content = succession_content(asked.former, asked.code, asked.public_key)
        if not self.verify(town, asked.former, content, asked.former_proof or ""):
            raise ProofRefusedError
        return asked.former

    def _entered(self, connection: Connection, asked: Asked, former: str | None) -> Computer:
        now = self._clock.now()
        row = held_code(connection, asked.code, now)
        if row.used_at is not None:
            return self._same(connection, row, asked)
        told = (row.town, str(uuid.uuid4()), asked.public_key, asked.name, stamp(now), former, row.hash)
        computer = Computer(*told)
        enter(connection, computer)
        use_code(connection, row, computer.device, now)
        return computer

    def _same(self, connection: Connection, row: Row[tuple[str, ...]], asked: Asked) -> Computer:
        used_by = kept(connection, row.town, row.device)[0]
        if used_by.public_key != asked.public_key or used_by.revoked_at is not None:
            raise CodeRefusedError
        return self._book.get(row.town, row.device) or replace(used_by, code=row.hash)

    def _issued(self, holder: Holder) -> Mapping[str, object]:
        token, ends = self._tokens.seal(_TOKEN, holder.town, holder.device, TOKEN_LIFE)
        return {"token": token, "ends": ends, "grant": self.grant(holder)}

    def _grant(self, holder: Caller) -> Mapping[str, object]:
        now = self._clock.now()
        issued, until = stamp(now), stamp(now + timedelta(days=self._grant_days))
        content = grant_content(holder.device, holder.town, issued, until, self._identity.server_id)
        return {"issued": issued, "until": until, "signature": self._identity.sign(content)}

    def _holder(self, town: str, device: str) -> Holder:
        row = self._row(town, device)
        holder = self._known(town, device, row)
        if holder is None:
            raise TokenError
        if row is None or holder.revoked is (row.revoked_at is None):
            self.complete(town)
        return holder

    def _known(self, town: str, device: str, row: Row[tuple[str, ...]] | None) -> Holder | None:
        told = [each for each in (row, self._book.get(town, device)) if each is not None]
        return Holder(town, device, any(each.revoked_at for each in told)) if told else None

    def _row(self, town: str, device: str) -> Row[tuple[str, ...]] | None:
        with looking(self._looks, town) as connection:
            mine = (devices.c.town == town, devices.c.device == device)
            return connection.execute(select(devices).where(*mine)).one_or_none()
