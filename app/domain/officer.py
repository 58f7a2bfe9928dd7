"""Officer (执法人员): a person of a bureau, in post between two days, with roles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from app.domain.checkdigits import check_id_number
from app.domain.field import Field
from app.domain.role import Role


class Establishment(StrEnum):
    """How a person is employed (编制性质)."""

    CIVIL_SERVANT = "civil_servant"
    PUBLIC_INSTITUTION = "public_institution"
    AUXILIARY = "auxiliary"


ESTABLISHMENT_WORDS = {
    Establishment.CIVIL_SERVANT: "公务员（含参公）",
    Establishment.PUBLIC_INSTITUTION: "事业编制",
    Establishment.AUXILIARY: "辅助人员",
}


@dataclass(frozen=True, slots=True)
class Officer:
    """执法人员 (officer): never counted as one of the two when an auxiliary (ACL 17).

    Attributes:
        photo_hash: Sha256 of the photo on the certificate; empty for none.
        person_id: The same person's first record, where a move to another bureau began this one.
    """

    id: UUID
    town: str
    name: Annotated[str, Field("姓名", "人员", required=True)]
    id_number: Annotated[str, Field("公民身份号码", "人员", check=check_id_number)]
    establishment: Annotated[Establishment, Field("编制性质", "人员", required=True)]
    post: Annotated[str, Field("职务", "人员")] = ""
    unit: Annotated[str, Field("中队（科室）", "人员")] = ""
    telephone: Annotated[str, Field("电话", "人员")] = ""
    roles: tuple[Role, ...] = ()
    legal_qualification: Annotated[bool, Field("法律职业资格", "人员")] = False
    in_post_from: Annotated[date | None, Field("到岗日期", "人员")] = None
    in_post_to: Annotated[date | None, Field("离岗日期", "人员")] = None
    demonstration: bool = False
    legal_certificate: Annotated[str, Field("法律职业资格证号", "人员")] = ""
    reviews_since: Annotated[
        date | None, Field("从事法制审核起始日", "人员", help="初次从事法制审核的，须有法律职业资格")
    ] = None
    photo_hash: str = ""
    person_id: UUID | None = None

    def in_post_on(self, day: date) -> bool:
        """Tell whether the person worked here on a day."""
        begun = self.in_post_from is None or self.in_post_from <= day
        return begun and (self.in_post_to is None or day <= self.in_post_to)

    @property
    def person(self) -> UUID:
        """Who it is over all bureaus worked in (同一人)."""
        return self.person_id or self.id
