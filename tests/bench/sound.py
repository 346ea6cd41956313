"""Reading aloud beside `espeak-ng` piped into `lame`, which speak the same words; and what building again costs.

Both have the same voice, rate and bit rate, and the same quality of LAME. The peer makes one file (two, where two
pipes run at once) and nothing else; ours has sections, chapters, tags, one loudness and peaks that are looked at.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mutagen.mp3 import MPEGInfo

from pipeline.unchanged import RECORD_FILE
from tests.bench.book import write_book
from tests.bench.measure import ROOT, Entry, Run, Turns, run, show, table, take_turns, times_as_fast, typical, vorlesen

WORDS, SECTIONS = 5000, 20
PROGRAMS = ("espeak-ng", "lame")
_PIPE = "espeak-ng -v de -f {text} --stdout | lame -q 5 -b 64 -m m --quiet - {mp3}"
_RATE_HZ, _BITRATE = 22_050, 64_000
_OUTPUT = "article-output"


def version() -> str:
    """The peers'. Ends the program with a sentence where one isn't there."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    if missing:
        raise SystemExit(f"{' and '.join(missing)} can't be found: install your system's packages of these names.")
    return ", ".join(peer_version(_output(name, "--version")) for name in PROGRAMS)


def peer_version(told: str) -> str:
    """A name and a number out of what a program tells of itself."""
    found = re.search(r"^(eSpeak NG|LAME)\b.*?(\d+(?:\.\d+)+)", told, re.MULTILINE)
    return f"{found[1]} {found[2]}" if found else told.partition("\n")[0]


