"""The list of what builds have published into a folder, and for which book. Reads files."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

LIST_FILE = ".published.json"
"""The list, within the output folder."""


class Listed(NamedTuple):
    """A file of an earlier build. `book` tells one manuscript from others that are built into the same folder."""

    book: str
    edition: str
    path: str


def book_of(manuscript: Path, output: Path) -> str:
    """A manuscript's name in the list: the way to it, so that a project may move, in a form that tells nobody."""
    way = os.path.relpath(manuscript.resolve(), output.resolve())
    return sha256(os.fsencode(way)).hexdigest()[:16]


def written(published: Iterable[Listed]) -> bytes:
    """A list as it is kept."""
    return json.dumps(sorted(published), indent=0).encode()


def read_list(output: Path) -> frozenset[Listed]:
    """What earlier builds published. Of a list that isn't ours nothing is believed. Raises OSError."""
    try:
        rows = json.loads((output / LIST_FILE).read_bytes())
    except (FileNotFoundError, ValueError, RecursionError):
        return frozenset()
    if not isinstance(rows, list):
        return frozenset()
    return frozenset(Listed(*row) for row in rows if _is_row(row))


def is_all(paths: Collection[str], output: Path, manuscript: Path) -> bool:
    """Whether a book has these files in the list, and no others of their editions. Raises OSError."""
    book = book_of(manuscript, output)
    own = [each for each in read_list(output) if each.book == book]
    editions = {each.edition for each in own if each.path in paths}
    return {each.path for each in own if each.edition in editions} == set(paths)


def _is_row(row: object) -> bool:
    return isinstance(row, list) and len(row) == len(Listed._fields) and all(isinstance(each, str) for each in row)
