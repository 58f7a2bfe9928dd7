"""A way to a server on this machine that counts the bytes going over it, headers included."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = 1 << 16


class Counted:
    """Counts both directions together."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._door = socket.create_server(("127.0.0.1", 0))
        self._lock = threading.Lock()
        self._bytes = 0
        threading.Thread(target=self._let_in, daemon=True).start()

    @property
    def url(self) -> str:
        """The address of the way."""
        return f"http://127.0.0.1:{self._door.getsockname()[1]}"

    def taken(self) -> int:
        """Return the bytes since last asked."""
        with self._lock:
            taken, self._bytes = self._bytes, 0
        return taken

    def close(self) -> None:
        """Let nobody in any more."""
        self._door.close()

    def _let_in(self) -> None:
        while True:
            try:
                near, _who = self._door.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._target))
            for each in (near, far):
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for pair in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=pair, daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        try:
            while piece := source.recv(_PIECE):
                with self._lock:
                    self._bytes += len(piece)
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            source.close()
            target.close()


@contextmanager
def counted(target: int) -> Iterator[Counted]:
    """Open a counted way to a port of this machine."""
    way = Counted(target)
    try:
        yield way
    finally:
        way.close()
