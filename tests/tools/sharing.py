"""What processes that test side by side share: files that are made once, and a turn that one of them has alone.

Reads the environment: pytest-xdist names a worker there. Writes files.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def is_worker() -> bool:
    """Whether other processes run tests of the same run."""
    return "PYTEST_XDIST_WORKER" in os.environ


def common_folder(factory: pytest.TempPathFactory) -> Path:
    """A folder for files of this run that all of its processes find."""
    own = factory.getbasetemp()
    return own.parent if is_worker() else own


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], Iterable[Path]]) -> tuple[Path, ...]:
    """The files that `make` returns, which may write to the folder it is given.

    The first process of a run that asks for this name makes them; others wait, and find the same.
    """
    folder = common_folder(factory) / name
    folder.mkdir(exist_ok=True)
    listed = folder / "made.txt"
    with held(folder / "lock"):
        if not listed.exists():
            listed.write_text("\n".join(map(str, make(folder))), encoding="utf-8")
    return tuple(map(Path, listed.read_text(encoding="utf-8").splitlines()))


@contextmanager
def turn(folder: Path, *, alone: bool) -> Iterator[None]:
    """Wait until nobody has a turn alone; for one `alone`, until nobody has any. Locks are in `folder`."""
    # Whoever waits for a turn alone keeps the door, or else those who come and go would never let it in.
    with held(folder / "door"):
        room = held(folder / "room", fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        room.__enter__()
    try:
        yield
    finally:
        room.__exit__(None, None, None)


@contextmanager
def held(path: Path, how: int = fcntl.LOCK_EX) -> Iterator[None]:
    """A lock on a file, which is made. It ends here even when a process that was forked meanwhile lives on."""
    with path.open("a") as file:
        fcntl.flock(file, how)
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)
