"""Money (金额): exact amounts of renminbi in whole fen."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from app.domain.errors import AppError


class MoneyPrecisionError(AppError):
    """An amount was no number, or finer than one fen."""

    code = "money.precision"
    hint = "金额填写数字，单位为元，最多保留两位小数。"

    def __init__(self, amount: object) -> None:
        super().__init__(f"金额“{amount}”不是最多两位小数的数字。")


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount (金额) held as whole fen, so that storing and adding it stay exact."""

    fen: int

    @classmethod
    def yuan(cls, amount: Decimal | int | str) -> Money:
        """Read an amount in yuan; a third decimal is refused, never rounded away."""
        try:
            fen = Decimal(amount) * 100
            whole = fen.to_integral_value()
        except (InvalidOperation, ValueError):
            raise MoneyPrecisionError(amount) from None
        if not fen.is_finite() or fen != whole:
            raise MoneyPrecisionError(amount)
        return cls(int(whole))

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen)

    def __str__(self) -> str:
        yuan, fen = divmod(abs(self.fen), 100)
        sign = "-" if self.fen < 0 else ""
        return f"{sign}{yuan:,}元" if fen == 0 else f"{sign}{yuan:,}.{fen:02d}元"

    @property
    def exact_yuan(self) -> Fraction:
        """The amount in yuan as an exact rational."""
        return Fraction(self.fen, 100)


ZERO = Money(0)
