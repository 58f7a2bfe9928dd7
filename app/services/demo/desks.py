"""Desks (演示所用各台): the services the town is made by, and who sits at them."""

from __future__ import annotations

from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from app.domain.errors import AppError
from app.domain.role import ROLE_WORDS, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from uuid import UUID

    from app.domain.officer import Officer
    from app.domain.volume import Retention, Volume
    from app.services.approvals import ApprovalDesk
    from app.services.bureaus import BureauDesk
    from app.services.case_reading import CaseReading
    from app.services.cases import CaseDesk
    from app.services.clues import ClueDesk
    from app.services.deliveries import DeliveryDesk
    from app.services.documents import DocumentDesk
    from app.services.draws import DrawDesk
    from app.services.equipment import EquipmentDesk
    from app.services.evidence import EvidenceDesk
    from app.services.inspection_tasks import TaskDesk
    from app.services.inspections import InspectionDesk
    from app.services.office import Office
    from app.services.officers import OfficerDesk
    from app.services.payments import PaymentDesk
    from app.services.penalties import PenaltyDesk
    from app.services.postings import PostingDesk
    from app.services.powers import PowerDesk
    from app.services.signing_in import SignInDesk
    from app.services.statements import StatementDesk
    from app.services.training import TrainingDesk


class Binding(Protocol):
    """What the town asks of the volume desk."""

    def bind(self, case_id: UUID, retention: Retention) -> Volume:
        """Bind the volume of a case."""


class Desks(Protocol):
    """Every desk of the program."""

    office: Office
    sign_in: SignInDesk

    @property
    def bureaus(self) -> BureauDesk:
        """单位台."""

    @property
    def officers(self) -> OfficerDesk:
        """人员台."""

    @property
    def postings(self) -> PostingDesk:
        """任职台."""

    @property
    def powers(self) -> PowerDesk:
        """权力清单."""

    @property
    def clues(self) -> ClueDesk:
        """线索台."""

    @property
    def cases(self) -> CaseDesk:
        """办案台."""

    @property
    def reading(self) -> CaseReading:
        """阅卷."""

    @property
    def evidence(self) -> EvidenceDesk:
        """证据台."""

    @property
    def penalties(self) -> PenaltyDesk:
        """裁量台."""

    @property
    def statements(self) -> StatementDesk:
        """陈述申辩台."""

    @property
    def documents(self) -> DocumentDesk:
        """文书台."""

    @property
    def approvals(self) -> ApprovalDesk:
        """审批台."""

    @property
    def deliveries(self) -> DeliveryDesk:
        """送达台."""

    @property
    def payments(self) -> PaymentDesk:
        """缴款台."""

    @property
    def training(self) -> TrainingDesk:
        """培训台."""

    @property
    def equipment(self) -> EquipmentDesk:
        """装备台."""

    @property
    def inspections(self) -> InspectionDesk:
        """双随机台."""

    @property
    def draws(self) -> DrawDesk:
        """抽取台."""

    @property
    def tasks(self) -> TaskDesk:
        """抽查任务台."""

    @property
    def volumes(self) -> Binding:
        """案卷台."""


class NobodyError(AppError):
    """A bureau has nobody who may do something."""

    code = "demo.nobody"
    hint = "请在“设置—人员”中补充该角色的人员。"

    def __init__(self, role: Role) -> None:
        super().__init__(f"本单位没有{ROLE_WORDS[role]}。")


class Seat:
    """The one chair before the computer (演示座席): the person a thing needs sits down first."""

    def __init__(self, sign_in: SignInDesk, people: Iterable[Officer]) -> None:
        self._sign_in = sign_in
        self._people: defaultdict[tuple[str, Role], list[Officer]] = defaultdict(list)
        for each in people:
            for role in each.roles:
                self._people[each.town, role].append(each)

    def holding(self, town: str, role: Role) -> Sequence[Officer]:
        """Return the people of a town who hold a role, or raise ``NobodyError``."""
        found = self._people[town, role]
        if not found:
            raise NobodyError(role)
        return found

    def take(self, officer_id: UUID) -> None:
        """Let a person sit down."""
        self._sign_in.sign_in(officer_id)

    @contextmanager
    def taken_by(self, officer_id: UUID) -> Iterator[None]:
        """Let a person sit down for a while; who sat there before comes back."""
        before = self._sign_in().officer_id
        self.take(officer_id)
        yield
        self.take(before)
