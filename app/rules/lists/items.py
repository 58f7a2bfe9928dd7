"""Items of a list (清单转事项): what was read becomes power items; what lacks its fine is put aside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import NAMESPACE_URL, uuid5

from app.domain.power_item import PowerItem
from app.rules.initials import initials
from app.rules.lists.citation import citations
from app.rules.lists.grid import printed
from app.rules.lists.listed import NOT_FOUND, ListedItem
from app.rules.lists.matching import KnownItems, plain_name
from app.rules.power_list import profiles

FROM_KNOWN = "清单只写了条款，罚则取自参考清单的同一条款，待核"
NO_FINE_STRUCTURE = "没有识别出罚则：依据只写了条款，参考清单中也没有同一条款的相似事项"


@dataclass(frozen=True, slots=True)
class Aside:
    """A listed item that a person must complete (待核事项): where it stands, its name, and why."""

    sheet: str
    row: int
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Converted:
    """Items ready to be taken in, and those put aside (转换结果)."""

    taken: tuple[PowerItem, ...]
    aside: tuple[Aside, ...]


def power_items(listed: Iterable[ListedItem], known: KnownItems, listed_from: date, source: str) -> Converted:
    """Turn listed items into dated power items; a code that comes twice is put aside the second time."""
    taken: dict[str, PowerItem] = {}
    aside: list[Aside] = []
    for each in listed:
        match = known.of(each)
        spec = each.fine.spec if each.fine is not None else (match.fine_spec if match else "")
        code = _code(each, taken)
        reason = _trouble(each, spec, taken.get(code))
        if reason:
            aside.append(Aside(each.sheet, each.row, each.name, reason))
        else:
            taken[code] = _item(each, match, code, (spec, listed_from, source))
    return Converted(tuple(taken.values()), tuple(aside))


def _trouble(each: ListedItem, spec: str, twin: PowerItem | None) -> str:
    if foreign := _no_penalty(each):
        return foreign
    if each.fine is not None and each.fine.questions:
        return "；".join(each.fine.questions)
    if unresolved := [said for said in each.questions if said.endswith(NOT_FOUND)]:
        return "；".join(unresolved)
    if twin is not None:
        return f"编码{each.code}和名称都与前面的事项相同"
    return "" if spec else NO_FINE_STRUCTURE


def _no_penalty(each: ListedItem) -> str:
    """Say why a row is no item of a penalty at all; empty for one that is."""
    if not each.name:
        return "没有事项名称"
    return f"列为{each.sort}，不是行政处罚" if each.sort and "处罚" not in each.sort else ""


def _code(each: ListedItem, taken: dict[str, PowerItem]) -> str:
    """Return the printed code; a made one where none is printed, or where sub-items share their item's."""
    cited = "".join(map(repr, citations(each.basis)[:1]))
    mark = sha256(f"{cited}{plain_name(each.name)}".encode()).hexdigest()[:6]
    if not each.code:
        return f"{each.department or '未编码'}-{mark}"
    return f"{each.code}-{mark}" if each.code in taken and each.parent else each.code


def _item(each: ListedItem, match: PowerItem | None, code: str, given: tuple[str, date, str]) -> PowerItem:
    spec, listed_from, source = given
    cited = citations(each.basis)
    borrowed = each.fine is None
    department = each.department or (match.department if match else "")
    return PowerItem(
        id=uuid5(NAMESPACE_URL, f"chengzhi:listed:{listed_from}:{code}:{each.name}:{each.basis}:{spec}"),
        town="",
        code=code,
        department=department,
        name=printed(f"{each.parent}（{each.name}）" if each.parent else each.name),
        duty_article=printed(each.duty),
        penalty_law=cited[0].law if cited else (match.penalty_law if match else ""),
        penalty_article=match.penalty_article if match else "",
        penalty_basis=printed(each.whole_basis),
        kinds=each.kinds or (match.kinds if match else ""),
        subject=each.subject or (match.subject if match else ""),
        fine_spec=spec,
        rectify=match.rectify if match else "",
        other_measures=match.other_measures if match else "",
        effective_from=match.effective_from if match else None,
        listed_from=listed_from,
        listed_to=None,
        source=source,
        confidence="to confirm" if borrowed else "list",
        version_alert=match.version_alert if match else "",
        notes=printed("；".join(filter(None, (each.remark, FROM_KNOWN if borrowed else "", *each.parts)))),
        reference=False,
        initials=initials(each.name),
        profile=profiles().get(department, match.profile if match else "default_apl"),
    )
