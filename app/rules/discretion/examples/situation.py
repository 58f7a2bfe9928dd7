"""Situation (算例情形): the article and the facts that a row describes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from app.rules.discretion.articles import read_citations
from app.rules.discretion.examples import vocabulary
from app.rules.discretion.examples.rows import ExampleRow, ExampleRowError, exact
from app.rules.discretion.facts import AmountFact, FineFacts, Subject, UnitFact
from app.rules.discretion.ranges import Answer, RangeResult, statutory_range
from app.rules.discretion.spec import Branch, FineSpec, FineType, Who
from app.rules.discretion.statutes import Statute, find, statutes


@dataclass(frozen=True, slots=True)
class Situation:
    """An article with facts (情形) and the range they give; ``statute`` if the list holds it."""

    spec: FineSpec
    facts: FineFacts
    result: RangeResult
    statute: Statute | None = None
    hints: tuple[str, ...] = ()

    def for_subject(self, subject: Subject) -> RangeResult:
        """The range of another subject under the same facts."""
        return statutory_range(self.spec, replace(self.facts, subject=subject))


def situation(row: ExampleRow) -> Situation:
    """Take the range from the inputs if they state one, else from the cited article."""
    stated = stated_spec(row)
    if stated is not None:
        return _settled(row, stated, None, ())
    found = list(_cited(row)) or list(_by_base(row))
    if not found:
        raise ExampleRowError(f"法条“{row.statute}”不在事项库和参考法条中，输入也没有给出幅度。")
    tried = [_settled(row, each.spec, each, hints) for each, hints in found]
    computed = [each for each in tried if each.result.answer is Answer.RANGE] or tried
    asked = {line.name for line in _amounts(row)}
    return max(computed, key=lambda each: _fitness(each, asked))


def stated_spec(row: ExampleRow) -> FineSpec | None:
    """The range an input states, as an article of one branch; ``None`` if none does."""
    for name in ("range", "statutory", "org_range"):
        if row.has(name):
            low, high = row.pair(name)
            return _one(FineType.FIXED, low * 100, high * 100)
    if row.has("statutory_max"):
        return _one(FineType.FIXED, None, row.fen("statutory_max"))
    if row.has("rate_range"):
        low, high = row.pair("rate_range")
        return _one(FineType.PER_UNIT, low * 100, high * 100, unit="㎡")
    if row.has("cap_rate"):
        return _one(FineType.PER_UNIT, None, row.fen("cap_rate"), unit="㎡")
    return _stated_factor(row)


def _stated_factor(row: ExampleRow) -> FineSpec | None:
    base = next(iter(_amounts(row)), None)
    if base is None:
        return None
    if row.has("multiple_range"):
        low, high = row.pair("multiple_range")
        return _one(FineType.MULTIPLE, low, high, base=base.name)
    if row.has("pct_range"):
        low, high = row.pair("pct_range")
        return _one(FineType.PERCENT, low / 100, high / 100, base=base.name)
    return None


def _one(kind: FineType, low: Fraction | None, high: Fraction, base: str = "", unit: str = "") -> FineSpec:
    return FineSpec((Branch(Who.ANY, kind, low or None, high, base=base, unit=unit),))


def measures(row: ExampleRow) -> dict[str, Fraction | str | bool]:
    """Every plain input as a measured fact of a standard."""
    return {name: _measure(raw) for name, raw in row.inputs.items() if _plain(raw)}


def _plain(raw: object) -> bool:
    return raw is not None and not isinstance(raw, (list, dict))


def _measure(raw: object) -> Fraction | str | bool:
    if isinstance(raw, bool):
        return raw
    text = str(raw)
    return Fraction(text) if re.fullmatch(r"-?\d+(\.\d+)?(/0*[1-9]\d*)?", text) else text


def _amounts(row: ExampleRow) -> Iterator[AmountFact]:
    for product in vocabulary.products():
        if row.has(product["count"], product["price"]):
            price = row.fen(product["price"])
            yield AmountFact(product["name"], row.number(product["count"]) * price)
    for key in row.inputs:
        for name in vocabulary.amount_names(key):
            yield AmountFact(name, row.fen(key))


def _units(row: ExampleRow) -> Iterator[UnitFact]:
    for key in row.inputs:
        unit = vocabulary.unit_of(key)
        if unit is not None and _plain(row.inputs[key]):
            yield UnitFact(unit, row.number(key))


def subject_of(row: ExampleRow, spec: FineSpec, hints: Iterable[str] = ()) -> Subject:
    """The subject the row names, else the one its citation hints at, else the article's own."""
    for text in (row.text("subject"), *hints):
        named = vocabulary.subject_of(text)
        if named is not None:
            return named
    who = {branch.who for branch in spec.branches}
    if not who or who & {Who.ORGANISATION, Who.ANY}:
        return Subject.ORGANISATION
    return Subject.PERSON if Who.PERSON in who else Subject.RESPONSIBLE


def facts_of(row: ExampleRow, spec: FineSpec, hints: tuple[str, ...] = ()) -> FineFacts:
    """The facts a row states about an article."""
    stages = frozenset(_ticked(row, spec, hints))
    subject = subject_of(row, spec, hints)
    amounts = [*_amounts(row), *_left_over(row, spec)]
    return FineFacts(subject, tuple(amounts), tuple(_units(row)), stages)


