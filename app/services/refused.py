"""Refused (不予办理): a step or a record that the rules do not allow, with every reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import AppError
from app.domain.role import ROLE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.case import Case
    from app.domain.role import Role, SignedIn
    from app.rules.gates.refusal import Refusal


class RefusedError(AppError):
    """A step was refused by one gate or several; ``refusals`` says which and what to do."""

    code = "flow.refused"
    hint = "请按所列各项补正后再办理。"

    def __init__(self, what: str, refusals: tuple[Refusal, ...]) -> None:
        reasons = "".join(f"（{number}）{each.message}" for number, each in enumerate(refusals, 1))
        super().__init__(f"不能办理“{what}”：{reasons}")
        self.refusals = refusals


class NotPermittedError(AppError):
    """The signed-in person does not hold a role that may do this."""

    code = "flow.not_permitted"

    def __init__(self, who: SignedIn, what: str, roles: Iterable[Role]) -> None:
        words = "、".join(ROLE_WORDS[each] for each in roles)
        super().__init__(f"{who.name}没有办理“{what}”的角色。", f"须由{words}办理。")


class CaseReadOnlyError(AppError):
    """A case that is archived or merged was to be changed."""

    code = "case.read_only"
    hint = "归档、并案后的案件只能查看。"

    def __init__(self, case: Case) -> None:
        why = "已并入其他案件" if case.merged_into else "已归档"
        super().__init__(f"案件“{case.number or case.cause}”{why}，不能修改。")


def permit(who: SignedIn, what: str, *roles: Role) -> None:
    """Raise ``NotPermittedError`` unless the person holds one of the roles."""
    if not who.holds(*roles):
        raise NotPermittedError(who, what, roles)
