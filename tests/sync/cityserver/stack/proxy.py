"""A proxy between desks and city that makes faults, drawn from a seed, on whole requests and answers."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import time
from collections import Counter, deque
from enum import StrEnum
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_PATIENCE = 30
PORTAL = b"<html><body>please sign in to the network</body></html>"


class Fault(StrEnum):
    """What happens to one exchange."""

    NONE = "none"
    LOST_REQUEST = "request lost"
    HALF_REQUEST = "request cut in the middle"
    LOST_ANSWER = "answer lost"
    HALF_ANSWER = "answer cut in the middle"
    LATE = "answer late"
    TWICE = "request sent twice"
    AGAIN = "an old request sent again"
    PORTAL = "page of a network portal, 200"
    BUSY = "503 of somebody else"


FOREIGN = {Fault.PORTAL: b"200 OK", Fault.BUSY: b"503 Service Unavailable"}
"""Answers that are not the city's."""


class Proxy:
    """Listens on loopback; ``port`` is where desks call, ``upstream`` where the city listens."""

    def __init__(self, upstream: int, seed: int, share: float) -> None:
        self.upstream = upstream
        self.share = share
        self.fired: Counter[Fault] = Counter()
        self._rng = Random(seed)
        self._old: deque[bytes] = deque(maxlen=40)
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, daemon=True)

    @contextlib.contextmanager
    def running(self) -> Iterator[Proxy]:
        """Serve until the block ends."""
        self._thread.start()
        try:
            yield self
        finally:
            self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._thread.join()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        client.settimeout(_PATIENCE)
        with client, contextlib.suppress(OSError):
            while request := _whole(client):
                if not self._exchange(client, request):
                    return

    def _exchange(self, client: socket.socket, request: bytes) -> bool:
        """Carry one request and its answer; tell whether the connection goes on."""
        fault = self._drawn(request)
        answer = self._answered(fault, request)
        if fault is Fault.HALF_ANSWER:
            answer = answer[: len(answer) // 2]
        client.sendall(answer)
        return bool(answer) and fault is not Fault.HALF_ANSWER

    def _answered(self, fault: Fault, request: bytes) -> bytes:
        """Return what reaches the desk; nothing where request or answer is lost."""
        if fault in FOREIGN:
            head = b"HTTP/1.1 " + FOREIGN[fault] + b"\r\ncontent-type: text/html\r\ncontent-length: "
            return head + str(len(PORTAL)).encode() + b"\r\n\r\n" + PORTAL
        if fault is Fault.HALF_REQUEST:
            self._asked(request[: len(request) // 2], whole=False)
        if fault in (Fault.LOST_REQUEST, Fault.HALF_REQUEST):
            return b""
        answer = self._carried(fault, request)
        return b"" if fault is Fault.LOST_ANSWER else answer

    def _carried(self, fault: Fault, request: bytes) -> bytes:
        if fault is Fault.AGAIN and self._old:
            self._asked(self._old[0])
        if fault is Fault.TWICE:
            self._asked(request)
        answer = self._asked(request)
        if fault is Fault.LATE:
            time.sleep(0.3)
        return answer

    def _asked(self, request: bytes, *, whole: bool = True) -> bytes:
        """Ask the city; empty when it is away."""
        try:
            with socket.create_connection(("127.0.0.1", self.upstream), timeout=_PATIENCE) as city:
                city.sendall(request)
                return _whole(city) if whole else b""
        except OSError:
            return b""

    def _drawn(self, request: bytes) -> Fault:
        with self._lock:
            strange = self._rng.random() < self.share
            fault = self._rng.choice(list(Fault)[1:]) if strange else Fault.NONE
            self.fired[fault] += 1
            if b"/v2/push" in request[:100] or b"/v2/lease" in request[:100]:
                self._old.append(request)
        return fault


def _whole(source: socket.socket) -> bytes:
    """Read one HTTP message with its body; empty when the other side is gone."""
    content = b""
    while b"\r\n\r\n" not in content:
        part = source.recv(65536)
        if not part:
            return b""
        content += part
    head, _, body = content.partition(b"\r\n\r\n")
    found = _LENGTH.search(head)
    missing = (int(found[1]) if found else 0) - len(body)
    while missing > 0:
        part = source.recv(65536)
        if not part:
            return b""
        content += part
        missing -= len(part)
    return content
