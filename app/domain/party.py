"""Party (当事人): the person or organisation a case is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.domain.checkdigits import check_credit_code, check_id_number
from app.domain.errors import AppError
from app.domain.field import Field


class PartyKind(StrEnum):
    """Kinds of parties (当事人类型), which decide limits and remedies."""

    PERSON = "person"
    SOLE_TRADER = "sole_trader"
    LEGAL_PERSON = "legal_person"
    OTHER_ORGANISATION = "other_organisation"


PARTY_WORDS = {
    PartyKind.PERSON: "公民",
    PartyKind.SOLE_TRADER: "个体工商户",
    PartyKind.LEGAL_PERSON: "法人",
    PartyKind.OTHER_ORGANISATION: "其他组织",
}


class IdKind(StrEnum):
    """Kinds of identity papers (证件类型); only the resident card has a check digit."""

    RESIDENT = "resident"
    PASSPORT = "passport"
    HK_MACAO_TAIWAN = "hk_macao_taiwan"
    FOREIGN_RESIDENT = "foreign_resident"
    OTHER = "other"


ID_KIND_WORDS = {
    IdKind.RESIDENT: "居民身份证",
    IdKind.PASSPORT: "护照",
    IdKind.HK_MACAO_TAIWAN: "港澳台证件",
    IdKind.FOREIGN_RESIDENT: "外国人永久居留身份证",
    IdKind.OTHER: "其他证件",
}


class PartyIncompleteError(AppError):
    """A party lacks what its kind must have."""

    code = "party.incomplete"

    def __init__(self, label: str, kind: PartyKind) -> None:
        super().__init__(f"{PARTY_WORDS[kind]}须填写“{label}”。", f"请补填“{label}”后保存。")


@dataclass(frozen=True, slots=True)
class Party:
    """当事人 (party): for a sole trader both the trader's name and the business name are printed."""

    id: UUID
    town: str
    case_id: UUID
    kind: Annotated[PartyKind, Field("当事人类型", "当事人", required=True)]
    name: Annotated[str, Field("姓名或名称", "当事人", required=True, help="与证件、执照一致")]
    id_kind: Annotated[IdKind, Field("证件类型", "当事人")] = IdKind.RESIDENT
    id_number: Annotated[str, Field("证件号码", "当事人", help="公民或经营者的证件号码")] = ""
    credit_code: Annotated[str, Field("统一社会信用代码", "当事人", check=check_credit_code)] = ""
    business_name: Annotated[str, Field("字号", "当事人", help="个体工商户的字号")] = ""
    representative: Annotated[str, Field("法定代表人（负责人）", "当事人")] = ""
    representative_post: Annotated[str, Field("职务", "当事人")] = ""
    address: Annotated[str, Field("住址或住所", "联系", required=True)] = ""
    telephone: Annotated[str, Field("联系电话", "联系")] = ""
    workplace: Annotated[str, Field("工作单位", "联系")] = ""
    service_address: Annotated[str, Field("送达地址", "联系", help="与住所相同可不填")] = ""
    electronic_service: Annotated[str, Field("同意电子送达的地址", "联系")] = ""
    joined_on: Annotated[date | None, Field("加入日期")] = None
    left_on: Annotated[date | None, Field("退出日期")] = None
    left_reason: Annotated[str, Field("退出原因")] = ""

    @property
    def natural(self) -> bool:
        """Whether the personal limits apply (citizen, or sole trader by default)."""
        return self.kind in (PartyKind.PERSON, PartyKind.SOLE_TRADER)

    @property
    def full_name(self) -> str:
        """The name as papers print it: a sole trader's with the business name in brackets."""
        named = self.kind is PartyKind.SOLE_TRADER and self.business_name
        return f"{self.name}（{self.business_name}）" if named and self.name else self.name

    def check(self) -> None:
        """Refuse wrong check digits and what is missing for the kind."""
        if self.kind is PartyKind.PERSON and not self.id_number:
            raise PartyIncompleteError("证件号码", self.kind)
        if self.id_number and self.id_kind is IdKind.RESIDENT:
            check_id_number(self.id_number)
        organised = self.kind in (PartyKind.LEGAL_PERSON, PartyKind.OTHER_ORGANISATION)
        if organised and not self.representative:
            raise PartyIncompleteError("法定代表人（负责人）", self.kind)
        if self.credit_code:
            check_credit_code(self.credit_code)
        elif self.kind is PartyKind.LEGAL_PERSON:
            raise PartyIncompleteError("统一社会信用代码", self.kind)
