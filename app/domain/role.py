"""Role (角色): in what capacity a signed-in person acts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """Capacities of a bureau's people (角色, procedure: APL 42, 56–58, 64)."""

    HANDLER = "handler"
    AUXILIARY = "auxiliary"
    UNIT_HEAD = "unit_head"
    LEGAL_REVIEWER = "legal_reviewer"
    ORGAN_HEAD = "organ_head"
    PRINCIPAL_HEAD = "principal_head"
    HEARING_HOST = "hearing_host"
    CLERK = "clerk"
    ARCHIVIST = "archivist"
    ADMIN = "admin"


ROLE_WORDS: dict[Role, str] = {
    Role.HANDLER: "承办人",
    Role.AUXILIARY: "执法辅助人员",
    Role.UNIT_HEAD: "承办机构负责人",
    Role.LEGAL_REVIEWER: "法制审核人员",
    Role.ORGAN_HEAD: "行政机关负责人",
    Role.PRINCIPAL_HEAD: "正职负责人",
    Role.HEARING_HOST: "听证主持人",
    Role.CLERK: "内勤",
    Role.ARCHIVIST: "档案员",
    Role.ADMIN: "系统管理员",
}


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person at the keyboard (登录人) and the computer used."""

    officer_id: UUID
    name: str
    town: str
    roles: frozenset[Role]
    machine: str

    def holds(self, *roles: Role) -> bool:
        """Tell whether the person holds at least one of the roles."""
        return any(each in self.roles for each in roles)
