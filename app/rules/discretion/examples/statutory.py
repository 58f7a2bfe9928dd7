"""Statutory rows (法定幅度算例): ranges, quotas, stages and what hangs on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from app.domain.money import Money
from app.rules.discretion.articles import read_citations, read_place
from app.rules.discretion.bands import Band, point, reduced_band, statutory_band
from app.rules.discretion.examples.outcome import Outcome
from app.rules.discretion.examples.rows import ExampleRow, ExampleRowError, exact, read_day
from app.rules.discretion.examples.situation import Situation, situation
from app.rules.discretion.facts import FineFacts, Subject, UnitFact
from app.rules.discretion.law.procedure import ProcedureQuestion, procedure_flags
from app.rules.discretion.library import toml
from app.rules.discretion.ranges import Answer, RangeResult, statutory_range
from app.rules.discretion.spec import FineSpec
from app.rules.discretion.standards.derived import implied_base, months_started, responsible_share
from app.rules.discretion.statutes import find


def band_of(result: RangeResult) -> Band | None:
    """The exact band of a range; nothing may be fined counts as zero."""
    if result.answer is Answer.NO_FINE:
        return point(Fraction(0))
    return None if result.exact is None else Band(*result.exact)


def by_statute(row: ExampleRow) -> Outcome:
    """Range of the article, and the figure where the row names factor or rate."""
    if row.has("fine") and not row.has("multiple"):
        return _implied(row)
    given = situation(row)
    band = band_of(given.result)
    extras = dict(_extras(row, given))
    if row.flag("mitigated"):
        return _mitigated(row, given.result)
    return Outcome(band, _figure(row, given), extras)


def mitigated(row: ExampleRow) -> Outcome:
    """减轻: below the statutory minimum, or not available at all."""
    return _mitigated(row, situation(row).result)


def _mitigated(row: ExampleRow, statutory: RangeResult) -> Outcome:
    below = reduced_band(statutory)
    whole = statutory_band(statutory)
    minimum = statutory.minimum
    lower = minimum is not None and row.amount is not None and row.amount < minimum.fen
    extras: dict[str, Any] = {
        "mitigate_available": below is not None,
        "below_statutory_min": lower,
        "needs_discussion": below is not None,
        **_gain(row),
    }
    return Outcome(below if below is not None else whole, None, extras)


def _figure(row: ExampleRow, given: Situation) -> Fraction | None:
    """The figure a chosen multiple, percentage or rate gives."""
    branch = given.result.branch
    if branch is None:
        return None
    if row.has("multiple") and branch.base:
        amount = given.facts.amount(branch.base)
        return None if amount is None else amount * row.number("multiple")
    if row.has("rate_yuan_per_sqm"):
        count = given.facts.count(branch.unit)
        return None if count is None else count * row.fen("rate_yuan_per_sqm")
    if row.has("land_class", "table"):
        return _classed(row, given)
    return None


def _classed(row: ExampleRow, given: Situation) -> Fraction | None:
    named = row.text("land_class")
    fitting = [price for name, price in row.prices("table").items() if named.startswith(name)]
    count = given.facts.count("㎡")
    if not fitting or count is None:
        return None
    return count * fitting[0] * 100


def _extras(row: ExampleRow, given: Situation) -> Iterator[tuple[str, Any]]:
    result = given.result
    yield "expect", result.answer.value
    yield "fine_allowed", result.answer is Answer.RANGE
    yield "may", result.optional
    if given.statute is not None:
        yield "warning", "警告" in given.statute.kinds
    if result.exact is not None and result.minimum is not None and result.maximum is not None:
        yield "strict_min_yuan", result.minimum.exact_yuan
        yield "strict_max_yuan", result.maximum.exact_yuan
    if result.fixed and result.minimum is not None:
        yield "simple_procedure", _simple(result.minimum, given.facts.subject)
    yield from _persons(row, given)
    yield from _replanted(row)
    yield from _gain(row).items()


def _simple(fine: Money, subject: Subject) -> bool:
    return procedure_flags(ProcedureQuestion(fine, subject, date.max)).simple


def _persons(row: ExampleRow, given: Situation) -> Iterator[tuple[str, Any]]:
    if row.has("person_range"):
        low, high = row.pair("person_range")
        span = low * 100, high * 100
    else:
        found = given.for_subject(Subject.RESPONSIBLE)
        if found.exact is None:
            return
        span = found.exact
    yield "person_range", [span[0] / 100, span[1] / 100]
    yield "person_max", span[1] / 100
    yield "person_amount", Band(*span)
    if row.has("responsible_persons"):
        count = row.number("responsible_persons")
        yield "persons_total_range", [span[0] * count / 100, span[1] * count / 100]


def _gain(row: ExampleRow) -> dict[str, Any]:
    """Confiscated gain and the total with the published fine (APL 28)."""
    if not row.has("illegal_gain"):
        return {}
    gain = row.fen("illegal_gain") / 100
    total = gain + Fraction(row.amount or 0, 100)
    return {"confiscate": gain, "total": total}


def _replanted(row: ExampleRow) -> Iterator[tuple[str, Any]]:
    for citation in read_citations(row.statute):
        for raw in toml("statutes.toml")["measure"]:
            place = read_place(raw["article"])
            named = citation.law == raw["law"] and place is not None
            if named and place is not None and place.covers(citation.place) and row.has("trees"):
                yield "replant_min", row.number("trees") * Fraction(raw["least"])
                yield "replant_max", row.number("trees") * Fraction(raw["most"])


def _implied(row: ExampleRow) -> Outcome:
    """A published fine without its base: the span in which the base must have lain."""
    name = "pct_range" if row.has("pct_range") else "multiple_range"
    if not row.has(name):
        raise ExampleRowError("只有罚款数额，没有倍数或者百分比幅度。")
    scale = 100 if name == "pct_range" else 1
    least, most = (end / scale for end in row.pair(name))
    base = implied_base(row.money("fine"), least, most)
    extras = {
        f"implied_{kind}_{side}": end / 100
        for kind in ("base", "value")
        for side, end in (("min", base.low), ("max", base.high))
    }
    return Outcome(None, row.fen("fine"), extras)


def responsible(row: ExampleRow) -> Outcome:
    """Fines of the persons responsible as a share of the unit's fine."""
    least, most = (end / 100 for end in row.pair("pct_range"))
    band = responsible_share(row.money("unit_fine"), least, most)
    persons = row.number("persons") if row.has("persons") else Fraction(1)
    total = Fraction(row.amount or 0, 100) * persons
    return Outcome(band, None, {"per_person": True, "total_persons_fine": total})


