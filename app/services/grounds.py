"""Grounds of weighing (裁量所据): the standard a bureau picked for an item, its rounding, and past fines."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from app.domain.act import Act
from app.domain.case import Case
from app.domain.errors import AppError
from app.domain.hearing_limit import HearingLimit
from app.domain.money import ZERO, Money
from app.domain.penalty import Penalty
from app.domain.power_item import PowerItem
from app.domain.setting import Setting
from app.rules.discretion.rounding import Rounding
from app.rules.discretion.standards.catalogue import NamedStandard, named_standards
from app.rules.lists.exemptions import Exemption, exemption_of
from app.rules.lists.tier_tables import table_of
from app.rules.weighing import Ground
from app.services.settings import of_its_name, one_setting, setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from app.ports import UnitOfWork
    from app.rules.lists.tier_tables import Raw

TABLE = "standard."
"""Settings that hold an imported table carry this, its key and its first day; the value is the table."""
EXEMPT = "exemption."
"""Settings that hold an entry of an exemption list carry this, its key and its first day."""
HEARING = "hearing_limits"
"""The setting that holds the imported hearing thresholds, one list of past and present ones."""
PICK = "standard_use."
"""Settings that pick a standard carry this and the item's code, or ``FIELD`` and a department."""
FIELD = "部门:"
"""Begins the name of a pick for every item of a department."""
NONE = ""
"""The key that ends the use of a standard from a day."""
ROUND = "discretion.round_yuan"
REDUCED = "discretion.reduced_floor_pct"
STEPS = (1, 10, 100, 1000)
MOST_PAST = 200
"""How many of the latest cases of an item are looked at for comparison."""


class RoundingSettingError(AppError):
    """The bureau's rounding or its floor for reduced fines is no usable number."""

    code = "discretion.setting"
    hint = "请在“裁量基准”页重新设定。"

    def __init__(self, name: str) -> None:
        super().__init__(f"裁量设置“{name}”不是可用的数。")


@dataclass(frozen=True, slots=True)
class PastFine:
    """A fine decided before for the same item (类案), with the case it stands in."""

    case_id: UUID
    number: str
    decided_on: date
    fine: Money


def kept_under(work: UnitOfWork, town: str, start: str) -> tuple[tuple[Setting, Raw], ...]:
    """Return what the settings of a town keep whose names begin so."""
    kept = work.of(Setting).find(town=town)
    return tuple((each, plain(each)) for each in kept if each.name.startswith(start))


def latest_last(kept: Iterable[tuple[Setting, Raw]]) -> list[tuple[Setting, Raw]]:
    """Return versions in the order in which each takes the place of those before it.

    One that is open goes before one that was closed, then the later begun, then the longer in force.
    """
    return sorted(kept, key=_place_of)


def _place_of(version: tuple[Setting, Raw]) -> tuple[bool, str, str, bool, UUID]:
    row, raw = version
    until = raw.get("until") or ""
    # Of versions alike in all days the first has the id of its name; only the later ones have ids that rise.
    return (not until, raw["effective"], until, not of_its_name(row), row.id)


def _in_force(kept: Iterable[tuple[Setting, Raw]], day: date) -> dict[str, Raw]:
    """Return by key the version that holds on a day."""
    on = day.isoformat()
    return {
        raw["key"]: raw
        for _row, raw in latest_last(kept)
        if raw["effective"] <= on <= (raw.get("until") or on)
    }


def exempt_on(work: UnitOfWork, town: str, item: PowerItem, day: date) -> tuple[Exemption, ...]:
    """Return the entries of the bureau's exemption lists that speak of an item on a day."""
    found = (exemption_of(raw) for raw in _in_force(kept_under(work, town, EXEMPT), day).values())
    return tuple(each for each in found if each.fits(item))


def limits_of(work: UnitOfWork, town: str) -> tuple[HearingLimit, ...]:
    """Return the hearing thresholds a town imported, each with its days."""
    return tuple(_limit(raw) for raw in setting(work, town, HEARING) or ())


