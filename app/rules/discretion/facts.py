"""Facts of an act (裁量事实): the amounts, counts and circumstances a fine depends on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from app.domain.money import Money
from app.rules.discretion.units import converted


class Subject(Enum):
    """Who is fined (受罚主体); for a 个体工商户 the officer chooses which of the first two."""

    PERSON = "ind"
    ORGANISATION = "org"
    RESPONSIBLE = "resp"


@dataclass(frozen=True, slots=True)
class AmountFact:
    """One base line of an act (计罚基数): an exact amount in fen, ``None`` if none is provable."""

    name: str
    fen: Fraction | None
    label: str = ""

    @classmethod
    def of(cls, name: str, amount: Money | None, label: str = "") -> AmountFact:
        """Take an amount as stated in the file; ``None`` says there is none (没有或者无法计算)."""
        return cls(name, None if amount is None else Fraction(amount.fen), label)

    @classmethod
    def priced(cls, name: str, count: Fraction, price: Money, label: str = "") -> AmountFact:
        """Multiply a count by a unit price, exactly (面积 × 单价)."""
        return cls(name, count * price.fen, label)


@dataclass(frozen=True, slots=True)
class UnitFact:
    """One counted line of an act (计罚数量), in the unit it was surveyed in."""

    unit: str
    count: Fraction
    label: str = ""


@dataclass(frozen=True, slots=True)
class FineFacts:
    """What is known of an act (计罚事实): several lines of one name are added up.

    Attributes:
        stages: The circumstances of the article that the officer has ticked.
    """

    subject: Subject
    amounts: tuple[AmountFact, ...] = ()
    units: tuple[UnitFact, ...] = ()
    stages: frozenset[str] = frozenset()

    def knows_amount(self, name: str) -> bool:
        """Tell whether the file says anything about this amount."""
        return any(line.name == name for line in self.amounts)

    def amount(self, name: str) -> Fraction | None:
        """Sum in fen of the lines of this name; ``None`` if each says there is none."""
        known = [line.fen for line in self.amounts if line.name == name and line.fen is not None]
        return sum(known, start=Fraction(0)) if known else None

    def lines(self, name: str) -> tuple[AmountFact, ...]:
        """The lines of this name with an amount, for the derivation."""
        return tuple(line for line in self.amounts if line.name == name and line.fen is not None)

    def count(self, unit: str) -> Fraction | None:
        """Sum of the lines of this unit; surveyed figures win over converted ones.

        Areas in 亩 or 公顷 are converted only when no line is in the unit asked for.
        """
        exact = [line.count for line in self.units if line.unit == unit]
        if exact:
            return sum(exact, start=Fraction(0))
        others = [converted(line.count, line.unit, unit) for line in self.units]
        known = [count for count in others if count is not None]
        return sum(known, start=Fraction(0)) if known else None
