"""Print orders (打印设置): what is typed about a print, checked; remembered for each printer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.documents.printing import Duplex, PrintOrder
from app.domain.draft import FormDraft
from app.domain.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.ports import Clock, Drafts

TO_FILE = "file"
"""Picked in the place of a printer: print into a PDF file."""
LAST = "print"
DUPLEX_WORDS = {
    Duplex.ONE_SIDED: "单面",
    Duplex.LONG_EDGE: "双面（长边翻转）",
    Duplex.SHORT_EDGE: "双面（短边翻转）",
}
MOST_COPIES = 99
_MILLIMETRES = re.compile(r"[+-]?\d{1,2}(\.\d{1,2})?")
_REMEMBERED = ("duplex", "right_mm", "down_mm", "compatible")


class WrongCopiesTextError(AppError):
    """The number of copies is none that can be printed."""

    code = "print.copies"
    hint = f"请填写1至{MOST_COPIES}的整数。"

    def __init__(self, text: str) -> None:
        super().__init__(f"“份数”填写的“{text}”不能打印。")


class WrongOffsetError(AppError):
    """An offset is no number of millimetres."""

    code = "print.offset"
    hint = "请填写毫米数，如 1.5 或 -2，不调整的填 0。"

    def __init__(self, label: str, text: str) -> None:
        super().__init__(f"“{label}”填写的“{text}”不是毫米数。")


class NoFileNameError(AppError):
    """A print into a file names no file."""

    code = "print.file"
    hint = "请选择保存位置。"

    def __init__(self) -> None:
        super().__init__("“保存到”未填写。")


def order_of(texts: Mapping[str, str], title: str, kinds: tuple[str, ...] = ()) -> PrintOrder:
    """Return what is typed as a print order, or raise an ``AppError`` that quotes the field.

    ``kinds`` are the words on the copies, where they are printed by kind.
    """
    by_kind = kinds if texts.get("by_kind") else ()
    to_file = texts.get("printer") == TO_FILE
    if to_file and not texts.get("file", "").strip():
        raise NoFileNameError
    return PrintOrder(
        title,
        printer="" if to_file else texts.get("printer", ""),
        copies=len(by_kind) or _copies(texts.get("copies", "")),
        duplex=Duplex(texts.get("duplex") or Duplex.ONE_SIDED.value),
        right_mm=_offset("向右调整（毫米）", texts.get("right_mm", "")),
        down_mm=_offset("向下调整（毫米）", texts.get("down_mm", "")),
        compatible=bool(texts.get("compatible")),
        file=texts["file"].strip() if to_file else "",
        kinds=by_kind,
    )


def remember(drafts: Drafts, clock: Clock, texts: Mapping[str, str]) -> None:
    """Keep what was used on a printer of this computer, and which printer was used last."""
    printer = texts.get("printer", "")
    kept = {name: texts.get(name, "") for name in _REMEMBERED}
    drafts.save(FormDraft(f"{LAST}/{printer}", kept, clock.now()))
    drafts.save(FormDraft(LAST, {"printer": printer}, clock.now()))


def remembered(drafts: Drafts, printer: str) -> Mapping[str, str]:
    """Return what was used on a printer, or nothing."""
    found = drafts.load(f"{LAST}/{printer}")
    return found.texts if found is not None else {}


def last_printer(drafts: Drafts) -> str:
    """Return the printer used last, or an empty text."""
    found = drafts.load(LAST)
    return found.texts.get("printer", "") if found is not None else ""


def _copies(text: str) -> int:
    typed = text.strip()
    if not (typed.isascii() and typed.isdecimal() and 0 < int(typed) <= MOST_COPIES):
        raise WrongCopiesTextError(text)
    return int(typed)


def _offset(label: str, text: str) -> float:
    typed = text.strip()
    if typed and not _MILLIMETRES.fullmatch(typed):
        raise WrongOffsetError(label, text)
    return float(typed or 0)
