"""Evidence (证据管理): pieces added with their file, verified by a named officer, or excluded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.evidence import EVIDENCE_WORDS, Evidence, double_numbered
from app.domain.role import Role
from app.services.case_reading import writable_case
from app.services.clues import ReasonMissingError
from app.services.joined import of_joined
from app.services.office import log
from app.services.refused import permit

if TYPE_CHECKING:
    from uuid import UUID

    from app.ports import Files
    from app.services.office import Office


class EvidenceDesk:
    """证据台: every method is one transaction; files are kept by their content before it."""

    def __init__(self, office: Office, files: Files) -> None:
        self._office = office
        self._files = files

    def add(self, evidence: Evidence, content: bytes | None) -> Evidence:
        """Add a piece under the case's next number; its file is kept by sha256 first."""
        permit(self._office.who(), "登记证据", Role.HANDLER, Role.CLERK)
        digest = "" if content is None else self._files.put(content)
        size = 0 if content is None else len(content)
        with self._office.begin() as work:
            writable_case(work, evidence.case_id)
            numbers = [each.number for each in of_joined(work, Evidence, evidence.case_id)]
            added = replace(
                evidence,
                number=max(numbers, default=0) + 1,
                file_hash=digest,
                file_size=size,
                verified_by=None,
                verified_on=None,
            )
            work.of(Evidence).save(added)
            words = f"登记证据{added.number}：{EVIDENCE_WORDS[added.kind]}“{added.name}”"
            log(work, self._office, added.case_id, "evidence.added", words)
            work.commit()
        return added

    def verify(self, evidence_id: UUID) -> Evidence:
        """Mark a piece as verified by the signed-in officer today (APL 46)."""
        who = self._office.who()
        permit(who, "查证证据", Role.HANDLER)
        with self._office.begin() as work:
            piece = work.of(Evidence).get(evidence_id)
            writable_case(work, piece.case_id)
            verified = replace(piece, verified_by=who.officer_id, verified_on=self._office.clock.today())
            work.of(Evidence).save(verified)
            log(work, self._office, piece.case_id, "evidence.verified", f"查证证据{piece.number}属实")
            work.commit()
        return verified

    def exclude(self, evidence_id: UUID, reason: str) -> Evidence:
        """Exclude a piece with the reason; it stays in the file and proves nothing (APL 46)."""
        permit(self._office.who(), "排除证据", Role.HANDLER, Role.LEGAL_REVIEWER)
        if not reason.strip():
            raise ReasonMissingError("排除证据")
        with self._office.begin() as work:
            piece = work.of(Evidence).get(evidence_id)
            writable_case(work, piece.case_id)
            excluded = replace(piece, excluded_reason=reason)
            work.of(Evidence).save(excluded)
            log(work, self._office, piece.case_id, "evidence.excluded", f"排除证据{piece.number}：{reason}")
            work.commit()
        return excluded

    def number_apart(self, case_id: UUID) -> tuple[Evidence, ...]:
        """Give the later pieces of every double number the next free ones (重号改号), each with a line."""
        permit(self._office.who(), "更正证据编号", Role.HANDLER, Role.CLERK)
        with self._office.begin() as work:
            writable_case(work, case_id)
            pieces = of_joined(work, Evidence, case_id)
            last = max((each.number for each in pieces), default=0)
            # By birth, not by hand: two computers that put one case right come to the same numbers.
            apart = [replace(each, number=n) for n, each in enumerate(double_numbered(pieces), last + 1)]
            before = {each.id: each.number for each in pieces}
            for each in apart:
                work.of(Evidence).save(each)
                words = f"证据{before[each.id]}“{each.name}”与另一件重号，改为证据{each.number}"
                log(work, self._office, case_id, "evidence.renumbered", words)
            work.commit()
        return tuple(apart)

    def content(self, evidence_id: UUID) -> bytes:
        """Return the file of a piece, or raise ``FileMissingError``."""
        with self._office.begin() as work:
            piece = work.of(Evidence).get(evidence_id)
        return self._files.get(piece.file_hash)
