"""Statements (陈述申辩登记): what a party answered to a notice, and what the check found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.errors import AppError
from app.domain.party import Party
from app.domain.record import RecordNotFoundError
from app.domain.role import Role
from app.domain.statement import ADOPTION_WORDS, STATEMENT_WORDS, Adoption, Statement, StatementKind
from app.services.case_reading import writable_case
from app.services.clues import ReasonMissingError
from app.services.office import log
from app.services.refused import permit

if TYPE_CHECKING:
    from uuid import UUID

    from app.services.office import Office


class NoStatementError(AppError):
    """A waiver or request was to be reviewed as if it were a statement."""

    code = "statement.kind"
    hint = "只有陈述申辩需要复核。"

    def __init__(self, statement: Statement) -> None:
        super().__init__(f"“{STATEMENT_WORDS[statement.kind]}”不需要复核。")


class StatementDesk:
    """陈述申辩台."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def record(self, statement: Statement) -> Statement:
        """Record what a party of the case said; a statement must have its content."""
        permit(self._office.who(), "登记陈述申辩", Role.HANDLER, Role.CLERK)
        if statement.kind is StatementKind.STATEMENT and not statement.content.strip():
            raise ReasonMissingError("陈述申辩内容")
        with self._office.begin() as work:
            writable_case(work, statement.case_id)
            party = work.of(Party).get(statement.party_id)
            if party.case_id != statement.case_id:
                raise RecordNotFoundError(Party, party.name)
            kept = replace(statement, finding="", accepted=False, partly=False, reviewed_on=None)
            work.of(Statement).save(kept)
            words = f"{party.name}{STATEMENT_WORDS[statement.kind]}"
            log(work, self._office, statement.case_id, "statement.recorded", words)
            work.commit()
        return kept

    def review(self, statement_id: UUID, finding: str, adoption: Adoption) -> Statement:
        """Write down what the check of a statement found, and how far it is accepted (APL 45)."""
        permit(self._office.who(), "复核陈述申辩", Role.HANDLER)
        if not finding.strip():
            raise ReasonMissingError("复核意见")
        with self._office.begin() as work:
            statement = work.of(Statement).get(statement_id)
            writable_case(work, statement.case_id)
            if statement.kind is not StatementKind.STATEMENT:
                raise NoStatementError(statement)
            today = self._office.clock.today()
            kept = replace(
                statement,
                finding=finding,
                accepted=adoption is not Adoption.NONE,
                partly=adoption is Adoption.PART,
                reviewed_on=today,
            )
            work.of(Statement).save(kept)
            words = f"复核陈述申辩：{ADOPTION_WORDS[adoption]}"
            log(work, self._office, statement.case_id, "statement.reviewed", words)
            work.commit()
        return kept
