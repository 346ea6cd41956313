"""Wall time and memory of a build beside pandoc's, on the same manuscripts: `python -m tests.bench`.

Each pair runs in turns (A B A B) after one run of each that isn't counted; the median is shown. Memory is the
peak of the largest process, and the greatest sum over the process and its children that was seen. The system
counts a child's peak from before it is a program of its own, so neither is less than this program's 23 MB.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pypandoc

from tests.bench.book import write_book

ROOT = Path(__file__).parent.parent.parent
WORDS, SECTIONS = 180_000, 100
_COMMAND = "from pipeline.cli import main; main()"
_MARKDOWN = """
import markdown, pathlib, sys
extensions = ["tables", "footnotes", "def_list", "attr_list"]
for path in sys.argv[1:]:
    markdown.Markdown(extensions=extensions).convert(pathlib.Path(path).read_text(encoding="utf-8"))
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command: seconds, and MB of the largest process and of all at once."""

    wall_s: float
    cpu_s: float
    largest_mb: float
    sum_mb: float


@dataclass(frozen=True, slots=True)
class Entry:
    """A command and its name in the table."""

    name: str
    command: tuple[str, ...]


def run(command: tuple[str, ...]) -> Run:
    """Run a command to its end. Raises RuntimeError with its output if it fails."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
        seen: list[float] = [0.0]
        done = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, seen, done))
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        done.set()
        watcher.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            output.seek(0)
            raise RuntimeError(f"{command[0]} failed:\n{output.read().decode(errors='replace')[-2000:]}")
    largest = usage.ru_maxrss / 1024
    return Run(wall, usage.ru_utime + usage.ru_stime, largest, max(largest, seen[0]))


def _watch(pid: int, seen: list[float], done: threading.Event) -> None:
    """Keep the greatest sum of the memory of a process and its descendants, in MB, looked at 50 times a second."""
    while not done.wait(0.02):
        seen[0] = max(seen[0], sum(_resident_mb(each) for each in _tree(pid)))


def _tree(pid: int) -> list[int]:
    """A process and its descendants; none where the system has no /proc."""
    found = [pid]
    for each in found:
        for children in Path(f"/proc/{each}/task").glob("*/children"):
            try:
                found += [int(child) for child in children.read_text().split()]
            except OSError:
                continue  # it has ended since
    return found


def _resident_mb(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


def measure(entries: list[Entry], runs: int, limit_s: float) -> list[Run]:
    """The median run of each entry, in turns, after a warm-up; stops early once `limit_s` seconds have passed."""
    start = time.perf_counter()
    for entry in entries:
        run(entry.command)
    found: list[list[Run]] = [[] for _ in entries]
    for turn in range(runs):
        if turn and time.perf_counter() - start > limit_s:
            break
        for entry, results in zip(entries, found, strict=True):
            results.append(run(entry.command))
    return [_median(results) for results in found]


def _median(runs: list[Run]) -> Run:
    return Run(
        statistics.median(each.wall_s for each in runs),
        statistics.median(each.cpu_s for each in runs),
        max(each.largest_mb for each in runs),
        max(each.sum_mb for each in runs),
    )


def show(title: str, entries: list[Entry], results: list[Run]) -> None:
    """Print one table; ratios are to its last line."""
    lines = [f"\n{title}\n{'':24}{'wall s':>9}{'CPU s':>9}{'MB':>8}{'sum MB':>9}{'wall':>9}{'MB':>8}"]
    last = results[-1]
    for entry, result in zip(entries, results, strict=True):
        lines.append(
            f"{entry.name:24}{result.wall_s:9.3f}{result.cpu_s:9.3f}{result.largest_mb:8.0f}{result.sum_mb:9.0f}"
            f"{result.wall_s / last.wall_s:8.2f}x{result.sum_mb / last.sum_mb:7.2f}x"
        )
    sys.stdout.write("\n".join([*lines, ""]))


def _editions(manuscript: Path, scratch: Path) -> list[Entry]:
    """The commands that make an e-book of a manuscript, pandoc's last."""
    files = tuple(str(path) for path in sorted(manuscript.glob("*.md")))
    pandoc = (
        pypandoc.get_pandoc_path(), "-f", "markdown", "--toc", "--split-level=1",
        "--metadata", "title=Buch", "--metadata", "lang=de",
        "-o", str(scratch / "pandoc.epub"), *files,
    )  # fmt: skip
    ours = (*_vorlesen(), "build", str(manuscript), "--only", "epub", "-o", str(scratch / "output"))
    return [
        Entry("vorlesen", ours),
        Entry("Python-Markdown alone", (sys.executable, "-c", _MARKDOWN, *files)),
        Entry("pandoc", pandoc),
    ]


def _vorlesen() -> tuple[str, ...]:
    """The installed command, or what it does where only the sources are there."""
    installed = Path(sys.executable).parent / "vorlesen"
    return (str(installed),) if installed.exists() else (sys.executable, "-c", _COMMAND)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the build beside pandoc.")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--limit", type=float, default=90, help="seconds for each table")
    given = parser.parse_args()
    versions = f"Python {sys.version.split()[0]}, pandoc {pypandoc.get_pandoc_version()}"
    sys.stdout.write(f"{os.cpu_count()} cores, {versions}\n")
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        idle = [
            Entry("vorlesen --help", (*_vorlesen(), "--help")),
            Entry("python -c pass", (sys.executable, "-c", "pass")),
        ]
        show("Start", idle, measure(idle, given.runs * 2, given.limit))
        long_book = scratch / "book"
        words = write_book(WORDS, SECTIONS, long_book)
        for title, manuscript in (
            ("The article in manuscript/", ROOT / "manuscript"),
            (f"A book of {words} words in {SECTIONS} sections", long_book),
        ):
            entries = _editions(manuscript, scratch)
            show(title, entries, measure(entries, given.runs, given.limit))


if __name__ == "__main__":
    main()
