"""Rule book (期限规则集): every term and field profile, in all their editions, read from data."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from fractions import Fraction
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from app.domain.dated import Edition, Editions
from app.domain.errors import AppError
from app.rules.deadlines.event_kinds import EventKind
from app.rules.deadlines.terms import (
    Bound,
    Cause,
    Direction,
    FirstDay,
    Grant,
    Holder,
    LateRate,
    Severity,
    Start,
    Term,
    Unit,
)

Change = Mapping[str, Any]
DEFAULT_PROFILE = "default_apl"
_MARKS = ("verified: ", "well-known", "to confirm", "proposal")


class UnknownRuleError(AppError):
    """No term has the id asked for."""

    code = "deadline.unknown_rule"
    hint = "规则编号形如D08、D12latest；请对照期限规则表。"

    def __init__(self, rule_id: str) -> None:
        super().__init__(f"没有编号为“{rule_id}”的期限规则。")


class UnknownProfileError(AppError):
    """No field profile has the id asked for."""

    code = "deadline.unknown_profile"

    def __init__(self, profile: str, known: Iterable[str]) -> None:
        super().__init__(f"没有名为“{profile}”的领域。", f"可用的领域：{'、'.join(known)}。")


@dataclass(frozen=True, slots=True)
class Rule:
    """A term with its variations (规则): lenient reading and flagged cases, as changes to it."""

    term: Term
    lenient: Change = field(default_factory=dict)
    flags: Mapping[str, Change] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """One field's own time limits (领域特别规定, APL 60 sentence 2): changes by part of a case."""

    id: str
    name: str
    source: str
    parts: Mapping[str, Change]


@dataclass(frozen=True, slots=True)
class Counting:
    """How periods are counted (期间计算规则): the words and articles of the explanation."""

    start_excluded: str
    start_counted: str
    rolled: str
    month_end: str
    hours: str
    safe: str


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules and profiles by id, each in its dated editions, and how periods are counted."""

    rules: Mapping[str, Editions[Rule]]
    profiles: Mapping[str, Editions[Profile]]
    late: Editions[LateRate]
    counting: Counting
    opened_by: Mapping[EventKind, tuple[str, ...]]
    version: str

    def rule(self, rule_id: str, day: date) -> Rule:
        """Return a rule as in force on a day; refuse unknown ids and days without an edition."""
        editions = self.rules.get(rule_id)
        if editions is None:
            raise UnknownRuleError(rule_id)
        return editions.on(day).value

    def profile(self, profile_id: str, day: date) -> Profile:
        """Return a field profile as in force on a day, or refuse an unknown one."""
        editions = self.profiles.get(profile_id)
        if editions is None:
            raise UnknownProfileError(profile_id, self.profiles)
        return editions.on(day).value

    def any_edition(self, rule_id: str) -> Rule:
        """Return the newest edition of a rule, to ask which inputs it knows."""
        if rule_id not in self.rules:
            raise UnknownRuleError(rule_id)
        return self.rules[rule_id].newest.value


@cache
def published_rules() -> RuleBook:
    """Return the rule book that comes with the program (resources/deadlines)."""
    folder = files("resources").joinpath("deadlines")
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".toml"))
    return read_rules(folder.joinpath(each).read_text("utf-8") for each in names)


def read_rules(texts: Iterable[str]) -> RuleBook:
    """Build a rule book from TOML texts; ``ValueError`` for data that cannot be right."""
    kept = tuple(texts)
    raw = _cited([tomllib.loads(each) for each in kept])
    rules: dict[str, list[Edition[Rule]]] = {}
    for entry in _all(raw, "deadline"):
        for rule in _rules(entry):
            rules.setdefault(rule.term.id, []).append(
                Edition(rule.term.valid_from, rule.term.source, rule, rule.term.valid_to)
            )
    editions = {key: Editions(each[0].value.term.name, each) for key, each in rules.items()}
    return RuleBook(
        rules=editions,
        profiles=_profiles(_all(raw, "profile")),
        late=_late(_all(raw, "late_penalty")),
        counting=Counting(**next(each["counting"] for each in raw if "counting" in each)),
        opened_by=_opened_by(editions),
        version=sha256("\n".join(kept).encode()).hexdigest()[:16],
    )


def changed(term: Term, change: Change) -> Term:
    """Return the term with a variation's values in place of its own."""
    return replace(term, **change) if change else term


