"""Files that are whole or not there, and a folder of such files that is kept from build to build. Writes files."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

ROOM_BYTES = 2_000_000_000
_ASIDE = r"\.[a-z0-9_]{8}\."
_NAME = r"([0-9a-f]{2})[0-9a-f]{62}\.(?:clip|frames|json)"
_KEPT = re.compile(f"(?:{_ASIDE})?{_NAME}")


def write_aside(pieces: Iterable[bytes], place: Path) -> Path:
    """Write a file beside its place, under another name, and give back its path; none is left behind on failure.

    The folder is made. Whoever calls moves it into place. Raises OSError.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".", suffix=f".{place.name}", dir=place.parent)
    aside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(pieces)
        aside.chmod(0o644)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return aside


def make_last(path: Path) -> None:
    """Wait until the disk has a file. Raises OSError."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def write_whole(pieces: Iterable[bytes], place: Path) -> None:
    """Write a file, or leave what is there; none is left behind beside it. Raises OSError."""
    aside = write_aside(pieces, place)
    try:
        aside.replace(place)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def meant_for(name: str) -> str | None:
    """The name of the place that write_aside() wrote a file for, by that file's name; None for any other file."""
    match = re.fullmatch(f"{_ASIDE}(.+)", name)
    return match[1] if match else None


class DamagedFileError(Exception):
    """A file of a store is not what was written; `path` is where it is. Caught by those who can make it anew."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path


class StoreStats(NamedTuple):
    """How many files a store holds, and their size in bytes."""

    files: int
    size_bytes: int


class Store:
    """Files named by digests, in a folder that is made when the first is written; several processes may share it.

    A name is a SHA-256 in hexadecimal digits, a dot and `clip`, `frames` or `json`; files of other names are not the
    store's and stay. `limit_bytes` is what `prune` leaves.
    """

    def __init__(self, folder: Path, limit_bytes: int = ROOM_BYTES) -> None:
        self.folder = folder
        self.limit_bytes = limit_bytes

    def path(self, name: str) -> Path:
        """Where the file of that name is, or would be."""
        return self.folder / name[:2] / name

    def read(self, name: str) -> bytes | None:
        """What a file holds, None when there is none; it is marked as used now. Raises OSError."""
        try:
            data = self.path(name).read_bytes()
        except FileNotFoundError:
            return None
        self.touch(name)
        return data

    def write(self, name: str, data: bytes) -> None:
        """Keep a file. Raises OSError; then what was there before is untouched."""
        write_whole([data], self.path(name))

    def touch(self, name: str) -> None:
        """Mark a file as used now; in a folder that can't be written to, nothing."""
        with suppress(OSError):
            os.utime(self.path(name))

    def is_empty(self) -> bool:
        """Whether it holds no file. Raises OSError."""
        return next(self._files(), None) is None

    def stats(self) -> StoreStats:
        """What the store holds. Raises OSError."""
        sizes = [size for _, size, _ in self._files()]
        return StoreStats(len(sizes), sum(sizes))

    def prune(self, limit_bytes: int | None = None) -> StoreStats:
        """Remove the files that were not used for longest until the rest keeps to the limit; tell what went.

        Raises OSError.
        """
        files = sorted(self._files())
        excess = sum(size for _, size, _ in files) - (self.limit_bytes if limit_bytes is None else limit_bytes)
        removed = freed = 0
        for _, size, path in files:
            if freed >= excess:
                break
            path.unlink(missing_ok=True)
            removed, freed = removed + 1, freed + size
        return StoreStats(removed, freed)

    def clear(self) -> StoreStats:
        """Remove every file of the store and tell what went. What else is in the folder stays. Raises OSError."""
        return self.prune(-1)  # less than nothing: empty files go too

    def _files(self) -> Iterator[tuple[int, int, Path]]:
        """Time of last use in nanoseconds, size in bytes and path of each file, what a killed process left too."""
        for folder in self.folder.glob("[0-9a-f][0-9a-f]/"):
            for path in folder.iterdir():
                match = _KEPT.fullmatch(path.name)
                if match is None or match[1] != folder.name:
                    continue
                with suppress(FileNotFoundError):  # another process pruned it
                    status = path.stat()
                    yield status.st_mtime_ns, status.st_size, path
