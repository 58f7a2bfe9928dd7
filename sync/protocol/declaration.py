"""How a synced record is declared: its fields, their kinds, how disagreements are settled."""

from __future__ import annotations

from dataclasses import dataclass, field
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
class Upcast:
    """What one raise of a layout version added: each new field with the value older records have.

    Layouts only grow: a field is never renamed or taken away, so a value is never dropped on the way.
    """

    added: Mapping[str, object]


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
        seals: Fields whose change seals: its change set takes effect whole or not at all.
        sealing: Whether the birth of such a record seals in the same sense.
        natural_key: Fields that no two living records of a town share.
        derived_id: Whether its id follows from what it is, so that offices which know nothing of each other
            make one record: their births merge field by field.
        upcasters: Layout version → what the next version added.
    """

    name: str
    nature: Nature
    version: int
    fields: Mapping[str, Wire]
    notes: frozenset[str] = frozenset()
    sets: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()
    groups: tuple[frozenset[str], ...] = ()
    seals: frozenset[str] = frozenset()
    sealing: bool = False
    natural_key: tuple[str, ...] = ()
    derived_id: bool = False
    upcasters: Mapping[int, Upcast] = field(default_factory=dict)

    def policy(self, name: str) -> Policy:
        """Return how disagreements on a field are settled; ``legal`` unless declared milder."""
        milder = ((self.fixed, Policy.FIXED), (self.sets, Policy.SET), (self.notes, Policy.NOTE))
        return next((policy for names, policy in milder if name in names), Policy.LEGAL)

    def group(self, name: str) -> frozenset[str]:
        """Return the fields settled together with a field, itself among them."""
        return next((each for each in self.groups if name in each), frozenset((name,)))
