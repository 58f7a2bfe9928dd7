"""Tokens: type, spacing and colour of the whole window; no other module names a colour or a size."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from importlib.resources import files
from pathlib import Path


class Theme(StrEnum):
    """Light, dark or high contrast (配色)."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


class TextSize(StrEnum):
    """How large everything is written (字号)."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    HUGE = "huge"


THEME_WORDS = {Theme.LIGHT: "浅色", Theme.DARK: "深色", Theme.HIGH_CONTRAST: "高对比度"}
SIZE_WORDS = {TextSize.SMALL: "小", TextSize.MEDIUM: "中", TextSize.LARGE: "大", TextSize.HUGE: "特大"}
BASE_POINTS = {TextSize.SMALL: 10.0, TextSize.MEDIUM: 11.0, TextSize.LARGE: 13.0, TextSize.HUGE: 16.0}

FAMILIES = ("Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", "SimHei")


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, as #rrggbb.

    Attributes:
        ground: Behind everything; ``card`` is what lies on it, ``field`` what is typed into.
        soft: Text of second rank; ``text`` is the text of first rank.
        line: Borders that only divide; ``edge`` borders a person must see (fields, focus: 3:1).
        accent: What can be pressed; ``on_accent`` is written on it.
        selected: Behind a chosen row, with ``text`` on it.
        gap, hand: Marks on the page of a document: missing, changed by hand.
    """

    ground: str
    card: str
    field: str
    text: str
    soft: str
    line: str
    edge: str
    accent: str
    on_accent: str
    selected: str
    bar: str
    on_bar: str
    bar_chosen: str
    good: str
    warn: str
    bad: str
    bad_ground: str
    warn_ground: str
    good_ground: str
    gap: str
    hand: str


PALETTES = {
    Theme.LIGHT: Palette(
        ground="#f3f5f8",
        card="#ffffff",
        field="#ffffff",
        text="#1b2430",
        soft="#55606e",
        line="#d9dee5",
        edge="#78838f",
        accent="#1a5fb4",
        on_accent="#ffffff",
        selected="#d6e6f9",
        bar="#16324f",
        on_bar="#e8eff7",
        bar_chosen="#24517f",
        good="#176b37",
        warn="#8a4b00",
        bad="#b3261e",
        bad_ground="#fdecea",
        warn_ground="#fff3df",
        good_ground="#e7f5ec",
        gap="#ffe680",
        hand="#cfe4ff",
    ),
    Theme.DARK: Palette(
        ground="#14181d",
        card="#1d232b",
        field="#242c36",
        text="#e8edf3",
        soft="#a9b4c0",
        line="#343e4a",
        edge="#8090a0",
        accent="#7db5f5",
        on_accent="#0c1a29",
        selected="#274468",
        bar="#0d1117",
        on_bar="#d5dee8",
        bar_chosen="#243b57",
        good="#7fd39b",
        warn="#f0b765",
        bad="#ff9d94",
        bad_ground="#43201f",
        warn_ground="#3c2d14",
        good_ground="#173323",
        gap="#ffe680",
        hand="#cfe4ff",
    ),
    Theme.HIGH_CONTRAST: Palette(
        ground="#000000",
        card="#000000",
        field="#000000",
        text="#ffffff",
        soft="#ffffff",
        line="#ffffff",
        edge="#ffffff",
        accent="#ffff00",
        on_accent="#000000",
        selected="#1a3f8f",
        bar="#000000",
        on_bar="#ffffff",
        bar_chosen="#1a3f8f",
        good="#5dff8f",
        warn="#ffd24d",
        bad="#ff9d94",
        bad_ground="#3a0000",
        warn_ground="#332500",
        good_ground="#00290f",
        gap="#ffe680",
        hand="#cfe4ff",
    ),
}

WRITTEN_ON = (
    ("text", "ground"),
    ("text", "card"),
    ("text", "field"),
    ("text", "selected"),
    ("soft", "ground"),
    ("soft", "card"),
    ("accent", "card"),
    ("accent", "ground"),
    ("on_accent", "accent"),
    ("on_bar", "bar"),
    ("on_bar", "bar_chosen"),
    ("good", "card"),
    ("good", "good_ground"),
    ("warn", "card"),
    ("warn", "ground"),
    ("warn", "warn_ground"),
    ("bad", "card"),
    ("bad", "ground"),
    ("bad", "bad_ground"),
    ("text", "bad_ground"),
    ("text", "warn_ground"),
    ("text", "good_ground"),
)
"""Every pair of colours that is used as text on a ground; each must reach 4.5:1."""

