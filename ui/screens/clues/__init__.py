"""Clues (线索): the register of clues, the form that registers one, and the form that makes it a case."""

from ui.screens import Screen
from ui.screens.clues.view import build
from ui.screens.clues.view_register import build_register
from ui.screens.clues.view_to_case import build_to_case

SCREENS = (
    Screen("clues", "线索与任务", "inbox", build, order=2),
    Screen("clue_new", "登记线索", "plus", build_register, new="线索"),
    Screen("clue_to_case", "线索转为案件", "arrow-right", build_to_case, one=False),
)
