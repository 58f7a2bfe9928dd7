"""Sync centre (同步中心): how the exchange with the city stands, and what it leaves to people."""

from ui.screens import Screen
from ui.screens.sync.view import build

SCREENS = (Screen("sync", "同步中心", "refresh-cw", build, order=9),)
