"""Weighs each act of each party as it is typed, and keeps what was chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.domain.money import ZERO
from app.domain.penalty import PENALTY_WORDS, Leaning, Penalty, PenaltyKind
from app.rules.discretion.choice import judge
from app.rules.discretion.standards.catalogue import named_standards
from app.rules.discretion.standards.contract import StandardQuestion
from app.rules.discretion.standards.shares import ShareStandard
from app.rules.weighing import Ground, circumstances_in, weigh_records
from ui.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from app.domain.act import Act
    from app.domain.case_file import CaseFile
    from app.domain.errors import AppError
    from app.domain.party import Party
    from app.domain.power_item import PowerItem
    from app.rules.discretion.bands import Band
    from app.rules.discretion.calculator import Discretion
    from app.rules.discretion.choice import Verdict
    from app.rules.discretion.standards.catalogue import NamedStandard
    from app.rules.lists.exemptions import Exemption
    from app.services.penalties import Footing
    from ui.screens.tools import Tools

CONFIDENCE_WORDS = {
    "verified": "已核对原文",
    "well-known": "未逐条核对原文",
    "to-confirm": "待确认",
}
ASKED = (
    "fine",
    "leaning",
    "confiscated_gain",
    "confiscated_goods",
    "other",
    "circumstances",
    "reason",
)
"""What the form of a penalty asks besides its kinds."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One act of one party (裁量对象), with the penalty kept for it, if any.

    Attributes:
        draft: Where its draft is kept, when not by the ids of party and act.
        only: The kinds that may be chosen; empty for all.
        footing: What it is weighed by and past fines; ``None`` while they are being read.
        evidence: The pieces by which circumstances may be established, in words.
    """

    party: Party
    act: Act
    item: PowerItem
    penalty: Penalty | None = None
    draft: str = ""
    only: tuple[PenaltyKind, ...] = ()
    footing: Footing | None = None
    evidence: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where its draft is kept."""
        return self.draft or f"penalty/{self.party.id}/{self.act.id}"

    @property
    def words(self) -> str:
        """Party, item and what is chosen, in one line."""
        chosen = told(self.penalty) if self.penalty is not None else "未裁量"
        return f"{self.party.name}　{self.item.name}　{chosen}"

    @property
    def exemptions(self) -> tuple[Exemption, ...]:
        """Entries of the bureau's exemption lists that speak of the item."""
        return () if self.footing is None else self.footing.exemptions

    @property
    def standard(self) -> NamedStandard | None:
        """The standard the bureau picked for the item on the day of the act."""
        return None if self.footing is None else self.footing.ground.standard

    @property
    def later(self) -> PowerItem | None:
        """The version listed today, where its fine is another than that of the day of the act."""
        return None if self.footing is None else self.footing.later

    @property
    def found(self) -> tuple[str, ...]:
        """Codes of the circumstances the kept penalty weighed."""
        return circumstances_in(self.penalty.derivation) if self.penalty is not None else ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the page hands over to be kept (选定内容)."""

    pair: Pair
    kinds: tuple[PenaltyKind, ...]
    found: tuple[str, ...]
    fine_facts: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Compared:
    """The band a published standard of another bureau would give (对照基准); it binds nobody here."""

    title: str
    band: Band
    tier: str
    confidence: str


def pairs(file: CaseFile) -> tuple[Pair, ...]:
    """Return every act of every active party whose item is known."""
    kept = {(each.party_id, each.act_id): each for each in file.penalties}
    usable = (each for each in file.evidence if not each.excluded_reason)
    pieces = tuple(f"{each.number}号　{each.name}" for each in sorted(usable, key=lambda each: each.number))
    return tuple(
        Pair(party, act, item, kept.get((party.id, act.id)), evidence=pieces)
        for party in file.active_parties
        for act in file.acts
        if (item := file.item_of(act)) is not None
    )


def told(penalty: Penalty) -> str:
    """Return kinds and amounts of a penalty in words."""
    words = [PENALTY_WORDS[each] for each in penalty.kinds if each is not PenaltyKind.FINE]
    if penalty.fine > ZERO:
        words.append(f"罚款{penalty.fine}")
    return "、".join(words) or "不予处罚"


def weighed(pair: Pair, fine_facts: str, found: Sequence[str], day: date) -> Discretion:
    """Weigh a pair with facts that may not be kept yet, or raise an ``AppError``."""
    act = replace(pair.act, fine_facts=fine_facts)
    return weigh_records(pair.party, act, pair.item, found, ground_of(pair, day))


def ground_of(pair: Pair, day: date) -> Ground:
    """Return what a pair is weighed by; while it is being read, the day alone."""
    return Ground(day) if pair.footing is None else replace(pair.footing.ground, day=day)


def compared(pair: Pair, discretion: Discretion, leaning: Leaning) -> tuple[Compared, ...]:
    """Return the bands of the standards at hand that cut any range, by field and day of the act."""
    return tuple(_compared(pair, discretion, leaning))


def offered_kinds(pair: Pair) -> tuple[PenaltyKind, ...]:
    """Return the kinds of penalty that may be chosen, those the item's own words name first."""
    return tuple(sorted(pair.only or PenaltyKind, key=lambda each: not names(pair.item, each)))