def _output(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


# ------------------------------------------------------------------ throughput


@dataclass(frozen=True, slots=True)
class Reading:
    """A command that reads a book aloud, and what then tells how many seconds of sound it made."""

    entry: Entry
    sound_s: Callable[[], float]


def sections_s(output: Path) -> float:
    """How long all sections are that a build of ours put there; the whole book holds them once more."""
    return sum(map(length_s, output.glob("audio/[0-9]*.mp3")))


def length_s(path: Path) -> float:
    """How long an MP3 is. Raises RuntimeError where its rate or bit rate isn't what is compared."""
    with path.open("rb") as file:
        found = MPEGInfo(file)
    if (found.sample_rate, found.bitrate) != (_RATE_HZ, _BITRATE):
        raise RuntimeError(f"{path.name} has {found.sample_rate} Hz and {found.bitrate} bit/s: it can't be compared")
    return float(found.length)


def compare(scratch: Path, runs: int, limit_s: float) -> None:
    """Measure and print how fast a book is read aloud, in twice as many turns: two programs that use all of a machine
    differ by little more than one turn does from another.
    """
    manuscript = scratch / "plain"
    words = write_book(WORDS, SECTIONS, manuscript, plain=True)
    readings = _readings(manuscript, scratch)
    found = take_turns([reading.entry for reading in readings], 2 * runs, 2 * limit_s)
    lengths = [reading.sound_s() for reading in readings]
    check_lengths(lengths)
    title = f"Reading aloud: {words} words in {SECTIONS} sections"
    show(throughput_table(title, [reading.entry.name for reading in readings], lengths, found))


def check_lengths(lengths_s: Sequence[float]) -> None:
    """Raise RuntimeError where one reads so much less than another that it can't be the same words."""
    if min(lengths_s) < 0.8 * max(lengths_s):
        told = ", ".join(f"{length:.0f} s" for length in lengths_s)
        raise RuntimeError(f"the same words are of very different length: {told}")


def throughput_table(title: str, names: Sequence[str], lengths_s: Sequence[float], found: Sequence[Turns]) -> str:
    """Seconds of sound made in one second of wall time, and the ratio of that to each of the last two lines."""
    rows = []
    for name, length_s, turns in zip(names, lengths_s, found, strict=True):
        result = typical(turns.watched, turns.timed)
        ratios = [
            times_as_fast(turns, peer) * length_s / peer_s
            for peer_s, peer in zip(lengths_s[-2:], found[-2:], strict=True)
        ]
        cells = (
            f"{result.wall_s:.2f}", f"{result.cpu_s:.2f}", f"{length_s:.0f}", f"{length_s / result.wall_s:.0f}",
            *(f"{ratio:.2f}x" for ratio in ratios), f"{result.peaks.rss_mb:.0f}",
        )  # fmt: skip
        rows.append((name, cells))
    return table(title, ("wall s", "CPU s", "sound s", "sound/wall", "to 1 pipe", "to 2", "sum MB"), rows)


def _readings(manuscript: Path, scratch: Path) -> list[Reading]:
    """Ours, keeping nothing and with a cache that is empty; then the peer's, one pipe and two at once."""
    texts, middle = json.loads(_output(sys.executable, "-m", "tests.bench.words", str(manuscript))), SECTIONS // 2
    whole, first, second = (
        _pipe(scratch / name, part)
        for name, part in (("all", texts), ("first", texts[:middle]), ("second", texts[middle:]))
    )
    output, cache = scratch / "read-aloud", scratch / "cache"
    ours = (*vorlesen(), "build", str(manuscript), "--only", "audio", "-o", str(output))
    sound_s = partial(sections_s, output)

    def empty() -> None:
        for folder in (cache, output):  # what is there is not made again
            shutil.rmtree(folder, ignore_errors=True)

    at_once = f"{first[0]} & {second[0]} & wait"
    return [
        Reading(Entry("vorlesen --no-cache", (*ours, "--no-cache")), sound_s),
        Reading(Entry("vorlesen, empty cache", (*ours, "--cache", str(cache)), empty), sound_s),
        Reading(Entry("espeak-ng | lame", ("sh", "-c", whole[0])), partial(length_s, whole[1])),
        Reading(
            Entry("two such pipes at once", ("sh", "-c", at_once)), lambda: length_s(first[1]) + length_s(second[1])
        ),
    ]


def _pipe(place: Path, texts: Sequence[str]) -> tuple[str, Path]:
    """A line for a shell that speaks and encodes texts, and the file that it makes."""
    text, mp3 = place.with_suffix(".txt"), place.with_suffix(".mp3")
    text.write_text("".join(texts), encoding="utf-8")
    return _PIPE.format(text=shlex.quote(str(text)), mp3=shlex.quote(str(mp3))), mp3


# ------------------------------------------------------------------ building again


@dataclass(frozen=True, slots=True)
class Rebuild:
    """A build, and how many clips were spoken and sections encoded for it."""

    run: Run
    clips: int
    sections: int


def measure_rebuilds(scratch: Path, runs: int) -> None:
    """Build the article with an empty cache, again as it is, and after each change of a sentence; print it.

    Of what is as it was, nothing is read again; "looked into again" is where nobody remembers that it is.
    """
    manuscript, cache = scratch / "article", scratch / "article-cache"
    shutil.copytree(ROOT / "manuscript", manuscript)
    edited = sorted(manuscript.glob("*.md"))[1]
    original = edited.read_text(encoding="utf-8")
    first = _rebuild(manuscript, cache)
    _rebuild(manuscript, cache)
    unchanged, forgotten, changed = [], [], []
    for turn in range(runs):
        unchanged.append(_rebuild(manuscript, cache))
        (manuscript.with_name(_OUTPUT) / RECORD_FILE).unlink()
        forgotten.append(_rebuild(manuscript, cache))
        edited.write_text(edit_sentence(original, f"Nummer {turn + 2}"), encoding="utf-8")
        changed.append(_rebuild(manuscript, cache))
    rows = [
        ("empty cache, one run", [first]),
        ("unchanged", unchanged),
        ("unchanged, looked into again", forgotten),
        ("one sentence edited", changed),
    ]
    show(rebuild_table("The article in manuscript/ read aloud again", rows))


def rebuild_table(title: str, rows: Sequence[tuple[str, Sequence[Rebuild]]]) -> str:
    """The median of each row's times; the most clips and sections."""
    cells = [
        (
            name,
            (
                f"{statistics.median(each.run.wall_s for each in found):.2f}",
                f"{statistics.median(each.run.cpu_s for each in found):.2f}",
                str(max(each.clips for each in found)),
                str(max(each.sections for each in found)),
            ),
        )
        for name, found in rows
    ]
    return table(title, ("wall s", "CPU s", "clips", "sections"), cells)


def edit_sentence(text: str, words: str) -> str:
    """A section's Markdown with some more words in the first paragraph's last sentence.

    Raises ValueError where no paragraph ends with a full stop.
    """
    edited, count = re.subn(r"^(\w.*\w)\.$", rf"\1, {words}.", text, count=1, flags=re.MULTILINE)
    if not count:
        raise ValueError("no paragraph ends with a full stop")
    return edited


def _rebuild(manuscript: Path, cache: Path) -> Rebuild:
    before = written(cache)
    command = (
        *vorlesen(), "build", str(manuscript), "--only", "audio", "--cache", str(cache),
        "-o", str(manuscript.with_name(_OUTPUT)),
    )  # fmt: skip
    result = run(command)
    new = [path.suffix for path, _ in written(cache) - before]
    return Rebuild(result, new.count(".clip"), new.count(".frames"))


def written(folder: Path) -> set[tuple[Path, int]]:
    """The files in a folder, each with what becomes another when it is written anew, but not when it is read."""
    return {(path, path.stat().st_ino) for path in folder.glob("*/*")}
