"""Wall time and memory of a build beside others, on the same manuscripts: `python -m tests.bench`.

The e-book stands beside pandoc's; reading aloud beside `espeak-ng` and `lame`, which have to be installed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench import ebook, long, narrated, serving, shares, sound
from tests.bench.measure import show

PARTS = ("ebook", "sound", "narrated", "shares", "rebuilds", "serving", "long")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the build beside pandoc, espeak-ng and lame.")
    parser.add_argument("--only", choices=PARTS, help="one part alone")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--limit", type=float, default=180, help="seconds for each table")
    parser.add_argument("--long", action="store_true", help="read books of 1 and 10 hours too: some minutes")
    given = parser.parse_args()
    load = os.getloadavg()[0]
    versions = f"Python {sys.version.split()[0]}, {ebook.version()}, {sound.version()}"
    show(f"{os.cpu_count()} cores with a load of {load:.2f}, {versions}\n")
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        parts: dict[str, Callable[[], None]] = {
            "ebook": lambda: ebook.compare(scratch, given.runs, given.limit),
            "sound": lambda: sound.compare(scratch, given.runs, given.limit),
            "narrated": lambda: narrated.compare(scratch, given.runs, given.limit),
            "shares": lambda: shares.measure_shares(scratch, given.runs),
            "rebuilds": lambda: sound.measure_rebuilds(scratch, given.runs),
            "serving": lambda: serving.measure_serving(scratch),
            "long": lambda: long.measure_long_books(scratch),
        }
        for name, measure in parts.items():
            if given.only == name or (given.only is None and (given.long or name != "long")):
                measure()


if __name__ == "__main__":
    main()
