"""System rows (裁量基准算例): shares, tiers, cells, weights and corrections."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from app.domain.penalty import LEANING_WORDS, Leaning
from app.rules.discretion.bands import Band, point, reduced_band
from app.rules.discretion.examples import vocabulary
from app.rules.discretion.examples.outcome import Outcome
from app.rules.discretion.examples.rows import ExampleRow, ExampleRowError, exact
from app.rules.discretion.examples.situation import facts_of, measures, situation
from app.rules.discretion.library import toml
from app.rules.discretion.ranges import Answer, RangeResult, range_between
from app.rules.discretion.rounding import Rounding, RoundingMode
from app.rules.discretion.spec import FineSpec
from app.rules.discretion.standards.catalogue import named_standard
from app.rules.discretion.standards.contract import StandardAnswer, StandardQuestion
from app.rules.discretion.standards.corrections import adjusted, cut, multiplied
from app.rules.discretion.standards.derived import implied_base
from app.rules.discretion.standards.shares import ShareStandard
from app.rules.discretion.standards.weights import WeightMode, start_of, weighted


def shares(row: ExampleRow) -> Outcome:
    """A range cut by shares; 减轻 lies below it."""
    if row.has("statutory_min") and not row.has("statutory_max"):
        return _from_minimum(row)
    statutory = _range(row)
    if row.text("grade") == LEANING_WORDS[Leaning.REDUCED]:
        return Outcome(reduced_band(statutory))
    answer = _ask(row, statutory, vocabulary.standards_of(row.rule))
    return _outcome(answer)


def _from_minimum(row: ExampleRow) -> Outcome:
    """A law that names a minimum only: some rules state multiples of it."""
    for key in vocabulary.standards_of(row.rule):
        standard = named_standard(key).standard
        if isinstance(standard, ShareStandard):
            figure = standard.from_minimum(row.fen("statutory_min"), row.text("grade"))
            if figure is not None:
                return Outcome(point(figure), figure)
    raise ExampleRowError(f"规则“{row.rule}”没有只有下限时的倍数。")


def tiers(row: ExampleRow) -> Outcome:
    """A tier of one of the tables the rule id tries."""
    if row.has("fine", "multiple_range"):
        return Outcome(None, row.fen("fine"), _value_span(row))
    nothing = RangeResult(Answer.NEEDS_FACTS, ())
    return _outcome(_ask(row, nothing, vocabulary.standards_of(row.rule)), _gains(row))


def cells(row: ExampleRow) -> Outcome:
    """A cell the row states, graded inside; or a cell of a table."""
    if not row.has("cell_range"):
        return tiers(row)
    low, high = row.pair("cell_range")
    statutory = range_between(low * 100, high * 100)
    answer = _ask(row, statutory, vocabulary.standards_of(f"{row.rule}-GRADE"))
    if answer.band is not None and answer.band.low == answer.band.high:
        return Outcome(Band(low * 100, high * 100), answer.band.low)
    return _outcome(answer)


def weights(row: ExampleRow) -> Outcome:
    """A sum of weights applied to the maximum."""
    given = _weights(row)
    floor = row.number("floor_pct") / 100 if row.has("floor_pct") else Fraction(0)
    whole = _weighed_range(row, given, floor)
    result = weighted(given, whole, WeightMode.MAXIMUM, floor)
    extras = {
        "sum_pct": result.share * 100,
        "raw_sum_pct": result.raw * 100,
        "sum": result.share,
        "raw_sum": result.raw,
    }
    return Outcome(whole, result.fen, extras)


def span_weights(row: ExampleRow) -> Outcome:
    """A sum of weights applied to the span above the minimum."""
    low, high = row.pair("statutory")
    whole = Band(low * 100, high * 100)
    result = weighted(_weights(row), whole, WeightMode.SPAN)
    return Outcome(whole, result.fen, {"sum_pct": result.share * 100})


def adjustment(row: ExampleRow) -> Outcome:
    """A first figure moved by signed coefficients."""
    low, high = row.pair("statutory")
    whole = Band(low * 100, high * 100)
    step = Fraction(toml("corrections.toml")["jiangmen"]["step"])
    result = adjusted(row.fen("initial"), row.number("coef_sum"), step, whole)
    return Outcome(whole, result.fen, {"raw": result.raw / 100})


def coefficients(row: ExampleRow) -> Outcome:
    """A base times a sum of coefficients, or only the rounding of a raw figure."""
    if row.has("raw"):
        given = vocabulary.rounding(row.text("mode"))
        rule = Rounding(given["step_yuan"], RoundingMode(given["mode"]))
        return Outcome(None, Fraction(rule.apply(row.fen("raw")).fen))
    data = toml("corrections.toml")["jiangsu_old"]
    low, high = row.pair("statutory")
    whole = Band(low * 100, high * 100)
    parts = [exact(each, "coefs") for each in row.entries("coefs")]
    rule = Rounding(data["step_yuan"], RoundingMode(data["usual"]))
    result = multiplied(row.fen("base"), parts, rule, whole)
    return Outcome(whole, result.fen, {"raw": result.raw / 100})


def apology(row: ExampleRow) -> Outcome:
    """A first figure lowered for a public apology, never below the minimum."""
    if row.has("cut_pct_range"):
        least, most = (share / 100 for share in row.pair("cut_pct_range"))
    else:
        data = toml("corrections.toml")["guangdong_apology"]
        least, most = Fraction(data["least"]), Fraction(data["most"])
    return Outcome(cut(row.fen("initial"), (least, most), row.fen("statutory_min")))


def _range(row: ExampleRow) -> RangeResult:
    return situation(row).result


def _ask(row: ExampleRow, statutory: RangeResult, keys: Sequence[str]) -> StandardAnswer:
    facts = facts_of(row, FineSpec(()))
    question = StandardQuestion(statutory, facts, Leaning.NONE, row.text("grade"), _fitted(row))
    found = [named_standard(key).standard.answer(question) for key in keys]
    if not found:
        raise ExampleRowError(f"规则“{row.rule}”没有随附的裁量基准。")
    return next((each for each in found if each.band is not None or each.no_fine), found[0])


def _fitted(row: ExampleRow) -> dict[str, Any]:
    return {name: raw for name, raw in measures(row).items() if name != "grade"}


def _outcome(answer: StandardAnswer, extras: dict[str, Any] | None = None) -> Outcome:
    band = point(Fraction(0)) if answer.no_fine else answer.band
    found = {"tier": answer.tier, "fine_allowed": not answer.no_fine, **(extras or {})}
    return Outcome(band, None, found)


def _weights(row: ExampleRow) -> list[Fraction]:
    if row.has("weights_pct"):
        return [exact(each, "weights_pct") / 100 for each in row.entries("weights_pct")]
    return [exact(each, "weights") for each in row.entries("weights")]


def _weighed_range(row: ExampleRow, given: list[Fraction], floor: Fraction) -> Band:
    if row.has("statutory"):
        low, high = row.pair("statutory")
        return Band(low * 100, high * 100)
    if row.has("max"):
        return start_of(given, row.fen("max"), floor)
    result = _range(row)
    if result.exact is None:
        raise ExampleRowError(f"没有法定最高额：{'；'.join(result.steps)}")
    return start_of(given, result.exact[1], floor)


def _value_span(row: ExampleRow) -> dict[str, Any]:
    least, most = row.pair("multiple_range")
    base = implied_base(row.money("fine"), least, most)
    return {"implied_value_min": base.low / 100, "implied_value_max": base.high / 100}


def _gains(row: ExampleRow) -> dict[str, Any]:
    if not row.has("illegal_gain"):
        return {}
    gain = row.number("illegal_gain")
    return {"confiscate": gain, "total": gain + Fraction(row.amount or 0, 100)}