def plain_limit(limit: HearingLimit) -> Raw:
    """Return a threshold as a setting keeps it."""
    return {
        "department": limit.department,
        "person": limit.person,
        "fen": limit.amount.fen,
        "above": limit.above,
        "business": limit.business,
        "effective": limit.effective.isoformat(),
        "until": None if limit.until is None else limit.until.isoformat(),
        "source": limit.source,
    }


def _limit(raw: Raw) -> HearingLimit:
    return HearingLimit(
        raw["department"],
        raw["person"],
        Money(raw["fen"]),
        raw["above"],
        date.fromisoformat(raw["effective"]),
        raw["source"],
        raw["business"],
        None if raw["until"] is None else date.fromisoformat(raw["until"]),
    )


def tables(work: UnitOfWork, town: str) -> tuple[tuple[Setting, Raw], ...]:
    """Return every imported table of a town with the setting that keeps it."""
    return kept_under(work, town, TABLE)


def plain(kept: Setting) -> Any:
    """Return what a setting holds; figures stay exact."""
    return json.loads(kept.value, parse_float=Decimal)


def imported_on(work: UnitOfWork, town: str, day: date) -> Mapping[str, NamedStandard]:
    """Return the imported standards in force on a day, by key."""
    return {key: table_of(raw) for key, raw in _in_force(tables(work, town), day).items()}


def picked_on(work: UnitOfWork, town: str, item: PowerItem, day: date) -> NamedStandard | None:
    """Return the standard that applies to an item on a day: the item's own pick before its department's."""
    for name in (item.code, FIELD + item.department):
        found = one_setting(work, town, f"{PICK}{name}")
        picks = [each for each in (plain(found) if found else []) if each["from"] <= day.isoformat()]
        if picks:
            key = picks[-1]["standard"]
            return imported_on(work, town, day).get(key) or named_standards().get(key)
    return None


def ground_of(work: UnitOfWork, item: PowerItem, act_day: date, today: date, town: str) -> Ground:
    """Return what an act of a day is weighed by today; unusable settings raise an ``AppError``."""
    step, floor = setting(work, town, ROUND), setting(work, town, REDUCED)
    if step is not None and step not in STEPS:
        raise RoundingSettingError("取整")
    if floor is not None and not (isinstance(floor, int) and 0 <= floor < 100):  # noqa: PLR2004 - per hundred
        raise RoundingSettingError("减轻幅度")
    return Ground(
        today,
        picked_on(work, town, item, act_day),
        Rounding(step or 1),
        Fraction(floor or 0, 100),
        limits_of(work, town),
    )


def later_version(work: UnitOfWork, item: PowerItem, today: date) -> PowerItem | None:
    """Return the version of an item that is listed today, where its fine is another (APL 37)."""
    listed = [each for each in work.of(PowerItem).find(code=item.code) if each.listed_on(today)]
    newest = max(listed, key=lambda each: each.listed_from, default=None)
    return newest if newest is not None and newest.fine_spec != item.fine_spec else None


def cases_of(work: UnitOfWork, item_code: str) -> int:
    """Return how many cases are about an item."""
    return len({each.case_id for each in work.of(Act).find(item_code=item_code)})


def past_fines(work: UnitOfWork, item_code: str, but: Sequence[UUID] = ()) -> tuple[PastFine, ...]:
    """Return the fines decided for an item, the latest first, without the cases named."""
    acts = work.of(Act).find(item_code=item_code)[-MOST_PAST:]
    found = []
    for act in acts:
        case = work.of(Case).get(act.case_id)
        if case.decided_on is None or case.id in but:
            continue
        own = (each for each in work.of(Penalty).find(case_id=case.id) if each.act_id == act.id)
        found += [
            PastFine(case.id, case.number, case.decided_on, each.fine) for each in own if each.fine > ZERO
        ]
    return tuple(sorted(found, key=lambda each: each.decided_on, reverse=True))