SEEN_ON = (("edge", "card"), ("edge", "ground"), ("accent", "field"))
"""Borders that carry meaning on a ground; each must reach 3:1."""


@dataclass(frozen=True, slots=True)
class Look:
    """One theme at one text size: what a person chose in the settings."""

    theme: Theme = Theme.LIGHT
    size: TextSize = TextSize.MEDIUM

    @property
    def palette(self) -> Palette:
        """The colours."""
        return PALETTES[self.theme]

    @property
    def points(self) -> float:
        """Size of ordinary text in points."""
        return BASE_POINTS[self.size]

    @property
    def unit(self) -> int:
        """The step of all distances in pixels; grows with the text."""
        return round(self.points * 0.73)

    @property
    def row(self) -> int:
        """Height of a row of a table or a field in pixels, never under 28."""
        return max(28, round(self.points * 2.6))


_LINEAR = 0.04045


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb, 0 to 1 (WCAG 2.1)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= _LINEAR else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.1)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def style_sheet(look: Look) -> str:
    """Return the style sheet of the whole window; the template below names tokens only."""
    sheet = _SHEET
    for each in fields(look.palette):
        sheet = sheet.replace(f"@{each.name}@", getattr(look.palette, each.name))
    sizes = {"points": f"{look.points:g}pt", "big": f"{look.points * 1.25:g}pt"}
    sizes |= {"huge": f"{look.points * 1.7:g}pt", "small": f"{look.points * 0.9:g}pt"}
    unit = look.unit
    sizes |= {f"u{n}": f"{unit * n // 2}px" for n in range(1, 9)}
    sizes["row"] = f"{look.row}px"
    sizes["tick"] = f"{round(look.points * 1.5)}px"
    sizes["icons"] = Path(str(files("resources"))).joinpath("icons", "themed", look.theme.value).as_posix()
    for name, size in sizes.items():
        sheet = sheet.replace(f"@{name}@", size)
    return sheet


