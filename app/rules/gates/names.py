"""Names of papers (文书名称): the Chinese titles the refusals speak of."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def _titles() -> Mapping[str, str]:
    text = files("resources").joinpath("flow", "papers.toml").read_text("utf-8")
    titles: dict[str, str] = tomllib.loads(text)["titles"]
    return titles


def paper_name(slug: str) -> str:
    """Return the title of a kind of paper; ``KeyError`` for a kind the flow does not know."""
    return _titles()[slug]
