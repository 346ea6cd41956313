"""When a manuscript has changed, and is quiet again. Reads the folder's names, times and sizes; no file is opened.

Looking takes a millisecond for a hundred files and works on every file system, network shares and containers among
them, where the system's own notices often don't come.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

Look = frozenset[tuple[str, int, int]]
"""Each file's path, its time of change in nanoseconds, and its size in bytes."""


def look_at(folder: Path, without: Path) -> Look:
    """What is in a folder, hidden files and all in the folder `without` left out; empty where it can't be read."""
    return frozenset(_files(folder, without.absolute()))


def wait_for_change(look: Callable[[], Look], pause: Callable[[], None], before: Look) -> Look:
    """Look until something is other than before and stayed so for a pause; give back what is seen then.

    An editor writes a file in several steps, and a program many files.
    """
    while (seen := look()) == before:
        pause()
    while True:
        pause()
        again = look()
        if again == seen:
            return seen
        seen = again


def changed(before: Look, after: Look) -> tuple[str, ...]:
    """The paths that are new, gone or other than before, in order."""
    return tuple(sorted({path for path, _, _ in before ^ after}))


def _files(folder: str | Path, without: Path) -> Iterator[tuple[str, int, int]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or Path(entry.path).absolute() == without:
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, without)
            else:
                status = entry.stat()
                yield entry.path, status.st_mtime_ns, status.st_size
        except OSError:  # it is gone since, or a link that leads nowhere
            continue
