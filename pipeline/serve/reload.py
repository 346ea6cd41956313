"""Pages that load anew when the book was built again: a script that only the server puts in, and what it listens to.

A page tells the script which build it is of. The script hears of every build as a server-sent event; at another one it
loads the page anew, also when that was built while nobody served.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from hashlib import sha256
from importlib.resources import files
from threading import Lock

from pipeline.serve.conditions import Version

SCRIPT = "/_preview/reload.js"
EVENTS = "/_preview/events"

_AGAIN_MS = 500
_POLICY = re.compile(
    rb"""(<meta\b[^>]*\bhttp-equiv=["']?Content-Security-Policy["']?[^>]*\bcontent=["'])""", re.IGNORECASE
)
_END = re.compile(rb"</body\s*>", re.IGNORECASE)


class Builds:
    """Which build is served, told to every page that listens. `run` tells this server from those before it."""

    def __init__(self, run: str) -> None:
        self._run = run
        self._count = 0
        self._lock = Lock()
        self._listening = set[tuple[asyncio.AbstractEventLoop, asyncio.Event]]()

    @property
    def current(self) -> str:
        """The name of the build that is served: letters, digits and a hyphen."""
        return f"{self._run}-{self._count}"

    def announce(self) -> None:
        """There is a new build. From any thread."""
        with self._lock:
            self._count += 1
            for loop, heard in self._listening:
                loop.call_soon_threadsafe(heard.set)

    async def events(self) -> AsyncIterator[bytes]:
        """The build that is served and each after it, as a stream of events without an end."""
        heard = asyncio.Event()
        ear = (asyncio.get_running_loop(), heard)
        with self._lock:
            self._listening.add(ear)
        try:
            yield f"retry: {_AGAIN_MS}\n\n".encode()
            while True:
                heard.clear()
                yield f"data: {self.current}\n\n".encode()
                await heard.wait()
        finally:
            with self._lock:
                self._listening.discard(ear)


def script() -> bytes:
    """The script."""
    return files("pipeline.serve").joinpath("reload.js").read_bytes()


def listening_page(page: bytes, build: str) -> tuple[bytes, Version]:
    """A page of HTML with the script in it, and which version that is.

    The policy of a page lets it ask for nothing; in the preview it may ask its server for events.
    """
    tag = f'<script src="{SCRIPT}" data-build="{build}" defer="defer"></script>\n'.encode()
    allowed = _POLICY.sub(rb"\1connect-src 'self'; ", page)
    end = _END.search(allowed)
    place = end.start() if end else len(allowed)
    made = allowed[:place] + tag + allowed[place:]
    return made, Version(f'"{sha256(made).hexdigest()[:32]}"', None)