def child_labour(row: ExampleRow) -> Outcome:
    """Quota per child and started month, or per child introduced."""
    given = situation(row)
    spec = _unlicensed(given.spec) if row.flag("unlicensed") else given.spec
    months = [_months(each) for each in row.records("children")] if row.has("children") else []
    units = [UnitFact("人·月", Fraction(sum(months)))] if months else []
    if row.has("introduced"):
        units.append(UnitFact("人", row.number("introduced")))
    facts = FineFacts(Subject.ORGANISATION, units=tuple(units), stages=given.facts.stages)
    result = statutory_range(spec, facts)
    return Outcome(band_of(result), None, {"months_each": months})


def _unlicensed(usual: FineSpec) -> FineSpec:
    """The article on units without a licence, which the statutes name beside the usual one."""
    for citation in read_citations(toml("example_inputs.toml")["unlicensed"]):
        for each in find(citation):
            return each.spec
    return usual


def _months(child: dict[str, Any]) -> int:
    if "months_started" in child:
        return int(exact(child["months_started"], "months_started"))
    spells = child.get("spells")
    if not isinstance(spells, list):
        raise ExampleRowError("童工须写明起止日期或者月数。")
    return months_started([_spell(each) for each in spells])


def _spell(raw: Any) -> tuple[date, date]:
    if not isinstance(raw, list) or len(raw) != len(("first", "last")):
        raise ExampleRowError("用工期间须写明起止日期。")
    return read_day(raw[0], "spells"), read_day(raw[1], "spells")
