"""Telling facts (登记办理情况): publicity, remedies, court and police, each with its day and a log line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import AppError
from app.domain.role import Role
from app.rules.told_facts import FACT_CODE, TAKEN_BACK, Fact, fact_text, facts
from app.services.case_reading import read_case_file, writable_case
from app.services.clues import ReasonMissingError
from app.services.office import log
from app.services.refused import permit

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from app.domain.log_line import LogLine
    from app.rules.deadlines.event_kinds import EventKind
    from app.services.office import Office


class FactDayError(AppError):
    """A fact was told for a day on which it cannot have happened."""

    code = "fact.day"
    hint = "请填写实际发生的日期。"

    def __init__(self, fact: Fact, day: date, why: str) -> None:
        super().__init__(f"“{fact.words}”的日期{day}{why}。")


class NotToldError(AppError):
    """A fact was to be taken back that nobody told."""

    code = "fact.not_told"
    hint = "请刷新后核对已登记的办理情况。"

    def __init__(self, fact: Fact) -> None:
        super().__init__(f"没有登记过“{fact.words}”。")


class FactDesk:
    """办理情况台: what happens outside the papers of a case, told to its clock."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def tell(self, case_id: UUID, kind: EventKind, on: date, note: str = "") -> LogLine:
        """Keep that something happened on a day; the limits of the case are derived anew."""
        fact = facts()[kind]
        permit(self._office.who(), "登记办理情况", Role.HANDLER, Role.CLERK)
        if on > self._office.clock.today() and not fact.ahead:
            raise FactDayError(fact, on, "还没有到")
        with self._office.begin() as work:
            case = writable_case(work, case_id)
            if case.filed_on is not None and on < case.filed_on and kind.value.startswith("publi"):
                raise FactDayError(fact, on, f"早于立案之日（{case.filed_on}）")
            line = log(work, self._office, case_id, FACT_CODE + kind.value, fact_text(fact, on, note))
            work.commit()
        return line

    def take_back(self, case_id: UUID, kind: EventKind, reason: str) -> LogLine:
        """Take back what was told by mistake, with the reason; the line itself stays in the log."""
        fact = facts()[kind]
        permit(self._office.who(), "撤回登记", Role.HANDLER, Role.CLERK)
        if not reason.strip():
            raise ReasonMissingError(f"撤回“{fact.words}”")
        with self._office.begin() as work:
            writable_case(work, case_id)
            file = read_case_file(work, case_id)
            if not any(each.code == FACT_CODE + kind.value for each in file.log):
                raise NotToldError(fact)
            text = f"撤回“{fact.words}”：{reason.strip()}"
            line = log(work, self._office, case_id, TAKEN_BACK + kind.value, text)
            work.commit()
        return line
