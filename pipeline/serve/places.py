"""The file of a site that an address stands for, opened; nothing that is hidden or outside. Reads files, clock."""

from __future__ import annotations

import os
import time
from errno import EACCES, EINVAL, EISDIR, ELOOP, ENAMETOOLONG, ENOENT, ENOTDIR, EPERM
from pathlib import Path, PurePosixPath
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO

from msgspec import Struct

from pipeline.serve.conditions import Version

INDEX = "index.html"

_NOT_THERE = frozenset({EACCES, EINVAL, EISDIR, ELOOP, ENAMETOOLONG, ENOENT, ENOTDIR, EPERM})


class Opened(Struct, frozen=True):
    """A file to be read and closed. What is told of it is told by the open file: a build may put another there."""

    name: str
    file: BinaryIO
    size_bytes: int
    version: Version


class Folder(Struct, frozen=True):
    """An address that lacks its last slash: names in the page of a folder are relative to that."""


def open_place(site: Path, address: str) -> Opened | Folder | None:
    """What an address, decoded and beginning with a slash, stands for in a site; None where there is nothing.

    Links that lead out of the site are not followed, and no segment is `..`, `.`, empty or begins with a dot.
    """
    names = _names(address)
    if names is None:
        return None
    try:
        place = _inside(site, site.joinpath(*names))
        if place is None or not S_ISDIR(place.stat().st_mode):
            return None if place is None or address.endswith("/") else _open(place)
        index = _inside(site, place / INDEX)
        if index is None or not index.is_file():
            return None
        return _open(index) if address.endswith("/") else Folder()
    except RuntimeError:  # a link that leads round, as Python before 3.13 calls it
        return None
    except OSError as error:
        if error.errno in _NOT_THERE:
            return None
        raise


def _names(address: str) -> tuple[str, ...] | None:
    """The names on the way to a file; None where one of them is none to be followed."""
    if not address.startswith("/") or address.startswith("//") or {"\\", "\0", ":"} & {*address}:
        return None
    names = tuple(address.removesuffix("/").split("/")[1:])
    return None if any(not name or name.startswith(".") for name in names) else names


def _inside(site: Path, path: Path) -> Path | None:
    """Where a path leads, if that is in the site and not hidden."""
    home, place = site.resolve(), path.resolve()
    if not place.is_relative_to(home):
        return None
    way = PurePosixPath(place.relative_to(home).as_posix())
    return None if any(name.startswith(".") for name in way.parts) else place


def _open(place: Path) -> Opened | None:
    if not place.is_file():  # what is no file may wait for a writer when it is opened
        return None
    file = place.open("rb")
    status = os.fstat(file.fileno())
    if not S_ISREG(status.st_mode):
        file.close()
        return None
    tag = f'"{status.st_mtime_ns:x}-{status.st_size:x}"'
    return Opened(place.name, file, status.st_size, Version(tag, _told_second(status.st_mtime)))


def _told_second(modified_s: float) -> int | None:
    """A date tells apart what is a second apart (RFC 9110, 8.8.2.2): as long as that second lasts, none is told.

    Clients that get two versions with one date take the second for the first, whatever its tag.
    """
    return int(modified_s) if int(modified_s) < int(time.time()) else None
