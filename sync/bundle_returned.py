"""What comes back on the stick (回执导入): answers taken by the same acts as those of the network."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app.domain.attachment import There
from app.domain.errors import AppError
from app.domain.sync_state import LentNumbers
from sync.answer_forms import fits, refusal_fits
from sync.protocol.bundle_format import BundleError, BundleFault
from sync.protocol.bundle_lines import ANSWER, CHUNK, FILE, GRANT, KEPT, read_answer, read_chunk
from sync.protocol.chain import continues
from sync.protocol.messages import Code, Word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from app.domain.sync_state import SyncState
    from sync.bundle import Kept
    from sync.protocol.bundle_format import Header
    from sync.protocol.messages import Answer

    GrantTaken = Callable[[Mapping[str, Any]], bool]

_DONE = 200
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Gained:
    """What a return bundle brought (导入结果).

    Attributes:
        leave: Whether it brought a fresh leave to work on without a line.
        again: Why another bundle must be made: the first word with the server (``entered``), a restore of it
            (``recovery``, then ``recovered``), or earlier work it lacks (``gap``, ``fork``).
        left: How many files it holds that this computer could not keep, for want of room or otherwise.
        stopped: Why a stream stands still until a person decides.
    """

    outcomes: int = 0
    rows: int = 0
    numbers: int = 0
    receipts: int = 0
    files: int = 0
    left: int = 0
    leave: bool = False
    again: str = ""
    stopped: str = ""

    @property
    def news(self) -> bool:
        """Whether anything was new; a bundle taken twice brings none."""
        return any((self.rows, self.numbers, self.receipts, self.files, self.leave, self.again, self.stopped))


class Returned:
    """Takes the lines of one return bundle, in their order."""

    def __init__(self, kept: Kept, now: Callable[[], datetime], grant_taken: GrantTaken) -> None:
        self._store = kept.store
        self._attachments = kept.attachments
        self._pieces = kept.pieces
        self._now = now
        self._grant_taken = grant_taken
        self._sizes: dict[str, int] = {}
        self.gained = Gained()

    def take(self, server: str, header: Header, lines: Iterable[Mapping[str, Any]]) -> Gained:
        """Take everything; answers of an epoch that is over are refused before anything is done.

        Raises:
            BundleError: It was made before the server was restored, or an answer in it cannot be read.
        """
        asked_epoch = str(header.ranges.get("epoch", ""))
        for line in lines:
            if line["kind"] == ANSWER:
                answer = read_answer(line)
                if answer.server != server:
                    raise BundleError(BundleFault.OTHER_RECIPIENT)
                if not self._of_this_epoch(asked_epoch, answer):
                    break
                self._answer(line["word"], line["asked"], answer, header.made_at)
            elif line["kind"] == GRANT:
                self.gained.leave |= self._grant_taken(line["grant"])
            elif line["kind"] == KEPT:
                self._receipt(line, server)
            elif line["kind"] in (FILE, CHUNK):
                self._file(line, server)
        return self.gained

    def _of_this_epoch(self, asked_epoch: str, answer: Answer) -> bool:
        """Tell whether an answer may be taken; a new epoch must answer who asked from the present one."""
        epoch, state = str(answer.epoch), self._state()
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

    def _state(self) -> SyncState:
        state = self._store.state()
        assert state is not None  # noqa: S101 - a bundle is only taken by an enrolled computer, for good
        return state

    def _answer(self, word: str, asked: Mapping[str, Any], answer: Answer, made_at: str) -> None:
        form = fits if answer.status == _DONE else refusal_fits
        if not form(word, answer.read()):
            raise BundleError(BundleFault.NEWER)
        if word == Word.PUSH:
            self._pushed(asked, answer)
        if answer.status != _DONE:
            return
        told = answer.read()
        if word in (Word.HELLO, Word.PUSH):
            self._store.forget(str(answer.epoch), told.get("backed", {}), told.get("backed_seq") or 0)
        if word == Word.HELLO:
            self._store.heard(made_at, revoked=bool(told["revoked"]))
        elif word == Word.CHANGES:
            self._page(asked["stream"], told)
        elif word == Word.RECOVER:
            self._reported(asked)
        else:
            self._numbers(word, asked, told)

    def _numbers(self, word: str, asked: Mapping[str, Any], told: Mapping[str, Any]) -> None:
        if word == Word.LEASE:
            before = self._held()
            self._store.lent(asked["request"], told["numbers"])
            self.gained.numbers += self._held() - before
        elif word == Word.RELEASE and asked["incarnation"] == self._state().incarnation:
            self._store.given_up(_lent(asked["numbers"]))

    def _reported(self, asked: Mapping[str, Any]) -> None:
        """Begin the new epoch when the last part of the report it wanted was taken."""
        if asked["done"] and self._state().recovering == asked["answers"]:
            self._store.recovered(asked["answers"])
            self.gained.again = "recovered"

    def _held(self) -> int:
        return sum(len(each.numbers) for each in self._store.numbers(used=False))

    def _pushed(self, asked: Mapping[str, Any], answer: Answer) -> None:
        body = answer.read()
        mine = self._state().incarnation == asked["incarnation"]
        outcomes = body.get("outcomes", ())
        self._store.answered(asked["incarnation"], outcomes)
        self.gained.outcomes += len(outcomes)
        if mine and body.get("code") == Code.GAP:
            self._store.resend(asked["incarnation"], body["expect"])
            self.gained.again = "gap"
        elif mine and body.get("code") == Code.DEVICE_FORK:
            self._store.forked()
            self.gained.again = "fork"

    def _page(self, stream: str, body: Mapping[str, Any]) -> None:
        """Take the rows of a page that follow the cursor, after the chain vouched for them."""
        if self.gained.stopped:
            return
        place = self._state().streams[stream]
        rows = [each for each in body["rows"] if each["seq"] > place.seq]
        if not rows or rows[0]["seq"] != place.seq + 1:
            return
        if not continues(place.seq, place.hash, rows):
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

    def _file(self, line: Mapping[str, Any], server: str) -> None:
        """Take a file that is missing here, piece by piece; one that cannot be kept now is left behind."""
        piece = read_chunk(line) if line["kind"] == CHUNK else None
        digest = line["sha256"]
        try:
            whole = self._begun(digest, line["size"]) if piece is None else self._piece(*piece)
        except AppError as error:
            log.info("%s", error)
            self._sizes.pop(digest, None)
            self.gained.left += 1
        else:
            if whole:
                self._came(digest, self._sizes.pop(digest), server)

    def _begun(self, digest: str, size: int) -> bool:
        """Expect the pieces of a file that is not here; tell whether all of them were kept before."""
        if self._pieces.size(digest) is not None:
            return False
        self._sizes[digest] = size
        return self._piece(digest, self._pieces.begun(digest), b"")

    def _piece(self, digest: str, at: int, data: bytes) -> bool:
        """Keep a piece that follows those kept; tell whether the file got its name, for its hash fits."""
        if digest not in self._sizes or at != self._pieces.begun(digest):
            return False
        self._pieces.append(digest, at, data)
        return self._pieces.begun(digest) >= self._sizes[digest] and self._adopted(digest)

    def _adopted(self, digest: str) -> bool:
        adopted = self._pieces.adopt(digest)
        if not adopted:
            del self._sizes[digest]
        return adopted

    def _came(self, digest: str, size: int, server: str) -> None:
        for each in self._attachments.of([digest]):
            whole = replace(each, here=True, there=There.KEPT, size=size, server=server)
            self._attachments.save(replace(whole, kept_at=self._now(), tries=0, reason="", due=None))
        self.gained.files += 1


def _lent(numbers: Iterable[Mapping[str, Any]]) -> list[LentNumbers]:
    return [
        LentNumbers(each["series"], each["year"], each.get("loan") or "", (each["n"],)) for each in numbers
    ]
