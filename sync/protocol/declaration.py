"""How a synced record is declared: its fields, their kinds, how disagreements are settled."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Wire(StrEnum):
    """How a value lies in JSON; ``?`` may be null."""

    TEXT = "text"
    NUMBER = "number"
    TICK = "tick"
    DAY = "day"
    DAY_OR_NONE = "day?"
    MOMENT = "moment"
    MOMENT_OR_NONE = "moment?"
    ID = "id"
    ID_OR_NONE = "id?"
    FEN = "fen"
    FEN_OR_NONE = "fen?"
    WORD = "word"
    IDS = "ids"
    WORDS = "words"
    TEXTS = "texts"
    TEXT_BY_NAME = "text_by_name"
    LINES = "lines"


class Nature(StrEnum):
    """What may be done with a record: changed, only added, or only received."""

    MUTABLE = "mutable"
    APPEND = "append"
    REFERENCE = "ref"


class Policy(StrEnum):
    """Who settles a disagreement between two offices on one field."""

    LEGAL = "legal"
    NOTE = "note"
    SET = "set"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Declaration:
    """One synced record type as both ends of the wire know it.

    Attributes:
        name: Name of the collection, stable for ever.
        version: Layout version, raised with each change of the fields.
        fields: Field → its kind, without ``id`` and ``town``, which every record has.
        notes: Fields whose disagreements are of lower urgency.
        sets: List fields whose additions and removals merge.
        fixed: Fields that never change after birth.
        groups: Fields that are settled together.
    """

    name: str
    nature: Nature
    version: int
    fields: Mapping[str, Wire]
    notes: frozenset[str] = frozenset()
    sets: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()
    groups: tuple[frozenset[str], ...] = ()

    def policy(self, field: str) -> Policy:
        """Return how disagreements on a field are settled; ``legal`` unless declared milder."""
        milder = ((self.fixed, Policy.FIXED), (self.sets, Policy.SET), (self.notes, Policy.NOTE))
        return next((policy for names, policy in milder if field in names), Policy.LEGAL)

    def group(self, field: str) -> frozenset[str]:
        """Return the fields settled together with a field, itself among them."""
        return next((each for each in self.groups if field in each), frozenset((field,)))
