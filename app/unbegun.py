"""Why the exchange does not run (同步未运行), what ends that, and when it is tried again."""

from __future__ import annotations

from dataclasses import dataclass

from app.adapters.vault import VaultClosedError
from app.domain.errors import AppError
from sync.fault_words import fault_words

LONGEST = 32
"""Most looks between two tries, and how many at a running exchange make an earlier fault forgotten."""
OF_A_STEP = frozenset(("store.full", "store.busy", "store.unreachable", "store.unreadable"))
"""Faults worded as if somebody had saved something: a start is told of them as a step of the exchange is."""
_OF_THE_KEY = frozenset(("sync.key_lost", "vault.damaged", VaultClosedError.code))
"""Faults that no waiting mends: somebody brings the key back, or this computer joins anew."""
_ENDED_BY_JOINING = _OF_THE_KEY | {"sync.authority"}
"""The office's own certificate may be held for a moment, or gone; joining anew is where it is given again."""


class StillExchangingError(AppError):
    """The step under way did not end, and a computer must not become another one during it."""

    code = "sync.still_exchanging"
    hint = "请稍等几分钟再登记；长时间如此请重新启动程序。"

    def __init__(self) -> None:
        super().__init__("上一次同步还没有结束，没有登记。")


class StillEndingError(AppError):
    """The exchange was ended, and its last step is still under way: a second one must not run beside it."""

    code = "sync.still_ending"
    hint = "结束后自动继续；长时间如此请重新启动程序。"

    def __init__(self) -> None:
        super().__init__("上一次同步还没有结束。")


class NotBegunError(AppError):
    """The store could not be read or written at the start; nothing was being saved."""

    code = "sync.not_begun"


@dataclass(frozen=True, slots=True)
class Unbegun:
    """What keeps the exchange from running.

    Attributes:
        words: It in Chinese; empty when nothing does, or a passphrase is waited for.
        keyless: Whether joining anew may end it.
        passing: Whether trying again later may.
    """

    words: str = ""
    keyless: bool = False
    passing: bool = False


NOTHING = Unbegun()
ENDED = Unbegun("同步没有运行，稍后自动重试，也可在“同步中心”点“立即同步”。", passing=True)


def unbegun_by(error: AppError, *, sealed: bool = False) -> Unbegun:
    """Return what a fault at the start means; a passphrase nobody has given yet is asked for, not told."""
    if sealed and error.code == VaultClosedError.code:
        return NOTHING
    words = fault_words(error.code) if error.code in OF_A_STEP else f"{error.message}{error.hint}"
    return Unbegun(words, error.code in _ENDED_BY_JOINING, error.code not in _OF_THE_KEY)


def died_of(error: Exception) -> Unbegun:
    """Return what is told of an exchange whose thread ended by a bug."""
    name = type(error).__name__
    mend = "稍后自动重试，也可点“立即同步”；仍不行请将出错代码报给系统管理员。"
    return Unbegun(f"同步因程序出错停下（{name}），{mend}", passing=True)


class Rests:
    """重试间隔 (rests between tries): counts regular looks, each rest twice the one before it."""

    def __init__(self) -> None:
        self._rest = 1
        self._looks = self._calm = 0

    def due(self) -> bool:
        """Count a look at an exchange that does not run, and tell whether to try now."""
        self._calm = 0
        self._looks += 1
        if self._looks < self._rest:
            return False
        self._looks, self._rest = 0, min(2 * self._rest, LONGEST)
        return True

    def calm(self) -> bool:
        """Count a look at an exchange that runs, and tell whether it has for so long that all is well."""
        self._calm += 1
        if self._calm >= LONGEST:
            self.over()
            return True
        return False

    def over(self) -> None:
        """Begin to count anew."""
        self._rest = 1
        self._looks = self._calm = 0
