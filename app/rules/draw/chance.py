"""Chance (随机数): whole numbers without bias from SHA-256, the same for everyone who knows the key."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

_WORD = 8
_RANGE = 1 << (8 * _WORD)


class Chance:
    """A stream of numbers drawn from a 32-byte key (随机数流)."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._block = 0
        self._left = b""

    def below(self, n: int) -> int:
        """Return a number from 0 to ``n`` - 1; words that would favour the small ones are left out."""
        fair = _RANGE - _RANGE % n
        while (word := self._word()) >= fair:
            pass
        return word % n

    def sample(self, pool: Sequence[T], count: int) -> tuple[T, ...]:
        """Return ``count`` different entries in the order drawn (Fisher and Yates, from the front)."""
        left = list(pool)
        for place in range(count):
            other = place + self.below(len(left) - place)
            left[place], left[other] = left[other], left[place]
        return tuple(left[:count])

    def _word(self) -> int:
        if not self._left:
            self._left = sha256(self._key + self._block.to_bytes(_WORD, "big")).digest()
            self._block += 1
        word, self._left = self._left[:_WORD], self._left[_WORD:]
        return int.from_bytes(word, "big")
