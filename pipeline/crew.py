"""Whoever makes sections: processes that begin while a manuscript is read, and wait to be asked. Runs processes."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from pipeline.processes import Child, start

_GRACE_S = 2.0
_STDERR = 2
_PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
_PROGRAM = """\
import gc, json, os, sys
gc.disable()  # what is imported now stays, until the program says that it is done
os.putenv("OPENBLAS_NUM_THREADS", "1")  # numpy's threads have nothing to do here, and wait busily
sys.path[:] = json.loads(sys.argv[2])
from pipeline.speech.section_worker import main
main(json.loads(sys.argv[1]))
"""
_ROOT = Path(__file__).parents[1]


def worker_command(twins: Sequence[Sequence[int]] = ()) -> tuple[str, ...]:
    """How a process is started: with the folders that this one has its modules from, and nothing of the user's.

    For each three descriptors in `twins` it forks, once all is imported: they are a twin's stdin, stdout and stderr.
    """
    own = [] if str(_ROOT) in sys.path else [str(_ROOT)]  # where we are installed are others' modules too: never first
    folders = json.dumps([*own, *map(str, sys.path)])
    flags = ("-I", "-S", *(("-B",) if sys.dont_write_bytecode else ()))
    return (sys.executable, *flags, "-c", _PROGRAM, json.dumps(twins), folders)


class Crew:
    """Processes that wait to be asked, and new ones when none does.

    `command` starts one; another that keeps to section_worker's protocol will do. For any thread. As a context, nobody
    is left at its end.
    """

    def __init__(self, command: Sequence[str] | None = None) -> None:
        self._command = command
        self._waiting: list[Child] = []
        self._leaving: list[Child] = []
        self._twins: list[_Twin] = []
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
            if self._command is None and count > 1 and _can_be_followed():
                children, twins = _family(count)
                self._waiting += children
                self._twins += twins
            else:
                self._waiting += (self._new() for _ in range(count))

    def hire(self) -> Child:
        """A process that nobody else has. Raises OSError when it can't be started."""
        while True:
            with self._lock:
                child = self._waiting.pop() if self._waiting else None
            if child is None:
                return self._new()
            if not child.has_ended():
                return child
            child.end(0)

    def let_go(self, child: Child) -> None:
        """Have nothing more to do with a process that was hired. It is waited for when all are dismissed."""
        child.ask_no_more()
        with self._lock:
            self._leaving.append(child)

    def dismiss(self) -> None:
        """End those that wait, and let those that were let go come to their end. Nobody may hire meanwhile."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
            leaving, self._leaving = self._leaving, []
            twins, self._twins = self._twins, []
        for child in reversed(waiting):  # whoever has yet to fork goes first, and then no twin comes
            child.kill()
            child.end(0)
        for child in leaving:
            child.end(_GRACE_S)
        for twin in twins:
            with suppress(subprocess.TimeoutExpired):
                twin.wait(0)  # now that nobody else can

    def _new(self) -> Child:
        return start(self._command or worker_command())


# ------------------------------------------------------------------ twins


def _family(count: int) -> tuple[list[Child], list[_Twin]]:
    """Processes: one, the last, forks the others, its twins, when it has imported what all of them need."""
    _adopt_orphans()
    with ExitStack() as ours, ExitStack() as theirs:
        children: list[Child] = []
        twins: list[_Twin] = []
        ends: list[list[int]] = []
        for _ in range(count - 1):
            (asked, requests), (replies, answers) = _pipe(), _pipe()
            complaints = ours.enter_context(tempfile.TemporaryFile())
            for end, side in ((asked, theirs), (answers, theirs), (requests, ours), (replies, ours)):
                side.enter_context(end)
            twins.append(_Twin(replies))
            children.append(Child(twins[-1], requests, replies, complaints))
            ends.append([asked.fileno(), answers.fileno(), complaints.fileno()])
        first = start(worker_command(ends), inherited=[number for each in ends for number in each])
        ours.pop_all()
    return [*children, first], twins


def _pipe() -> tuple[IO[bytes], IO[bytes]]:
    """A pipe's ends: to read from, and to write to."""
    reading, writing = os.pipe()
    return os.fdopen(reading, "rb"), os.fdopen(writing, "wb")


def _can_be_followed() -> bool:
    """Whether the system tells what becomes of a process that isn't our own child: Linux 5.4, where nothing forbids it.

    And whether stdin, stdout and stderr are there: a pipe that took the number of one would be taken for it.
    """
    try:
        descriptor = os.pidfd_open(os.getpid())
    except (AttributeError, OSError):
        return False
    try:
        signal.pidfd_send_signal(descriptor, 0)
        os.waitid(os.P_PIDFD, descriptor, os.WEXITED | os.WNOHANG)
    except ChildProcessError:  # nobody is one's own child
        return descriptor > _STDERR
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return False


def _adopt_orphans() -> None:
    """Be parent to twins whose own has ended, instead of the system's first process, which may not wait for them."""
    import ctypes  # noqa: PLC0415  # a build with nothing to do has no twins

    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


class _Twin:
    """A Process that another one has forked, and that says its number first of all. How it ends is heard by nobody."""

    def __init__(self, replies: IO[bytes]) -> None:
        self._replies = replies

    @cached_property
    def _descriptor(self) -> int | None:
        """What stands for it, and for no later process of the same number; None where it ended before it spoke.

        Whoever asks waits until it speaks.
        """
        try:
            descriptor = os.pidfd_open(int(self._replies.readline()))
        except (ValueError, OSError):
            return None
        weakref.finalize(self, os.close, descriptor)
        return descriptor

    def terminate(self) -> None:
        """Ask it to end, if it runs."""
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """End it, if it runs."""
        self._send(signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> None:
        """Wait for its end, for so many seconds. Raises TimeoutExpired."""
        if self._descriptor is None:
            return
        if not _can_be_read(self._descriptor, timeout):
            raise subprocess.TimeoutExpired("a twin", timeout or 0)
        with suppress(ChildProcessError):  # whoever forked it is there still
            os.waitid(os.P_PIDFD, self._descriptor, os.WEXITED)

    def _send(self, number: int) -> None:
        if ("_descriptor" in vars(self) or _can_be_read(self._replies.fileno(), 0)) and self._descriptor is not None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._descriptor, number)


def _can_be_read(descriptor: int, timeout: float | None) -> bool:
    """Whether there is something to read within so many seconds; of a process it is its end."""
    waiting = select.poll()
    waiting.register(descriptor, select.POLLIN)
    return bool(waiting.poll(None if timeout is None else 1000 * timeout))
