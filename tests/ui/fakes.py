"""Fakes that work: ports and desks in memory, for the window."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.documents.capitals import in_capitals
from app.domain.between import Between
from app.domain.case import Case, CaseStatus, Procedure
from app.domain.clue import Clue, ClueSource, ClueState
from app.domain.document import Document
from app.domain.errors import AppError
from app.domain.role import Role, SignedIn
from app.services.approvals import ApprovalDesk, Waiting
from app.services.office import Office
from tests.fakes import MemoryStore
from tests.ui.desk_kit import desks_over
from tests.ui.memory_drafts import MemoryDrafts
from ui.notices import Notices
from ui.screens.tools import Tools
from ui.tokens import Look

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ui.jobs import JobRunner

NOW = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)
TODAY = date(2026, 3, 5)
TOWN = "320281101"
OFFICER = UUID(int=1)
OFFICERS = (
    {"id": UUID(int=1), "name": "甲执法员", "unit": "一中队", "town": TOWN},
    {"id": UUID(int=2), "name": "乙执法员", "unit": "一中队", "town": TOWN},
    {"id": UUID(int=3), "name": "丙执法员", "unit": "二中队", "town": TOWN},
)


class FixedClock:
    """A clock that stands."""

    def now(self) -> datetime:
        """Return half past nine in Beijing."""
        return NOW

    def today(self) -> date:
        """Return its day."""
        return TODAY


class CountedIds:
    """Identities in order."""

    def __init__(self) -> None:
        self._next = count(1000)

    def new(self) -> UUID:
        """Return the next."""
        return UUID(int=next(self._next))


@dataclass
class MemoryLists:
    """Lists over rows held in memory; counts what is read."""

    lists: dict[str, list[dict[str, Any]]]
    windows: list[int] = field(default_factory=list)

    def ids(self, name: str, filters: Mapping[str, object], text: str = "") -> Sequence[bytes]:
        """Return ids of rows that meet the filters and hold the text."""
        return [row["id"].bytes for row in self.lists[name] if _meets(row, filters) and text in str(row)]

    def rows(self, name: str, ids: Sequence[bytes]) -> Sequence[Mapping[str, Any]]:
        """Return the rows of the ids."""
        self.windows.append(len(ids))
        by_id = {row["id"].bytes: row for row in self.lists[name]}
        return [by_id[each] for each in ids if each in by_id]

    def counts(self, name: str, by: str) -> Mapping[str, int]:
        """Count by the text of a column."""
        found: dict[str, int] = {}
        for row in self.lists[name]:
            found[str(row[by])] = found.get(str(row[by]), 0) + 1
        return found


class DeskRefusedError(AppError):
    """The clue desk says no."""

    code = "test.refused"
    hint = "请核对后重填。"


class MemoryClues:
    """A clue desk over ``MemoryLists``; refuses places outside the town."""

    def __init__(self, lists: MemoryLists) -> None:
        self._lists = lists
        self.registered: list[Clue] = []

    def register(self, clue: Clue) -> Clue:
        """Keep a clue with the next number."""
        if "外地" in clue.place:
            msg = "“发生地点”不在本镇街。"
            raise DeskRefusedError(msg)
        kept = replace(clue, register_no=f"线索2026-{len(self._lists.lists['clues']) + 1:04d}")
        self.registered.append(kept)
        self._lists.lists["clues"].insert(0, row_of(kept))
        return kept

    def edit(self, clue: Clue) -> Clue:
        """Keep a changed clue."""
        return clue

    def to_case(self, clue_id: UUID, cause: str, department: str, handlers: tuple[UUID, ...]) -> Case:
        """Make a case."""
        case = Case(
            UUID(int=clue_id.int + 5000),
            TOWN,
            Procedure.ORDINARY,
            CaseStatus.CLUE,
            NOW,
            clue_id,
            cause,
            department,
            handlers=handlers,
        )
        self._lists.lists["cases"].insert(0, row_of(case))
        return case

    def close(self, clue_id: UUID, state: ClueState, reason: str) -> Clue:
        """End a clue."""
        return replace(a_clue(clue_id.int), state=state, closing_reason=reason)


class TwoWait(ApprovalDesk):
    """An approval desk with two papers."""

    def waiting(self) -> tuple[Waiting, ...]:
        """Return what waits."""
        return tuple(
            Waiting(
                Document(UUID(int=n), TOWN, UUID(int=n + 5000), "filing_approval", NOW, OFFICER),
                a_case(n),
                Role.UNIT_HEAD,
            )
            for n in (1, 2)
        )


def a_clue(n: int) -> Clue:
    """Return a clue."""
    sources = list(ClueSource)
    return Clue(
        UUID(int=n),
        TOWN,
        f"线索2026-{n:04d}",
        NOW,
        OFFICER,
        sources[n % len(sources)],
        subject_name=f"第{n}号店铺",
        place=f"人民路{n}号",
        summary="占用人行道堆放货物",
        state=ClueState.OPEN if n % 3 else ClueState.FILED,
        case_id=None if n % 3 else UUID(int=n + 5000),
    )


def a_case(n: int) -> Case:
    """Return a case."""
    states = list(CaseStatus)
    return Case(
        UUID(int=n + 5000),
        TOWN,
        Procedure.ORDINARY,
        states[n % len(states)],
        NOW,
        None,
        "擅自占用城市道路",
        "城市管理",
        number=f"澄徐综执立〔2026〕{n}号",
        handlers=(OFFICER,),
        filed_on=TODAY,
    )


def row_of(record: Clue | Case) -> dict[str, Any]:
    """Return a record as a narrow row."""
    row = {each.name: getattr(record, each.name) for each in fields(record)}
    return row | ({"parties": ["某某商贸有限公司"]} if isinstance(record, Case) else {})


def memory_lists(clues: int = 12, cases: int = 250) -> MemoryLists:
    """Return lists with as many clues and cases."""
    return MemoryLists(
        {
            "clues": [row_of(a_clue(n)) for n in range(1, clues + 1)],
            "cases": [row_of(a_case(n)) for n in range(1, cases + 1)],
            "officers": [dict(each) for each in OFFICERS],
            "items": [],
        }
    )


def signed_in(*roles: Role) -> SignedIn:
    """Return a person."""
    return SignedIn(OFFICER, "甲执法员", TOWN, frozenset(roles or {Role.HANDLER}), "一号机")


def tools_of(jobs: JobRunner, *, who: SignedIn | None = None, look: Look | None = None) -> Tools:
    """Return tools that work in memory."""
    lists, seat, store = memory_lists(), who or signed_in(), MemoryStore(town=TOWN)
    clock, ids = FixedClock(), CountedIds()
    office = Office(store.begin, clock, ids, lambda: seat)
    desks = desks_over(office) | {"approvals": TwoWait(office)}
    return Tools(
        jobs=jobs,
        notices=Notices(jobs),
        lists=lists,
        drafts=MemoryDrafts(),
        clock=clock,
        ids=ids,
        who=lambda: seat,
        clues=MemoryClues(lists),
        unit="徐霞客镇综合行政执法局",
        look=look or Look(),
        in_capitals=in_capitals,
        **desks,
    )


def _meets(row: Mapping[str, Any], filters: Mapping[str, object]) -> bool:
    return all(_fits(row[name], wanted) for name, wanted in filters.items())


def _fits(value: object, wanted: object) -> bool:
    if isinstance(wanted, Between):
        return isinstance(value, datetime) and wanted.holds(value)
    return value in wanted if isinstance(wanted, tuple) else value == wanted
