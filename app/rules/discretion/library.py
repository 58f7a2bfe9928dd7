"""Shipped law data (随附资料): reads the files under ``resources/standards`` and ``powers``."""

from __future__ import annotations

import csv
import tomllib
from decimal import Decimal
from importlib.resources import files
from io import StringIO
from typing import Any


def toml(name: str) -> dict[str, Any]:
    """Read one TOML file of ``resources/standards``; decimals stay exact."""
    text = files("resources").joinpath("standards", name).read_text("utf-8")
    return tomllib.loads(text, parse_float=Decimal)


def table(folder: str, name: str) -> list[dict[str, str]]:
    """Read one CSV file of a folder of ``resources`` as rows keyed by its header."""
    text = files("resources").joinpath(folder, name).read_text("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))
