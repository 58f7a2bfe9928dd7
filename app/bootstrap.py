"""Builds the program: knows every package but the screens."""

from __future__ import annotations

import platform
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from app.adapters.clock import SystemClock
from app.adapters.entropy import fresh_seed
from app.adapters.files import BlobFiles
from app.adapters.ids import RisingIds
from app.adapters.metered import MeteredLine
from app.device_key import DeviceKey, Passphrase, vault_of
from app.domain.form_template import FormTemplate, in_use
from app.enrolled import OnlineMeans
from app.late import late
from app.online import Online
from app.seat import Seat
from app.services.approvals import ApprovalDesk
from app.services.bureaus import BureauDesk
from app.services.cards import CardDesk, Printer
from app.services.case_reading import CaseReading
from app.services.cases import CaseDesk
from app.services.certificates import CertificateDesk
from app.services.clues import ClueDesk
from app.services.deadlines import DeadlineDesk
from app.services.deliveries import DeliveryDesk
from app.services.demonstration import is_demonstration
from app.services.documents import DocumentDesk
from app.services.draws import DrawDesk, DrawMeans
from app.services.equipment import EquipmentDesk
from app.services.evidence import EvidenceDesk
from app.services.file_review import FileReviewDesk
from app.services.form_checks import FormChecks
from app.services.giving_out import GivingOutDesk
from app.services.inspection_tasks import TaskDesk
from app.services.inspections import InspectionDesk
from app.services.law import LawDesk
from app.services.leave import Leave
from app.services.list_import import ListImportDesk
from app.services.list_standards import StandardDesk
from app.services.number_register import NumberRegister
from app.services.office import Office
from app.services.office_forms import TemplateDesk
from app.services.officers import OfficerDesk
from app.services.own_town import in_own_town, own_town
from app.services.payments import PaymentDesk
from app.services.penalties import PenaltyDesk
from app.services.people import PeopleDesk
from app.services.postings import PostingDesk
from app.services.powers import PowerDesk
from app.services.receipts import DeliveryReceipts
from app.services.renewals import RenewalDesk
from app.services.rosters import RosterDesk
from app.services.scans import ScanDesk
from app.services.settings import SettingDesk
from app.services.signing_in import SignInDesk
from app.services.statements import StatementDesk
from app.services.syncing import SyncDesk
from app.services.telling_facts import FactDesk
from app.services.training import TrainingDesk
from app.services.typesetting import TypesettingDesk
from app.services.volume_export import VolumeExport
from app.services.volumes import VolumeDesk
from localdb.lists import SqlLists
from localdb.outbox import Means
from localdb.store import Store, open_store
from localdb.sync.centre import SqlSyncReading
from sync.codecs import encode, erase, field_value, revive
from sync.codecs.publication import publication

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.adapters.docx_trial import DocxTemplates
    from app.adapters.office_forms import OfficeForms
    from app.adapters.page_engine import QtPageEngine
    from app.ports import Clock, Ids
    from app.rules.lists.grid import Grid
    from app.sync_ports import Guard

APPLICATION = "chengzhi"
T = TypeVar("T")


