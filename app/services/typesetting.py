"""Typesetting of an office (单位排版设置): chosen by an administrator, taken by every paper made since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import AppError
from app.domain.typesetting import GAPS, Typesetting, typesetting_in
from app.services.settings import SettingDesk, setting

if TYPE_CHECKING:
    from app.domain.document import Document
    from app.ports import UnitOfWork
    from app.services.office import Office

CHOICE = "page.typesetting"
"""Setting: what an office chose, in the form documents keep it in."""
KEPT = "typesetting"
"""Name under which a finalised document keeps what it was set by."""


class UnknownGapError(AppError):
    """A room between scripts that is not offered."""

    code = "typesetting.gap"
    hint = "请在“设置”中重新选择中西文间距。"

    def __init__(self, gap: object) -> None:
        super().__init__(f"中西文间距“{gap}”不是可选的间距。")


def typesetting_of(work: UnitOfWork, town: str) -> Typesetting:
    """Return what a town chose; what it never chose is as usual."""
    return checked(typesetting_in(str(setting(work, town, CHOICE) or "")))


def checked(chosen: Typesetting) -> Typesetting:
    """Return a choice that is offered, or raise ``UnknownGapError``."""
    if chosen.gap not in GAPS:
        raise UnknownGapError(chosen.gap)
    return chosen


def kept_typesetting(document: Document, now: Typesetting) -> Typesetting:
    """Return what a document is set by: its own once final, the office's of now while a draft."""
    return typesetting_in(document.frozen.get(KEPT, "")) if document.frozen else now


class TypesettingDesk:
    """排版设置台: reads and keeps the choice of the signed-in town."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def chosen(self) -> Typesetting:
        """Return the choice of the town."""
        with self._office.read() as work:
            return typesetting_of(work, self._office.who().town)

    def choose(self, chosen: Typesetting) -> None:
        """Keep a choice for the papers made from now on; only an administrator may.

        Raises:
            UnknownGapError: The room is not one of ``GAPS``.
        """
        SettingDesk(self._office).put(CHOICE, checked(chosen).kept)
