"""Values (录入事项): what the sync centre asks for in the page."""

from __future__ import annotations

from dataclasses import dataclass, field, make_dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

from app.domain.errors import AppError
from app.domain.field import Field, Kind, fields_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.field import Declared


@dataclass(frozen=True, slots=True)
class ReasonFacts:
    """Why something is decided so."""

    reason: Annotated[str, Field("理由", "处理", required=True, kind=Kind.LONG_TEXT)] = ""


@dataclass(frozen=True, slots=True)
class JoinFacts:
    """What makes this computer known to a city server."""

    address: Annotated[
        str,
        Field("平台地址", "登记入网", required=True, help="如 https://平台名称:8443，由市级平台管理员告知"),
    ] = ""
    code: Annotated[
        str, Field("登记码", "登记入网", required=True, help="一次性登记码，七天内有效，只能用一次")
    ] = ""
    authority: Annotated[
        str, Field("自建证书文件", "登记入网", help="单位使用自建证书时填写文件位置；一般不填")
    ] = ""

    passphrase: Annotated[
        str,
        Field(
            "保管口令", "密钥保管", required=True, help="本机没有系统密钥库，由您设定口令保管；每次启动须输入"
        ),
    ] = ""
    again: Annotated[str, Field("再输一遍", "密钥保管", required=True)] = ""


@dataclass(frozen=True, slots=True)
class SealFacts:
    """What opens this computer's key."""

    passphrase: Annotated[str, Field("保管口令", "密钥保管", required=True)] = ""


JOIN = ("address", "code", "authority")
JOIN_SEALED = (*JOIN, "passphrase", "again")
"""What is asked at enrolment, and where the system keeps no secrets."""


class PassphraseDiffersError(AppError):
    """A new passphrase was not typed the same twice."""

    code = "sync.passphrase_differs"
    hint = "请重新输入两遍。"

    def __init__(self) -> None:
        super().__init__("两遍输入的保管口令不一致。")


def same_twice(values: Mapping[str, Any]) -> str:
    """Return a new passphrase typed the same twice, or raise ``PassphraseDiffersError``."""
    if values["passphrase"] != values["again"]:
        raise PassphraseDiffersError
    return str(values["passphrase"])


def written_by_hand(kind: type, names: tuple[str, ...]) -> bool:
    """Tell whether every field can be typed in a form."""
    typed = {each.name for each in fields_of(kind) if each.field.group and each.kind is not Kind.OTHER}
    return bool(names) and typed.issuperset(names)


def third_facts(kind: type, names: tuple[str, ...]) -> type[Any]:
    """Return the form of a third content: the fields in conflict, and why."""
    hints = get_type_hints(kind, include_extras=True) | {
        each.name: _with_a_value(each) for each in fields_of(kind) if not _may_be_empty(each)
    }
    asked: list[tuple[str, Any, Any]] = [(name, hints[name], field(default=None)) for name in names]
    why = get_type_hints(ReasonFacts, include_extras=True)["reason"]
    return make_dataclass("ThirdFacts", [*asked, (why_of(names), why, field(default=""))], frozen=True)


def why_of(names: tuple[str, ...]) -> str:
    """Return under which name a third content is reasoned; a field in conflict may be a reason itself."""
    return "why" if "reason" in names else "reason"


def _may_be_empty(each: Declared) -> bool:
    """Tell whether nothing typed is a value the record can hold."""
    return each.optional or each.type in (str, bool) or each.kind is Kind.OFFICERS


def _with_a_value(each: Declared) -> Any:
    """Return the type of a field that is asked for although the record's own forms leave it open."""
    annotated: Any = Annotated
    return annotated[each.type, replace(each.field, required=True)]
