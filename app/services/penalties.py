"""Penalties (裁量): weighed by the rules on discretion, chosen by the officer inside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.act import Act
from app.domain.case import CaseStatus
from app.domain.errors import AppError
from app.domain.party import Party
from app.domain.penalty import Leaning, Penalty, PenaltyKind
from app.domain.power_item import PowerItem
from app.domain.role import Role
from app.rules.discretion.choice import Verdict, judge
from app.rules.flow import current, undecided
from app.rules.gates.announced import heavier_than_announced
from app.rules.weighing import Ground, proof_steps, weigh_records
from app.services.case_reading import read_case_file, writable_case
from app.services.grounds import PastFine, cases_of, exempt_on, ground_of, later_version, past_fines
from app.services.office import log
from app.services.refused import permit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from app.domain.money import Money
    from app.ports import UnitOfWork
    from app.rules.discretion.calculator import Discretion
    from app.rules.lists.exemptions import Exemption
    from app.services.office import Office


_ANNOUNCED = frozenset(
    {
        CaseStatus.NOTIFIED,
        CaseStatus.STATEMENT_REVIEW,
        CaseStatus.HEARING_SET,
        CaseStatus.HEARING_DONE,
        CaseStatus.LEGAL_REVIEW_2,
        CaseStatus.COLLECTIVE,
        CaseStatus.DECISION_REVIEW,
    }
)
"""Where a notice was served and nothing is decided yet."""


class PenaltyRefusedError(AppError):
    """An amount or kind was chosen that the rules on discretion do not allow."""

    code = "penalty.refused"
    hint = "请按法定幅度和裁量情节重新选定。"


class PenaltyFixedError(AppError):
    """A penalty was to be changed while a notice or decision already says it."""

    code = "penalty.fixed"
    hint = "请先作废已定稿的文书；已送达的按撤销或者重新告知办理。"

    def __init__(self, paper: str) -> None:
        super().__init__(f"{paper}已经定稿，不能再改处罚裁量。")


@dataclass(frozen=True, slots=True)
class Weighing:
    """What may be chosen for one act of one party (裁量结果).

    Attributes:
        range_low: Statutory minimum; ``None`` when the law or the facts name none.
        derivation: The reasoning in Chinese, step by step.
        standard: Title of the standard the bureau picked for the item, if any.
        open_asks: What the standard asks and nobody has picked yet.
    """

    party_id: UUID
    act_id: UUID
    discretion: Discretion
    range_low: Money | None
    range_high: Money | None
    derivation: tuple[str, ...]
    standard: str = ""
    open_asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Footing:
    """What the page shows beside an item (裁量参照): what it is weighed by, and fines decided before.

    Attributes:
        cases: How many cases of the bureau are about the item.
        exemptions: Entries of the bureau's exemption lists that speak of the item on the day of the act.
        later: The version listed today, where its fine is another than that of the day of the act.
    """

    ground: Ground
    past: tuple[PastFine, ...]
    cases: int = 0
    exemptions: tuple[Exemption, ...] = ()
    later: PowerItem | None = None


class PenaltyDesk:
    """裁量台."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def weigh(self, case_id: UUID, party_id: UUID, act_id: UUID, found: Sequence[str]) -> Weighing:
        """Weigh one act of one party; ``found`` are codes of circumstances that evidence supports."""
        with self._office.begin() as work:
            writable_case(work, case_id)
            return self._weighed(work, party_id, act_id, found)

    def footing(self, item: PowerItem, act_day: date, but: Sequence[UUID] = ()) -> Footing:
        """Return what an act of a day is weighed by, and what was decided for the item before."""
        with self._office.read() as work:
            town, today = self._office.who().town, self._office.clock.today()
            ground = ground_of(work, item, act_day, today, town)
            exempt = exempt_on(work, town, item, act_day)
            past, cases = past_fines(work, item.code, but), cases_of(work, item.code)
            return Footing(ground, past, cases, exempt, later_version(work, item, today))

    def choose(self, penalty: Penalty, found: Sequence[str] = ()) -> tuple[Penalty, Verdict]:
        """Keep a chosen penalty with range and derivation, or raise what the rules say against it.

        The verdict tells whether approval or discussion is owed because of the amount.
        """
        permit(self._office.who(), "选定处罚", Role.HANDLER)
        with self._office.begin() as work:
            writable_case(work, penalty.case_id)
            status = self._not_fixed(work, penalty)
            weighing = self._weighed(work, penalty.party_id, penalty.act_id, found)
            _picked(weighing, penalty)
            verdict = judged(weighing.discretion, penalty)
            kept = replace(_settled(penalty, weighing, verdict), noticed=_noticed(work, penalty.id))
            _not_heavier(status, kept)
            work.of(Penalty).save(kept)
            log(work, self._office, kept.case_id, "penalty.chosen", f"选定处罚：罚款{kept.fine}")
            work.commit()
        return kept, verdict

    def assess(self, act: Act, party: Party, penalty: Penalty, found: Sequence[str]) -> Penalty:
        """Weigh a penalty that belongs to no case, and return it as it would be kept; nothing is kept."""
        with self._office.read() as work:
            item = work.of(PowerItem).get(act.item_id)
            weighing = self._weighing(work, party, act, item, found)
        _picked(weighing, penalty)
        return _settled(penalty, weighing, judged(weighing.discretion, penalty))

    def _weighed(self, work: UnitOfWork, party_id: UUID, act_id: UUID, found: Sequence[str]) -> Weighing:
        party, act = work.of(Party).get(party_id), work.of(Act).get(act_id)
        item = work.of(PowerItem).get(act.item_id)
        return self._weighing(work, party, act, item, found)

    def _weighing(
        self, work: UnitOfWork, party: Party, act: Act, item: PowerItem, found: Sequence[str]
    ) -> Weighing:
        today = self._office.clock.today()
        ground = ground_of(work, item, act.last_day, today, self._office.who().town)
        discretion = weigh_records(party, act, item, found, ground)
        statutory = discretion.statutory
        return Weighing(
            party.id,
            act.id,
            discretion,
            statutory.minimum,
            statutory.maximum,
            (*discretion.steps, *proof_steps(act, found)),
            "" if ground.standard is None else ground.standard.title,
            ground.open_asks(act, party),
        )

    def _not_fixed(self, work: UnitOfWork, penalty: Penalty) -> CaseStatus:
        file = read_case_file(work, penalty.case_id)
        papers = {"penalty_decision": "处罚决定书", "on_spot_decision": "当场处罚决定书"}
        if file.case.status is CaseStatus.NOTICE_DRAFT:
            papers["penalty_prior_notice"] = "事先告知书"
        for slug, name in papers.items():
            if current(file, slug, penalty.party_id):
                raise PenaltyFixedError(name)
        if file.case.status not in undecided():
            raise PenaltyFixedError("决定")
        return file.case.status


