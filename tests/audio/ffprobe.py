"""FFmpeg's own reading of a sound file, by the ffprobe that an npm package brings along."""

from __future__ import annotations

import json
import platform
import subprocess
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from tests.tools.programs import node_module

_SYSTEMS = {"Darwin": "darwin", "Linux": "linux", "Windows": "win32"}
_PROCESSORS = {"x86_64": "x64", "AMD64": "x64", "aarch64": "arm64", "arm64": "arm64"}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter as FFmpeg lists it, in seconds."""

    title: str
    start: Fraction
    end: Fraction


@dataclass(frozen=True, slots=True)
class Probe:
    """What FFmpeg says of a file: samples as decoded, chapters, tags, and every warning it has."""

    samples: int
    duration: Fraction
    chapters: tuple[Chapter, ...]
    tags: dict[str, str]
    warnings: str


def probe(path: Path) -> Probe:
    """Decode a file to its end."""
    shown = ("-show_chapters", "-show_format", "-show_streams", "-show_entries", "frame=nb_samples")
    command = (_program(), "-v", "warning", "-select_streams", "a", *shown, "-of", "json", str(path))
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(answer.stdout)
    chapters = tuple(
        Chapter(chapter["tags"]["title"], Fraction(chapter["start_time"]), Fraction(chapter["end_time"]))
        for chapter in found["chapters"]
    )
    tags = found["format"].get("tags", {}) | found["streams"][0].get("tags", {})
    samples = sum(frame["nb_samples"] for frame in found["frames"])
    return Probe(samples, Fraction(found["streams"][0]["duration"]), chapters, tags, answer.stderr)


def _program() -> str:
    folder = f"{_SYSTEMS[platform.system()]}-{_PROCESSORS[platform.machine()]}"
    name = "ffprobe.exe" if platform.system() == "Windows" else "ffprobe"
    program = node_module("@ffprobe-installer", folder, name)
    program.chmod(0o755)  # as its package would, if npm ran the scripts of packages
    return str(program)
