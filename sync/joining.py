"""Enrolment (登记入网): a one-time code and a fresh key make a computer known to the city server."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from app.domain.errors import AppError
from sync.answer_forms import ENROLLED
from sync.membership import Membership
from sync.protocol.enrolment import enrolment_content, succession_content
from sync.transport import granted
from sync.unreachable import Barrier, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nacl.signing import SigningKey

    from sync.exchange import Exchange

_DONE = 200
_NAME = 32
_NO_PROOF = "proof"
"""Refusal of a signature that does not fit the key the city knows."""


class EnrolmentRefusedError(AppError):
    """The city server did not let this computer in."""

    code = "sync.enrolment"
    hint = "请核对登记码；登记码只能用一次，可向市级平台管理员重新索取。"

    def __init__(self, said: str, hint: str) -> None:
        super().__init__(said or "市级平台没有接受这台电脑的登记。", hint or self.hint)


@dataclass(frozen=True, slots=True)
class Former:
    """What a computer was until now (原登记): its device and key, which it still has."""

    device: str
    key: SigningKey


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who asks to be let in (登记申请).

    Attributes:
        code: One-time code from the city's administrator.
        key: This computer's key; only its public half is sent.
        name: What the administrator sees this computer as.
        former: What it was until now; the numbers lent to that device stay its own.
    """

    code: str
    key: SigningKey
    name: str
    former: Former | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """A computer just let in (已入网): who it is now, and its first leave to work offline."""

    membership: Membership
    grant: Mapping[str, Any] | None


def join(exchange: Exchange, address: str, who: Applicant) -> Joined:
    """Make this computer known by a one-time code; asked again with the same key it is the same computer.

    Where the city does not believe that it was the one before, it is let in as a new one: the code is not
    used up by that refusal, and what was lent under the former name stays with that name.

    Args:
        exchange: Speaks with the server at ``address``.
        address: Where the server is asked from now on.
        who: Who asks.

    Raises:
        EnrolmentRefusedError: The code is wrong, used or past its end.
        UnreachableError: There was no answer, or one that contradicts itself.
    """
    answer = exchange.post("/v2/enrol", _asked(who))
    if who.former is not None and answer.status != _DONE and answer.read().get("code") == _NO_PROOF:
        answer = exchange.post("/v2/enrol", _asked(replace(who, former=None)))
    body = answer.read()
    if answer.status != _DONE:
        raise EnrolmentRefusedError(str(body.get("message", "")), str(body.get("hint", "")))
    if not ENROLLED(body):
        raise UnreachableError(Barrier.ODD)
    server_key = body["server_key"]
    if answer.server != body["server"] or server_name(server_key) != answer.server:
        raise UnreachableError(Barrier.FOREIGN)
    member = Membership(
        address=address.rstrip("/"),
        server=body["server"],
        server_key=server_key,
        device=body["device"],
        town=body["town"],
        town_name=body["town_name"],
    )
    grant = body.get("grant")
    return Joined(member, grant if granted(member, grant) else None)


def _asked(who: Applicant) -> dict[str, str]:
    public = bytes(who.key.verify_key).hex()
    proof = who.key.sign(enrolment_content(who.code, public)).signature.hex()
    asked = {"code": who.code, "public_key": public, "name": who.name, "proof": proof}
    if who.former is not None:
        said = succession_content(who.former.device, who.code, public)
        asked["former"] = who.former.device
        asked["former_proof"] = who.former.key.sign(said).signature.hex()
    return asked


def server_name(server_key: str) -> str:
    """Return the identity that follows from a server's public key: a key cannot lend its name to another."""
    return sha256(bytes.fromhex(server_key)).hexdigest()[:_NAME]
