"""A simulated desktop (模拟电脑): the wire as the engine speaks it, without a store behind."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from nacl.signing import SigningKey

from sync.connection import open_session
from sync.exchange import Exchange
from sync.protocol.change_set import ChangeSet
from sync.protocol.messages import FORMAT, Word
from sync.transport import HttpTransport
from tests.sync.city_kit import put

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.bench._served import ServedCity

_DONE = 200
_AT = "2026-11-02T04:00:00.000000+00:00"


class SimulatedDesk:
    """Looks for news and saves cases; tells what went wrong, or nothing."""

    def __init__(self, city: ServedCity, town: str, number: int) -> None:
        key = SigningKey.generate()
        exchange = Exchange(open_session(), city.url)
        member = city.member(town, f"{number}", key)
        self._device, self._town = member.device, town
        self._sign = lambda content: key.sign(content).signature.hex()
        self._line = HttpTransport(exchange, member, self._sign, lambda _grant: None)
        self._incarnation = uuid.uuid4().hex
        self._last = self._seq = 0
        self._hash = ""
        said: dict[str, Any] = {
            "app": "bench",
            "schema": [FORMAT, FORMAT],
            "cursors": {},
            "at": None,
            "skew": None,
        }
        counts = {"waiting": 0, "conflicts": 0, "epoch": None, "incarnation": self._incarnation}
        answer = self._line.call(Word.HELLO, {**said, **counts})
        assert answer.status == _DONE, answer
        self._epoch = str(answer.read()["epoch"])

    def look(self) -> str:
        """Get what is new in the town."""
        asked = {"stream": self._town, "after": self._seq, "hash": self._hash, "upto": None, "limit": 500}
        body, fault = self._said(Word.CHANGES, asked)
        if not fault and body["rows"]:
            self._seq, self._hash = body["rows"][-1]["seq"], body["rows"][-1]["hash"]
        return fault

    def save(self) -> str:
        """Hand one new case over."""
        self._last += 1
        ops = (put("case", str(uuid.uuid4()), self._town, brief="占道经营" * 60),)
        told = {"device": self._device, "town": self._town, "user": str(uuid.UUID(int=1)), "at": _AT}
        numbers = {"incarnation": self._incarnation, "cs_no": self._last, "cs_id": str(uuid.uuid4())}
        bare = ChangeSet(**told, **numbers, sv=FORMAT, ops=ops, hash="", sig="")  # type: ignore[arg-type] # as named above
        sent = {"incarnation": self._incarnation, "changesets": [bare.hashed().signed(self._sign).to_wire()]}
        body, fault = self._said(Word.PUSH, sent)
        return fault or ("" if body["outcomes"][0]["outcome"] == "applied" else str(body["outcomes"]))

    def _said(self, word: Word, asked: Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
        answer = self._line.call(word, {**asked, "epoch": self._epoch})
        return answer.read(), "" if answer.status == _DONE else f"{word} {answer.status} {answer.json()}"