_SHEET = """
* { font-size: @points@; color: @text@; outline: none; }
QMainWindow, QWidget#ground, QStackedWidget { background: @ground@; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QWidget#card, QFrame#card { background: @card@; border: 1px solid @line@; border-radius: 6px; }
QLabel { background: transparent; }
QLabel[rank="title"] { font-size: @big@; font-weight: 600; }
QLabel[rank="figure"] { font-size: @huge@; font-weight: 600; color: @accent@; }
QLabel[rank="figure-bad"] { font-size: @huge@; font-weight: 600; color: @bad@; }
QLabel[rank="figure-warn"] { font-size: @huge@; font-weight: 600; color: @warn@; }
QLabel[rank="soft"] { color: @soft@; }
QLabel[rank="bad"] { color: @bad@; }
QLabel[rank="warn"] { color: @warn@; }
QLabel[rank="good"] { color: @good@; }
QLineEdit, QPlainTextEdit, QComboBox, QListWidget, QTableView, QTreeView {
  background: @field@; border: 1px solid @edge@; border-radius: 4px;
  padding: 2px @u2@; selection-background-color: @accent@; selection-color: @on_accent@; }
QLineEdit, QComboBox { min-height: @row@; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QListWidget:focus, QTableView:focus,
QTreeView:focus {
  border: 2px solid @accent@; }
QLineEdit[faulty="true"], QPlainTextEdit[faulty="true"], QComboBox[faulty="true"],
QListWidget[faulty="true"] {
  border: 2px solid @bad@; background: @bad_ground@; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: @soft@; background: @ground@; }
QComboBox QAbstractItemView { background: @field@; border: 1px solid @edge@;
  selection-background-color: @selected@; selection-color: @text@; }
QTableView, QTreeView, QListWidget { gridline-color: @line@; padding: 0;
  selection-background-color: @selected@; selection-color: @text@; alternate-background-color: @ground@; }
QListWidget::item { min-height: @row@; padding-left: @u2@; }
QListWidget::item:selected { background: @selected@; color: @text@; }
QHeaderView::section { background: @ground@; color: @soft@; border: none; text-align: left;
  border-bottom: 1px solid @line@; padding: @u1@ @u2@; }
QTableView::item, QTreeView::item { padding: 0 @u2@; }
QTreeView::item { min-height: @row@; }
QTableCornerButton::section { background: @ground@; border: none; }
QPushButton { background: @card@; color: @accent@; border: 1px solid @edge@; border-radius: 4px;
  min-height: @row@; padding: 0 @u4@; }
QPushButton:hover, QPushButton:focus { border: 2px solid @accent@; }
QPushButton:disabled { color: @soft@; border-color: @line@; }
QPushButton[rank="main"] { background: @accent@; color: @on_accent@; border-color: @accent@;
  font-weight: 600; }
QPushButton[rank="main"]:focus { border: 2px solid @text@; }
QPushButton[rank="main"]:disabled { background: @ground@; color: @soft@; border-color: @line@; }
QPushButton[rank="link"] { background: transparent; border: none; padding: 0; text-align: left; }
QPushButton[rank="link"]:focus, QPushButton[rank="link"]:hover { text-decoration: underline; }
QPushButton#tile { background: @card@; border: 1px solid @line@; border-radius: 6px;
  text-align: left; padding: 0; }
QPushButton#tile:hover, QPushButton#tile:focus { border: 2px solid @accent@; }
QCheckBox { min-height: @row@; spacing: @u2@; background: transparent; }
QCheckBox:focus { color: @accent@; }
QCheckBox::indicator, QListWidget::indicator, QTreeView::indicator, QTableView::indicator {
  width: @tick@; height: @tick@; border: 1px solid @edge@; border-radius: 3px; background: @field@; }
QCheckBox::indicator:focus, QCheckBox::indicator:hover { border: 2px solid @accent@; }
QCheckBox::indicator:checked, QListWidget::indicator:checked, QTreeView::indicator:checked,
QTableView::indicator:checked { background: @accent@; border-color: @accent@;
  image: url(@icons@/tick.svg); }
QCheckBox::indicator:disabled { border-color: @line@; background: @ground@; }
QRadioButton { min-height: @row@; spacing: @u2@; background: transparent; }
QRadioButton:focus { color: @accent@; }
QComboBox::drop-down { border: none; width: @row@; }
QComboBox::down-arrow { image: url(@icons@/chevron-down.svg); width: @tick@; height: @tick@; }
QComboBox QAbstractItemView::item { min-height: @row@; }
QWidget#bar { background: @bar@; }
QWidget#bar QToolButton { background: transparent; color: @on_bar@; border: none;
  border-left: 3px solid transparent;
  padding: @u2@ @u3@; text-align: left; }
QWidget#bar QToolButton:hover, QWidget#bar QToolButton:focus { background: @bar_chosen@; }
QWidget#bar QToolButton:checked { background: @bar_chosen@; border-left-color: @on_bar@; font-weight: 600; }
QWidget#bar QLabel { color: @on_bar@; }
QWidget#bar QLabel[rank="group"] { font-size: @small@; }
QWidget#top { background: @card@; border-bottom: 1px solid @line@; }
QTabBar { qproperty-drawBase: 0; }
QTabWidget::pane { border: none; border-top: 1px solid @line@; }
QTabBar::tab { background: @ground@; color: @soft@; padding: @u2@ @u4@; border: 1px solid transparent; }
QTabBar::tab:selected { background: @card@; color: @text@; border-color: @line@; border-bottom-color: @card@;
  font-weight: 600; }
QTabBar::tab:focus { color: @accent@; }
QTabBar::close-button { image: url(@icons@/close.svg); }
QTabBar::close-button:hover { background: @selected@; border-radius: 3px; }
QStatusBar { background: @card@; border-top: 1px solid @line@; }
QStatusBar QLabel { color: @soft@; font-size: @small@; }
QStatusBar::item { border: none; }
QStatusBar QLabel { padding: @u1@ @u3@; }
QMenu { background: @card@; border: 1px solid @edge@; }
QMenu::item { padding: @u2@ @u5@; }
QMenu::item:selected { background: @selected@; color: @text@; }
QToolTip { background: @card@; color: @text@; border: 1px solid @edge@; }
QFrame#notice { border-radius: 4px; border: 1px solid @edge@; background: @card@; }
QFrame#notice[kind="failure"] { background: @warn_ground@; border-color: @warn@; }
QFrame#notice[kind="bug"] { background: @bad_ground@; border-color: @bad@; }
QFrame#notice[kind="word"] { background: @good_ground@; border-color: @good@; }
QSplitter::handle { background: transparent; }
QProgressBar { border: 1px solid @edge@; border-radius: 4px; background: @field@; text-align: center; }
QProgressBar::chunk { background: @selected@; }
QScrollBar:vertical { background: transparent; width: 12px; }
QScrollBar:horizontal { background: transparent; height: 12px; }
QScrollBar::handle { background: @edge@; border-radius: 4px; min-height: 24px; min-width: 24px; margin: 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
"""
