"""Penalties (裁量): weighed by the rules on discretion, chosen by the officer inside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.act import Act
from app.domain.case import CaseStatus
from app.domain.errors import AppError
from app.domain.party import Party
from app.domain.penalty import Penalty, PenaltyKind
from app.domain.power_item import PowerItem
from app.domain.role import Role
from app.rules.discretion.choice import Verdict, judge
from app.rules.flow import current, undecided
from app.rules.weighing import weigh_records
from app.services.case_reading import read_case_file, writable_case
from app.services.office import log
from app.services.refused import permit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from app.domain.money import Money
    from app.ports import UnitOfWork
    from app.rules.discretion.calculator import Discretion
    from app.services.office import Office


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
    """

    party_id: UUID
    act_id: UUID
    discretion: Discretion
    range_low: Money | None
    range_high: Money | None
    derivation: tuple[str, ...]


class PenaltyDesk:
    """裁量台."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def weigh(self, case_id: UUID, party_id: UUID, act_id: UUID, found: Sequence[str]) -> Weighing:
        """Weigh one act of one party; ``found`` are codes of circumstances that evidence supports."""
        with self._office.begin() as work:
            writable_case(work, case_id)
            return self._weighed(work, party_id, act_id, found)

    def choose(self, penalty: Penalty, found: Sequence[str] = ()) -> tuple[Penalty, Verdict]:
        """Keep a chosen penalty with range and derivation, or raise what the rules say against it.

        The verdict tells whether approval or discussion is owed because of the amount.
        """
        permit(self._office.who(), "选定处罚", Role.HANDLER)
        with self._office.begin() as work:
            writable_case(work, penalty.case_id)
            self._not_fixed(work, penalty)
            weighing = self._weighed(work, penalty.party_id, penalty.act_id, found)
            verdict = judged(weighing.discretion, penalty)
            kept = replace(
                penalty,
                range_low=weighing.range_low,
                range_high=weighing.range_high,
                derivation=weighing.derivation,
                noticed=_noticed(work, penalty.id),
            )
            work.of(Penalty).save(kept)
            log(work, self._office, kept.case_id, "penalty.chosen", f"选定处罚：罚款{kept.fine}")
            work.commit()
        return kept, verdict

    def _weighed(self, work: UnitOfWork, party_id: UUID, act_id: UUID, found: Sequence[str]) -> Weighing:
        party, act = work.of(Party).get(party_id), work.of(Act).get(act_id)
        item = work.of(PowerItem).get(act.item_id)
        discretion = weigh_records(party, act, item, found, self._office.clock.today())
        statutory = discretion.statutory
        return Weighing(party_id, act_id, discretion, statutory.minimum, statutory.maximum, discretion.steps)

    def _not_fixed(self, work: UnitOfWork, penalty: Penalty) -> None:
        file = read_case_file(work, penalty.case_id)
        papers = {"penalty_decision": "处罚决定书", "on_spot_decision": "当场处罚决定书"}
        if file.case.status is CaseStatus.NOTICE_DRAFT:
            papers["penalty_prior_notice"] = "事先告知书"
        for slug, name in papers.items():
            if current(file, slug, penalty.party_id):
                raise PenaltyFixedError(name)
        if file.case.status not in undecided():
            raise PenaltyFixedError("决定")


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


def _noticed(work: UnitOfWork, penalty_id: UUID) -> str:
    """What was announced stays announced, whatever is chosen later."""
    return "".join(each.noticed for each in work.of(Penalty).find(id=penalty_id))
