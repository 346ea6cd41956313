"""Whether all that a build would make is there already. Reads files, and writes one of its own into the output folder.

What comes out depends on the manuscript, on what is asked for, and on the program with the libraries that it uses: of
these a fingerprint is taken before a build, and kept after it with the size and the time of each file that it made. So
a build with nothing to do ends before it has imported what it would do it with.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.files import write_whole

RECORD_FILE = ".built.json"
"""The record, within the output folder."""

_MOST_FILES, _MOST_BYTES = 1_000, 100_000_000
"""A larger manuscript takes longer to look through than it is worth."""
_RECORDS = 8
"""So many different builds into a folder are remembered: its editions one by one, say."""
_PROGRAM = Path(__file__).parent

Row = tuple[str, int, int]
"""A path, a size in bytes, and a time of modification in nanoseconds."""


def fingerprint(manuscript: Path, output: Path, asked: Iterable[object]) -> str | None:
    """A digest of all that decides what comes out, None where that can't be told from the manuscript's folder.

    `asked` is what else the user chose. What is in `output` doesn't count, be it within the manuscript or not.
    """
    try:
        contents = list(_contents(manuscript, output.resolve()))
        parts = (__version__, sys.version, manuscript.resolve(), *asked, *contents, *_program(), *_libraries())
    except (OSError, _UntoldError):  # whoever reads the manuscript will tell
        return None
    return sha256("\0".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()


def made_before(output: Path, made_of: str | None) -> tuple[Path, ...] | None:
    """The files that a build of this fingerprint made, None unless each is there as it was left."""
    rows = _read(output).get(made_of or "")
    if not rows:
        return None
    places = tuple(output / path for path, _, _ in rows)
    try:
        found = [_row(place, output) for place in places]
    except (OSError, ValueError):  # it is gone, or the record isn't ours and leads elsewhere
        return None
    return places if found == rows else None


def remember(output: Path, made_of: str | None, places: Iterable[Path]) -> None:
    """Keep what a build has made. Where that can't be written, the next build will do its work again."""
    if made_of is None:
        return
    records = _read(output)
    records.pop(made_of, None)
    with suppress(OSError):
        records[made_of] = [_row(place, output) for place in places]
        kept = dict(list(records.items())[-_RECORDS:])
        write_whole([json.dumps(kept).encode()], output / RECORD_FILE)


class _UntoldError(Exception):
    """What comes out may depend on files elsewhere, or there is too much to look through."""


def _contents(manuscript: Path, output: Path) -> Iterator[object]:
    """Path and digest of each file of a manuscript. Raises _UntoldError or OSError."""
    files = size = 0
    for path in _walk(manuscript.resolve(), output):
        files, size = files + 1, size + path.stat().st_size
        if files > _MOST_FILES or size > _MOST_BYTES:
            raise _UntoldError
        data = path.read_bytes()
        if path.suffix == ".yaml" and b"piper" in data:  # its voice may be anywhere
            raise _UntoldError
        yield path
        yield sha256(data).hexdigest()


def _walk(folder: Path, output: Path) -> Iterator[Path]:
    for entry in sorted(os.scandir(folder), key=lambda each: each.name):
        path = Path(entry.path)
        if path == output:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path, output)
        elif entry.is_file():
            yield path
        else:  # a link to a folder, which may go round in a circle, or a pipe, which never ends
            raise _UntoldError


def _program() -> Iterator[Row]:
    """The program's own files: whoever works on it has one version all day."""
    for folder, folders, names in os.walk(_PROGRAM):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (_row(Path(folder, name), _PROGRAM) for name in sorted(names))


def _libraries() -> Iterator[object]:
    """The folders with libraries: each that is put in, taken out or changed for another version changes their time."""
    for folder in sys.path:
        if folder.endswith(("site-packages", "dist-packages")):
            with suppress(OSError):
                yield folder
                yield Path(folder).stat().st_mtime_ns


def _row(place: Path, folder: Path) -> Row:
    status = place.lstat()
    return place.relative_to(folder).as_posix(), status.st_size, status.st_mtime_ns


def _read(output: Path) -> dict[str, list[Row]]:
    """The records of a folder. Of what isn't ours nothing is believed."""
    try:
        read: Any = json.loads((output / RECORD_FILE).read_bytes())
        return {str(made_of): [_as_row(row) for row in rows] for made_of, rows in read.items()}
    except (OSError, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return {}


def _as_row(row: Sequence[Any]) -> Row:
    path, size, time_ns = row
    return str(path), int(size), int(time_ns)
