"""A program that is asked on its stdin and answers on its stdout. Runs a process."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from typing import IO

_LAST_WORDS = 300
_PIPE_BYTES = 1 << 20  # an answer is 100 KB and more: with the system's 64 KB, both sides wait for each other


class Child:
    """One process and its pipes. What it writes to stderr is kept until its end: a pipe would have to be read.

    Raises OSError when it can't be started.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115  # end() closes it
        try:
            self._process = subprocess.Popen(  # noqa: S603  # the command is ours, and no shell sees it
                tuple(command),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
                pipesize=_PIPE_BYTES,
            )
        except BaseException:
            self._complaints.close()
            raise
        assert self._process.stdin
        assert self._process.stdout
        self.requests: IO[bytes] = self._process.stdin
        self.replies: IO[bytes] = self._process.stdout

    def terminate(self) -> None:
        """Ask it to end, whatever it is at. From any thread."""
        self._process.terminate()

    def kill(self) -> None:
        """End it. From any thread."""
        self._process.kill()

    def end(self, grace_s: float) -> str:
        """Ask it for nothing more, give it so long to end, then end it; tells how it ended."""
        process, complaints = self._process, self._complaints
        with process, complaints:
            with suppress(OSError):  # it has ended already, and its pipe is broken
                self.requests.close()
            with suppress(subprocess.TimeoutExpired):
                process.wait(grace_s)
            process.kill()
            complaints.seek(0)
            last_words = complaints.read()[-_LAST_WORDS:].decode(errors="replace").strip()
        return f"exit code {process.returncode}" + (f", {last_words}" if last_words else "")
