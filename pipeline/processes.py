"""Programs that are asked on their stdin and answer on their stdout, and a crew of them that makes sections.

To begin takes such a process as long as to read a manuscript: both can be done at once. Runs processes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Self

if sys.platform == "linux":
    import fcntl

_LAST_WORDS = 300
_GRACE_S = 2.0  # a signal may go unheeded: PyAV drops what a handler raises while it makes an error of its own
_PIPE_BYTES = 1 << 20
"""An answer is 100 KB and more: with the system's 64 KB, both sides wait for each other."""

_PROGRAM = """\
import gc, json, os, sys
gc.disable()  # what is imported now stays, until the program says that it is done
os.putenv("OPENBLAS_NUM_THREADS", "1")  # numpy's threads have nothing to do here, and wait busily
sys.path[:] = json.loads(sys.argv[1])
from pipeline.speech.section_worker import main
main()
"""
_ROOT = Path(__file__).parents[1]


class Child:
    """One process and its pipes. What it writes to stderr is kept until its end: a pipe would have to be read.

    Raises OSError when it can't be started.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._last_resort: threading.Timer | None = None
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115  # end() closes it
        try:
            self._process = subprocess.Popen(  # noqa: S603  # the command is ours, and no shell sees it
                tuple(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._complaints
            )
        except BaseException:
            self._complaints.close()
            raise
        assert self._process.stdin
        assert self._process.stdout
        self.requests: IO[bytes] = self._process.stdin
        self.replies: IO[bytes] = self._process.stdout
        _widen(self.replies)

    def has_ended(self) -> bool:
        """Whether it is there no more."""
        return self._process.poll() is not None

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
        process, complaints = self._process, self._complaints
        with process, complaints:
            self.ask_no_more()
            with suppress(subprocess.TimeoutExpired):
                process.wait(grace_s)
            process.kill()
            if self._last_resort:
                self._last_resort.cancel()
            complaints.seek(0)
            last_words = complaints.read()[-_LAST_WORDS:].decode(errors="replace").strip()
        return f"exit code {process.returncode}" + (f", {last_words}" if last_words else "")


def _widen(pipe: IO[bytes]) -> None:
    """Let a pipe hold a whole answer, where the system can do so and lets a user have one more: Linux, 64."""
    if sys.platform == "linux":
        with suppress(OSError):  # it is slower so, and works
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


def worker_command() -> tuple[str, ...]:
    """How a process is started: with the folders that this one has its modules from, and nothing of the user's."""
    own = [] if str(_ROOT) in sys.path else [str(_ROOT)]  # where we are installed are others' modules too: never first
    folders = json.dumps([*own, *map(str, sys.path)])
    return (sys.executable, "-I", "-S", *(("-B",) if sys.dont_write_bytecode else ()), "-c", _PROGRAM, folders)


class Crew:
    """Whoever makes sections: processes that wait to be asked, and new ones when none does.

    `command` starts one; another that keeps to section_worker's protocol will do. For any thread. As a context, nobody
    is left at its end.
    """

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._command = tuple(command or worker_command())
        self._waiting: list[Child] = []
        self._leaving: list[Child] = []
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.dismiss()

    def begin(self, count: int) -> None:
        """Start so many processes, that they may be there when they are asked for."""
        with suppress(OSError), self._lock:  # who asks for one will see
            self._waiting += (Child(self._command) for _ in range(count))

    def begin_last(self) -> None:
        """Start one more, if there are any that wait."""
        if self._waiting:
            self.begin(1)

    def hire(self) -> Child:
        """A process that nobody else has. Raises OSError when it can't be started."""
        with self._lock:
            while self._waiting:
                child = self._waiting.pop()
                if not child.has_ended():
                    return child
                child.end(0)
        return Child(self._command)

    def let_go(self, child: Child) -> None:
        """Have nothing more to do with a process that was hired. It is waited for when all are dismissed."""
        child.ask_no_more()
        with self._lock:
            self._leaving.append(child)

    def dismiss(self) -> None:
        """End those that wait, and let those that were let go come to their end."""
        with self._lock:
            while self._waiting:
                child = self._waiting.pop()
                child.kill()
                child.end(0)
            while self._leaving:
                self._leaving.pop().end(_GRACE_S)
