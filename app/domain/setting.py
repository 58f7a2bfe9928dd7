"""Setting (设置): a value the bureau chooses where the law is silent."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Setting:
    """设置 (setting): one named choice of a town, as JSON text."""

    id: UUID
    town: str
    name: str
    value: str
