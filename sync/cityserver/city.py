"""The city's side of the exchange (市级平台): one transaction for each request, under the town's lock."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sync.cityserver import backups, city_acts, recovery
from sync.cityserver.clock import stamp
from sync.cityserver.greeting import hello
from sync.cityserver.heads import OPEN, RECOVERING, read_head
from sync.cityserver.numbers import lease, release
from sync.cityserver.pulling import bucket, changes, digest
from sync.cityserver.pushing import push
from sync.cityserver.scope import scoped
from sync.cityserver.setback import epoch_of, was_set_back
from sync.cityserver.visits import Reply, Visit, halted
from sync.protocol.messages import CITY, Code, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Engine

    from sync.cityserver.clock import Clock
    from sync.cityserver.visits import Caller
    from sync.protocol.change_set import ChangeSet
    from sync.protocol.messages import Answer

    Differs = Callable[[Connection], Sequence[Mapping[str, Any]]]

_WORDS: dict[Word, Callable[[Visit, Caller, Mapping[str, Any]], Reply]] = {
    Word.HELLO: hello,
    Word.PUSH: push,
    Word.CHANGES: changes,
    Word.LEASE: lease,
    Word.RELEASE: release,
    Word.RECOVER: recovery.recover,
    Word.DIGEST: digest,
    Word.BUCKET: bucket,
}
_WRITING = frozenset((Word.HELLO, Word.PUSH, Word.LEASE, Word.RELEASE, Word.RECOVER))
_OPEN_TO_REVOKED = frozenset((Word.HELLO, Word.PUSH, Word.RECOVER))


@dataclass(frozen=True, slots=True)
class Keys:
    """What the server signs and knows by.

    Attributes:
        verify: Town, device, content, signature → whether that computer signed it; answers for the city too.
        sign: The server's own signature.
        token: A new random text, for epochs and ids.
    """

    verify: Callable[[str, str, bytes, str], bool]
    sign: Callable[[bytes], str]
    token: Callable[[], str]


class City:
    """Answers the words of the exchange, and does what the city's administrators decide."""

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        server_id: str,
        keys: Keys,
        complete: Callable[[str], None] = lambda _town: None,
    ) -> None:
        """Take the database and what is known outside it.

        Args:
            engine: The database.
            clock: When things happen.
            server_id: The server's identity.
            keys: What the server signs and knows by.
            complete: Tells a town's database anew which computers it forgot, before they are called.
        """
        self._engine = engine
        self._clock = clock
        self._server = server_id
        self._keys = keys
        self._complete = complete

    def answer(self, word: str, device: Caller, request: Mapping[str, Any]) -> Answer:
        """Answer one request of a known computer, from what is committed."""
        asked = Word(word)
        reply, epoch = self._replied(asked, device, request)
        if reply is None:
            # Restored, and nobody said so: answered anew from the epoch that begins now.
            self._end(device.town, epoch, epoch_of(asked, request))
            return self.answer(word, device, request)
        if asked is Word.HELLO:
            reply = replace(reply, body={"server": self._server, **reply.body})
        return reply.signed_by(self._server, epoch, stamp(self._clock.now()))

    def write(self, town: str, ops: Sequence[Mapping[str, Any]], by: str) -> Mapping[str, Any]:
        """Write for the city into a town's log: tasks, accounts, officers."""
        with self._visit(town) as visit:
            return city_acts.write(visit, ops, by, self._keys.sign)

    def publish(self, ops: Sequence[Mapping[str, Any]], by: str) -> Mapping[str, Any]:
        """Write what every town receives: lists of powers, standards, templates (下发)."""
        return self.write(CITY, ops, by)

    def publish_what(self, differs: Differs, by: str) -> Mapping[str, Any] | None:
        """Write what ``differs`` finds in what every town has, while nobody else writes there."""
        with self._visit(CITY) as visit:
            ops = differs(visit.connection)
            return city_acts.write(visit, ops, by, self._keys.sign) if ops else None

    def settle(self, town: str, cs_id: str, by: str, *, apply: bool) -> Mapping[str, Any]:
        """Decide over work in quarantine; nothing happens when it cannot take effect."""
        with self._visit(town) as visit:
            return city_acts.settle(visit, cs_id, by, self._keys.sign, apply=apply)

    def void_number(self, town: str, key: tuple[str, int, int], reason: str, by: str) -> Mapping[str, Any]:
        """Void a number that is lent or free, by a person and with a reason."""
        with self._visit(town) as visit:
            return city_acts.void(visit, [key], reason, (by, self._keys.sign))

    def close_year(self, town: str, year: int, reason: str, by: str) -> Sequence[tuple[str, int, int]]:
        """Void some of what is left of a year's numbers and return it; nothing when nothing is left.

        What is much is voided in several calls, so that nobody waits long.
        """
        with self._visit(town) as visit:
            left = city_acts.left_of_year(visit, year)
            if left:
                city_acts.void(visit, left, reason, (by, self._keys.sign))
            return left

    def restored(self, town: str) -> str:
        """Begin a new epoch after the database was restored from a backup, and return it."""
        self._complete(town)
        with self._visit(town) as visit:
            recovery.begin(visit)
            return visit.head.epoch

    def waited_for(self, town: str) -> Sequence[str]:
        """Return the computers that have not reported since the restore."""
        with self._visit(town, lock=False) as visit:
            return () if visit.head.state == OPEN else recovery.waiting(visit)

    def declare_lost(self, town: str, device: str, by: str) -> None:
        """Stop waiting for a computer's report, by a named person's decision."""
        with self._visit(town) as visit:
            recovery.declare(visit, device, "lost", by)

    def backup_mark(self, town: str) -> backups.Mark:
        """Note that a backup begins; to be called before the database is copied."""
        with self._visit(town) as visit:
            return backups.begun(visit)

    def backup_taken(self, town: str, mark: backups.Mark, kept: int) -> None:
        """Note that the backup begun at the mark is complete, and how many of the newest are kept."""
        with self._visit(town) as visit:
            backups.taken(visit, mark, kept)

    def _replied(self, word: Word, device: Caller, request: Mapping[str, Any]) -> tuple[Reply | None, str]:
        """Do one word; nothing is done where the database turns out to have been set back."""
        with self._visit(device.town, lock=word in _WRITING) as visit:
            if not device.revoked and was_set_back(visit, word, request):
                return None, visit.head.epoch
            reply = _stopped(word, visit, device, request) or _WORDS[word](visit, device, request)
            return reply, visit.head.epoch

    @contextmanager
    def _visit(self, town: str, *, lock: bool = True) -> Iterator[Visit]:
        with scoped(self._engine, town) as connection:
            head = read_head(connection, town, lock=lock, token=self._keys.token)
            now = stamp(self._clock.now())
            yield Visit(connection, town, head, now, self._genuine, self._keys.token)

    def _genuine(self, cs: ChangeSet) -> bool:
        return self._keys.verify(cs.town, cs.device, cs.signed_text.encode(), cs.sig)

    def _end(self, town: str, epoch: str, heard: str) -> None:
        """End an epoch by the next one, unless somebody just did."""
        self._complete(town)
        with self._visit(town) as visit:
            if visit.head.epoch == epoch:
                recovery.begin(visit, heard)


def _stopped(word: Word, visit: Visit, device: Caller, request: Mapping[str, Any]) -> Reply | None:
    """Return why a request is not done before it is looked at."""
    if word is Word.HELLO:
        return None
    if device.revoked and word not in _OPEN_TO_REVOKED:
        return halted(Code.DEVICE_REVOKED)
    if epoch_of(word, request) != visit.head.epoch:
        return halted(Code.EPOCH, epoch=visit.head.epoch)
    if word is not Word.RECOVER and recovery.must_report(visit, device.device):
        return halted(Code.FROZEN if word is Word.LEASE else Code.RECOVERING)
    # What it sends was perhaps in the log already: a colleague who reports later may know it from there.
    frozen = word is Word.PUSH and device.revoked and visit.head.state == RECOVERING
    return halted(Code.FROZEN) if frozen else None
