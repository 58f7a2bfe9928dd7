"""Equipment (统一装备): pieces and who has them, recordings of the stations."""

from ui.screens import Screen
from ui.screens.equipment.view import build

SCREENS = (Screen("equipment", "装备", "list-checks", build),)
