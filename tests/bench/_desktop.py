"""A desktop for benches: the product's own store in a file, its engine, its way over HTTP."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from nacl.signing import SigningKey

from app.adapters.clock import SystemClock
from app.adapters.ids import RisingIds
from app.domain.case import Case, CaseStatus, Procedure
from app.domain.role import Role, SignedIn
from app.line import wire
from localdb.engine import open_engine
from localdb.migrate import migrate
from localdb.outbox import Means
from localdb.store import Store
from localdb.sync.store import SqlSync
from sync.codecs import encode, erase
from sync.connection import open_session
from sync.engine import Engine
from sync.exchange import Exchange
from sync.joining import Applicant, join
from sync.step import IDLE
from sync.transport import HttpTransport
from tests.sync.office import MemoryGuard
from tests.sync.stores import Alone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sync.protocol.messages import Word
    from tests.bench._served import ServedCity

CLERK = UUID(int=0xC0FFEE)
MOST_STEPS = 5000


class BenchDesktop:
    """一台电脑: enrolled in a town, saving cases and exchanging them."""

    def __init__(self, folder: Path, city: ServedCity, town: str, name: str) -> None:
        self.town = town
        self.clock = SystemClock()
        self.ids = RisingIds(self.clock)
        self._key = SigningKey.generate()
        engine = open_engine(folder / f"{name}.db")
        migrate(engine, lambda _layout: None)
        self.store = Store(engine, self._means(), Alone(), None, MemoryGuard())
        self.sync = SqlSync(self.store, wire())
        line = Exchange(open_session(), city.url)
        self.member = join(line, city.url, Applicant(city.code(town, name), self._key, name)).membership
        self.sync.enrol(self.member.server, town, self.member.device)
        self.reach(city.url)

    def reach(self, url: str) -> None:
        """Speak with the city over another way from now on."""
        exchange = Exchange(open_session(), url)
        transport = HttpTransport(exchange, self.member, self._sign, lambda _grant: None)
        self.engine = Engine(self.sync, transport, self.clock, Random(7))

    def save(self, cases: Sequence[Case]) -> None:
        """Save each case in a transaction of its own, as people do."""
        for each in cases:
            with self.store.begin() as work:
                work.of(Case).save(each)
                work.commit()

    def cases(self) -> Sequence[Case]:
        """Return all cases this desktop shows."""
        with self.store.read() as work:
            return work.of(Case).find()

    def exchange(self, word: Word | None = None, heard: Callable[[], object] = lambda: None) -> int:
        """Exchange until nothing is left to do; ``heard`` is called after each answer to a word.

        Raises:
            AssertionError: Something went wrong on the way.
        """
        self.engine.hurry()
        for taken in range(MOST_STEPS):
            step = self.engine.step()
            assert not step.fault, step
            if step.what == IDLE:
                return taken
            if step.what == word:
                heard()
        msg = f"no rest after {MOST_STEPS} steps"
        raise AssertionError(msg)

    def close(self) -> None:
        """Close the store."""
        self.store.engine.dispose()

    def _sign(self, content: bytes) -> str:
        return self._key.sign(content).signature.hex()

    def _means(self) -> Means:
        who = SignedIn(CLERK, "承办人", self.town, frozenset((Role.HANDLER,)), "一号机")
        return Means(encode, self.clock, self.ids, lambda: who, erase, self._sign)


_SENTENCES = (
    "经现场检查，当事人未能出示相关审批手续，执法人员依法制作现场检查笔录并拍摄照片固定证据。",
    "执法人员到达现场后出示执法证件，表明身份，告知当事人享有陈述、申辩的权利。",
    "当事人对上述事实无异议，并在笔录上逐页签名捺印予以确认。",
    "经测量，占用面积约为十二点六平方米，搭建物为彩钢板结构，高度约三米。",
    "当事人称因不了解规定所致，愿意在规定期限内自行拆除并恢复原状。",
)


def cases(desktop: BenchDesktop, count: int, seed: int = 20260101) -> list[Case]:
    """Return cases of about 2 KB each, other words in each."""
    draw = Random(seed)
    now = desktop.clock.now()
    start = (desktop.town, Procedure.ORDINARY, CaseStatus.CLUE, now, None)
    made = []
    for n in range(count):
        brief, found = ("".join(draw.choice(_SENTENCES) for _ in range(many)) for many in (5, 6))
        told = f"{draw.getrandbits(256):064x}"
        facts = {"cause": f"占道经营第{n}件", "brief": brief, "findings": found, "circumstances": told}
        made.append(Case(desktop.ids.new(), *start, **facts))  # type: ignore[arg-type] # all are texts
    return made
