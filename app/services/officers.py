"""Officers (人员与执法证): people of a bureau and the certificates they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.certificate import CERTIFICATE_WORDS, Certificate, CertificateState, Turn
from app.domain.checkdigits import check_id_number
from app.domain.errors import AppError
from app.domain.officer import Establishment, Officer
from app.domain.role import Role
from app.services.demonstration import marked
from app.services.keepers import keepers
from app.services.office import log
from app.services.refused import permit

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from app.services.office import Office


class AuxiliaryCertificateError(AppError):
    """An auxiliary was to be given a certificate or the role of a handler (ACL 17)."""

    code = "officer.auxiliary"
    hint = "请核对编制性质；执法辅助人员只能协助。"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}是执法辅助人员，不能持执法证或担任承办人。")


class OfficerDesk:
    """人员台; only an administrator or clerk writes."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def save(self, officer: Officer) -> Officer:
        """Add or replace a person."""
        permit(self._office.who(), "修改人员", *keepers(Officer))
        if officer.id_number:
            check_id_number(officer.id_number)
        if officer.establishment is Establishment.AUXILIARY and Role.HANDLER in officer.roles:
            raise AuxiliaryCertificateError(officer.name)
        with self._office.begin() as work:
            officer = marked(work, officer)
            work.of(Officer).save(officer)
            log(work, self._office, None, "officer.saved", f"登记人员{officer.name}")
            work.commit()
        return officer

    def certify(self, certificate: Certificate) -> Certificate:
        """Add or replace a certificate of a person who may hold one."""
        permit(self._office.who(), "修改执法证", *keepers(Certificate))
        with self._office.begin() as work:
            officer = work.of(Officer).get(certificate.officer_id)
            if officer.establishment is Establishment.AUXILIARY:
                raise AuxiliaryCertificateError(officer.name)
            work.of(Certificate).save(certificate)
            words = f"登记{officer.name}的执法证{certificate.number}"
            log(work, self._office, None, "certificate.saved", words)
            work.commit()
        return certificate

    def mark(self, certificate_id: UUID, state: CertificateState, since: date) -> Certificate:
        """Mark a certificate withheld, lost, cancelled, frozen or valid again since a day."""
        permit(self._office.who(), "修改执法证", *keepers(Certificate))
        with self._office.begin() as work:
            moment = self._office.clock.now().isoformat(timespec="seconds")
            by = self._office.who().name
            turn = Turn(since.isoformat(), state.value, CERTIFICATE_WORDS[state], by=by, recorded=moment)
            kept = work.of(Certificate).get(certificate_id).turned(turn)
            work.of(Certificate).save(kept)
            words = f"执法证{kept.number}自{since}起{CERTIFICATE_WORDS[state]}"
            log(work, self._office, None, "certificate.marked", words)
            work.commit()
        return kept

    def of_town(self) -> tuple[tuple[Officer, tuple[Certificate, ...]], ...]:
        """Return the signed-in town's people with their certificates."""
        town = self._office.who().town
        with self._office.begin() as work:
            certificates = work.of(Certificate).find(town=town)
            return tuple(
                (person, tuple(each for each in certificates if each.officer_id == person.id))
                for person in work.of(Officer).find(town=town)
            )
