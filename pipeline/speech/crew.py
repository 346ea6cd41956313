"""Processes that sections are made in, begun before it is known which sections. Runs processes.

To begin takes a process as long as to read a manuscript: both can be done at once.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pipeline.speech.child import Child

_PROGRAM = """\
import json, os, sys
os.putenv("OPENBLAS_NUM_THREADS", "1")  # numpy's threads have nothing to do here, and wait busily
sys.path[:] = json.loads(sys.argv[1])
from pipeline.speech.section_worker import main
main()
"""
_ROOT = Path(__file__).parents[2]


def worker_command() -> tuple[str, ...]:
    """How a process is started: with the folders that this one has its modules from, and nothing of the user's."""
    folders = json.dumps([str(_ROOT), *map(str, sys.path)])
    return (sys.executable, "-I", "-S", *(("-B",) if sys.dont_write_bytecode else ()), "-c", _PROGRAM, folders)


class Crew:
    """Whoever makes sections: processes that wait to be asked, and new ones when none does.

    `command` starts one; another that keeps to section_worker's protocol will do. For any thread.
    """

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._command = tuple(command or worker_command())
        self._waiting: list[Child] = []
        self._lock = threading.Lock()

    def begin(self, count: int) -> None:
        """Start so many processes, that they may be there when they are asked for."""
        with suppress(OSError), self._lock:  # who asks for one will see
            self._waiting += (Child(self._command) for _ in range(count))

    def hire(self) -> Child:
        """A process that nobody else has. Raises OSError when it can't be started."""
        with self._lock:
            if self._waiting:
                return self._waiting.pop()
        return Child(self._command)

    def dismiss(self) -> None:
        """End those that wait."""
        with self._lock:
            while self._waiting:
                child = self._waiting.pop()
                child.kill()
                child.end(0)
