"""Word (词): a name with its label, its meaning as a function, and where its fact is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.documents.telling import Telling

Row: TypeAlias = "Mapping[str, str]"
Said: TypeAlias = "str | tuple[Row, ...]"
Say: TypeAlias = "Callable[[Telling], Said]"


@dataclass(frozen=True, slots=True)
class Place:
    """What to open to supply a fact (去处).

    Attributes:
        kind: ``case``, ``clue``, ``party``, ``act``, ``penalty``, ``evidence``, ``person``,
            ``subject``, ``document``, ``statement``, ``delivery``, ``payment`` or ``volume``.
        key: Name of the field there, or id of the record as text; empty for the list itself.
    """

    kind: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """词 (word): says one fact of a case as a form prints it; empty text when it is not known.

    Attributes:
        late: Whether it may be told after 定稿 (opinions, receipts), and so is never frozen.
    """

    name: str
    label: str
    place: Place
    say: Say
    late: bool = False


def word(name: str, label: str, place: str, *, late: bool = False) -> Callable[[Say], Word]:
    """Declare the function below as the meaning of a name; ``place`` is ``kind`` or ``kind/key``."""
    kind, _, key = place.partition("/")

    def declared(say: Say) -> Word:
        return Word(name, label, Place(kind, key), say, late)

    return declared
