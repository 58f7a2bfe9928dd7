"""Override (说明理由后办理): which refusals the law leaves room to lift, by whom, with a written reason."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from app.domain.role import Role

LOG_CODE = "override."
"""Log lines of lifted refusals carry this and the code of the gate."""


@dataclass(frozen=True, slots=True)
class Override:
    """One refusal that may be lifted (可以说明理由办理的事项).

    Attributes:
        room: Why the law leaves room, in Chinese.
    """

    gate: str
    roles: tuple[Role, ...]
    room: str
    article: str


@cache
def overrides() -> Mapping[str, Override]:
    """Return every refusal that may be lifted, by the code of its gate."""
    raw = tomllib.loads(files("resources").joinpath("flow", "overrides.toml").read_text("utf-8"))
    return {
        each["gate"]: Override(
            each["gate"], tuple(Role(role) for role in each["roles"]), each["room"], each["article"]
        )
        for each in raw["override"]
    }
