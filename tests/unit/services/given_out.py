"""What a city gives out, as a store holds it after it was pulled: settings and items of every town."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from app.domain.hearing_limit import HearingLimit
from app.domain.money import Money
from app.domain.setting import Setting
from app.rules.lists.grid import grid_of
from app.services.grounds import EXEMPT, HEARING, TABLE, plain_limit
from app.services.law import YEAR
from app.services.list_import import ListImportDesk, Listing
from app.services.list_standards import StandardDesk
from app.services.powers import PowerDesk
from app.services.settings import CITYWIDE, setting_id
from tests.builders import an_item
from tests.fakes import MemoryStore

if TYPE_CHECKING:
    from app.services.list_import import Looked
    from app.services.office import Office

DAY, LATER = date(2026, 1, 1), date(2026, 3, 1)
KEY = "city-table"
SERVED = "2026-03-10"
RESTS = (("2026-03-11", "2026-03-22"), ("2026-03-23", "2026-04-03"))


def kept(town: str, name: str, value: object) -> Setting:
    """Return a setting under the id of its name."""
    return Setting(setting_id(town, name), town, name, json.dumps(value, ensure_ascii=False))


def a_year(town: str = CITYWIDE, rests: tuple[tuple[str, str], ...] = RESTS) -> Setting:
    """Return the year 2026 with further rests of more than three weeks after 10 March."""
    text = files("resources").joinpath("calendar", "2026.toml").read_text("utf-8")
    more = (f'[[rest]]\nname = "示例假期"\nfirst = {first}\nlast = {last}\n' for first, last in rests)
    return kept(town, f"{YEAR}2026", "\n".join([text, *more]))


def a_table(town: str = CITYWIDE, day: date = DAY, **changes: Any) -> Setting:
    """Return a standard with one grade."""
    grade = {"name": "一般", "leaning": "none", "low": {"share": "0.2"}, "high": {"share": "0.8"}}
    raw: dict[str, Any] = {
        "kind": "shares",
        "key": KEY,
        "title": "示例市基准",
        "fields": [],
        "source": "示例文号",
    }
    raw |= {"effective": day.isoformat(), "until": None, "confidence": "imported", "grade": [grade]}
    raw |= changes
    return kept(town, f"{TABLE}{raw['key']}.{raw['effective']}", raw)


def an_exemption(town: str = CITYWIDE, day: date = DAY, **changes: Any) -> Setting:
    """Return an entry that speaks of the item of the builders."""
    raw: dict[str, Any] = {
        "key": "city-entry",
        "name": an_item().name,
        "condition": "当场改正的",
        "basis": "",
    }
    raw |= {"source": "示例市清单", "effective": day.isoformat(), "until": None, **changes}
    return kept(town, f"{EXEMPT}{raw['key']}.{raw['effective']}", raw)


def a_limit(yuan: int, day: date = DAY, department: str = "") -> HearingLimit:
    """Return a threshold for citizens."""
    return HearingLimit(department, True, Money.yuan(yuan), False, day, "示例文件")  # noqa: FBT003 - as the domain has it


def limits(*given: HearingLimit, town: str = CITYWIDE) -> Setting:
    """Return thresholds as one setting."""
    return kept(town, HEARING, [plain_limit(each) for each in given])


def exempted(office: Office, words: str, day: date = DAY) -> None:
    """Import an entry for the item of the builders that is said in some words."""
    head = ("序号", "行政处罚事项", "实施机关", "不予处罚适用条件", "法律依据", "备注")
    grid = grid_of("清单", (head, (1, an_item().name, "城管", words, "《行政处罚法》第三十三条", "")))
    StandardDesk(office).take_exemptions(looked_at(grid), Listing(day, "示例清单"))


def looked_at(*grids: Any) -> Looked:
    """Return what is read of sheets."""
    return ListImportDesk(PowerDesk(MemoryStore().begin), lambda _content: grids).look(b"")
