"""Roster import (名册导入): an officer list becomes people and certificates; no faulty cell goes unnamed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.bureau import Bureau
from app.domain.certificate import Certificate
from app.domain.officer import Officer
from app.domain.role import Role
from app.rules.rosters.photos import Photos, matched
from app.rules.rosters.reading import Known, read_roster
from app.services.demonstration import is_demonstration, marked
from app.services.office import log
from app.services.portions import portion_words, portions
from app.services.refused import permit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from uuid import UUID

    from app.ports import Files, UnitOfWork
    from app.rules.lists.grid import Grid
    from app.rules.rosters.listed import ListedPerson, Roster
    from app.rules.rosters.photos import Photo
    from app.services.office import Office

_CHANGES = 2
"""Records one row changes: the person and the certificate."""


@dataclass(frozen=True, slots=True)
class RosterReport:
    """What became of an officer list (导入检查报告).

    Attributes:
        photos: How many people got their photo.
        left_over: Photos of nobody, or refused, each with the reason.
    """

    roster: Roster
    added: int
    changed: int
    certificates: int
    photos: int
    left_over: tuple[tuple[str, str], ...]

    @property
    def summary(self) -> str:
        """One Chinese sentence with every count."""
        out = len({(each.sheet, each.row) for each in self.roster.refused})
        photos = (
            f"，照片{self.photos}张（{len(self.left_over)}张未用）" if self.photos or self.left_over else ""
        )
        return (
            f"共{self.roster.rows}行：新增{self.added}人，更新{self.changed}人，执法证{self.certificates}本{photos}；"
            f"{out}行未导入（{len(self.roster.refused)}处问题），另有{len(self.roster.warnings)}处请核对。"
        )


class RosterDesk:
    """名册导入台."""

    def __init__(self, office: Office, files: Files, read: Callable[[bytes], Sequence[Grid]]) -> None:
        """Take a reader of workbooks that keeps days and long numbers as they stand in the cells."""
        self._office = office
        self._files = files
        self._read = read

    def look(self, content: bytes) -> Roster:
        """Read a workbook and check it against what is known, taking nothing in."""
        with self._office.read() as work:
            return read_roster(self._grids(content), self._known(work))

    def take_in(
        self,
        content: bytes,
        photos: Photos | None = None,
        *,
        dry_run: bool = False,
        told: Callable[[int, int], None] | None = None,
    ) -> RosterReport:
        """Take the good rows in, each portion in one transaction.

        ``told`` may stop it, keeping nothing of the portion under way; taking the list again goes on there.
        """
        permit(self._office.who(), "导入人员名册", Role.ADMIN)
        given = photos or Photos()
        with self._office.read() as work:
            known = self._known(work)
        roster = read_roster(self._grids(content), known)
        pictures, over = matched(given.photos, _numbers(roster.people))
        takes = _Takes(self._office, known, pictures, None if dry_run else self._files)
        left_over, done = (*over, *given.refused), 0
        report = takes.report(roster, left_over)
        for portion in portions(roster.people, _CHANGES):
            with self._office.begin() as work:
                for number, each in enumerate(portion, done):
                    if told is not None:
                        told(number, len(roster.people))
                    takes.take(work, each)
                report = takes.report(roster, left_over)
                part = portion_words(done, len(portion), len(roster.people))
                if not dry_run:
                    log(
                        work, self._office, None, "officers.imported", f"导入人员名册{part}：{report.summary}"
                    )
                    work.commit()
            done += len(portion)
        return report

    def _grids(self, content: bytes) -> list[Grid]:
        return [each for each in self._read(content) if any(map(each.filled, range(len(each.rows))))]

    def _known(self, work: UnitOfWork) -> Known:
        return Known(
            work.of(Bureau).find(),
            self._office.clock.today(),
            work.of(Officer).find(),
            work.of(Certificate).find(),
            is_demonstration(work),
        )


class _Takes:
    """Takes one person after the other, counting."""

    def __init__(
        self, office: Office, known: Known, pictures: Mapping[str, Photo], files: Files | None
    ) -> None:
        self._office, self._files = office, files
        self._pictures = pictures
        self._people = {(each.id_number, each.town): each for each in known.officers if each.id_number}
        self._held = {(each.officer_id, each.number): each for each in known.certificates}
        self.added = self.changed = self.certificates = 0

    def report(self, roster: Roster, left_over: tuple[tuple[str, str], ...]) -> RosterReport:
        """Return what became of the list so far."""
        return RosterReport(
            roster, self.added, self.changed, self.certificates, len(self._pictures), left_over
        )

    def take(self, work: UnitOfWork, listed: ListedPerson) -> None:
        """Add or replace one person with the certificate and photo, in an open transaction."""
        known = self._people.get((listed.id_number, listed.town))
        officer = _officer(listed, known, self._office.ids.new())
        photo = self._pictures.get(listed.id_number)
        if photo is not None and self._files is not None:
            officer = replace(officer, photo_hash=self._files.put(photo.content))
        officer = marked(work, officer)
        self.added += known is None
        self.changed += known is not None and officer != known
        work.of(Officer).save(officer)
        if listed.card is not None:
            self._certify(work, officer.id, listed)

    def _certify(self, work: UnitOfWork, officer_id: UUID, listed: ListedPerson) -> None:
        card = listed.card
        if card is None:
            return
        known = self._held.get((officer_id, card.number))
        start = known or Certificate(
            self._office.ids.new(),
            listed.town,
            officer_id,
            card.number,
            card.kind,
            "",
            card.issued_on,
            card.valid_to,
        )
        certificate = replace(
            start,
            kind=card.kind,
            issuer=card.issuer or start.issuer,
            issued_on=card.issued_on,
            valid_to=card.valid_to,
            area=card.area or start.area,
            fields=card.fields or start.fields,
        )
        self.certificates += certificate != known
        work.of(Certificate).save(certificate)


def _officer(listed: ListedPerson, known: Officer | None, new_id: UUID) -> Officer:
    start = known or Officer(new_id, listed.town, listed.name, listed.id_number, listed.establishment)
    roles = listed.roles or start.roles or ((Role.HANDLER,) if listed.card else ())
    return replace(
        start,
        name=listed.name,
        establishment=listed.establishment,
        post=listed.post or start.post,
        unit=listed.unit or start.unit,
        telephone=listed.telephone or start.telephone,
        roles=roles,
        in_post_from=listed.in_post_from or start.in_post_from,
        legal_certificate=listed.legal_certificate or start.legal_certificate,
        legal_qualification=bool(listed.legal_certificate) or start.legal_qualification,
    )


def _numbers(people: Sequence[ListedPerson]) -> dict[str, str]:
    found = {each.id_number: each.id_number for each in people}
    return found | {each.card.number.upper(): each.id_number for each in people if each.card}
