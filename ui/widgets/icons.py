"""Icons (图标): one family (Lucide, resources/icons), drawn in the colour asked for."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_SHARP = 2


@cache
def icon(name: str, colour: str, size: int = 20) -> QIcon:
    """Return an icon of the family as #rrggbb; a name it does not have raises ``FileNotFoundError``."""
    drawing = files("resources").joinpath(f"icons/{name}.svg").read_text("utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
    picture = QPixmap(QSize(size * _SHARP, size * _SHARP))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter)
    painter.end()
    picture.setDevicePixelRatio(_SHARP)
    return QIcon(picture)
