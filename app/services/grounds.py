"""Grounds of weighing (裁量所据): the standard a bureau picked for an item, its rounding, and past fines."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
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
from app.ports import Beginning
from app.rules.discretion.rounding import Rounding
from app.rules.discretion.standards.catalogue import NamedStandard, named_standards
from app.rules.lists.exemptions import Exemption, exemption_of
from app.rules.lists.tier_tables import table_of
from app.rules.weighing import Ground
from app.services.settings import CITYWIDE, of_its_name, one_setting, setting

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
    """Return what the own settings of a town, or those for every town, keep whose names begin so."""
    return tuple((each, plain(each)) for each in work.of(Setting).find(town=town, name=Beginning(start)))


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


def _in_force(work: UnitOfWork, town: str, start: str, day: date) -> dict[str, tuple[Setting, Raw]]:
    """Return by key the version that holds on a day in a town: its own, else the one the city gave out."""
    # By day, not for good: what the city had given out held for acts before the town's own version began.
    given, own = (_of_the_day(kept_under(work, each, start), day) for each in (CITYWIDE, town))
    return given | own


def _of_the_day(kept: Iterable[tuple[Setting, Raw]], day: date) -> dict[str, tuple[Setting, Raw]]:
    on = day.isoformat()
    return {
        raw["key"]: (row, raw)
        for row, raw in latest_last(kept)
        if raw["effective"] <= on <= (raw.get("until") or on)
    }


def exempt_on(work: UnitOfWork, town: str, item: PowerItem, day: date) -> tuple[Exemption, ...]:
    """Return the entries of exemption lists, the bureau's own and the city's, that speak of an item."""
    found = (exemption_of(raw) for _row, raw in _in_force(work, town, EXEMPT, day).values())
    return tuple(each for each in found if each.fits(item))


def limits_of(work: UnitOfWork, town: str) -> tuple[HearingLimit, ...]:
    """Return the hearing thresholds that hold in a town, each with its days: its own, then the city's.

    The city's gives way where the town has its own for the same department and kind of party, from the
    day that begins: a town that imports one department's must not lose the others, and with them hearings.
    """
    own, given = own_limits(work, town), own_limits(work, CITYWIDE)
    begun: dict[tuple[str, bool, bool | None], date] = {}
    for each in own:
        begun[each.whom] = min(each.effective, begun.get(each.whom, each.effective))
    found = (_ending(each, begun.get(each.whom)) for each in given)
    return (*own, *(replace(each, from_city=True) for each in found if each is not None))


def own_limits(work: UnitOfWork, town: str) -> tuple[HearingLimit, ...]:
    """Return the hearing thresholds a town imported itself, each with its days."""
    return tuple(_limit(raw) for raw in setting(work, town, HEARING) or ())


def _ending(limit: HearingLimit, before: date | None) -> HearingLimit | None:
    """Return a threshold as it holds before another begins; ``None`` where it never does."""
    if before is None:
        return limit
    if before <= limit.effective:
        return None
    eve = before - timedelta(days=1)
    return replace(limit, until=eve if limit.until is None else min(limit.until, eve))


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
    """Return every imported table of a town with the setting that keeps it, then the city's of other keys."""
    own = kept_under(work, town, TABLE)
    keys = {raw["key"] for _row, raw in own}
    given = kept_under(work, CITYWIDE, TABLE)
    return (*own, *((row, raw) for row, raw in given if raw["key"] not in keys))


def standard_of(row: Setting, raw: Raw) -> NamedStandard:
    """Return the standard that a setting keeps, marked where the city gave it out."""
    return replace(table_of(raw), from_city=row.town == CITYWIDE)


def plain(kept: Setting) -> Any:
    """Return what a setting holds; figures stay exact."""
    return json.loads(kept.value, parse_float=Decimal)


def imported_on(work: UnitOfWork, town: str, day: date) -> Mapping[str, NamedStandard]:
    """Return the imported standards in force on a day, a town's own and the city's, by key."""
    return {key: standard_of(*kept) for key, kept in _in_force(work, town, TABLE, day).items()}


def picked_on(work: UnitOfWork, town: str, item: PowerItem, day: date) -> NamedStandard | None:
    """Return the standard that applies to an item on a day: the item's own pick before its department's."""
    for name in (item.code, FIELD + item.department):
        found = one_setting(work, town, f"{PICK}{name}")
        picks = [each for each in (plain(found) if found else []) if each["from"] <= day.isoformat()]
        if picks:
            return _standard_on(work, town, picks[-1]["standard"], day)
    return None


def _standard_on(work: UnitOfWork, town: str, key: str, day: date) -> NamedStandard | None:
    kept = _in_force(work, town, f"{TABLE}{key}.", day).get(key) if key != NONE else None
    return named_standards().get(key) if kept is None else standard_of(*kept)


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
