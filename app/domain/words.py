"""Words (用语): what each enumeration is called on screen and in histories; logic never compares these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.domain.approval import VERDICT_WORDS, Verdict
from app.domain.case import GAINS_WORDS, PROCEDURE_WORDS, STATUS_WORDS, CaseStatus, Gains, Procedure
from app.domain.certificate import (
    CERTIFICATE_KIND_WORDS,
    CERTIFICATE_WORDS,
    CertificateKind,
    CertificateState,
)
from app.domain.certificate_request import REQUEST_WORDS, RequestKind
from app.domain.clue import CLUE_STATE_WORDS, SOURCE_WORDS, ClueSource, ClueState
from app.domain.delivery import WAY_WORDS, DeliveryWay
from app.domain.document import DOCUMENT_STATE_WORDS, DocumentState
from app.domain.equipment import EQUIPMENT_STATE_WORDS, EQUIPMENT_WORDS, EquipmentKind, EquipmentState
from app.domain.equipment_move import MOVE_WORDS, MoveKind
from app.domain.evidence import EVIDENCE_WORDS, EvidenceKind
from app.domain.inspection import (
    DRAW_WORDS,
    DRAWN_WORDS,
    FINDING_WORDS,
    RISK_WORDS,
    DrawnFrom,
    DrawState,
    Finding,
    Risk,
)
from app.domain.officer import ESTABLISHMENT_WORDS, Establishment
from app.domain.party import ID_KIND_WORDS, PARTY_WORDS, IdKind, PartyKind
from app.domain.payment import PAYMENT_WORDS, PaymentWay
from app.domain.penalty import LEANING_WORDS, PENALTY_WORDS, Leaning, PenaltyKind
from app.domain.role import ROLE_WORDS, Role
from app.domain.statement import ADOPTION_WORDS, STATEMENT_WORDS, Adoption, StatementKind
from app.domain.unit import UNIT_WORDS, UnitKind
from app.domain.volume import RETENTION_WORDS, Retention

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

WORDS: Mapping[type[StrEnum], Mapping[Any, str]] = {
    Verdict: VERDICT_WORDS,
    Gains: GAINS_WORDS,
    Procedure: PROCEDURE_WORDS,
    CaseStatus: STATUS_WORDS,
    CertificateKind: CERTIFICATE_KIND_WORDS,
    CertificateState: CERTIFICATE_WORDS,
    RequestKind: REQUEST_WORDS,
    EquipmentKind: EQUIPMENT_WORDS,
    EquipmentState: EQUIPMENT_STATE_WORDS,
    MoveKind: MOVE_WORDS,
    UnitKind: UNIT_WORDS,
    ClueState: CLUE_STATE_WORDS,
    ClueSource: SOURCE_WORDS,
    DeliveryWay: WAY_WORDS,
    DocumentState: DOCUMENT_STATE_WORDS,
    EvidenceKind: EVIDENCE_WORDS,
    DrawState: DRAW_WORDS,
    DrawnFrom: DRAWN_WORDS,
    Finding: FINDING_WORDS,
    Risk: RISK_WORDS,
    Establishment: ESTABLISHMENT_WORDS,
    IdKind: ID_KIND_WORDS,
    PartyKind: PARTY_WORDS,
    PaymentWay: PAYMENT_WORDS,
    Leaning: LEANING_WORDS,
    PenaltyKind: PENALTY_WORDS,
    Role: ROLE_WORDS,
    Adoption: ADOPTION_WORDS,
    StatementKind: STATEMENT_WORDS,
    Retention: RETENTION_WORDS,
}


def words_of(kind: type[StrEnum]) -> Mapping[Any, str]:
    """Return the words of an enumeration in its order; an unlisted one raises ``KeyError``."""
    return WORDS[kind]


def word(value: StrEnum) -> str:
    """Return what a value is called."""
    return WORDS[type(value)][value]
