"""Cases (案件办理): steps, parties, acts; every method is one transaction that leaves a log line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.act import Act
from app.domain.case import READ_ONLY, Case, CaseStatus, Procedure
from app.domain.errors import AppError
from app.domain.party import Party
from app.domain.role import Role
from app.rules.consistency import contradictions
from app.rules.deadlines.law import applying
from app.rules.flow import LOG_PREFIX, leaving, step, undecided
from app.rules.gates.passing import refusals
from app.rules.gates.refusal import Place, Refusal
from app.services.case_reading import read_case_file, writable_case
from app.services.case_steps import case_number, keep_side_effects, stepped
from app.services.clues import ReasonMissingError
from app.services.demonstration import marked
from app.services.disputed import against_case_in_dispute, refuse_disputed
from app.services.file_review import review_warnings
from app.services.joining import merge_cases, split_case
from app.services.law import law_of
from app.services.office import log
from app.services.overriding import lift, liftable
from app.services.refused import RefusedError, permit
from app.services.settings import flag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from app.domain.case_file import CaseFile
    from app.ports import UnitOfWork
    from app.rules.consistency import Findings
    from app.rules.flow import Transition
    from app.rules.gates.override import Override
    from app.services.office import Office

REVIEW_BEFORE_NOTICE = "review_before_notice"
"""Setting: whether legal review is held before the notice as well (true or false)."""
_FIXED = ("town", "procedure", "status", "opened_at", "clue_id", "number", "filed_on", "investigated_on")
_DATES = ("decided_on", "closed_on", "archived_on", "status_since", "merged_into", "split_from")
_MARKS = ("demonstration",)


class CaseDecidedError(AppError):
    """Parties or acts were to change after the decision."""

    code = "case.decided"
    hint = "决定作出后发现的当事人或行为，请另立案件；决定有误的，先撤销决定。"

    def __init__(self, case: Case) -> None:
        super().__init__(f"案件“{case.number or case.cause}”已经作出决定，不能增减当事人或违法行为。")


@dataclass(frozen=True, slots=True)
class Offer:
    """One step a case may take next (可办步骤), with what stands against it today.

    Attributes:
        liftable: What of the refusals the signed-in person may lift with a reason.
        warnings: What contradicts itself in the file, or loses points in its review before it is archived,
            and holds up nothing.
    """

    transition: Transition
    label: str
    refusals: tuple[Refusal, ...]
    permitted: bool
    warnings: tuple[Refusal, ...] = ()
    liftable: tuple[Override, ...] = ()

    @property
    def open(self) -> bool:
        """Whether the signed-in person may take it now."""
        return self.permitted and not self.refusals


class CaseDesk:
    """办案台: the flow of cases."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def start_simple(self, case: Case, parties: Sequence[Party], acts: Sequence[Act]) -> Case:
        """Open a case of the simple procedure with its parties and acts."""
        permit(self._office.who(), "当场处罚", Role.HANDLER)
        with self._office.begin() as work:
            now = self._office.clock.now()
            begun = replace(
                case, procedure=Procedure.SIMPLE, status=CaseStatus.SP_DRAFT, opened_at=now, status_since=now
            )
            begun = marked(work, begun)
            work.of(Case).save(begun)
            for party in parties:
                party.check()
                work.of(Party).save(replace(party, case_id=begun.id, joined_on=self._today()))
            for act in acts:
                work.of(Act).save(replace(act, case_id=begun.id))
            log(work, self._office, begun.id, "case.simple", f"当场处罚：{begun.cause}")
            work.commit()
        return begun

    def edit(self, case: Case) -> Case:
        """Replace what is typed on a case; status, number and dates stay as the steps set them."""
        permit(self._office.who(), "修改案件", Role.HANDLER, Role.CLERK)
        with self._office.begin() as work:
            old = writable_case(work, case.id)
            kept = replace(case, **{name: getattr(old, name) for name in (*_FIXED, *_DATES, *_MARKS)})
            work.of(Case).save(kept)
            log(work, self._office, case.id, "case.edited", "修改案件信息")
            work.commit()
        return kept

    def possible(self, case_id: UUID) -> tuple[Offer, ...]:
        """Return every step out of the present status, with what stands against it."""
        who = self._office.who()
        with self._office.begin() as work:
            file = read_case_file(work, case_id)
            if file.case.read_only:
                return ()
            with applying(law_of(work, file.case.town)):
                found = contradictions(file)
                return tuple(
                    self._offer(work, file, each, found, permitted=who.holds(*each.roles))
                    for each in leaving(file.case.status)
                )

    def advance(self, case_id: UUID, code: str, **facts: str) -> Case:
        """Take a step, or raise ``RefusedError`` with every reason against it; nothing half-done."""
        return self.advance_despite(case_id, code, {}, **facts)

    def advance_despite(self, case_id: UUID, code: str, reasons: Mapping[str, str], /, **facts: str) -> Case:
        """Take a step, lifting with a reason, by the code of the gate, what the law leaves room to lift."""
        with self._office.begin() as work:
            writable_case(work, case_id)
            file = read_case_file(work, case_id)
            transition = step(file.case.status, code)
            permit(self._office.who(), transition.label, *transition.roles)
            refuse_disputed(transition.label, _in_dispute(work, case_id, transition))
            with applying(law_of(work, file.case.town)):
                against = self._against(work, file, transition)
            standing = lift(work, self._office, file, against, reasons)
            if standing:
                raise RefusedError(transition.label, standing)
            case = self._taken(work, file, transition, facts)
            work.commit()
        return case

    def withdraw_decision(self, case_id: UUID, reason: str, *, close: bool = False) -> Case:
        """Withdraw the decision (APL 75): back to a new notice, or to closing with ``close``."""
        return self.advance(case_id, "T30C" if close else "T30", reason=reason)

    def join_party(self, party: Party) -> Party:
        """Add a party to a case that is not decided yet, also a late one, or correct its data."""
        party.check()
        with self._office.begin() as work:
            self._undecided(work, party.case_id)
            known = {each.id for each in work.of(Party).find(case_id=party.case_id)}
            joined = party if party.id in known else replace(party, joined_on=self._today())
            work.of(Party).save(joined)
            word = "更正" if party.id in known else "增加"
            log(work, self._office, party.case_id, "case.party", f"{word}当事人{party.name}")
            work.commit()
        return joined

    def part_party(self, party_id: UUID, reason: str) -> Party:
        """Let a party leave a case, with the reason."""
        if not reason.strip():
            raise ReasonMissingError("当事人退出")
        with self._office.begin() as work:
            party = work.of(Party).get(party_id)
            self._undecided(work, party.case_id)
            left = replace(party, left_on=self._today(), left_reason=reason)
            work.of(Party).save(left)
            log(work, self._office, party.case_id, "case.party", f"当事人{party.name}退出：{reason}")
            work.commit()
        return left

    def add_act(self, act: Act) -> Act:
        """Add an act to a case that is not decided yet, or correct one."""
        with self._office.begin() as work:
            self._undecided(work, act.case_id)
            work.of(Act).save(act)
            log(work, self._office, act.case_id, "case.act", f"登记违法行为（事项{act.item_code}）")
            work.commit()
        return act

    def merge(self, case_id: UUID, into_id: UUID) -> Case:
        """Merge a case under investigation into another; it stays readable and closed to change."""
        permit(self._office.who(), "并案", Role.HANDLER, Role.UNIT_HEAD)
        with self._office.begin() as work:
            merged = merge_cases(work, self._office, case_id, into_id)
            work.commit()
        return merged

    def split(self, case_id: UUID, party_ids: Sequence[UUID], act_ids: Sequence[UUID]) -> Case:
        """Split parties and acts off into a new case of the same status, under its own number."""
        permit(self._office.who(), "分案", Role.HANDLER, Role.UNIT_HEAD)
        with self._office.begin() as work:
            new = split_case(work, self._office, case_id, (frozenset(party_ids), frozenset(act_ids)))
            work.commit()
        return new

    def _offer(
        self, work: UnitOfWork, file: CaseFile, step: Transition, found: Findings, *, permitted: bool
    ) -> Offer:
        against = self._against(work, file, step)
        warned = (*found.faults, *found.warnings)
        if step.target in READ_ONLY:
            warned += review_warnings(work, file, self._today())
        rest = tuple(each for each in warned if each not in against)
        return Offer(step, step.label, against, permitted, rest, liftable(self._office.who(), against))

    def _against(self, work: UnitOfWork, file: CaseFile, transition: Transition) -> tuple[Refusal, ...]:
        found = (
            *_in_dispute(work, file.case.id, transition),
            *refusals(file, transition, self._today()),
        )
        if transition.code == "T10D" and flag(work, file.case.town, REVIEW_BEFORE_NOTICE):
            message = "本单位设定告知前须法制审核。请办理“送法制审核（告知前）”。"
            place = Place("document", "legal_review_opinion")
            return (*found, Refusal("G11", message, "《行政处罚法》第五十八条", place))
        return found

    def _taken(self, work: UnitOfWork, file: CaseFile, transition: Transition, facts: dict[str, str]) -> Case:
        case = replace(stepped(file, transition, facts, self._today()), status_since=self._office.clock.now())
        if case.filed_on is not None and not case.number:
            case = replace(case, number=case_number(work, file, case.filed_on.year))
        work.of(Case).save(case)
        keep_side_effects(work, file, transition, case)
        noted = (f"注意：{each.message}" for each in contradictions(file).warnings)
        words = "；".join((transition.label, *(each for each in facts.values() if each.strip()), *noted))
        log(work, self._office, case.id, LOG_PREFIX + transition.code, words)
        return case

    def _undecided(self, work: UnitOfWork, case_id: UUID) -> None:
        permit(self._office.who(), "登记当事人和违法行为", Role.HANDLER, Role.CLERK)
        case = writable_case(work, case_id)
        if case.status not in undecided():
            raise CaseDecidedError(case)

    def _today(self) -> date:
        return self._office.clock.today()


def _in_dispute(work: UnitOfWork, case_id: UUID, transition: Transition) -> tuple[Refusal, ...]:
    """Return the open conflicts that an archived case could not have settled any more."""
    return against_case_in_dispute(work, case_id) if transition.target in READ_ONLY else ()
