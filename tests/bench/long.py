"""Plain books of one hour and of ten, read aloud once each: memory over all processes, disk, and how fast it goes."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.book import write_book
from tests.bench.measure import Run, run, show, table, vorlesen
from tests.bench.sound import sections_s
from tests.bench.watch import MEGABYTE

HOURS = (1, 10)
SECTIONS_AN_HOUR = 10
WORDS_AN_HOUR = 8000
"""What eSpeak NG's German voice says of such a book in an hour."""
_LOOK_EVERY_S = 0.5


@dataclass(frozen=True, slots=True)
class LongRun:
    """A build of a long book: how long its sound is, and what it leaves and needs on the disk, in MB."""

    run: Run
    sound_s: float
    output_mb: float
    cache_mb: float
    scratch_mb: float


def measure_long_books(scratch: Path) -> None:
    """Build each book without and with a cache, and print it; 3 minutes or more."""
    rows: list[tuple[str, LongRun]] = []
    for hours in HOURS:
        folder = scratch / f"{hours}-hours"
        write_book(hours * WORDS_AN_HOUR, hours * SECTIONS_AN_HOUR, folder / "manuscript", plain=False)
        for name, kept in (("--no-cache", False), ("empty cache", True)):
            rows.append((f"{hours} h, {name}", _build(folder, kept=kept)))
            shutil.rmtree(folder / "output")
        shutil.rmtree(folder / "cache")
    show(long_table(f"Long books in sections of {60 // SECTIONS_AN_HOUR} minutes, one run each", rows))


def long_table(title: str, rows: Sequence[tuple[str, LongRun]]) -> str:
    """Memory is the most of all processes at once: PSS counts what they share once, RSS for each of them."""
    columns = ("wall s", "sound s", "sound/wall", "PSS MB", "RSS MB", "output MB", "cache MB", "temp MB")
    cells = [
        (
            name,
            (
                f"{each.run.wall_s:.1f}", f"{each.sound_s:.0f}", f"{each.sound_s / each.run.wall_s:.0f}",
                f"{each.run.peaks.pss_mb:.0f}", f"{each.run.peaks.rss_mb:.0f}",
                f"{each.output_mb:.0f}", f"{each.cache_mb:.0f}", f"{each.scratch_mb:.0f}",
            ),
        )
        for name, each in rows
    ]  # fmt: skip
    return table(title, columns, cells)


def _build(folder: Path, *, kept: bool) -> LongRun:
    output, cache, temporary = folder / "output", folder / "cache", folder / "temporary"
    temporary.mkdir(exist_ok=True)
    keeping = ("--cache", str(cache)) if kept else ("--no-cache",)
    command = (*vorlesen(), "build", str(folder / "manuscript"), "--only", "audio", "-o", str(output), *keeping)
    with _largest(temporary) as largest:
        result = run(command, thorough=True, environment={"TMPDIR": str(temporary)})
    return LongRun(result, sections_s(output), size_mb(output), size_mb(cache), largest[0] + result.peaks.unnamed_mb)


@contextmanager
def _largest(folder: Path) -> Iterator[list[float]]:
    """A list whose one number is, after the context, how large a folder was at most, in MB."""
    found, done = [0.0], threading.Event()

    def look() -> None:
        while not done.wait(_LOOK_EVERY_S):
            found[0] = max(found[0], size_mb(folder))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield found
    finally:
        done.set()
        thread.join()


def size_mb(folder: Path) -> float:
    """What the files in a folder hold, those that go away meanwhile left out; 0 where there is no folder."""
    return sum(_size(path) for path in folder.rglob("*")) / MEGABYTE


def _size(path: Path) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except FileNotFoundError:
        return 0
