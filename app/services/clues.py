"""Clues (线索登记): registered, checked, and made a case of or closed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.case import Case, CaseStatus, Procedure
from app.domain.clue import CLUE_STATE_WORDS, Clue, ClueState
from app.domain.errors import AppError
from app.domain.role import Role
from app.rules.deadlines.given import BEIJING
from app.services.demonstration import marked
from app.services.office import log
from app.services.refused import permit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from app.ports import UnitOfWork
    from app.services.office import Office

_REGISTRARS = (Role.CLERK, Role.HANDLER, Role.UNIT_HEAD)


class ClueClosedError(AppError):
    """A clue that already became a case or was closed was to be changed."""

    code = "clue.closed"
    hint = "请到相应案件中办理。"

    def __init__(self, clue: Clue) -> None:
        super().__init__(f"线索{clue.register_no}{CLUE_STATE_WORDS[clue.state]}，不能再改。")


class ReasonMissingError(AppError):
    """A reason the law or the file wants was left empty."""

    code = "reason.missing"
    hint = "请写明理由后再办理。"

    def __init__(self, what: str) -> None:
        super().__init__(f"“{what}”须写明理由。")


class ClueDesk:
    """线索台: every method is one transaction."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def register(self, clue: Clue) -> Clue:
        """Keep a new clue under the next number of the register of its year."""
        permit(self._office.who(), "登记线索", *_REGISTRARS)
        with self._office.begin() as work:
            registered = register(work, self._office, clue)
            work.commit()
        return registered

    def edit(self, clue: Clue) -> Clue:
        """Replace an open clue; its number, state and case stay as they are."""
        permit(self._office.who(), "修改线索", *_REGISTRARS)
        with self._office.begin() as work:
            old = _open(work.of(Clue).get(clue.id))
            kept = replace(marked(work, clue), register_no=old.register_no, state=old.state)
            kept = replace(kept, case_id=old.case_id)
            work.of(Clue).save(kept)
            log(work, self._office, None, "clue.edited", f"修改线索{kept.register_no}")
            work.commit()
        return kept

    def to_case(self, clue_id: UUID, cause: str, department: str, handlers: Sequence[UUID]) -> Case:
        """Open a case on a clue, in status CLUE; the case clock starts only at filing."""
        permit(self._office.who(), "转为案件", *_REGISTRARS)
        with self._office.begin() as work:
            clue = _open(work.of(Clue).get(clue_id))
            now = self._office.clock.now()
            case = Case(
                id=self._office.ids.new(),
                town=clue.town,
                procedure=Procedure.ORDINARY,
                status=CaseStatus.CLUE,
                opened_at=now,
                clue_id=clue.id,
                cause=cause,
                department=department or clue.department,
                handlers=tuple(handlers),
                discovered_on=clue.received_at.astimezone(BEIJING).date(),
                brief=clue.summary,
                status_since=now,
                demonstration=clue.demonstration,
            )
            work.of(Case).save(case)
            work.of(Clue).save(replace(clue, state=ClueState.FILED, case_id=case.id))
            log(work, self._office, case.id, "flow.T01", f"线索{clue.register_no}转为案件：{cause}")
            work.commit()
        return case

    def close(self, clue_id: UUID, state: ClueState, reason: str) -> Clue:
        """Close a clue without a case, with its reason."""
        permit(self._office.who(), "了结线索", *_REGISTRARS)
        if not reason.strip():
            raise ReasonMissingError(CLUE_STATE_WORDS[state])
        with self._office.begin() as work:
            clue = replace(_open(work.of(Clue).get(clue_id)), state=state, closing_reason=reason)
            work.of(Clue).save(clue)
            words = f"线索{clue.register_no}{CLUE_STATE_WORDS[state]}：{reason}"
            log(work, self._office, None, "clue.closed", words)
            work.commit()
        return clue


def register(work: UnitOfWork, office: Office, clue: Clue) -> Clue:
    """Keep a new clue within a transaction, under the next number of the register of its year."""
    year = clue.received_at.astimezone(BEIJING).year
    n = work.numbers.take("线索", year, clue.id)
    registered = replace(marked(work, clue), register_no=f"{year}-{n:04d}")
    work.of(Clue).save(registered)
    log(work, office, None, "clue.registered", f"登记线索{registered.register_no}")
    return registered


def _open(clue: Clue) -> Clue:
    if clue.state is not ClueState.OPEN:
        raise ClueClosedError(clue)
    return clue
