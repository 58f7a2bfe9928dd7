"""List import (清单导入): a workbook is read, its columns corrected, each row accounted for."""

from app.domain.role import Role
from ui.screens import Screen
from ui.screens.import_list.view import build

SCREENS = (
    Screen("import_list", "导入清单", "upload", build, roles=frozenset({Role.ADMIN, Role.CLERK}), one=True),
)
