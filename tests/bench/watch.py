"""What a process and its descendants take while they run: memory, and files without a name. Reads /proc.

Where the system has no /proc, all of it is 0.
"""

from __future__ import annotations

import os
import re
import threading
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from types import TracebackType
from typing import Self

MEGABYTE = 1024 * 1024
_BLOCK_BYTES = 512
_FILE_DESCRIPTORS_EVERY = 10


@dataclass(slots=True)
class Peaks:
    """The most that was seen at once, in MB.

    `rss_mb` counts what two processes share twice, `pss_mb` once; `unnamed_mb` is what open files take on the disk
    that are in no folder any more. The last two are 0 where nobody asked for them.
    """

    rss_mb: float = 0.0
    pss_mb: float = 0.0
    unnamed_mb: float = 0.0


class Watch:
    """Looks at a process and its descendants for as long as the context, 50 times a second; 20 where `thorough`."""

    def __init__(self, pid: int, *, thorough: bool = False) -> None:
        self.peaks = Peaks()
        self._pid = pid
        self._look = self._look_closely if thorough else self._look_briefly
        self._pause_s = 0.05 if thorough else 0.02
        self._looks = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(self._pause_s):
            self._look(tree(self._pid))

    def _look_briefly(self, pids: list[int]) -> None:
        self.peaks.rss_mb = max(self.peaks.rss_mb, sum(map(resident_mb, pids)))

    def _look_closely(self, pids: list[int]) -> None:
        peaks, rollups = self.peaks, [_rollup(pid) for pid in pids]
        peaks.rss_mb = max(peaks.rss_mb, sum(kilobytes(rollup, "Rss") for rollup in rollups) / 1024)
        peaks.pss_mb = max(peaks.pss_mb, sum(kilobytes(rollup, "Pss") for rollup in rollups) / 1024)
        if self._looks % _FILE_DESCRIPTORS_EVERY == 0:
            peaks.unnamed_mb = max(peaks.unnamed_mb, unnamed_bytes(pids) / MEGABYTE)
        self._looks += 1


def tree(pid: int) -> list[int]:
    """A process and its descendants."""
    found = [pid]
    for each in found:
        for children in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                found += [int(child) for child in children.read_text().split()]
            except OSError:
                continue  # it has ended since
    return found


def kilobytes(rollup: str, name: str) -> int:
    """One of the figures in what smaps_rollup tells (proc_pid_smaps(5)); 0 where it isn't there."""
    found = re.search(rf"^{name}:\s+(\d+) kB$", rollup, re.MULTILINE)
    return int(found[1]) if found else 0


def unnamed_bytes(pids: list[int]) -> int:
    """What the files take that processes have open and no folder holds, each counted once."""
    sizes: dict[tuple[int, int], int] = {}
    for pid in pids:
        for descriptor in Path(f"/proc/{pid}/fd").glob("*"):
            try:
                status = descriptor.stat()
            except OSError:
                continue  # it is closed since, or what it leads to is none of a folder's
            if S_ISREG(status.st_mode) and status.st_nlink == 0:
                sizes[status.st_dev, status.st_ino] = status.st_blocks * _BLOCK_BYTES
    return sum(sizes.values())


def resident_mb(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


def _rollup(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return ""
