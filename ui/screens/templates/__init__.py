"""Templates (文书模板): the office's own templates and titles of the forms."""

from app.domain.role import Role
from ui.screens import Screen
from ui.screens.templates.view import build

SCREENS = (Screen("templates", "文书模板", "file-text", build, order=10, roles=frozenset({Role.ADMIN})),)
