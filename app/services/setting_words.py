"""Setting words (设置名称): what a town's settings are called."""

from __future__ import annotations

from app.rules.deadlines.law import published_law
from app.services.cases import REVIEW_BEFORE_NOTICE
from app.services.demonstration import MARK
from app.services.file_review import WEIGHTS
from app.services.form_titles import TITLES
from app.services.grounds import EXEMPT, HEARING, PICK, REDUCED, ROUND, TABLE
from app.services.law import CHOICE, YEAR
from app.services.training import HOURS_SETTING
from app.services.typesetting import CHOICE as TYPESETTING

_NAMES = {
    TYPESETTING: "文书排版",
    WEIGHTS: "案卷评查分值",
    HOURS_SETTING: "培训学时要求",
    TITLES: "文书名称",
    HEARING: "听证标准",
    ROUND: "罚款取整",
    REDUCED: "减轻处罚下限",
    REVIEW_BEFORE_NOTICE: "告知前审核",
    MARK: "演示数据",
}
_BEGINNINGS = {YEAR: "放假安排", TABLE: "裁量基准", EXEMPT: "不予处罚事项", PICK: "选用的裁量基准"}


def setting_words(name: str) -> str:
    """Return what a setting is called; its own name where this program does not know it."""
    if name.startswith(CHOICE):
        own = name.removeprefix(CHOICE)
        titles = {each.name: each.title for each in published_law().choices()}
        return f"期限设置：{titles.get(own, own)}"
    for start, words in _BEGINNINGS.items():
        if name.startswith(start):
            return f"{words}：{name.removeprefix(start)}"
    return _NAMES.get(name, name)
