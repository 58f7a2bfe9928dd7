"""Every desk of the window, real, over an office in memory."""

from __future__ import annotations

import atexit
from functools import cache, partial
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any

from app.adapters.city_keys import CityKeys
from app.adapters.codes import QrCodes
from app.adapters.photos import read_photos
from app.adapters.sheets import read_sheets
from app.adapters.xlsx import XlsxSheets
from app.services.approvals import ApprovalDesk
from app.services.bureaus import BureauDesk
from app.services.cards import CardDesk, Printer
from app.services.case_reading import CaseReading
from app.services.cases import CaseDesk
from app.services.certificates import CertificateDesk
from app.services.deadlines import DeadlineDesk
from app.services.deliveries import DeliveryDesk
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
from app.services.list_import import ListImportDesk
from app.services.list_standards import StandardDesk
from app.services.number_register import NumberRegister
from app.services.office_forms import TemplateDesk
from app.services.officers import OfficerDesk
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
from app.services.statements import StatementDesk
from app.services.syncing import SyncDesk
from app.services.telling_facts import FactDesk
from app.services.training import TrainingDesk
from app.services.typesetting import TypesettingDesk
from app.services.volume_export import VolumeExport
from app.services.volumes import VolumeDesk
from sync.codecs.publication import publication
from tests.fake_papers import PlainForms, PlainPages, PlainTemplates
from tests.fakes import MemoryDeadlines, MemoryFiles, MemoryNotes
from tests.sync_fakes import MemoryAttachments, MemorySyncReading, QuietLine
from tests.ui.memory_drafts import MemoryDrafts
from ui.screens.staff_desks import Staff

if TYPE_CHECKING:
    from app.services.office import Office


@cache
def key_folder() -> Path:
    """Return the folder of this run's demonstration key."""
    folder = Path(mkdtemp(prefix="chengzhi-keys-"))
    atexit.register(rmtree, folder)
    return folder


def staff_over(office: Office, pages: PlainPages, files: MemoryFiles) -> Staff:
    """Return the desks of people, real, with a demonstration key in a folder that goes with the run."""
    read = partial(read_sheets, exact=True)
    keys = CityKeys(key_folder(), lambda: True)
    return Staff(
        PeopleDesk(office, MemoryNotes()),
        CertificateDesk(office, pages, files),
        RenewalDesk(office, pages, files),
        PostingDesk(office),
        RosterDesk(office, files, read),
        CardDesk(office, Printer(pages, files, keys, QrCodes())),
        TrainingDesk(office),
        EquipmentDesk(office, read),
        read_photos,
    )


def desks_over(office: Office) -> dict[str, Any]:
    """Return the desks by the names ``Tools`` gives them; papers are plain text."""
    forms, pages, files = PlainForms(), PlainPages(), MemoryFiles()
    return {
        "cases": CaseDesk(office),
        "reading": CaseReading(office),
        "documents": DocumentDesk(office, forms, pages, files),
        "penalties": PenaltyDesk(office),
        "evidence": EvidenceDesk(office, files),
        "deliveries": DeliveryDesk(office, DeliveryReceipts(office, forms, pages, files)),
        "payments": PaymentDesk(office),
        "statements": StatementDesk(office),
        "approvals": ApprovalDesk(office),
        "volumes": VolumeDesk(office, forms, pages, files, MemoryAttachments()),
        "file_review": FileReviewDesk(office),
        "typesetting": TypesettingDesk(office),
        "scans": ScanDesk(office, pages, files),
        "numbers": NumberRegister(office, MemorySyncReading()),
        "exports": VolumeExport(office, forms, pages, files),
        "templates": TemplateDesk(office, FormChecks(forms, pages, PlainTemplates()), files),
        "settings": SettingDesk(office),
        "officers": OfficerDesk(office),
        "staff": staff_over(office, pages, files),
        "powers": PowerDesk(office.begin),
        "deadlines": DeadlineDesk(office, MemoryDeadlines(office.begin)),
        "facts": FactDesk(office),
        "bureaus": BureauDesk(office),
        "law": LawDesk(office),
        "lists_import": ListImportDesk(PowerDesk(office.begin), read_sheets),
        "standards": StandardDesk(office),
        "giving_out": GivingOutDesk(office, publication),
        "syncing": SyncDesk(office, MemorySyncReading(), QuietLine(), MemoryAttachments()),
        "inspections": InspectionDesk(office, read_sheets),
        "draws": DrawDesk(office, DrawMeans(files, MemoryDrafts(), pages, lambda: bytes(range(32)))),
        "inspection_tasks": TaskDesk(office),
        "sheets": XlsxSheets(),
        "pages": pages,
    }