class Program:
    """The built program: its store, its desks, and what they share; heavy parts come at first use."""

    def __init__(
        self, store: Store, folder: Path, office: Office, sign_in: SignInDesk, online: Online
    ) -> None:
        self.store = store
        self.folder = folder
        self.files = BlobFiles(folder / "files")
        self.office = office
        self.sign_in = sign_in
        self.online = online
        self.lists = SqlLists(store.engine, lambda: own_town(sign_in))
        self.forms: OfficeForms = late(self._forms)
        self.pages: QtPageEngine = late(_pages)
        self.templates: DocxTemplates = late(_templates)
        self.entropy: Callable[[], bytes] = fresh_seed

    @cached_property
    def powers(self) -> PowerDesk:
        """权力清单."""
        return PowerDesk(self.office.begin)

    @cached_property
    def lists_import(self) -> ListImportDesk:
        """清单导入台."""
        return ListImportDesk(self.powers, _sheets)

    @cached_property
    def standards(self) -> StandardDesk:
        """裁量基准台."""
        return StandardDesk(self.office)

    @cached_property
    def giving_out(self) -> GivingOutDesk:
        """下发台."""
        return GivingOutDesk(self.office, publication)

    @cached_property
    def bureaus(self) -> BureauDesk:
        """单位台."""
        return BureauDesk(self.office)

    @cached_property
    def officers(self) -> OfficerDesk:
        """人员台."""
        return OfficerDesk(self.office)

    @cached_property
    def postings(self) -> PostingDesk:
        """任职台."""
        return PostingDesk(self.office)

    @cached_property
    def certificates(self) -> CertificateDesk:
        """证件台."""
        return CertificateDesk(self.office, self.pages, self.files)

    @cached_property
    def renewals(self) -> RenewalDesk:
        """批量延续台."""
        return RenewalDesk(self.office, self.pages, self.files)

    @cached_property
    def rosters(self) -> RosterDesk:
        """名册导入台."""
        return RosterDesk(self.office, self.files, _exact_sheets)

    @cached_property
    def cards(self) -> CardDesk:
        """证件打印与核验台."""
        from app.adapters.city_keys import CityKeys  # noqa: PLC0415 - only cards load the signing library
        from app.adapters.codes import QrCodes  # noqa: PLC0415 - see above

        keys = CityKeys(self.folder, lambda: self.demonstration)
        return CardDesk(self.office, Printer(self.pages, self.files, keys, QrCodes()))

    @cached_property
    def training(self) -> TrainingDesk:
        """培训台."""
        return TrainingDesk(self.office)

    @cached_property
    def equipment(self) -> EquipmentDesk:
        """装备台."""
        return EquipmentDesk(self.office, _exact_sheets)

    @cached_property
    def people(self) -> PeopleDesk:
        """人员查询台."""
        return PeopleDesk(self.office, self.store.expiry_notes)

    @cached_property
    def settings(self) -> SettingDesk:
        """设置台."""
        return SettingDesk(self.office)

    @cached_property
    def law(self) -> LawDesk:
        """规则台."""
        return LawDesk(self.office)

    @cached_property
    def clues(self) -> ClueDesk:
        """线索台."""
        return ClueDesk(self.office)

    @cached_property
    def cases(self) -> CaseDesk:
        """办案台."""
        return CaseDesk(self.office)

    @cached_property
    def reading(self) -> CaseReading:
        """阅卷."""
        return CaseReading(self.office)

    @cached_property
    def evidence(self) -> EvidenceDesk:
        """证据台."""
        return EvidenceDesk(self.office, self.files)

    @cached_property
    def penalties(self) -> PenaltyDesk:
        """裁量台."""
        return PenaltyDesk(self.office)

    @cached_property
    def statements(self) -> StatementDesk:
        """陈述申辩台."""
        return StatementDesk(self.office)

    @cached_property
    def approvals(self) -> ApprovalDesk:
        """审批台."""
        return ApprovalDesk(self.office)

    @cached_property
    def documents(self) -> DocumentDesk:
        """文书台."""
        return DocumentDesk(self.office, self.forms, self.pages, self.files)

    @cached_property
    def deliveries(self) -> DeliveryDesk:
        """送达台."""
        receipts = DeliveryReceipts(self.office, self.forms, self.pages, self.files)
        return DeliveryDesk(self.office, receipts)

    @cached_property
    def payments(self) -> PaymentDesk:
        """缴款台."""
        return PaymentDesk(self.office)

    @cached_property
    def facts(self) -> FactDesk:
        """办理情况台."""
        return FactDesk(self.office)

    @cached_property
    def deadlines(self) -> DeadlineDesk:
        """期限台."""
        return DeadlineDesk(self.office, self.store.deadlines)

    @cached_property
    def inspections(self) -> InspectionDesk:
        """双随机台."""
        return InspectionDesk(self.office, _sheets)

    @cached_property
    def draws(self) -> DrawDesk:
        """抽取台."""
        return DrawDesk(self.office, DrawMeans(self.files, self.store.drafts, self.pages, self.entropy))

    @cached_property
    def tasks(self) -> TaskDesk:
        """抽查任务台."""
        return TaskDesk(self.office)

    @cached_property
    def volumes(self) -> VolumeDesk:
        """卷宗台."""
        return VolumeDesk(self.office, self.forms, self.pages, self.files, self.store.attachments)

    @cached_property
    def form_checks(self) -> FormChecks:
        """模板检查."""
        return FormChecks(self.forms, self.pages, self.templates)

    @cached_property
    def numbers(self) -> NumberRegister:
        """文号台."""
        return NumberRegister(self.office, SqlSyncReading(self.store.engine, field_value))

    @cached_property
    def exports(self) -> VolumeExport:
        """案卷导出台."""
        return VolumeExport(self.office, self.forms, self.pages, self.files)

    @cached_property
    def office_templates(self) -> TemplateDesk:
        """模板台."""
        return TemplateDesk(self.office, self.form_checks, self.files)

    @cached_property
    def scans(self) -> ScanDesk:
        """扫描台."""
        return ScanDesk(self.office, self.pages, self.files)

    @cached_property
    def typesetting(self) -> TypesettingDesk:
        """排版设置台."""
        return TypesettingDesk(self.office)

    @cached_property
    def file_review(self) -> FileReviewDesk:
        """评查台."""
        return FileReviewDesk(self.office)

    @cached_property
    def syncing(self) -> SyncDesk:
        """同步台."""
        reading = SqlSyncReading(self.store.engine, field_value)
        return SyncDesk(self.office, reading, self.online, self.store.attachments)

    @property
    def demonstration(self) -> bool:
        """Whether the store holds a demonstration town."""
        with self.store.read() as work:
            return is_demonstration(work)

    def _forms(self) -> OfficeForms:
        from app.adapters.office_forms import OfficeForms  # noqa: PLC0415 - filling forms loads docxtpl

        return OfficeForms(self._own_template, self.files.get)

    def _own_template(self, slug: str) -> str:
        """Return the digest of the template the office of who is signed in uses today, if any."""
        town = own_town(self.office.who)
        if town is None:
            return ""
        with self.store.read() as work:
            kept = work.of(FormTemplate).find(town=town, slug=slug)
        live = in_use(kept, slug, self.office.clock.today())
        return "" if live is None else live.docx_hash

    def close(self) -> None:
        """End the exchange and free the store for another program."""
        self.online.close()
        self.store.close()


