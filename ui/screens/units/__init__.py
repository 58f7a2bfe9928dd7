"""Units (机构): bureaus' squadrons and offices, and the city's field teams, kept by dates."""

from app.domain.role import Role
from ui.screens import Screen
from ui.screens.units.view import build

SCREENS = (Screen("units", "机构", "building-2", build, roles=frozenset({Role.ADMIN, Role.CLERK})),)