def _settled(penalty: Penalty, weighing: Weighing, verdict: Verdict) -> Penalty:
    """Return a penalty with range, derivation and standard as they were weighed."""
    option = weighing.discretion.option(penalty.leaning)
    return replace(
        penalty,
        range_low=weighing.range_low,
        range_high=weighing.range_high,
        derivation=(*weighing.derivation, *(option.steps if option is not None else ())),
        standard=weighing.standard,
        tier=option.tier if option is not None else "",
        beyond=verdict.needs_approval and penalty.fine.fen > 0,
    )


def _picked(weighing: Weighing, penalty: Penalty) -> None:
    """Refuse a fine while the standard of the bureau still asks for a pick."""
    whole = weighing.discretion.statutory
    free = whole.minimum is not None and not whole.fixed
    if free and penalty.fine.fen > 0 and penalty.leaning is not Leaning.REDUCED and weighing.open_asks:
        asked = "、".join(weighing.open_asks)
        raise PenaltyRefusedError(
            f"本单位对该事项适用《{weighing.standard}》，还没有选定：{asked}。",
            "请在“裁量基准”中选定；没有相符档次的也要选明。",
        )


def judged(discretion: Discretion, penalty: Penalty) -> Verdict:
    """Return the verdict on a penalty, or raise ``PenaltyRefusedError`` when it may not be chosen."""
    fined = PenaltyKind.FINE in penalty.kinds
    if fined != (penalty.fine.fen > 0):
        raise PenaltyRefusedError("选了罚款的须填写数额，填了数额的须选罚款。")
    if (PenaltyKind.CONFISCATE_GAIN in penalty.kinds) != (penalty.confiscated_gain.fen > 0):
        raise PenaltyRefusedError("没收违法所得的种类与数额不一致。")
    verdict = judge(discretion, penalty.leaning, penalty.fine)
    if verdict.refused:
        raise PenaltyRefusedError(verdict.message)
    if verdict.needs_reason and not penalty.reason.strip():
        raise PenaltyRefusedError(verdict.message, "请填写裁量理由。")
    return verdict


def _not_heavier(status: CaseStatus, penalty: Penalty) -> None:
    """Refuse after the notice what is heavier than announced (G09, APL 45); new facts want a new notice."""
    words = heavier_than_announced(penalty) if status in _ANNOUNCED and penalty.noticed else ""
    if words:
        raise PenaltyRefusedError(
            f"拟决定的处罚重于告知的处罚：{words}。",
            "不得因陈述申辩加重处罚（《行政处罚法》第四十五条）；另有新的事实的，退回调查后重新告知。",
        )


def _noticed(work: UnitOfWork, penalty_id: UUID) -> str:
    """What was announced stays announced, whatever is chosen later."""
    return "".join(each.noticed for each in work.of(Penalty).find(id=penalty_id))
