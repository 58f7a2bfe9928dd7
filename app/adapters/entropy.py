"""Seeds that nobody can foresee, from the operating system."""

from __future__ import annotations

import secrets

from app.rules.draw.drawing import SEED_BYTES


def fresh_seed() -> bytes:
    """Return 32 random bytes."""
    return secrets.token_bytes(SEED_BYTES)
