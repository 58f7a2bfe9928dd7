"""Wording (固定文字): sentences the law wants in a form, as dated data."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

from app.domain.dated import Edition, Editions

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def wordings() -> Mapping[str, Editions[str]]:
    """Return every fixed wording by name, with its editions."""
    text = files("resources").joinpath("wording", "legal.toml").read_text("utf-8")
    raw: dict[str, list[dict[str, Any]]] = {}
    for entry in tomllib.loads(text)["wording"]:
        raw.setdefault(entry["name"], []).append(entry)
    return {name: Editions(found[0]["title"], map(_edition, found)) for name, found in raw.items()}


def worded(name: str, day: date, values: Mapping[str, str]) -> str:
    """Return a wording as of a day with its values put in; a value without place is left out."""
    return Template(wordings()[name].on(day).value).substitute(values)


@cache
def articles(what: str) -> Mapping[str, str]:
    """Return the article that a matter or a ground rests on, by its code in the forms."""
    text = files("resources").joinpath("wording", "articles.toml").read_text("utf-8")
    found: dict[str, str] = tomllib.loads(text)[what]
    return found


def _edition(entry: Mapping[str, Any]) -> Edition[str]:
    begins = entry["valid_from"]
    if not isinstance(begins, date):
        msg = f"{entry['name']} has no day it begins on"
        raise TypeError(msg)
    return Edition(begins, entry["source"], entry["text"], entry.get("valid_to"))
