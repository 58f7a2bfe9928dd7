"""File review at the desk (案卷自查): scores a case file by the office's points, before print and archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.document import Document
from app.domain.role import Role
from app.rules.deadlines.law import applying
from app.rules.file_review import HUNDRED, Rule, about_paper, review, rules, weight_of
from app.rules.gates.refusal import Refusal
from app.services.case_reading import read_case_file
from app.services.law import law_of
from app.services.refused import permit
from app.services.settings import SettingDesk, setting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any
    from uuid import UUID

    from app.domain.case_file import CaseFile
    from app.ports import UnitOfWork
    from app.rules.file_review import Lost, Review, Scored
    from app.services.office import Office

WEIGHTS = "review.weights"
"""Setting: an office's own points by the code of a rule."""


class FileReviewDesk:
    """评查台: reads only, except for the office's own points."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def review(self, case_id: UUID) -> Review:
        """Score the file of a case as it stands today."""
        with self._office.read() as work:
            return reviewed(work, read_case_file(work, case_id), self._office.clock.today())

    def of_paper(self, document_id: UUID) -> tuple[tuple[Scored, Lost], ...]:
        """Return what loses points and can be put right in one paper."""
        with self._office.read() as work:
            paper = work.of(Document).get(document_id)
            found = reviewed(work, read_case_file(work, paper.case_id), self._office.clock.today())
        return about_paper(found, paper)

    def weights(self) -> tuple[tuple[Rule, int], ...]:
        """Return every rule with what it is worth in this office."""
        with self._office.read() as work:
            own = _own(work, self._office.who().town)
        return tuple((each, weight_of(each, own)) for each in rules())

    def set_weight(self, code: str, points: int) -> None:
        """Keep what a rule is worth in this office; the published points take the office's own away."""
        permit(self._office.who(), "调整评查分值", Role.ADMIN)
        rule = next(each for each in rules() if each.code == code)
        weight_of(rule, {code: points})
        with self._office.read() as work:
            own = _own(work, self._office.who().town)
        kept = {name: value for name, value in own.items() if name != code}
        changed = kept if points == rule.points else {**kept, code: points}
        SettingDesk(self._office).put(WEIGHTS, changed)


def reviewed(work: UnitOfWork, file: CaseFile, today: date) -> Review:
    """Score a file that was read, with the office's own points."""
    with applying(law_of(work, file.case.town)):
        return review(file, today, _own(work, file.case.town))


def review_warnings(work: UnitOfWork, file: CaseFile, today: date) -> tuple[Refusal, ...]:
    """Return what loses points as warnings of a step, the dearest first."""
    return tuple(
        Refusal(line.rule.code, f"评查扣分（{line.lost}分）：{each.message}", line.rule.source, each.place)
        for line in reviewed(work, file, today).losing
        for each in line.findings
    )


def score_words(found: Review) -> str:
    """Return a score in Chinese: the share of a hundred, cut to one decimal, and what it is made of."""
    tenths = int(found.score * 10)
    return f"{tenths // 10}.{tenths % 10}分（满分{HUNDRED}，适用{found.full}分，得{found.kept}分）"


def _own(work: UnitOfWork, town: str) -> Mapping[str, Any]:
    value = setting(work, town, WEIGHTS)
    return value if isinstance(value, dict) else {}