def _left_over(row: ExampleRow, spec: FineSpec) -> Iterator[AmountFact]:
    """A single amount under an unknown name stands for whatever the article still asks for."""
    known = {line.name for line in _amounts(row)}
    asked = [] if known & set(spec.amounts()) else spec.amounts()
    unknown = [
        key
        for key, raw in row.inputs.items()
        if isinstance(_measure(raw), Fraction)
        and _plain(raw)
        and not vocabulary.amount_names(key)
        and vocabulary.unit_of(key) is None
    ]
    if len(unknown) == 1:
        fen = exact(row.inputs[unknown[0]], unknown[0]) * 100
        yield from (AmountFact(name, fen) for name in asked)


def _ticked(row: ExampleRow, spec: FineSpec, hints: tuple[str, ...]) -> Iterator[str]:
    """Yield the stages a row reaches; a grade it names outweighs one in brackets of the citation."""
    grade = row.text("grade")
    graded = bool(grade) and any(grade in stage for stage in spec.stages())
    said = () if graded else hints
    for stage in spec.stages():
        if _denied(row, stage):
            continue
        if (
            _answered(row, stage)
            or _hinted(stage, (*said, *_words(row)))
            or _excluded_by(stage, spec, row.text("subject"))
        ):
            yield stage


def _excluded_by(stage: str, spec: FineSpec, subject: str) -> bool:
    """Tell whether 非… holds because the article knows … and the subject is another."""
    plain = stage.removeprefix("非")
    return plain != stage and plain in spec.stages() and plain != subject


def _answered(row: ExampleRow, stage: str) -> bool:
    yes = vocabulary.stage_words().items()
    denied = vocabulary.denied_stage_words().items()
    return any(row.flag(key) and any(word in stage for word in words) for key, words in yes) or any(
        row.inputs.get(key) is False and any(word in stage for word in words) for key, words in denied
    )


def _denied(row: ExampleRow, stage: str) -> bool:
    """Tell whether the row answers a stage with no; that outweighs a word of the citation."""
    asked = vocabulary.stage_words().items()
    return any(row.inputs.get(key) is False and any(word in stage for word in words) for key, words in asked)


def _words(row: ExampleRow) -> list[str]:
    return [raw for raw in row.inputs.values() if isinstance(raw, str)]


def _hinted(stage: str, hints: Iterable[str]) -> bool:
    """Tell whether a word of the citation or an input opens a stage (维修单位… ↔ 机动车维修单位)."""
    runs = (run for hint in hints for run in re.findall(r"[\u4e00-\u9fff]{2,}", hint))
    return any(run[:2] in stage and not stage.startswith("非" + run[:2]) for run in runs)


def _settled(row: ExampleRow, spec: FineSpec, statute: Statute | None, hints: tuple[str, ...]) -> Situation:
    facts = facts_of(row, spec, hints)
    result = statutory_range(spec, facts)
    if result.answer is Answer.NO_FINE and result.missing and not _speaks_of_stages(row):
        facts = replace(facts, stages=facts.stages | set(_presumed(spec, facts)))
        result = statutory_range(spec, facts)
    return Situation(spec, facts, result, statute, hints)


def _speaks_of_stages(row: ExampleRow) -> bool:
    keys = {*vocabulary.stage_words(), *vocabulary.denied_stage_words()}
    return bool(keys & set(row.inputs))


def _presumed(spec: FineSpec, facts: FineFacts) -> Iterator[str]:
    """A row that says nothing of stages takes the article's first one as reached."""
    own = [
        branch
        for branch in spec.branches
        if branch.stages and branch.who.value in (facts.subject.value, Who.ANY.value)
    ]
    if own:
        yield from min(own, key=lambda branch: len(set(branch.stages) - facts.stages)).stages


def _cited(row: ExampleRow) -> Iterator[tuple[Statute, tuple[str, ...]]]:
    for citation in read_citations(row.statute):
        found = find(citation, _department(row))
        for each in found:
            yield each, citation.hints
        if found:
            return


def _department(row: ExampleRow) -> str:
    known = {each.department for each in statutes()}
    return row.department if any(name.startswith(row.department) for name in known) else ""


def _by_base(row: ExampleRow) -> Iterator[tuple[Statute, tuple[str, ...]]]:
    """Without a citation the base itself may point to one article only."""
    asked = {line.name for line in _amounts(row)}
    fitting = [
        each
        for each in statutes()
        if any(branch.base in asked and _times(row, branch) for branch in each.spec.branches)
    ]
    if len({each.spec.branches for each in fitting}) == 1:
        yield fitting[0], ()


def _times(row: ExampleRow, branch: Branch) -> bool:
    return not row.has("times") or branch.maximum == row.number("times")


def _fitness(each: Situation, asked: set[str]) -> tuple[int, bool, int]:
    """Rank candidates: figures repeated by the citation first, then articles that use the amount given."""
    agreed, branch = _agreement(each), each.result.branch
    return max(agreed, 0), branch is not None and branch.base in asked, agreed


def _agreement(each: Situation) -> int:
    """How well the citation repeats the figures of the branch (5–10%, 3–5倍)."""
    branch = each.result.branch
    if branch is None:
        return 0
    scale = 100 if branch.type is FineType.PERCENT else 1
    wanted = {end * scale for end in (branch.minimum, branch.maximum) if end is not None}
    text = " ".join(each.hints)
    written = {Fraction(found) for found in re.findall(r"\d+(?:\.\d+)?", text)}
    return len(wanted & written) - len(wanted - written)
