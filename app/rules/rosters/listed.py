"""Listed (名册内容): one person as a row tells of him, and what was found against the row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.certificate import CertificateKind
from app.domain.officer import Establishment
from app.domain.role import Role


class Weight(StrEnum):
    """What a finding means for its row (检查结果)."""

    REFUSED = "refused"
    WARNING = "warning"


WEIGHT_WORDS = {Weight.REFUSED: "未导入", Weight.WARNING: "请核对"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in a cell (检查问题); ``column`` is the letter of the sheet, ``title`` its heading."""

    sheet: str
    row: int
    column: str
    title: str
    weight: Weight
    what: str

    @property
    def words(self) -> str:
        """Where it is and what it is."""
        where = f"{self.column}列（{self.title}）" if self.column else ""
        return f"“{self.sheet}”第{self.row}行{where}：{self.what}"


@dataclass(frozen=True, slots=True)
class ListedCard:
    """A certificate as a row tells of it (证件内容)."""

    number: str
    issued_on: date
    valid_to: date
    kind: CertificateKind = CertificateKind.NATIONAL
    issuer: str = ""
    area: str = ""
    fields: str = ""


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One good row (名册人员)."""

    sheet: str
    row: int
    name: str
    id_number: str
    town: str
    establishment: Establishment
    unit: str = ""
    post: str = ""
    telephone: str = ""
    roles: tuple[Role, ...] = ()
    in_post_from: date | None = None
    legal_certificate: str = ""
    card: ListedCard | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """What was read of a workbook (识别结果): good rows, findings, rows that are no person."""

    people: tuple[ListedPerson, ...]
    findings: tuple[Finding, ...]
    rows: int

    @property
    def refused(self) -> tuple[Finding, ...]:
        """The findings that keep their rows out."""
        return tuple(each for each in self.findings if each.weight is Weight.REFUSED)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings a person should look at; their rows are good."""
        return tuple(each for each in self.findings if each.weight is Weight.WARNING)
