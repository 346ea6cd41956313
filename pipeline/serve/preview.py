"""The life of a preview: listen, build, tell, wait for a change, build again. Network, and what the build does."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from pipeline.serve.app import site_app
from pipeline.serve.listen import answering
from pipeline.serve.reload import Builds
from pipeline.serve.watch import Look, changed, look_at, wait_for_change

LOOK_EVERY_S = 0.25


class Preview(Struct, frozen=True):
    """A manuscript that is built into `output`, of which the folder `site` is served.

    `build` tells whether there is a new site; what was wrong it has shown.
    """

    manuscript: Path
    output: Path
    site: Path
    build: Callable[[], bool]


def preview(
    book: Preview, listener: socket.socket, run: str, ready: Callable[[], None], tell: Callable[[str], None]
) -> None:
    """Serve a book that is being written, until the interrupt. `run` is a name that no other server has."""
    builds = Builds(run)

    def look() -> Look:
        return look_at(book.manuscript, book.output)

    seen = look()
    book.build()
    with answering(site_app(book.site, builds), listener):
        ready()
        while True:
            before, seen = seen, wait_for_change(look, _pause, seen)
            tell(f"changed: {', '.join(changed(before, seen))}")
            if book.build():
                builds.announce()
                tell("built anew")


def serve(site: Path, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Serve a folder as it is, until the interrupt."""
    with answering(site_app(site), listener):
        ready()
        while True:
            _pause()


def _pause() -> None:
    time.sleep(LOOK_EVERY_S)
