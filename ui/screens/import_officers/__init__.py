"""Import of officers (导入名册): a list is checked cell by cell, then its good rows go in."""

from app.domain.role import Role
from ui.screens import Screen
from ui.screens.import_officers.view import build

SCREENS = (Screen("import_officers", "导入人员名册", "upload", build, roles=frozenset({Role.ADMIN})),)
