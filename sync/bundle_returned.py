"""What comes back on the stick (回执导入): answers taken by the same acts as those of the network."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app.domain.attachment import There
from app.domain.sync_state import LentNumbers
from sync.protocol.bundle_format import BundleError, BundleFault
from sync.protocol.bundle_lines import ANSWER, CHUNK, FILE, KEPT, read_answer, read_chunk
from sync.protocol.chain import chained
from sync.protocol.messages import Code, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from app.domain.sync_state import SyncState
    from app.ports import Attachments, Pieces
    from app.sync_ports import SyncStore
    from sync.protocol.messages import Answer

_DONE = 200


@dataclass(slots=True)
class Gained:
    """What a return bundle brought (导入结果).

    Attributes:
        again: Why another bundle must be made: the first word with the server (``entered``), a restore of it
            (``recovery``, then ``recovered``), or earlier work it lacks (``gap``, ``fork``).
        stopped: Why a stream stands still until a person decides.
    """

    outcomes: int = 0
    rows: int = 0
    numbers: int = 0
    receipts: int = 0
    files: int = 0
    again: str = ""
    stopped: str = ""

    @property
    def news(self) -> bool:
        """Whether anything was new; a bundle taken twice brings none."""
        return any((self.rows, self.numbers, self.receipts, self.files, self.again, self.stopped))


class Returned:
    """Takes the lines of one return bundle, in their order."""

    def __init__(
        self, store: SyncStore, attachments: Attachments, pieces: Pieces, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._attachments = attachments
        self._pieces = pieces
        self._now = now
        self._sizes: dict[str, int] = {}
        self.gained = Gained()

    def take(self, state: SyncState, asked_epoch: str, lines: Iterable[Mapping[str, Any]]) -> Gained:
        """Take everything; answers of an epoch that is over are refused before anything is done.

        Raises:
            BundleError: The bundle was made before the server was restored.
        """
        for line in lines:
            if line["kind"] == ANSWER:
                answer = read_answer(line)
                if answer.server != state.server:
                    raise BundleError(BundleFault.OTHER_RECIPIENT)
                if not self._of_this_epoch(state, asked_epoch, answer):
                    break
                self._answer(line["word"], line["asked"], answer)
            elif line["kind"] == KEPT:
                self._receipt(line, state.server)
            elif line["kind"] in (FILE, CHUNK):
                self._file(line)
        return self.gained

    def _of_this_epoch(self, state: SyncState, asked_epoch: str, answer: Answer) -> bool:
        """Tell whether an answer may be taken; a new epoch must answer who asked from the present one."""
        epoch = str(answer.epoch)
        if not state.epoch:
            self._store.enter(epoch)
            self.gained.again = "entered"
            return False
        if epoch in (state.epoch, state.recovering):
            return True
        if asked_epoch != state.epoch:
            raise BundleError(BundleFault.OUTDATED)
        self._store.must_recover(epoch)
        self.gained.again = "recovery"
        return False

    def _answer(self, word: str, asked: Mapping[str, Any], answer: Answer) -> None:
        if word in (Word.HELLO, Word.PUSH) and answer.status == _DONE:
            told = answer.read()
            self._store.forget(told["backed"], told["backed_seq"])
        if word == Word.PUSH:
            self._pushed(asked, answer)
        elif word == Word.CHANGES and answer.status == _DONE:
            self._page(asked["stream"], answer)
        elif word == Word.LEASE and answer.status == _DONE:
            before = self._held()
            self._store.lent(asked["request"], answer.read()["numbers"])
            self.gained.numbers += self._held() - before
        elif word == Word.RELEASE and answer.status == _DONE:
            self._store.given_up(_lent(asked["numbers"]))
        elif word == Word.RECOVER and answer.status == _DONE and asked["done"]:
            state = self._store.state()
            if state is not None and state.recovering == asked["answers"]:
                self._store.recovered(asked["answers"])
                self.gained.again = "recovered"

    def _held(self) -> int:
        return sum(len(each.numbers) for each in self._store.numbers(used=False))

    def _pushed(self, asked: Mapping[str, Any], answer: Answer) -> None:
        body = answer.read()
        state = self._store.state()
        mine = state is not None and state.incarnation == asked["incarnation"]
        outcomes = body.get("outcomes", ())
        self._store.answered(asked["incarnation"], outcomes)
        self.gained.outcomes += len(outcomes)
        if mine and body.get("code") == Code.GAP:
            self._store.resend(asked["incarnation"], body["expect"])
            self.gained.again = "gap"
        elif mine and body.get("code") == Code.DEVICE_FORK:
            self._store.forked()
            self.gained.again = "fork"

    def _page(self, stream: str, answer: Answer) -> None:
        """Take the rows of a page that follow the cursor, after the chain vouched for them."""
        state, body = self._store.state(), answer.read()
        if state is None or self.gained.stopped:
            return
        place = state.streams[stream]
        rows = [each for each in body["rows"] if each["seq"] > place.seq]
        if not rows or rows[0]["seq"] != place.seq + 1:
            return
        running = place.hash
        for row in rows:
            running = chained(running, row)
            if running != row["hash"]:
                self.gained.stopped = "chain"
                return
        taken = self._store.take(stream, rows, complete=not body["more"])
        self.gained.rows += taken.rows
        self.gained.stopped = taken.stopped

    def _receipt(self, line: Mapping[str, Any], server: str) -> None:
        for each in self._attachments.of([line["sha256"]]):
            if each.there is not There.WAITING:
                continue
            kept = replace(each, there=There.KEPT, kept_at=self._now(), server=server, reason="", due=None)
            refused = replace(each, reason=str(line.get("refused", "")), upload="", offset=-1, here=None)
            self._attachments.save(refused if line.get("refused") else kept)
            self.gained.receipts += 1

    def _file(self, line: Mapping[str, Any]) -> None:
        if line["kind"] == FILE:
            self._sizes[line["sha256"]] = line["size"]
            return
        digest, at, data = read_chunk(line)
        if digest not in self._sizes or at != self._pieces.begun(digest):
            return
        self._pieces.append(digest, at, data)
        if self._pieces.begun(digest) == self._sizes[digest] and self._pieces.adopt(digest):
            for each in self._attachments.of([digest]):
                known = replace(
                    each, here=True, there=There.KEPT, size=self._sizes[digest], reason="", due=None
                )
                self._attachments.save(known)
            self.gained.files += 1


def _lent(numbers: Iterable[Mapping[str, Any]]) -> list[LentNumbers]:
    return [LentNumbers(each["series"], each["year"], (each["n"],)) for each in numbers]
