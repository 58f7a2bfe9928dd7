"""Whether the line costs by the byte (按流量计费), as the operating system says it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class MeteredLine:
    """Answers on any thread with what the thread of the windows saw last; no window, no answer but no.

    Args:
        seen: Asks the operating system; only called on the thread of the windows.
    """

    def __init__(self, seen: Callable[[], bool] | None = None) -> None:
        self._seen = seen or _seen
        self._metered = False
        self._asked = False

    def metered(self) -> bool:
        """Tell what was seen last, and have it looked at again."""
        # Not imported: without windows nobody needs it, and loading it is no work for the exchange's thread.
        core = sys.modules.get("PySide6.QtCore")
        if core is None:
            return False
        running = core.QCoreApplication.instance()
        if running is not None and not self._asked:
            self._asked = True
            core.QTimer.singleShot(0, running, self._look)
        return self._metered

    def _look(self) -> None:
        self._metered, self._asked = self._seen(), False


def _seen() -> bool:
    try:
        from PySide6.QtNetwork import QNetworkInformation  # noqa: PLC0415 - needs libraries a bare system lacks
    except ImportError:
        return False
    feature = QNetworkInformation.Feature.Metered
    if not QNetworkInformation.loadBackendByFeatures(feature):
        return False
    return QNetworkInformation.instance().isMetered()
