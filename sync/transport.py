"""How the engine speaks with the city server: one word, one answer; tokens are renewed on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from sync.answer_forms import CHALLENGE, GRANT, TOKEN
from sync.protocol.enrolment import challenge_content, grant_content
from sync.protocol.messages import Answer, Code
from sync.unreachable import Barrier, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.answer_forms import Form
    from sync.exchange import Exchange
    from sync.membership import GrantTaken, Membership, Sign

_UNAUTHORISED = 401
_DONE = 200


class Transport(Protocol):
    """Carries one request to the city server and its answer back."""

    def call(self, word: str, request: Mapping[str, Any]) -> Answer:
        """Return the answer to a word of the protocol.

        Raises:
            UnreachableError: Nothing is known of what became of the request.
        """


class HttpTransport:
    """``Transport`` over HTTP for a computer that was let in."""

    def __init__(
        self, exchange: Exchange, membership: Membership, sign: Sign, grant_taken: GrantTaken
    ) -> None:
        self._exchange = exchange
        self._member = membership
        self._sign = sign
        self._grant_taken = grant_taken
        self._token: str | None = None

    def call(self, word: str, request: Mapping[str, Any]) -> Answer:
        """Return the answer to a word; a token past its end is renewed once."""
        if self._token is None:
            refused = self._renew()
            if refused is not None:
                return refused
        answer = self._exchange.post(f"/v2/{word}", request, self._token)
        if answer.status != _UNAUTHORISED or answer.read().get("code") != Code.TOKEN:
            return answer
        return self._renew() or self._exchange.post(f"/v2/{word}", request, self._token)

    def token(self, fresh: bool = False) -> str:  # noqa: FBT001, FBT002 - the one question of a token
        """Return the present token, or a fresh one; empty when there is none to be had."""
        if fresh or self._token is None:
            self._renew()
        return self._token or ""

    def _renew(self) -> Answer | None:
        """Get a token by signing a challenge for the bound server alone; return what refused it."""
        self._token = None
        member = self._member
        asked = self._exchange.post("/v2/challenge", {"town": member.town, "device": member.device})
        if not self._bound(asked):
            return asked
        challenge = _read(asked, CHALLENGE)["challenge"]
        signature = self._sign(challenge_content(challenge, member.device, member.server))
        given = self._exchange.post("/v2/token", {"challenge": challenge, "signature": signature})
        if not self._bound(given):
            return given
        body = _read(given, TOKEN)
        self._token = body["token"]
        self._take_grant(body.get("grant"))
        return None

    def _bound(self, answer: Answer) -> bool:
        return answer.status == _DONE and answer.server == self._member.server

    def _take_grant(self, grant: Mapping[str, Any] | None) -> None:
        """Keep a leave to work offline when the bound server signed it."""
        if grant is not None and granted(self._member, grant):
            self._grant_taken(grant)


def _read(answer: Answer, form: Form) -> Mapping[str, Any]:
    body = answer.read()
    if not form(body):
        raise UnreachableError(Barrier.ODD)
    return body


def granted(member: Membership, grant: Mapping[str, Any] | None) -> bool:
    """Tell whether the bound server signed a leave to work offline for this computer (离线使用期限)."""
    if grant is None or not GRANT(grant):
        return False
    content = grant_content(member.device, member.town, grant["issued"], grant["until"], member.server)
    try:
        VerifyKey(bytes.fromhex(member.server_key)).verify(content, bytes.fromhex(grant["signature"]))
    except (BadSignatureError, ValueError):
        return False
    return True
