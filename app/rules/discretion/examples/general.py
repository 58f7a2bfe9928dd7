"""General-law rows (总则算例): versions, limitation, age, competing norms, procedure."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from app.domain.dated import Edition, Editions
from app.domain.money import Money
from app.rules.discretion.articles import read_citations
from app.rules.discretion.bands import Band, point
from app.rules.discretion.examples import vocabulary
from app.rules.discretion.examples.outcome import Outcome
from app.rules.discretion.examples.rows import ExampleRow, ExampleRowError, read_pair
from app.rules.discretion.examples.situation import facts_of, situation, stated_spec
from app.rules.discretion.examples.statutory import band_of
from app.rules.discretion.facts import Subject
from app.rules.discretion.law.competing import Candidate, compete
from app.rules.discretion.law.general import age_effect, late_rules
from app.rules.discretion.law.limitation import limitation
from app.rules.discretion.law.procedure import (
    ProcedureFlags,
    ProcedureQuestion,
    procedure_flags,
)
from app.rules.discretion.law.several import combined_band, combined_fine
from app.rules.discretion.law.versions import governing_version
from app.rules.discretion.library import toml
from app.rules.discretion.ranges import range_between, statutory_range
from app.rules.discretion.spec import FineSpec
from app.rules.discretion.standards.derived import daily_days, daily_fine, late_surcharge
from app.rules.discretion.statutes import find


def competing(row: ExampleRow) -> Outcome:
    """One act, several norms."""
    candidates = [_candidate(raw) for raw in row.records("candidates")]
    chosen = compete(candidates).chosen
    return Outcome(band_of(chosen.result), None, {"chosen": chosen.law})


def _candidate(raw: dict[str, Any]) -> Candidate:
    low, high = (end * 100 for end in read_pair(raw.get("range"), "range"))
    displaced = str(raw.get("displaced") or "")
    return Candidate(str(raw.get("law", "")), range_between(low, high), displaced)


def several(row: ExampleRow) -> Outcome:
    """Several acts, each weighed alone and added."""
    acts = row.records("acts")
    band, amount = None, None
    if all("range" in act for act in acts):
        pairs = [read_pair(act["range"], "range") for act in acts]
        band = combined_band([Band(low * 100, high * 100) for low, high in pairs])
    if all("amount" in act for act in acts):
        amount = combined_fine([Money.yuan(str(act["amount"])) for act in acts])
    return Outcome(band, None if amount is None else Fraction(amount.fen))


def time_of_law(row: ExampleRow) -> Outcome:
    """Which edition governs an act, from the succession of statutes for its matter."""
    editions = _succession(row)
    act_end = row.day("act_end")
    decision = row.day("decision") if row.has("decision") else date.max
    chosen = governing_version(
        editions, act_end, decision, lambda spec: statutory_range(spec, facts_of(row, spec))
    )
    return Outcome(band_of(chosen.result), None, {"version": chosen.edition.source})


def _succession(row: ExampleRow) -> Editions[FineSpec]:
    units = {vocabulary.unit_of(key) for key in row.inputs}
    for raw in toml("statutes.toml")["succession"]:
        if raw["unit"] in units and raw["department"].startswith(row.department):
            return Editions(raw["title"], [_edition(each) for each in raw["edition"]])
    raise ExampleRowError("没有与本行对应的前后法律版本。")


def _edition(raw: dict[str, Any]) -> Edition[FineSpec]:
    found = find(read_citations(raw["cited"])[0])
    if not found:
        raise ExampleRowError(f"没有“{raw['cited']}”的罚则。")
    return Edition(raw["effective"], raw["cited"], found[0].spec)


def time_bar(row: ExampleRow) -> Outcome:
    """Limitation."""
    found = limitation(
        row.day("act_end"),
        row.day("found"),
        safety_with_harm=row.flag("life_health_with_harm"),
    )
    return Outcome(None, None, {"penalty_allowed": found.punishable})


def age(row: ExampleRow) -> Outcome:
    """Age of the party; where relief is due, lighter and reduced amounts are both open."""
    effect = age_effect(int(row.number("age")), date.max)
    result = situation(row).result if stated_spec(row) is not None else None
    whole = None if result is None else band_of(result)
    if effect == "under_fourteen":
        extras = {"penalty_allowed": False, "fine_allowed": False}
        return Outcome(point(Fraction(0)), None, extras)
    if effect and whole is not None:
        extras_relief = {"must": "从轻或减轻", "penalty_allowed": True}
        return Outcome(Band(Fraction(0), whole.high), None, extras_relief)
    return Outcome(whole, None, {"penalty_allowed": True, "must": "从轻或减轻" if effect else ""})


def daily(row: ExampleRow) -> Outcome:
    """Continuing daily fines."""
    order = row.day("order_served" if row.has("order_served") else "order_date")
    days = daily_days(order, row.day("recheck"))
    fine = daily_fine(row.money("original_fine"), days)
    return Outcome(None, Fraction(fine.fen), {"days": Fraction(days)})


def late(row: ExampleRow) -> Outcome:
    """Surcharge for late payment."""
    rule = late_rules().on(date.max).value
    stopped = int(row.number("days_in_litigation")) if row.has("days_in_litigation") else 0
    fine = late_surcharge(row.money("fine"), int(row.number("days_late")), stopped, rule)
    return Outcome(None, Fraction(fine.fen))


def procedure(row: ExampleRow) -> Outcome:
    """Procedural thresholds for one amount."""
    flags = _flags(row)
    ministry = [rule for rule in flags.hearing_bases if rule.of_ministry]
    general = [rule for rule in flags.hearing_bases if not rule.of_ministry]
    extras = {
        "simple_procedure": flags.simple,
        "onsite_collect": flags.on_spot_collection,
        "hearing": bool(general),
        "hearing_by_ministry_rule": bool(ministry),
        "legal_review": flags.legal_review,
    }
    return Outcome(None, row.fen("fine"), extras)


def _flags(row: ExampleRow) -> ProcedureFlags:
    subject = vocabulary.subject_of(row.text("subject")) or Subject.PERSON
    return procedure_flags(
        ProcedureQuestion(
            fine=row.money("fine"),
            subject=subject,
            day=date.max,
            department=row.department,
            business=vocabulary.business(row.text("context")),
        )
    )
