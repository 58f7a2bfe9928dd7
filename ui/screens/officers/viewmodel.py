"""People as the list shows them: narrowed by standing and by what is typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

from app.domain.field import Field
from app.domain.officer import ESTABLISHMENT_WORDS, Establishment
from app.rules.expiry import warning_steps
from app.rules.initials import named_by

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.services.people import Person

READ_AT_RUN_TIME = (date,)
"""Forms read the types of the declarations below."""
VALID, EXPIRED = "有效", "过期"


@dataclass(frozen=True, slots=True)
class RenewalFacts:
    """What a batch renewal asks (批量延续)."""

    issued_on: Annotated[date, Field("新证发证日期", "批量延续", required=True)]
    valid_to: Annotated[
        date | None, Field("新证有效期至", "批量延续", help="空白按通常的五年计算（年限待确认）")
    ] = None


@dataclass(frozen=True, slots=True)
class Sort:
    """One saved filter of the list (筛选)."""

    words: str
    meets: Callable[[Person], bool]


def sorts() -> tuple[Sort, ...]:
    """Return the filters in the order shown: all, near their end, ended, without, auxiliaries."""
    near = tuple(
        Sort(f"{step}天内到期", lambda each, step=step: each.left is not None and 0 <= each.left <= step)  # type: ignore[misc] # bound now
        for step in warning_steps()
    )
    return (
        Sort("全部", lambda _each: True),
        Sort("证件有效", lambda each: each.standing == VALID),
        *near,
        Sort("已过期", lambda each: each.standing == EXPIRED),
        Sort("暂扣遗失冻结注销", lambda each: each.standing not in (VALID, EXPIRED, "", "未生效")),
        Sort("没有执法证", lambda each: each.certificate is None and not auxiliary(each)),
        Sort("辅助人员", auxiliary),
    )


def auxiliary(person: Person) -> bool:
    """Tell whether somebody never counts as an officer."""
    return person.officer.establishment is Establishment.AUXILIARY


def narrowed(people: Sequence[Person], sort: Sort, text: str) -> tuple[Person, ...]:
    """Return who meets a filter and holds every typed word, those whose certificate ends first in front."""
    words = text.lower().split()
    found = [each for each in people if sort.meets(each) and all(_holds(each, one) for one in words)]
    return tuple(sorted(found, key=_end))


def _holds(person: Person, word: str) -> bool:
    return word in searched(person) or named_by(person.officer.name, word)


def searched(person: Person) -> str:
    """Return what typed words are looked for in."""
    held, one = person.certificate, person.officer
    number = "" if held is None else held.number
    parts = (one.name, one.unit, one.post, one.telephone, one.id_number, number, person.bureau)
    return " ".join((*parts, ESTABLISHMENT_WORDS[one.establishment])).lower()


def remaining(person: Person) -> str:
    """Return the days left or passed in words, where they are few."""
    if person.certificate is None or person.left is None:
        return "不持证" if auxiliary(person) else "没有执法证"
    if person.left < 0:
        return f"已过期{-person.left}天"
    return f"还有{person.left}天" if person.left <= warning_steps()[0] else "未临近"


def colour_of(person: Person) -> str:
    """Return the name of the palette's colour for the end: bad, warn, good or soft; words say the same."""
    if person.certificate is None or person.left is None:
        return "soft"
    if person.standing != VALID or person.left <= warning_steps()[-2]:
        return "bad"
    return "warn" if person.left <= warning_steps()[0] else "good"


def _end(person: Person) -> tuple[bool, date, str]:
    held = person.certificate
    return (held is None, date.max if held is None else held.valid_to, person.officer.name)
