"""Where the CPU time of reading aloud goes, as a program of its own tells that looks on: see stopwatch."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.bench.book import write_book
from tests.bench.measure import ROOT, show, table
from tests.bench.sound import SECTIONS, WORDS

REST = "the rest"
SYNTHESIS = "synthesis (eSpeak's process)"
MASTERING, LOUDNESS, LIMITER, PEAKS = (
    "mastering: spools, gain",
    "mastering: loudness",
    "mastering: limiter",
    "mastering: peaks",
)
ENCODING = "encoding (LAME)"
PARTS = (SYNTHESIS, LOUDNESS, LIMITER, PEAKS, MASTERING, ENCODING, REST)


def measure_shares(scratch: Path, runs: int) -> None:
    """Build the book of the bench some times, and print what each part takes."""
    manuscript = scratch / "shared"
    words = write_book(WORDS, SECTIONS, manuscript, plain=True)
    command = (sys.executable, "-m", "tests.bench.stopwatch", str(manuscript), str(scratch / "shared-output"))
    found = [
        parts(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout) for _ in range(runs)
    ]
    show(shares_table(f"CPU time of {words} words read aloud, one section at a time", found))


def parts(told: str) -> dict[str, float]:
    """The parts and their seconds out of what stopwatch tells. Raises ValueError where one misses."""
    found = {str(name): float(seconds) for name, seconds in json.loads(told).items()}
    if set(found) != set(PARTS):
        raise ValueError(f"these parts were measured: {', '.join(found)}")
    return found


def shares_table(title: str, runs: Sequence[Mapping[str, float]]) -> str:
    """The median of each part, and its share of all."""
    seconds = {name: statistics.median(each[name] for each in runs) for name in PARTS}
    whole = sum(seconds.values())
    rows = [(name, (f"{each:.2f}", f"{100 * each / whole:.1f} %")) for name, each in seconds.items()]
    return table(title, ("CPU s", "share"), [*rows, ("all", (f"{whole:.2f}", "100.0 %"))])
