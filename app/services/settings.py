"""Settings (单位设置): the choices of a bureau where the law is silent, kept by name."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.domain.errors import AppError
from app.domain.ids import derived_id
from app.domain.setting import Setting
from app.services.keepers import keepers
from app.services.office import log
from app.services.refused import permit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from app.ports import UnitOfWork
    from app.services.office import Office


CITYWIDE = ""
"""The town of settings that the city gives out (市级下发); they hold where a town has none of its own."""


class UnsuitableFlagError(AppError):
    """A setting that says yes or no holds something else."""

    code = "setting.flag"
    hint = "请在“设置”中重新选择是或否。"

    def __init__(self, name: str) -> None:
        super().__init__(f"设置“{name}”应为是或否。")


def setting(work: UnitOfWork, town: str, name: str) -> Any:
    """Return a town's setting as plain JSON, or ``None`` when it was never made."""
    found = one_setting(work, town, name)
    return None if found is None else json.loads(found.value)


def one_setting(work: UnitOfWork, town: str, name: str) -> Setting | None:
    """Return the row that holds a town's setting of a name, if it was ever made."""
    return next(iter(one_of_each(work.of(Setting).find(town=town, name=name))), None)


def one_of_each(kept: Iterable[Setting]) -> tuple[Setting, ...]:
    """Return one row for each town and name: the one born under the id of its name, where there is one."""
    # Older programs gave every row a fresh id, so offices may have two of a name; those ids do rise.
    found: dict[tuple[str, str], Setting] = {}
    for each in sorted(kept, key=lambda row: (of_its_name(row), row.id)):
        found[each.town, each.name] = each
    return tuple(found.values())


def of_its_name(kept: Setting) -> bool:
    """Tell whether a row was born under the id of its name, so that it is the first of them."""
    return kept.id == setting_id(kept.town, kept.name)


def flag(work: UnitOfWork, town: str, name: str) -> bool:
    """Return a town's yes or no; no when it was never made."""
    value = setting(work, town, name)
    if value is not None and not isinstance(value, bool):
        raise UnsuitableFlagError(name)
    return value is True


def kept_setting(work: UnitOfWork, town: str, name: str, text: str) -> Setting:
    """Return a town's setting of a name with a new value; the first one is born under the id of its name."""
    found = one_setting(work, town, name)
    if found is not None:
        return replace(found, value=text)
    return Setting(setting_id(town, name), town, name, text)


def setting_id(town: str, name: str) -> UUID:
    """Return the id a town's setting of a name is born under: the same on computers that never met."""
    return derived_id(town, "setting", name)


class SettingDesk:
    """设置台: reads and keeps the signed-in town's settings."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def value(self, name: str) -> Any:
        """Return a setting as plain JSON, or ``None`` when it was never made."""
        with self._office.begin() as work:
            return setting(work, self._office.who().town, name)

    def put(self, name: str, value: Any) -> Setting:
        """Keep a setting; only an administrator may."""
        who = self._office.who()
        permit(who, "修改设置", *keepers(Setting))
        text = json.dumps(value, ensure_ascii=False)
        with self._office.begin() as work:
            kept = kept_setting(work, who.town, name, text)
            work.of(Setting).save(kept)
            log(work, self._office, None, "setting.put", f"设置{name}改为{text}")
            work.commit()
        return kept
