"""What processes that test side by side share: files that are made once, and a turn that one of them has alone.

Reads the environment: pytest-xdist names a worker there. Writes files.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
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
    with ExitStack() as room:
        # Whoever waits for a turn alone keeps the door, or else those who come and go would never let it in.
        with held(folder / "door"):
            room.enter_context(held(folder / "room", fcntl.LOCK_EX if alone else fcntl.LOCK_SH))
        yield


@contextmanager
def held(path: Path, how: int = fcntl.LOCK_EX) -> Iterator[int]:
    """The descriptor of a file, which is made, with a lock. It ends here even if a child that has it lives on."""
    with path.open("a") as file:
        fcntl.flock(file, how)
        try:
            yield file.fileno()
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)