def usual_folder() -> Path:
    """Return the folder of the signed-in computer user's store."""
    from platformdirs import user_data_path  # noqa: PLC0415 - not needed where a folder is named

    return user_data_path(APPLICATION, appauthor=False)


def build(
    folder: Path,
    clock: Clock | None = None,
    ids: Ids | None = None,
    machine: str = "",
    guard: Guard | None = None,
) -> Program:
    """Open the store of a folder and wire the desks to it.

    Args:
        folder: Where the store lies; made when missing.
        clock: The time; the system's when ``None``.
        ids: Fresh identities; rising ones when ``None``.
        machine: Names the computer in the log and to the city's administrator.
        guard: What this computer knows of its stores outside their files.
    """
    time = clock or SystemClock()
    born = ids or RisingIds(time)
    seat, key = Seat(), DeviceKey()
    seat.desk = SignInDesk(seat.begin, time, machine or platform.node())
    seat.store = open_store(folder, Means(encode, time, born, seat.who, erase, key, revive), guard=guard)
    leave = Leave(SqlSyncReading(seat.store.engine, field_value).link, time)
    begin = in_own_town(leave.guarding(seat.store.begin), seat.desk)
    office = Office(begin, time, born, seat.desk, in_own_town(seat.store.read, seat.desk))
    phrase, name = Passphrase(), machine or platform.node()
    town, metered = lambda: own_town(seat.who), MeteredLine().metered
    means = OnlineMeans(time, born, lambda: vault_of(folder, phrase), name, phrase, town, metered)
    return Program(seat.store, folder, office, seat.desk, Online(seat.store, folder, key, means))


def _sheets(content: bytes) -> tuple[Grid, ...]:
    from app.adapters.sheets import read_sheets  # noqa: PLC0415 - only an import reads workbooks

    return read_sheets(content)


def _exact_sheets(content: bytes) -> tuple[Grid, ...]:
    from app.adapters.sheets import read_sheets  # noqa: PLC0415 - only an import reads workbooks

    return read_sheets(content, exact=True)


def _templates() -> DocxTemplates:
    from app.adapters.docx_trial import DocxTemplates  # noqa: PLC0415 - trying templates loads docxtpl

    return DocxTemplates()


def _pages() -> QtPageEngine:
    from app.adapters.page_engine import QtPageEngine  # noqa: PLC0415 - laying pages out loads Qt

    return QtPageEngine()
