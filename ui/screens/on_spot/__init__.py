"""On-the-spot penalty (当场处罚): from the party met in the street to the record filed with the bureau."""

from app.domain.role import Role
from ui.screens import Screen
from ui.screens.on_spot.view import build

SCREENS = (
    Screen("on_spot", "当场处罚", "gavel", build, new="当场处罚", roles=frozenset({Role.HANDLER}), one=False),
)
