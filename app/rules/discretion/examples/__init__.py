"""Worked examples (裁量算例): rows of a file run through the engine and compared."""

from __future__ import annotations

from app.rules.discretion.examples.rows import ExampleRow, ExampleRowError, read_rows
from app.rules.discretion.examples.runner import ExampleReport, RowFailure, run_examples

__all__ = [
    "ExampleReport",
    "ExampleRow",
    "ExampleRowError",
    "RowFailure",
    "read_rows",
    "run_examples",
]
