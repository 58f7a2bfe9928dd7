"""Counts the home page shows, each with the list behind it, and the limits that press."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.domain.clue import ClueState
from app.domain.role import Role
from app.rules.expiry import warning_steps
from ui.jobs import Job
from ui.stages import SAVED, STAGES, named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from app.domain.deadline import Deadline
    from app.services.deadlines import DueCounts, DueEdges
    from app.services.people import Notice
    from ui.screens.tools import Tools
    from ui.stages import Stage

APPROVERS = (Role.UNIT_HEAD, Role.LEGAL_REVIEWER, Role.ORGAN_HEAD, Role.PRINCIPAL_HEAD)
KEEPERS = (Role.ADMIN, Role.CLERK)
"""Who is told of certificates that run out: whoever renews them."""
NEAR = f"{warning_steps()[0]}天内到期"
"""The filter of the list of people behind the figure."""
TODO = ("open", "to_serve", "to_pay", "to_close", "to_archive")
LIMITS = {"overdue": "已逾期", "soon": "2个工作日内", "near": "7个工作日内"}
WARNED = 3
"""How many certificates a notice names; it counts the rest."""
SHOWN = 200
"""How many pressing limits are listed at most; the count tells of more."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number to show: its words, its rank, the screen behind it and what that is opened with."""

    name: str
    words: str
    screen: str
    args: Mapping[str, object] = field(default_factory=dict)
    rank: str = "figure"


@dataclass(frozen=True, slots=True)
class Pressing:
    """A limit of the office that is over or near: its band, day, name and case or inspection in words."""

    band: str
    due: str
    name: str
    case_id: UUID
    number: str
    cause: str
    inspects: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """What was read: clues by state, cases by status, papers that wait, limits."""

    clues: Mapping[str, int]
    cases: Mapping[str, int]
    approvals: int
    due: DueCounts
    pressing: tuple[Pressing, ...]
    certificates: int = 0


class HomeModel(QObject):
    """Reads the counts in the background: first as last known, then with the limits brought up to date.

    Signals:
        changed: ``counts`` and ``pressing`` hold what was read.
    """

    changed = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self.counts: dict[str, int] = {}
        self.pressing: tuple[Pressing, ...] = ()

    def todo(self) -> tuple[Figure, ...]:
        """Return what waits for the signed-in person; approvals come first for those who approve."""
        work = (
            Figure("clues", "待处理线索", "clues", {"filter": ClueState.OPEN.value}),
            *(_cases(named(name)) for name in TODO),
            Figure("certificates", "证件临近到期", "officers", {"sort": NEAR}),
        )
        box = Figure("approvals", "待我审批", "approvals")
        return (box, *work) if self._tools.who().holds(*APPROVERS) else work

    def limits(self) -> tuple[Figure, ...]:
        """Return one figure for each band of pressing limits; those of two working days are within seven."""
        ranks = {"overdue": "figure-bad", "soon": "figure-warn", "near": "figure"}
        return tuple(
            Figure(name, words, "deadlines", {"filter": name}, ranks[name]) for name, words in LIMITS.items()
        )

    def stages(self) -> tuple[Figure, ...]:
        """Return one figure for each stage of a case."""
        return tuple(_cases(stage) for stage in STAGES)

    def refresh(self) -> None:
        """Read the counts anew, bring the limits up to date, and read again if any had changed."""
        self._tools.jobs.start(self, Job(lambda _token: self._read(), self._show))
        self._tools.jobs.start(self, Job(lambda _token: self._derive(), self._show))
        if self._tools.who().holds(*KEEPERS):
            people = self._tools.staff.people
            self._tools.jobs.start(self, Job(lambda _token: people.warn(), self._warn))

    def _derive(self) -> Counted | None:
        return self._read() if self._tools.deadlines.refresh() else None

    def _warn(self, due: Sequence[Notice]) -> None:
        """Tell each warning once; the list behind the figure keeps them all."""
        if due:
            first = "".join(each.words for each in due[:WARNED])
            more = f"共{len(due)}人，见“人员证件”。" if len(due) > WARNED else ""
            self._tools.notices.say(f"执法证到期提醒：{first}{more}")

    def _read(self) -> Counted:
        lists, limits = self._tools.lists, self._tools.deadlines
        waiting = len(self._tools.approvals.waiting()) if self._tools.who().holds(*APPROVERS) else 0
        edges = limits.edges()
        nearest = limits.between(None, edges.near)[:SHOWN]
        ids = list(dict.fromkeys(each.case_id.bytes for each in nearest))
        rows = {row["id"]: row for row in lists.rows("cases", ids)}
        return Counted(
            lists.counts("clues", "state"),
            lists.counts("cases", "status"),
            waiting,
            limits.counts(),
            _pressing(nearest, edges, rows),
            sum(each.expiring.left >= 0 for each in self._tools.staff.people.expiring()),
        )

    def _show(self, read: Counted | None) -> None:
        if read is None:
            return
        self.pressing = read.pressing
        self.counts = {"clues": read.clues.get(ClueState.OPEN.value, 0), "approvals": read.approvals}
        self.counts["certificates"] = read.certificates
        due = read.due
        self.counts |= {"overdue": due.overdue, "soon": due.soon, "near": due.soon + due.near}
        for stage in (*STAGES, *SAVED):
            self.counts[stage.name] = sum(read.cases.get(each.value, 0) for each in stage.states)
        self.changed.emit()


def _cases(stage: Stage) -> Figure:
    return Figure(stage.name, stage.word, "cases", {"filter": stage.name})


def _pressing(
    limits: Sequence[Deadline], edges: DueEdges, rows: Mapping[UUID, Mapping[str, Any]]
) -> tuple[Pressing, ...]:
    return tuple(
        Pressing(
            _band(each, edges),
            each.safe_due.isoformat(),
            each.name,
            each.case_id,
            str(rows.get(each.case_id, {}).get("number") or _without_case(each)),
            str(rows.get(each.case_id, {}).get("cause") or (each.subject if each.inspects else "")),
            each.inspects,
        )
        for each in limits
    )


def _without_case(limit: Deadline) -> str:
    return "双随机抽查" if limit.inspects else "（未立案）"


def _band(limit: Deadline, edges: DueEdges) -> str:
    if limit.safe_due < edges.today:
        return "overdue"
    return "soon" if limit.safe_due < edges.soon else "near"
