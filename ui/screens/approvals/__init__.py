"""Approvals (审批箱): papers that wait for the signed-in person, one after the other."""

from ui.screens import Screen
from ui.screens.approvals.view import build

SCREENS = (Screen("approvals", "待我审批", "stamp", build, order=4),)
