"""The e-book with narration beside the audio alone: what it takes longer, and its size beside the sum of its parts."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

from tests.bench.measure import ROOT, Entry, Run, measure, show, table, vorlesen

MOST = 1.5
"""So many times the time of the audio alone is what the e-book with narration may take."""
_NAMES = ("audio alone", "with narration", "word by word")


def compare(scratch: Path, runs: int, limit_s: float) -> None:
    """Measure and print: the article read aloud, and as an e-book with narration, by sentences and by words."""
    output, worded = scratch / "narrated", scratch / "worded"
    shutil.copytree(ROOT / "manuscript", worded)
    with (worded / "book.yaml").open("a", encoding="utf-8") as settings:
        settings.write("\naudio: {highlight: word}\n")
    builds = ((ROOT / "manuscript", "audio"), (ROOT / "manuscript", "readalong"), (worded, "readalong"))
    places = [output / str(number) for number in range(len(builds))]
    entries = [
        Entry(name, (*vorlesen(), "build", str(folder), "--only", only, "--no-cache", "-o", str(place)))
        for name, (folder, only), place in zip(_NAMES, builds, places, strict=True)
    ]
    show(ratio_table("The article read along", measure(entries, runs, limit_s)))
    show(size_table("Size of the e-book with narration", [part_sizes(place) for place in places[1:]]))


def ratio_table(title: str, results: Sequence[Run]) -> str:
    """Times, and their ratio to those of the audio alone, which are the first."""
    audio = results[0]
    rows = [
        (
            name,
            (
                f"{each.wall_s:.2f}", f"{each.cpu_s:.2f}",
                f"{each.wall_s / audio.wall_s:.2f}x", f"{each.cpu_s / audio.cpu_s:.2f}x",
            ),
        )
        for name, each in zip(_NAMES, results, strict=True)
    ]  # fmt: skip
    return table(title, ("wall s", "CPU s", "to audio", "CPU"), rows) + f"The goal is under {MOST} times.\n"


def part_sizes(place: Path) -> dict[str, int]:
    """The bytes of an e-book in a folder, and those that its parts take in it; what is left is the archive's own."""
    (path,) = place.glob("epub/*-readalong.epub")
    sizes = {"e-book": path.stat().st_size, "sound": 0, "overlays": 0, "text and images": 0}
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            kind = {".mp3": "sound", ".smil": "overlays"}.get(Path(member.filename).suffix, "text and images")
            sizes[kind] += member.compress_size
    return sizes


def size_table(title: str, found: Sequence[dict[str, int]]) -> str:
    """KB of each e-book and of its parts, and how much more it is than their sum."""
    rows = [
        (
            name,
            (
                *(f"{size / 1000:.0f}" for size in sizes.values()),
                f"{100 * (sizes['e-book'] / sum(list(sizes.values())[1:]) - 1):.2f} %",
            ),
        )
        for name, sizes in zip(_NAMES[1:], found, strict=True)
    ]
    return table(title, ("KB", "sound", "overlays", "rest", "over sum"), rows)
