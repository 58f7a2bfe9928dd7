"""Inputs (输入项): the words in which a time limit is asked for from outside, read and checked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from app.domain.errors import AppError
from app.domain.money import Money
from app.rules.deadlines.given import BEIJING, Extension, Given, Moment, day_of
from app.rules.deadlines.rulebook import Rule
from app.rules.deadlines.spans import Span, Stop
from app.rules.deadlines.terms import FirstDay, Reading

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_MOST_DAYS = 3660
_ALWAYS = ("excluded", "extension_days", "reading", "first_day")


class UnknownInputError(AppError):
    """An input's name means nothing to the rule asked."""

    code = "deadline.unknown_input"

    def __init__(self, rule_id: str, keys: Iterable[str], known: Iterable[str]) -> None:
        super().__init__(
            f"{rule_id}没有输入项“{'、'.join(sorted(keys))}”。", f"可用的输入项：{'、'.join(known)}。"
        )


class UnusableInputError(AppError):
    """An input's value cannot be read."""

    code = "deadline.unusable_input"

    def __init__(self, key: str, value: object, hint: str) -> None:
        super().__init__(f"输入项“{key}”的值“{value}”不能使用。", hint)


def parse_inputs(text: str) -> Mapping[str, Any]:
    """Read a JSON object of inputs, fractions kept exact; refuse anything else."""
    hint = '输入应为JSON对象，例如{"trigger": "2025-07-03"}。'
    try:
        raw = json.loads(text, parse_float=Decimal)
    except (json.JSONDecodeError, RecursionError):
        raise UnusableInputError("inputs", text, hint) from None
    if not isinstance(raw, dict):
        raise UnusableInputError("inputs", text, hint)
    return raw


def known_inputs(rule: Rule) -> tuple[str, ...]:
    """Return the names of the inputs a rule understands."""
    term = rule.term
    own = [each.key for each in term.starts]
    own += ["profile"] if term.part else []
    own += ["days"] if term.setting else []
    own += ["fine_yuan"] if term.fine else []
    return (*own, *rule.flags, *_ALWAYS)


def read_given(rule: Rule, inputs: Mapping[str, Any]) -> Given:
    """Turn named inputs into what the engine needs, or refuse the one that is wrong."""
    known = known_inputs(rule)
    unknown = inputs.keys() - set(known)
    if unknown:
        raise UnknownInputError(rule.term.id, unknown, known)
    given = {key: value for key, value in inputs.items() if value is not None}
    days = _days(given, "extension_days", 0)
    return Given(
        starts={
            each.key: _moment(each.key, given[each.key]) for each in rule.term.starts if each.key in given
        },
        profile=_text(given, "profile"),
        reading=_reading(rule, given),
        first_day=_first_day(rule, given),
        days=_days(given, "days", 1) or None,
        stops=_stops(given.get("excluded", [])),
        extensions=(Extension(days),) if days else (),
        flags=frozenset(each for each in rule.flags if _flag(given, each)),
        fine=Money.yuan(_amount(given["fine_yuan"])) if "fine_yuan" in given else None,
    )


def _reading(rule: Rule, given: Mapping[str, Any]) -> Reading | None:
    if "reading" not in given:
        return None
    value = given["reading"]
    usable = [Reading.SAFE, Reading.LENIENT] if rule.lenient else [Reading.SAFE]
    if value not in usable:
        raise UnusableInputError("reading", value, f"可填：{'、'.join(usable)}。")
    return Reading(value)


def _first_day(rule: Rule, given: Mapping[str, Any]) -> FirstDay | None:
    if "first_day" not in given:
        return None
    value = given["first_day"]
    usable = list(FirstDay) if rule.term.first_day_setting else [rule.term.first_day]
    if value not in usable:
        raise UnusableInputError("first_day", value, f"可填：{'、'.join(usable)}。")
    return FirstDay(value)


def _moment(key: str, value: Any) -> Moment:
    hint = "日期写成2025-10-01，时间写成2025-10-01 09:30（北京时间），年份1990至2100。"
    if not isinstance(value, str):
        raise UnusableInputError(key, value, hint)
    try:
        moment = _parsed(value)
    except ValueError:
        raise UnusableInputError(key, value, hint) from None
    if not _FIRST_YEAR <= day_of(moment).year <= _LAST_YEAR:
        raise UnusableInputError(key, value, hint)
    return moment


def _parsed(value: str) -> Moment:
    if len(value) == len("2025-10-01"):
        return date.fromisoformat(value)
    moment = datetime.fromisoformat(value)
    return moment.replace(tzinfo=BEIJING) if moment.tzinfo is None else moment.astimezone(BEIJING)


def _stops(value: Any) -> tuple[Stop, ...]:
    hint = '扣除期间写成[["2025-03-20", "2025-04-08"]]，起止日都算在内。'
    if not isinstance(value, list):
        raise UnusableInputError("excluded", value, hint)
    stops = []
    for each in value:
        if not isinstance(each, list) or len(each) != 2:  # noqa: PLR2004 - first and last day
            raise UnusableInputError("excluded", each, hint)
        first, last = (day_of(_moment("excluded", day)) for day in each)
        if last < first:
            raise UnusableInputError("excluded", each, hint)
        stops.append(Stop(Span(first, last)))
    return tuple(stops)


def _days(given: Mapping[str, Any], key: str, least: int) -> int:
    value = given.get(key)
    if value is None:
        return 0
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= _MOST_DAYS:
        raise UnusableInputError(key, value, f"天数填写{least}至{_MOST_DAYS}的整数。")
    return value


def _text(given: Mapping[str, Any], key: str) -> str:
    value = given.get(key, "")
    if not isinstance(value, str):
        raise UnusableInputError(key, value, "应为文字。")
    return value


def _flag(given: Mapping[str, Any], key: str) -> bool:
    value = given.get(key, False)
    if not isinstance(value, bool):
        raise UnusableInputError(key, value, "只能填写true或者false。")
    return value


def _amount(value: Any) -> Decimal | int | str:
    if isinstance(value, bool) or not isinstance(value, Decimal | int | str):
        raise UnusableInputError("fine_yuan", value, "罚款数额以元为单位，最多两位小数。")
    return value
