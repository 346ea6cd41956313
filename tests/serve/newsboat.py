"""A real podcast client: newsboat, which reads feeds, and podboat, which fetches episodes; both in a home of their own.

Podboat works on a terminal alone, so it gets one, and its keys are pressed.
"""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

PATIENCE_S = 60
_BLINK_S = 0.05


@dataclass(frozen=True, slots=True)
class Newsboat:
    """A listener who follows one feed."""

    home: Path

    @classmethod
    def following(cls, feed: str, home: Path) -> Newsboat:
        """A new listener with a home that is empty."""
        (home / ".newsboat").mkdir(parents=True)
        (home / "urls").write_text(f"{feed}\n")
        lines = ("podcast-auto-enqueue yes", "max-downloads 1", f'download-path "{home}/episodes/"')
        (home / "config").write_text("\n".join((*lines, "")))
        return cls(home)

    def poll(self) -> int:
        """Ask for the feed; how many episodes nobody has heard yet."""
        self._run("reload")
        found = re.search(r"(\d+) unread", self._run("print-unread"))
        assert found
        return int(found[1])

    @property
    def queued(self) -> list[str]:
        """The addresses of all episodes that were queued."""
        queue = self._queue
        return [line.split()[0] for line in queue.read_text().splitlines() if line] if queue.exists() else []

    @property
    def names(self) -> set[str]:
        """The names of the files that were fetched, or half of them."""
        return {path.name for path in self.home.glob("episodes/*")}

    @property
    def episodes(self) -> dict[str, bytes]:
        """The name and the bytes of each file that was fetched, or half of it, whose name ends with `.part` then."""
        found = dict[str, bytes]()
        for path in self.home.glob("episodes/*"):
            with suppress(FileNotFoundError):  # it got its last name just now
                found[path.name] = path.read_bytes()
        return found

    def fetch(self, until: Callable[[], bool], *, kill: bool = False) -> None:
        """Fetch what is queued, go on with what was broken off, and end; `kill` is how a battery ends it."""
        ours, its = pty.openpty()
        command = ["podboat", "-a", "-C", str(self.home / "config"), "-q", str(self._queue)]
        with subprocess.Popen(command, env=self._environment(), stdin=its, stdout=its, stderr=its) as process:
            os.close(its)
            try:
                self._press_keys(process, ours, until, kill=kill)
            finally:
                process.kill()
                os.close(ours)

    def _press_keys(
        self, process: subprocess.Popen[bytes], terminal: int, until: Callable[[], bool], *, kill: bool
    ) -> None:
        shown, goes_on, end = b"", False, monotonic() + PATIENCE_S
        while process.poll() is None:
            assert monotonic() < end, shown
            if select.select([terminal], [], [], _BLINK_S)[0]:
                try:
                    shown += os.read(terminal, 65536)
                except OSError:  # the terminal is gone with the program
                    break
            if until():
                if kill:
                    return
                os.write(terminal, b"qy")  # quit; yes
            elif b"incomplete" in shown and not goes_on:
                goes_on = True
                os.write(terminal, b"d")

    @property
    def _queue(self) -> Path:
        return self.home / ".newsboat" / "queue"

    def _run(self, action: str) -> str:
        options = ["-u", self.home / "urls", "-c", self.home / "cache.db", "-C", self.home / "config", "-q", "-x"]
        command = ["newsboat", *map(str, options), action]
        run = subprocess.run(
            command, env=self._environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True,
            timeout=PATIENCE_S,
        )  # fmt: skip
        return run.stdout

    def _environment(self) -> dict[str, str]:
        return {"HOME": str(self.home), "PATH": os.environ["PATH"], "TERM": "xterm", "LANG": "C.UTF-8"}
