"""Search (全局搜索): one text looked for in cases and clues at once."""

from ui.screens import Screen
from ui.screens.search.view import build

SCREENS = (Screen("search", "搜索结果", "search", build),)