def names(item: PowerItem, kind: PenaltyKind) -> bool:
    """Tell whether the item's words name a kind of penalty."""
    return any(word in item.kinds for word in _KIND_WORDS[kind])


_KIND_WORDS = {
    PenaltyKind.WARNING: ("警告",),
    PenaltyKind.CRITICISM: ("通报批评",),
    PenaltyKind.FINE: ("罚款",),
    PenaltyKind.CONFISCATE_GAIN: ("没收违法所得", "没收;", "没收；"),
    PenaltyKind.CONFISCATE_GOODS: ("没收非法财物", "没收;", "没收；"),
    PenaltyKind.SUSPEND_LICENCE: ("暂扣",),
    PenaltyKind.LOWER_QUALIFICATION: ("降低资质",),
    PenaltyKind.LIMIT_BUSINESS: ("限制开展",),
    PenaltyKind.STOP_BUSINESS: ("停产", "停业"),
    PenaltyKind.LIMIT_OCCUPATION: ("限制从业", "禁止从业"),
    PenaltyKind.CLOSE: ("责令关闭", "取缔"),
    PenaltyKind.REVOKE_LICENCE: ("吊销",),
}


def penalty_of(chosen: Chosen, new_id: UUID) -> Penalty:
    """Return the penalty as chosen, in place of the one kept before, or under a new identity."""
    pair, values = chosen.pair, chosen.values
    old = pair.penalty or Penalty(new_id, pair.act.town, pair.act.case_id, pair.party.id, pair.act.id)
    return replace(
        old,
        kinds=chosen.kinds,
        fine=values["fine"] or ZERO,
        confiscated_gain=values["confiscated_gain"] or ZERO,
        confiscated_goods=values["confiscated_goods"],
        other=values["other"],
        leaning=values["leaning"] or Leaning.NONE,
        circumstances=values["circumstances"],
        reason=values["reason"],
    )


def fault_place(chosen: Chosen, discretion: Discretion) -> str:
    """Return the field at which a refusal of a choice belongs."""
    values = chosen.values
    fine, gain = values["fine"] or ZERO, values["confiscated_gain"] or ZERO
    if (PenaltyKind.FINE in chosen.kinds) != (fine > ZERO):
        return "fine"
    if (PenaltyKind.CONFISCATE_GAIN in chosen.kinds) != (gain > ZERO):
        return "confiscated_gain"
    leaning = values["leaning"] or Leaning.NONE
    if discretion.option(leaning) is None:
        return "leaning"
    verdict = judge(discretion, leaning, fine)
    unsaid = verdict.needs_reason and not (values["reason"] or "").strip()
    return "reason" if unsaid and not verdict.refused else "fine"


class DiscretionModel(QObject):
    """Keeps one choice at a time, off the UI thread.

    Signals:
        kept: The penalty kept and the verdict on it.
        refused: An ``AppError``; no penalty was kept.
        facts_kept: The facts of the act were kept, whatever became of the penalty.
        busy_changed: Whether something is being kept; a second choice is not begun meanwhile.
    """

    kept = Signal(object, object)
    refused = Signal(object)
    facts_kept = Signal()
    busy_changed = Signal(bool)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._busy = False

    def keep(self, chosen: Chosen) -> None:
        """Keep the facts of the act if they changed, then the penalty; each is its own transaction."""
        if self._busy:
            return
        self._set_busy(on=True)
        changed = chosen.fine_facts != chosen.pair.act.fine_facts
        act = replace(chosen.pair.act, fine_facts=chosen.fine_facts)
        penalty = penalty_of(chosen, self._tools.ids.new())

        def choose() -> tuple[Penalty, Verdict]:
            if changed:
                self._tools.cases.add_act(act)
            return self._tools.penalties.choose(penalty, chosen.found)

        def left_half() -> None:
            if changed:
                self.facts_kept.emit()

        def failed(error: AppError) -> None:
            self.refused.emit(error)
            left_half()

        done = lambda result: self.kept.emit(*result)  # noqa: E731 - one line says it
        rest = lambda: self._set_busy(on=False)  # noqa: E731 - one line says it
        job = Job(lambda _token: choose(), done, failed, ended=rest, broke=left_half)
        self._tools.jobs.start(self, job)

    def _set_busy(self, *, on: bool) -> None:
        self._busy = on
        self.busy_changed.emit(on)


def _compared(pair: Pair, discretion: Discretion, leaning: Leaning) -> Iterator[Compared]:
    if discretion.statutory.minimum is None:
        return
    question = StandardQuestion(discretion.statutory, discretion.question.facts, leaning)
    for each in named_standards().values():
        fits = not each.fields or pair.item.department.startswith(each.fields)
        if not fits or not isinstance(each.standard, ShareStandard) or not each.in_force(pair.act.last_day):
            continue
        answer = each.standard.answer(question)
        if answer.band is not None:
            yield Compared(each.title, answer.band, answer.tier, each.confidence)
