"""Keepers (登记权限): which roles write a kind of record, the same at its desk and in a settlement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.attendance import Attendance
from app.domain.bureau import Bureau
from app.domain.certificate import Certificate
from app.domain.certificate_request import CertificateRequest
from app.domain.equipment import Equipment
from app.domain.equipment_move import EquipmentMove
from app.domain.form_template import FormTemplate
from app.domain.inspection import InspectionDraw, InspectionMatter, InspectionObject, InspectionPlan
from app.domain.officer import Officer
from app.domain.penalty_subject import PenaltySubject
from app.domain.posting import Posting
from app.domain.power_item import PowerItem
from app.domain.recorder_file import RecorderFile
from app.domain.role import ROLE_WORDS, Role
from app.domain.setting import Setting
from app.domain.training_plan import TrainingPlan
from app.domain.training_session import TrainingSession
from app.domain.unit import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from app.domain.disagreement import Disagreement

Roles = tuple[Role, ...]

DECIDERS = (Role.HANDLER, Role.UNIT_HEAD, Role.ORGAN_HEAD, Role.PRINCIPAL_HEAD, Role.CLERK, Role.ADMIN)
"""Who may settle a conflict or take returned work back; auxiliaries may not (辅助人员不得决定)."""
DECIDERS_WORDS = "承办人、负责人或者内勤"
"""Whom to ask to settle a conflict, in short."""
_OFFICE: Roles = (Role.ADMIN, Role.CLERK)
_ADMIN: Roles = (Role.ADMIN,)
_KINDS: Mapping[type, Roles] = {
    Attendance: _OFFICE,
    Bureau: _ADMIN,
    Certificate: _OFFICE,
    CertificateRequest: _OFFICE,
    Equipment: _OFFICE,
    EquipmentMove: _OFFICE,
    FormTemplate: _ADMIN,
    InspectionDraw: _OFFICE,
    InspectionMatter: _OFFICE,
    InspectionObject: _OFFICE,
    InspectionPlan: _OFFICE,
    Officer: _OFFICE,
    PenaltySubject: _ADMIN,
    Posting: _OFFICE,
    PowerItem: _OFFICE,
    RecorderFile: _OFFICE,
    Setting: _ADMIN,
    TrainingPlan: _OFFICE,
    TrainingSession: _OFFICE,
    Unit: _OFFICE,
}
"""What is no work on one case; whoever may decide at all decides of the rest, and of what is only
written along with it (history, numbers, approvals)."""
_FIELDS: Mapping[tuple[type, str], Roles] = {
    # Only a move between bureaus (人员调动) writes it.
    (Officer, "person_id"): _ADMIN,
    # A recording that is taken as evidence is work on the case.
    (RecorderFile, "case_id"): DECIDERS,
    (RecorderFile, "evidence_id"): DECIDERS,
}


def keepers(kind: type, name: str = "") -> Roles:
    """Return the roles that write records of a kind, or one attribute that others write than the rest."""
    return _FIELDS.get((kind, name)) or _KINDS.get(kind, DECIDERS)


def deciders(found: Disagreement) -> Roles:
    """Return who may settle a conflict: those who may write all that is settled with it at its desk."""
    asked = [roles for each in found.cards for roles in _asked(each)]
    return tuple(each for each in DECIDERS if all(each in roles for roles in asked))


def deciders_words(roles: Iterable[Role]) -> str:
    """Return whom to ask to settle a conflict."""
    asked = tuple(roles)
    return DECIDERS_WORDS if asked == DECIDERS else "或者".join(ROLE_WORDS[each] for each in asked)


def _asked(card: Disagreement) -> Iterator[Roles]:
    """Yield who writes each field that any side fills; of a deletion or an empty side the whole record."""
    sides = (card.before, card.kept, card.late)
    names = [each for each in card.fields if any(side.values.get(each) for side in sides)]
    yield from (keepers(card.record_kind, each) for each in names or ("",))
