"""Text (文字): what may be typed or pasted, and what is refused."""

from __future__ import annotations

import unicodedata

from app.domain.errors import AppError

LONGEST = 20_000
_KEPT = frozenset("\n\t")


class ForbiddenCharacterError(AppError):
    """A text holds a character that cannot be printed or stored in a document."""

    code = "text.forbidden_character"

    def __init__(self, label: str, character: str, position: int) -> None:
        super().__init__(
            f"“{label}”第{position + 1}个字符（U+{ord(character):04X}）不能打印。",
            "请删去该字符后再保存；从网页或聊天软件粘贴时常会带入。",
        )


class TooLongError(AppError):
    """A text is longer than any form can hold."""

    code = "text.too_long"

    def __init__(self, label: str, length: int) -> None:
        super().__init__(f"“{label}”有{length}字，超过{LONGEST}字。", "请缩短，或作为附件上传。")


def clean(label: str, text: str) -> str:
    """Return text with line ends unified and outer blanks removed, or raise the refusal."""
    tidy = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(tidy) > LONGEST:
        raise TooLongError(label, len(tidy))
    for position, character in enumerate(tidy):
        if not _printable(character):
            raise ForbiddenCharacterError(label, character, position)
    return tidy


def _printable(character: str) -> bool:
    if character in _KEPT:
        return True
    point = ord(character)
    if point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF:  # noqa: PLR2004 - Unicode non-characters
        return False
    return unicodedata.category(character) not in ("Cc", "Cs", "Cn")
