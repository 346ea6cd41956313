"""Commands run and measured, in turns, and tables of what came out.

Each group runs in turns (A B A B ...) after one run of each whose time isn't counted; the median is shown, and where
ratios are what counts, the median of the turns' ratios. Memory is
the peak of the largest process in any run, and the greatest sum over the process and its children that was seen in the
first. To watch takes a twentieth of a processor, which who uses all of them would miss. The system counts a child's
peak from before it is a program of its own, so neither is less than this program's 25 MB.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from tests.bench.watch import Peaks, Watch

ROOT = Path(__file__).parent.parent.parent
_COMMAND = "from pipeline.cli import main; main()"
_NAME_WIDTH, _COLUMN_WIDTH = 30, 11


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command: seconds, MB of the largest process, and the peaks of all at once."""

    wall_s: float
    cpu_s: float
    largest_mb: float
    peaks: Peaks


@dataclass(frozen=True, slots=True)
class Entry:
    """A command, its name in the table, and what is done before each run of it, which isn't measured."""

    name: str
    command: tuple[str, ...]
    before: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class Turns:
    """An entry's runs: the first, which is watched and not timed, and one for each turn."""

    watched: Run
    timed: list[Run]


def vorlesen() -> tuple[str, ...]:
    """The installed command, or what it does where only the sources are there."""
    installed = Path(sys.executable).parent / "vorlesen"
    return (str(installed),) if installed.exists() else (sys.executable, "-c", _COMMAND)


def run(
    command: tuple[str, ...],
    *,
    watched: bool = True,
    thorough: bool = False,
    environment: Mapping[str, str] | None = None,
) -> Run:
    """Run a command to its end. Raises RuntimeError with its output if it fails.

    Of one that isn't `watched` only the largest process is known. `thorough` looks for all that Watch can see;
    `environment` is added to this program's own.
    """
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, **(environment or {})}
        )
        with Watch(process.pid, thorough=thorough) if watched else nullcontext() as watch:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            output.seek(0)
            raise RuntimeError(f"{command[0]} failed:\n{output.read().decode(errors='replace')[-2000:]}")
    largest, peaks = usage.ru_maxrss / 1024, watch.peaks if watch else Peaks()
    peaks.rss_mb = max(largest, peaks.rss_mb)
    return Run(wall, usage.ru_utime + usage.ru_stime, largest, peaks)


def measure(entries: Sequence[Entry], runs: int, limit_s: float) -> list[Run]:
    """Each entry's memory, and the median of its times, in turns; stops early once `limit_s` seconds have passed."""
    return [typical(turns.watched, turns.timed) for turns in take_turns(entries, runs, limit_s)]


def take_turns(entries: Sequence[Entry], runs: int, limit_s: float) -> list[Turns]:
    """The runs of each entry; stops early once `limit_s` seconds have passed."""
    start = time.perf_counter()
    found = []
    for entry in entries:
        entry.before()
        found.append(Turns(run(entry.command), []))
    for turn in range(runs):
        if turn and time.perf_counter() - start > limit_s:
            break
        for entry, turns in zip(entries, found, strict=True):
            entry.before()
            turns.timed.append(run(entry.command, watched=False))
    return found


def times_as_fast(turns: Turns, others: Turns) -> float:
    """How many times as fast one is as another: the median of what each turn says.

    The speed of a machine drifts by more, from turn to turn, than the two differ within one.
    """
    return statistics.median(other.wall_s / own.wall_s for own, other in zip(turns.timed, others.timed, strict=True))


def typical(watched: Run, timed: Sequence[Run]) -> Run:
    """The median of times, the largest process of any run, and the peaks of the one that was watched."""
    return Run(
        statistics.median(each.wall_s for each in timed),
        statistics.median(each.cpu_s for each in timed),
        max(each.largest_mb for each in (watched, *timed)),
        watched.peaks,
    )


def runs_table(title: str, entries: Sequence[Entry], results: Sequence[Run]) -> str:
    """One table; ratios are to its last line."""
    last = results[-1]
    rows = [
        (
            entry.name,
            (
                f"{result.wall_s:.3f}", f"{result.cpu_s:.3f}", f"{result.largest_mb:.0f}", f"{result.peaks.rss_mb:.0f}",
                f"{result.wall_s / last.wall_s:.2f}x", f"{result.peaks.rss_mb / last.peaks.rss_mb:.2f}x",
            ),
        )
        for entry, result in zip(entries, results, strict=True)
    ]  # fmt: skip
    return table(title, ("wall s", "CPU s", "MB", "sum MB", "wall", "sum MB"), rows)


def table(title: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> str:
    """A title, what the columns are, and a line for each row: its name and a cell for each column."""
    lines = [("", columns), *rows]
    return "\n".join(["", title, *(_line(name, cells) for name, cells in lines), ""])


def _line(name: str, cells: Sequence[str]) -> str:
    return f"{name:{_NAME_WIDTH}}" + "".join(f"{cell:>{_COLUMN_WIDTH}}" for cell in cells)


def show(text: str) -> None:
    """Print at once, so that somebody who waits sees it."""
    sys.stdout.write(text)
    sys.stdout.flush()
