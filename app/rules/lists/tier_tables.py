"""Tier tables of a list (清单转裁量基准): the tiers of an item become a standard of the catalogue."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any, TypeAlias

from app.domain.errors import AppError
from app.rules.discretion.standards.catalogue import NamedStandard, read_standard
from app.rules.lists.grid import printed
from app.rules.lists.items import Aside
from app.rules.lists.listed import ListedItem, Tier
from app.rules.lists.matching import KnownItems, plain_name
from app.rules.lists.measured import measures_of

CONFIDENCE = "导入，待单位核对"
Raw: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TierTables:
    """Standards made of tier tables (识别出的基准), and the tiers put aside.

    Attributes:
        tables: Raw tables by key, in the form that ``table_of`` reads.
    """

    tables: dict[str, Raw]
    aside: tuple[Aside, ...]


def tier_tables(listed: Iterable[ListedItem], known: KnownItems, day: date, source: str) -> TierTables:
    """Make one table per listed item with tiers; one unclear tier puts its whole item aside."""
    tables: dict[str, Raw] = {}
    aside: list[Aside] = []
    for each in listed:
        if not each.tiers:
            aside.append(Aside(each.sheet, each.row, each.name, "没有裁量档次"))
            continue
        wrong = [(tier.row, said) for tier in each.tiers for said in _troubles(tier)]
        if wrong:
            aside.extend(Aside(each.sheet, row, each.name, said) for row, said in wrong)
            reason = "有档次待核，整项没有导入"
            aside.extend(
                Aside(each.sheet, row, each.name, reason)
                for row in dict.fromkeys((each.row, *(tier.row for tier in each.tiers)))
                if row not in dict(wrong)
            )
            continue
        table = _table(each, known, day, source)
        if table["key"] in tables:
            aside.append(Aside(each.sheet, each.row, each.name, "同一事项的基准在前面已经有一份"))
        else:
            tables[table["key"]] = table
    return TierTables(tables, tuple(aside))


def table_of(raw: Raw) -> NamedStandard:
    """Read a kept table; days are ISO texts in it."""
    days = {name: date.fromisoformat(raw[name]) for name in ("effective", "until") if raw.get(name)}
    return read_standard({**raw, **days})


def _troubles(tier: Tier) -> tuple[str, ...]:
    if tier.fine is None or tier.fine.questions:
        return tier.fine.questions if tier.fine is not None else ("没有处罚标准",)
    branches: list[Raw] = json.loads(tier.fine.spec, parse_float=Decimal)
    doubled = [who for who, count in Counter(each["who"] for each in branches).items() if count > 1]
    return ("同一档次对同一主体有几种罚款，须人工拆分",) if doubled else ()


def _table(item: ListedItem, known: KnownItems, day: date, source: str) -> Raw:
    match = known.of(item)
    mark = sha256(f"{plain_name(item.name)}\x1f{item.basis}".encode()).hexdigest()[:10]
    labels = _labels(item.tiers)
    measured = measures_of(tier.conditions for tier in item.tiers)
    whens = measured.tiers if measured is not None else ((),) * len(item.tiers)
    rows = [
        row
        for tier, label, when in zip(item.tiers, labels, whens, strict=True)
        for row in _rows(tier, label, [{measured.name: dict(ends)} for ends in when] if measured else [])
    ]
    raw: Raw = {
        "kind": "tiers",
        "key": f"imported-{mark}",
        "title": f"{source}：{printed(item.name or item.basis[:40])}",
        "fields": [item.department] if item.department else [],
        "effective": day.isoformat(),
        "until": None,
        "source": source,
        "confidence": CONFIDENCE,
        "note": item.remark,
        "basis": item.basis,
        "suits": [match.code] if match is not None else [],
        "row": rows,
    }
    if measured is not None:
        raw["measure"] = [{"name": measured.name, "label": measured.name, "unit": measured.unit}]
        raw["strict"] = True
    try:
        table_of(raw)
    except AppError as error:  # a wording read into a branch the engine refuses must be seen
        error.hint = f"工作表“{item.sheet}”第{item.row}行。"
        raise
    return raw


def _labels(tiers: list[Tier]) -> list[str]:
    """Return a name for each tier by which it is picked; two of one name carry their condition too."""
    plain = [printed(each.label or "；".join(each.conditions)[:40]) for each in tiers]
    twice = {label for label, count in Counter(plain).items() if count > 1}
    named = [
        f"{label}（{printed('；'.join(tier.conditions)[:60])}）" if label in twice else label
        for label, tier in zip(plain, tiers, strict=True)
    ]
    seen: Counter[str] = Counter()
    found = []
    for label in named:
        seen[label] += 1
        found.append(label if named.count(label) == 1 else f"{label}·{seen[label]}")
    return found


def _rows(tier: Tier, label: str, when: list[Raw]) -> list[Raw]:
    """Return the rows of a tier: one per subject; found by its figures, or picked by its name."""
    fine = tier.fine
    branches: list[Raw] = json.loads(fine.spec, parse_float=Decimal) if fine is not None else []
    made: list[Raw] = []
    for branch in branches:
        row: Raw = {"label": label, "when": when, "conditions": tier.conditions, "result": tier.result}
        if branch["who"] != "any":
            row["subject"] = branch["who"]
        if branch["type"] != "none":
            row["fine"] = {name: value for name, value in branch.items() if name != "who"}
        made.append(row)
    specific = {each["subject"] for each in made if "subject" in each}
    # A row for anyone must not compete with the row for a person alone: it then speaks of units.
    for row in made:
        if "subject" not in row and "ind" in specific:
            row["subject"] = "org"
    return made
