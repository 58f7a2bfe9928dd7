"""Bodies as they arrive: a line that falls silent is not waited for without end."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

PATIENCE = 60.0
"""Seconds without a new piece of a body after which a line counts as silent."""


async def pieces(request: Request, patience: float = PATIENCE) -> AsyncIterator[bytes]:
    """Yield the body of a request piece by piece.

    Raises:
        TimeoutError: The line fell silent.
        ClientDisconnect: The line broke.
    """
    stream = aiter(request.stream())
    while True:
        try:
            async with asyncio.timeout(patience):
                piece = await anext(stream)
        except StopAsyncIteration:
            return
        yield piece
