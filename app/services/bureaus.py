"""Bureaus (单位): the towns' working bodies and the organs in whose name they decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.bureau import Bureau
from app.domain.penalty_subject import PenaltySubject
from app.services.keepers import keepers
from app.services.office import log
from app.services.refused import permit

if TYPE_CHECKING:
    from app.services.office import Office


class BureauDesk:
    """单位台; only an administrator writes."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def save(self, bureau: Bureau) -> Bureau:
        """Add or replace a bureau."""
        permit(self._office.who(), "修改单位信息", *keepers(Bureau))
        with self._office.begin() as work:
            work.of(Bureau).save(bureau)
            log(work, self._office, None, "bureau.saved", f"登记单位{bureau.name}")
            work.commit()
        return bureau

    def save_subject(self, subject: PenaltySubject) -> PenaltySubject:
        """Add or replace an organ in whose name decisions of a time and field are signed."""
        permit(self._office.who(), "修改处罚主体", *keepers(PenaltySubject))
        with self._office.begin() as work:
            work.of(PenaltySubject).save(subject)
            log(work, self._office, None, "subject.saved", f"登记处罚主体{subject.name}")
            work.commit()
        return subject

    def all(self) -> tuple[Bureau, ...]:
        """Return every bureau known here."""
        with self._office.read() as work:
            return work.of(Bureau).find()

    def subjects(self) -> tuple[PenaltySubject, ...]:
        """Return the organs of the signed-in town, of every time and field."""
        with self._office.read() as work:
            return work.of(PenaltySubject).find(town=self._office.who().town)
