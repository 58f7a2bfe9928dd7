"""Where a line may end: the rules for Chinese punctuation and Western words (禁则)."""

from __future__ import annotations

from app.adapters.page_shape import CJK, LATIN, SPACE, TAB, Glyph

HANGING = frozenset("、。，．；：？！")  # noqa: RUF001 - the signs themselves
_NO_START = frozenset(
    "!%),.:;?]}¢°ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"  # noqa: RUF001 - the signs themselves
)
_NO_END = frozenset("$([{£¥‘“〈《「『【〔〖〝﹗﹙﹛﹝＄（［｛￡￥`")  # noqa: RUF001 - the signs themselves
_BINDING = frozenset("、。，．）》」』】〉〕〗］｝")  # noqa: RUF001 - the signs themselves
_PAIRED = frozenset("—…")


def can_break(left: Glyph, right: Glyph, *, bind: bool = False) -> bool:
    """Tell whether a line may end between two glyphs; ``bind`` is ``Typography.bind``."""
    bound = bind and left.char in _BINDING and right.kind == LATIN and right.char.isalnum()
    if right.kind == SPACE or bound:
        return False
    if left.kind in {SPACE, TAB}:
        return right.char not in _NO_START
    if right.char in _NO_START or left.char in _NO_END:
        return False
    if left.kind == LATIN and right.kind == LATIN:
        return left.char == "-" and right.char.isalnum()
    return not (left.char in _PAIRED and right.char == left.char)


def may_hang(glyphs: list[Glyph], index: int, *, bind: bool = False) -> bool:
    """Tell whether the sign at ``index`` may stand beyond the margin and end the line there."""
    if glyphs[index].kind != CJK or glyphs[index].char not in HANGING:
        return False
    return index + 1 >= len(glyphs) or can_break(glyphs[index], glyphs[index + 1], bind=bind)
