"""Programs that are asked on their stdin and answer on their stdout. Runs processes."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from collections.abc import Collection, Sequence
from contextlib import suppress
from typing import IO, Protocol

if sys.platform == "linux":
    import fcntl

_LAST_WORDS = 300
_GRACE_S = 2.0  # a signal may go unheeded: PyAV drops what a handler raises while it makes an error of its own
_PIPE_BYTES = 1 << 20
"""An answer is 100 KB and more: with the system's 64 KB, both sides wait for each other."""


class Process(Protocol):
    """A process, as Popen has it."""

    def terminate(self) -> None:
        """Ask it to end, if it runs."""

    def kill(self) -> None:
        """End it, if it runs."""

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for its end, for so many seconds, and give its exit code, if that is known. Raises TimeoutExpired."""


class Child:
    """A process and its pipes. What it writes to stderr is kept until its end: a pipe would have to be read."""

    def __init__(self, process: Process, requests: IO[bytes], replies: IO[bytes], complaints: IO[bytes]) -> None:
        self._process = process
        self.requests = requests
        self.replies = replies
        self._complaints = complaints
        self._last_resort: threading.Timer | None = None
        _widen(replies)

    def has_ended(self) -> bool:
        """Whether it is there no more."""
        try:
            self._process.wait(0)
        except subprocess.TimeoutExpired:
            return False
        return True

    def terminate(self) -> None:
        """Ask it to end, whatever it is at, and end it when it doesn't. From one thread at a time."""
        self._process.terminate()
        if self._last_resort is None:
            self._last_resort = threading.Timer(_GRACE_S, self.kill)
            self._last_resort.daemon = True
            self._last_resort.start()

    def kill(self) -> None:
        """End it. From any thread."""
        self._process.kill()

    def ask_no_more(self) -> None:
        """Let it end when it has done what it was asked."""
        with suppress(OSError):  # it has ended already, and its pipe is broken
            self.requests.close()

    def end(self, grace_s: float) -> str:
        """Ask it for nothing more, give it so long to end, then end it; tells how it ended."""
        with self.replies, self._complaints:
            self.ask_no_more()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(grace_s)
            self._process.kill()
            code = self._process.wait()
            if self._last_resort:
                self._last_resort.cancel()
            self._complaints.seek(0)
            last_words = self._complaints.read()[-_LAST_WORDS:].decode(errors="replace").strip()
        return ", ".join(filter(None, ["it ended" if code is None else f"exit code {code}", last_words]))


def start(command: Sequence[str], inherited: Collection[int] = ()) -> Child:
    """Start a program, which inherits these descriptors. Raises OSError when it can't be started."""
    complaints = tempfile.TemporaryFile()  # noqa: SIM115  # Child.end() closes it
    try:
        process = subprocess.Popen(  # noqa: S603  # the command is ours, and no shell sees it
            tuple(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints, pass_fds=tuple(inherited)
        )
    except BaseException:
        complaints.close()
        raise
    assert process.stdin
    assert process.stdout
    return Child(process, process.stdin, process.stdout, complaints)


def _widen(pipe: IO[bytes]) -> None:
    """Let a pipe hold a whole answer, where the system can do so and lets a user have one more: Linux, 64."""
    if sys.platform == "linux":
        with suppress(OSError):  # it is slower so, and works
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
