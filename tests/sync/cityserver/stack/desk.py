"""One desktop as a process of its own: the product's store, engine and HTTP; it may be killed at any moment.

``python -m tests.sync.cityserver.stack.desk FOLDER ADDRESS CODE SEED SECONDS`` works at random for so long
and exchanges in between; with 0 seconds it works no more and exchanges until it is at rest.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from nacl.signing import SigningKey

from app.adapters.clock import SystemClock
from app.adapters.guard_file import GuardFile
from app.adapters.ids import RisingIds
from app.domain.case import Case, CaseStatus, Procedure
from app.domain.document import Document
from app.domain.role import Role, SignedIn
from app.line import wire
from localdb.numbers import NoNumberLentError
from localdb.outbox import Means
from localdb.store import open_store
from localdb.sync.page import WIPE
from localdb.sync.store import SqlSync
from sync.codecs import encode, erase
from sync.connection import open_session
from sync.engine import Engine
from sync.exchange import Exchange
from sync.joining import Applicant, join
from sync.membership import Membership
from sync.step import IDLE
from sync.transport import HttpTransport
from sync.unreachable import UnreachableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.ports import UnitOfWork
    from sync.step import Step

SERIES = "罚"
YEAR = 2026
READY = "ready"
"""A file beside the store that says the process has it open."""
_LONGEST_REST = 0.05
_DRAINED_WITHIN = 120
_QUIET = 3


class Desk:
    """The process's desktop."""

    def __init__(self, folder: Path, address: str, code: str, seed: int) -> None:
        self._folder = folder
        self._address = address
        self._key = SigningKey(seed.to_bytes(32, "big"))
        self._rng = Random(f"{seed}:{time.time_ns()}")
        self._clock = SystemClock()
        self._ids = RisingIds(self._clock)
        self._exchange = Exchange(open_session(), address)
        self.member = self._joined(code)
        who = SignedIn(
            UUID(int=seed), f"承办人{seed}", self.member.town, frozenset((Role.HANDLER,)), f"{seed}号机"
        )
        means = Means(encode, self._clock, self._ids, lambda: who, erase, self._sign)
        self._store = open_store(folder / "store", means, None, GuardFile(folder / "guard"))
        (folder / READY).touch()
        self._sync = SqlSync(self._store, wire())
        self._sync.enrol(self.member.server, self.member.town, self.member.device)
        transport = HttpTransport(self._exchange, self.member, self._sign, lambda _grant: None)
        self.engine = Engine(self._sync, transport, self._clock, Random(seed))

    def work(self, seconds: float) -> None:
        """Work and exchange for a while."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self._rng.random() < 0.5:
                self._piece()
            self._step()

    def drain(self) -> dict[str, Any]:
        """Exchange until nothing waits, and tell what this desktop holds."""
        end, quiet = time.monotonic() + _DRAINED_WITHIN, 0
        faults: list[str] = []
        while quiet < _QUIET:
            if time.monotonic() > end:
                message = f"no rest: {faults[-20:]}"
                raise TimeoutError(message)
            self.engine.hurry()
            step = self._step()
            while step.what != IDLE and time.monotonic() < end:
                faults += [step.fault] if step.fault else []
                quiet = -1 if step.fault or step.what == "push" else quiet
                step = self._step()
            quiet += 1
        return self._told(faults)

    def _step(self) -> Step:
        step = self.engine.step()
        if step.fault == WIPE:
            # The person at this desk knows of the restore and lets it go on.
            self._sync.allow(self.member.town)
        if step.wait:
            time.sleep(min(step.wait, _LONGEST_REST))
            self.engine.hurry()
        return step

    def _told(self, faults: Sequence[str]) -> dict[str, Any]:
        with self._store.engine.connect() as connection:
            rows = connection.exec_driver_sql("SELECT incarnation, cs_no, cs_id, state, outcome FROM outbox")
            sent = [[*map(str, each)] for each in rows]
            connection.rollback()
        seq, buckets = self._sync.digest(self.member.town)
        about = {"town": self.member.town, "device": self.member.device, "faults": list(faults)}
        return {**about, "seq": seq, "digest": list(buckets), "sent": sent}

    def _piece(self) -> None:
        try:
            with self._store.begin() as unit:
                self._rng.choice((self._new, self._edit, self._edit, self._seal))(unit)
                unit.commit()
        except NoNumberLentError:
            return

    def _new(self, unit: UnitOfWork) -> None:
        start = (
            self._ids.new(),
            self.member.town,
            Procedure.ORDINARY,
            CaseStatus.CLUE,
            self._clock.now(),
            None,
        )
        unit.of(Case).save(Case(*start, cause="占道经营", brief=f"暗号{self.member.town}"))

    def _edit(self, unit: UnitOfWork) -> None:
        cases = unit.of(Case).find()
        if not cases:
            self._new(unit)
            return
        case, text = self._rng.choice(cases), f"暗号{self.member.town}·{self._rng.randrange(10**6)}"
        edits = (replace(case, findings=text), replace(case, brief=text), replace(case, department=text))
        unit.of(Case).save(self._rng.choice(edits))

    def _seal(self, unit: UnitOfWork) -> None:
        cases = unit.of(Case).find()
        if not cases:
            self._new(unit)
            return
        draft = Document(
            self._ids.new(),
            self.member.town,
            self._rng.choice(cases).id,
            "penalty_decision",
            self._clock.now(),
            UUID(int=1),
        )
        n = unit.numbers.take(SERIES, YEAR, draft.id)
        unit.of(Document).save(replace(draft, number=f"罚〔{YEAR}〕{n}号"))

    def _sign(self, content: bytes) -> str:
        return self._key.sign(content).signature.hex()

    def _joined(self, code: str) -> Membership:
        """Return who this desktop is; the first time it asks until it is let in."""
        kept = self._folder / "member.json"
        if not kept.exists():
            member = self._asked(code)
            unfinished = kept.with_suffix(".part")
            unfinished.write_text(json.dumps(asdict(member)), "utf-8")
            unfinished.replace(kept)
        told = {**json.loads(kept.read_text("utf-8")), "address": self._address}
        return Membership(**told)

    def _asked(self, code: str) -> Membership:
        end = time.monotonic() + _DRAINED_WITHIN
        while True:
            try:
                return join(self._exchange, self._address, Applicant(code, self._key, "测试机")).membership
            except UnreachableError:
                if time.monotonic() > end:
                    raise
                time.sleep(_LONGEST_REST)


def main(words: Sequence[str]) -> int:
    """Run one desktop."""
    folder, address, code, seed, seconds = words
    desk = Desk(Path(folder), address, code, int(seed))
    desk.work(float(seconds))
    if float(seconds) == 0:
        sys.stdout.write(json.dumps(desk.drain()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
