"""Training (统一培训): plans, sessions, who was there, hours of a year and who lacks them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.attendance import Attendance
from app.domain.errors import AppError
from app.domain.officer import Establishment, Officer
from app.domain.training_plan import TrainingPlan
from app.domain.training_session import TrainingSession
from app.rules.handlers import certificate_rules
from app.rules.institutions import CITY
from app.rules.training import Hours, year_hours
from app.services.keepers import keepers
from app.services.office import log
from app.services.refused import permit
from app.services.settings import setting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from app.ports import UnitOfWork
    from app.services.office import Office

HOURS_SETTING = "training.hours"
"""Setting: class hours a year asks for; the shipped figure is to be confirmed."""
_MOST_HOURS = 400


class WrongHoursError(AppError):
    """A number of class hours cannot be right."""

    code = "training.hours"
    hint = "学时应为1至400的整数。"

    def __init__(self, hours: object) -> None:
        super().__init__(f"学时“{hours}”不对。")


class PlanYearError(AppError):
    """A session lies in another year than its plan."""

    code = "training.year"
    hint = "请核对培训日期，或者登记到相应年度的计划。"

    def __init__(self, session: TrainingSession, plan: TrainingPlan) -> None:
        super().__init__(f"培训日期{session.on}不在{plan.year}年度计划“{plan.title}”的年度内。")


@dataclass(frozen=True, slots=True)
class Signed:
    """One officer on the sheet of a session (签到): there or not, and the score of an examination."""

    officer_id: UUID
    present: bool = True
    score: str = ""


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """One plan with its sessions and who was at each (培训计划表)."""

    plan: TrainingPlan
    sessions: tuple[TrainingSession, ...]
    attended: tuple[Attendance, ...]

    def there(self, session_id: UUID) -> tuple[Attendance, ...]:
        """Return the entries of one session."""
        return tuple(each for each in self.attended if each.session_id == session_id)


class TrainingDesk:
    """培训台: every method is one transaction with its log line."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def save_plan(self, plan: TrainingPlan) -> TrainingPlan:
        """Add or replace a plan."""
        self._may("登记培训计划")
        with self._office.begin() as work:
            work.of(TrainingPlan).save(plan)
            log(work, self._office, None, "training.plan", f"登记{plan.year}年度培训计划“{plan.title}”")
            work.commit()
        return plan

    def save_session(self, session: TrainingSession) -> TrainingSession:
        """Add or replace a session of a plan."""
        self._may("登记培训班次")
        if not 0 < session.hours <= _MOST_HOURS:
            raise WrongHoursError(session.hours)
        with self._office.begin() as work:
            plan = work.of(TrainingPlan).get(session.plan_id)
            if session.on.year != plan.year:
                raise PlanYearError(session, plan)
            work.of(TrainingSession).save(session)
            words = f"登记培训“{session.title}”（{session.on}，{session.hours}学时）"
            log(work, self._office, None, "training.session", words)
            work.commit()
        return session

    def sign(self, session_id: UUID, sheet: Sequence[Signed]) -> tuple[Attendance, ...]:
        """Record the sheet of a session; an officer entered before is corrected, never counted twice."""
        self._may("登记培训签到")
        with self._office.begin() as work:
            session = work.of(TrainingSession).get(session_id)
            known = {each.officer_id: each for each in work.of(Attendance).find(session_id=session_id)}
            kept = []
            for each in sheet:
                officer = work.of(Officer).get(each.officer_id)
                old = known.get(each.officer_id) or Attendance(
                    self._office.ids.new(), officer.town, session_id, officer.id
                )
                kept.append(replace(old, present=each.present, score=each.score.strip()))
                work.of(Attendance).save(kept[-1])
            there = sum(each.present for each in kept)
            words = f"“{session.title}”签到{there}人，缺席{len(kept) - there}人"
            log(work, self._office, None, "training.signed", words)
            work.commit()
        return tuple(kept)

    def sheets(self, year: int) -> tuple[PlanSheet, ...]:
        """Return the plans of a year, the town's and the city's, with sessions and who of the town came."""
        seen = (self._office.who().town, CITY)
        with self._office.read() as work:
            plans = [each for each in work.of(TrainingPlan).find(year=year) if each.town in seen]
            return tuple(_sheet(work, each, seen[0]) for each in plans)

    def hours(self, year: int, *, everywhere: bool = False) -> tuple[Hours, ...]:
        """Return the year's hours of everybody in post, those who lack most first."""
        today = self._office.clock.today()
        town = self._office.who().town
        with self._office.read() as work:
            given = {} if everywhere else {"town": town}
            people = [each for each in work.of(Officer).find(**given) if each.in_post_on(today)]
            sessions, attended = work.of(TrainingSession).find(), work.of(Attendance).find()
            required = self._required(work, town)
        found = year_hours(people, sessions, attended, (year, required))
        return tuple(sorted(found, key=lambda each: (-each.lacking, each.officer.name)))

    def lacking(self, year: int, *, everywhere: bool = False) -> tuple[Hours, ...]:
        """Return who lacks hours or an examination before the yearly check."""
        return tuple(each for each in self.hours(year, everywhere=everywhere) if each.lacking or each.failed)

    def of_officer(self, officer_id: UUID) -> tuple[tuple[TrainingSession, Attendance], ...]:
        """Return what an officer attended, newest first."""
        with self._office.read() as work:
            own = work.of(Attendance).find(officer_id=officer_id)
            found = [(work.of(TrainingSession).get(each.session_id), each) for each in own]
        return tuple(sorted(found, key=lambda pair: pair[0].on, reverse=True))

    def required(self) -> tuple[int, bool]:
        """Return the hours a year asks for, and whether the office has confirmed the figure."""
        with self._office.read() as work:
            town = self._office.who().town
            return self._required(work, town), setting(work, town, HOURS_SETTING) is not None

    def people(self) -> tuple[Officer, ...]:
        """Return who can be on a sheet: the town's people in post, auxiliaries left out."""
        today, town = self._office.clock.today(), self._office.who().town
        with self._office.read() as work:
            found = work.of(Officer).find(town=town)
        return tuple(
            each
            for each in found
            if each.in_post_on(today) and each.establishment is not Establishment.AUXILIARY
        )

    def _required(self, work: UnitOfWork, town: str) -> int:
        own = setting(work, town, HOURS_SETTING)
        if own is None:
            return int(certificate_rules()["training"]["hours"])
        if not isinstance(own, int) or not 0 < own <= _MOST_HOURS:
            raise WrongHoursError(own)
        return own

    def _may(self, what: str) -> None:
        permit(self._office.who(), what, *keepers(TrainingPlan))


def _sheet(work: UnitOfWork, plan: TrainingPlan, town: str) -> PlanSheet:
    """Return a plan with what the town's people attended of it."""
    sessions = work.of(TrainingSession).find(plan_id=plan.id)
    attended = [
        entry for each in sessions for entry in work.of(Attendance).find(session_id=each.id, town=town)
    ]
    return PlanSheet(plan, tuple(sorted(sessions, key=lambda each: each.on)), tuple(attended))
