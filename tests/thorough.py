"""How much is tried of what could be tried for ever: a little in `make test`, more in `make test-full`."""

from __future__ import annotations

import os


def so_many(usual: int, *, thorough: int) -> int:
    """How many examples are tried."""
    return thorough if os.environ.get("THOROUGH") else usual
