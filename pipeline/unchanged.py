"""Whether all that a build would make is there already. Reads files, and writes one of its own into the output folder.

What comes out depends on the manuscript, on what is asked for, and on the program with the libraries that it uses: of
these a fingerprint is taken, and put on record with the size and the time of each file that was made. So a build with
nothing to do ends before it has imported what it would do it with.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.files import write_whole
from pipeline.published import is_all

RECORD_FILE = ".built.json"
"""The record, within the output folder."""

_MOST_FILES, _MOST_BYTES = 1_000, 100_000_000
"""A larger manuscript takes longer to look through than it is worth."""
_RECORDS = 8
"""So many different builds into a folder are remembered: its editions one by one, say."""
_PROGRAM = Path(__file__).parent
_PIPER = re.compile(rb"piper|\\[xuU]")
"""What book.yaml says where it may name this engine."""

Row = tuple[str, int, int]
"""A path, a size in bytes, and a time of modification in nanoseconds."""


def fingerprint(manuscript: Path, output: Path, asked: Iterable[object]) -> str | None:
    """A digest of all that decides what comes out, None where that can't be told from the manuscript's folder.

    `asked` is what else the user chose.
    """
    try:
        manuscript = manuscript.resolve()
        if output.resolve().is_relative_to(manuscript):  # what is made would be what it is made of
            return None
        parts = (__version__, sys.version, manuscript, *asked, *_contents(manuscript), *_program(), *_libraries())
    except (OSError, RecursionError, _UntoldError):  # whoever reads the manuscript will tell
        return None
    return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def made_before(manuscript: Path, output: Path, made_of: str | None) -> tuple[Path, ...] | None:
    """The files that a build of this fingerprint made, None unless each is there as it was left.

    None too where builds have published more for the same editions, which this one would remove.
    """
    rows = _read(output).get(made_of) if made_of else None
    try:
        if not rows or not is_all([path for path, _, _ in rows], output, manuscript):
            return None
        if any(tuple(row) != row_of(row[0], output / row[0]) for row in rows):
            return None
    except (OSError, ValueError, TypeError):  # a file is gone, or the record isn't ours
        return None
    return tuple(output / path for path, _, _ in rows)


def row_of(path: str, file: Path) -> Row:
    """How a file will be known that goes to `path`. Raises OSError."""
    status = file.lstat()
    return path, status.st_size, status.st_mtime_ns


def with_build(output: Path, made_of: str, rows: Sequence[Row]) -> bytes:
    """The record of a folder with one build more; the oldest is left out where they are too many."""
    records = _read(output)
    records.pop(made_of, None)
    return json.dumps(dict([*records.items(), (made_of, rows)][-_RECORDS:])).encode()


def forget(output: Path, made_of: str | None) -> None:
    """Take a build out of the record, so that the next one does its work again."""
    records = _read(output)
    if made_of and records.pop(made_of, None):
        with suppress(OSError):
            write_whole([json.dumps(records).encode()], output / RECORD_FILE)


class _UntoldError(Exception):
    """What comes out may depend on files elsewhere, or there is too much to look through."""


def _contents(manuscript: Path) -> Iterator[object]:
    """Path and digest of each file of a manuscript, and its folders. Raises _UntoldError or OSError."""
    size = 0
    for count, path in enumerate(_walk(manuscript), 1):
        yield path
        size += path.stat().st_size
        if count > _MOST_FILES or size > _MOST_BYTES:
            raise _UntoldError
        if path.is_dir():
            continue
        data = path.read_bytes()
        if path.suffix == ".yaml" and _PIPER.search(data):  # its voice may be anywhere
            raise _UntoldError
        yield sha256(data).hexdigest()


def _walk(folder: Path) -> Iterator[Path]:
    for entry in sorted(os.scandir(folder), key=lambda each: each.name):
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield path
            yield from _walk(path)
        elif entry.is_file():
            yield path
        else:  # a link to a folder, which may go round in a circle, or a pipe, which never ends
            raise _UntoldError


def _program() -> Iterator[Row]:
    """The program's own files: whoever works on it has one version all day."""
    for folder, folders, names in os.walk(_PROGRAM):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (row_of(name, Path(folder, name)) for name in sorted(names))


def _libraries() -> Iterator[object]:
    """The folders with libraries: each that is put in, taken out or changed for another version changes their time."""
    for folder in sys.path:
        if folder.endswith(("site-packages", "dist-packages")):
            with suppress(OSError):
                yield folder
                yield Path(folder).stat().st_mtime_ns


def _read(output: Path) -> dict[str, Any]:
    """The records of a folder, whatever they are."""
    place = output / RECORD_FILE
    try:
        read = json.loads(place.read_bytes()) if place.is_file() else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}