def _cited(raw: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put addresses in place of the keys of sources."""
    known = {key: text for each in raw for key, text in each.pop("sources", {}).items()}

    def cited(value: Any) -> Any:
        if isinstance(value, list):
            return [cited(each) for each in value]
        if not isinstance(value, dict):
            return value
        return {
            key: "；".join(known[one] for one in each) if key == "source" else cited(each)
            for key, each in value.items()
        }

    return [cited(each) for each in raw]


def _all(raw: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    return [each for one in raw for each in one.get(key, [])]


def _rules(entry: Mapping[str, Any]) -> Iterable[Rule]:
    """Yield the entry's rule and its variants, which repeat it but for what they name."""
    own = {key: value for key, value in entry.items() if key != "variant"}
    yield _rule(own)
    for variant in entry.get("variant", []):
        yield _rule({**own, **variant})


def _rule(raw: Mapping[str, Any]) -> Rule:
    values = dict(raw)
    lenient = _change(values.pop("lenient", {}))
    flags = {key: _change(each) for key, each in values.pop("flag", {}).items()}
    term = Term(**{"valid_to": None, "length": None, **_change(values)})
    _check(term)
    return Rule(term, lenient, flags)


def _profiles(raw: list[dict[str, Any]]) -> dict[str, Editions[Profile]]:
    found: dict[str, list[Edition[Profile]]] = {}
    for entry in raw:
        own = {"source": entry["source"]}
        parts = {key: _change({**own, **each}) for key, each in entry.get("part", {}).items()}
        profile = Profile(entry["id"], entry["name"], entry["source"], parts)
        found.setdefault(profile.id, []).append(
            Edition(entry["valid_from"], profile.source, profile, entry.get("valid_to"))
        )
    return {key: Editions(each[0].value.name, each) for key, each in found.items()}


def _opened_by(rules: Mapping[str, Editions[Rule]]) -> dict[EventKind, tuple[str, ...]]:
    found: dict[EventKind, tuple[str, ...]] = {}
    for rule_id, editions in rules.items():
        for kind in editions.newest.value.term.opened_by:
            found[kind] = (*found.get(kind, ()), rule_id)
    return found


def _late(raw: list[dict[str, Any]]) -> Editions[LateRate]:
    return Editions(
        "加处罚款标准",
        [
            Edition(
                each["valid_from"],
                each["source"],
                LateRate(
                    Fraction(each["rate"]),
                    Fraction(each["cap"]),
                    each["article"],
                    each["source"],
                    each["confidence"],
                ),
                each.get("valid_to"),
            )
            for each in raw
        ],
    )


def _check(term: Term) -> None:
    if not term.confidence.startswith(_MARKS):
        msg = f"{term.id}: unknown confidence mark {term.confidence!r}"
        raise ValueError(msg)
    if not term.rolls and not term.no_roll:
        msg = f"{term.id}: says it does not roll, but not why"
        raise ValueError(msg)


def _change(raw: Mapping[str, Any]) -> Change:
    unknown = set(raw) - _FIELDS
    if unknown:
        msg = f"unknown keys in a deadline: {sorted(unknown)}"
        raise ValueError(msg)
    return {key: _READERS.get(key, _same)(value) for key, value in raw.items()}


def _same(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _starts(value: list[dict[str, Any]]) -> tuple[Start, ...]:
    return tuple(
        Start(each["key"], each.get("through", ""), tuple(each.get("instead_of", ()))) for each in value
    )


def _grants(value: list[dict[str, Any]]) -> tuple[Grant, ...]:
    return tuple(Grant(each["by"], each.get("days")) for each in value)


def _causes(value: list[str]) -> tuple[Cause, ...]:
    return tuple(Cause(each) for each in value)


def _kinds(value: list[str]) -> tuple[EventKind, ...]:
    return tuple(EventKind(each) for each in value)


_FIELDS = frozenset(each.name for each in fields(Term))
_READERS: Mapping[str, Callable[[Any], Any]] = {
    "unit": Unit,
    "severity": Severity,
    "holder": Holder,
    "direction": Direction,
    "bound": Bound,
    "first_day": FirstDay,
    "starts": _starts,
    "grants": _grants,
    "excludes": _causes,
    "opened_by": _kinds,
    "closed_by": _kinds,
    "needs": _kinds,
    "held_by": _kinds,
    "released_by": _kinds,
}
