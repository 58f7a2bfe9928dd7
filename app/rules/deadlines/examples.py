"""Worked examples (算例): rows of inputs and expected dates, run against the rules."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from io import StringIO

from app.domain.errors import AppError
from app.rules.deadlines.compute import compute
from app.rules.deadlines.given import as_text
from app.rules.deadlines.inputs import parse_inputs
from app.rules.deadlines.law import Law

COLUMNS = ("id", "rule", "inputs", "expected")


class ExamplesFileError(AppError):
    """A file of worked examples lacks columns or cannot be read as CSV."""

    code = "deadline.examples_file"

    def __init__(self, why: str) -> None:
        columns = "、".join(COLUMNS)
        super().__init__(f"算例文件不能使用：{why}。", f"文件应为UTF-8的CSV，至少有{columns}各列。")


@dataclass(frozen=True, slots=True)
class Example:
    """One worked example (算例): inputs are JSON text, expected is as ``as_text`` writes it."""

    id: str
    rule: str
    inputs: str
    expected: str


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that did not hold (不符的算例): what was expected and what came out."""

    example: Example
    got: str

    @property
    def line(self) -> str:
        """One Chinese line naming the row, the expected and the computed date."""
        row = self.example
        return f"{row.id} {row.rule} {row.inputs}：应为{row.expected}，实为{self.got}"


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of a file of examples (算例检查结果)."""

    passed: int
    failures: tuple[Failure, ...]

    @property
    def summary(self) -> str:
        """The last line of a check: ``N passed, M failed``."""
        return f"{self.passed} passed, {len(self.failures)} failed"


def read_examples(text: str) -> tuple[Example, ...]:
    """Read CSV text with at least the columns id, rule, inputs, expected, in any order."""
    try:
        rows = csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
        missing = [each for each in COLUMNS if each not in (rows.fieldnames or ())]
        if missing:
            raise ExamplesFileError(f"缺少列{'、'.join(missing)}")
        return tuple(Example(*((row[each] or "").strip() for each in COLUMNS)) for row in rows)
    except csv.Error as error:
        raise ExamplesFileError(f"不是有效的CSV（{error}）") from None


def published_examples() -> tuple[Example, ...]:
    """Return the examples that come with the program (resources/deadlines/examples.csv)."""
    path = files("resources").joinpath("deadlines", "examples.csv")
    return read_examples(path.read_text("utf-8"))


def check(examples: Iterable[Example], law: Law | None = None) -> Checked:
    """Compute every example; a refusal counts as a failure that says why."""
    rows = tuple(examples)
    got = [_got(each, law) for each in rows]
    failures = [Failure(row, text) for row, text in zip(rows, got, strict=True) if text != row.expected]
    return Checked(len(rows) - len(failures), tuple(failures))


def _got(example: Example, law: Law | None) -> str:
    try:
        return as_text(compute(example.rule, parse_inputs(example.inputs), law).legal_due)
    except AppError as error:
        return f"拒绝（{error.code}）{error.message}"
