"""Whether a client has a file already, and which bytes of it are wanted: RFC 9110, sections 13 and 14. Pure.

Starlette's own answer differs where clients in the field do ask: it refuses a range in another unit, one range of
several that lies behind the end, and a range with HEAD, all of which the standard wants answered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from msgspec import Struct

MOST_PIECES = 16
"""Who asks for more gets the whole: many small pieces cost more than they save."""
_MOST_RANGES = 100

_RANGE = re.compile(r"([0-9]{1,18})-([0-9]{1,18})?|-([0-9]{1,18})")
_TAG = re.compile(r'(?:W/)?("[^"]*")')


class Version(Struct, frozen=True):
    """Which version of a file it is: a strong entity tag, and when it was made in seconds since 1970.

    `modified_s` is None for what isn't a file as it stands on the disk, and where another may be made that second.
    """

    tag: str
    modified_s: int | None

    def headers(self) -> dict[str, str]:
        """The headers that tell it."""
        told = {"etag": self.tag}
        if self.modified_s is not None:
            told["last-modified"] = format_datetime(datetime.fromtimestamp(self.modified_s, UTC), usegmt=True)
        return told


class Piece(Struct, frozen=True):
    """Bytes of a file from `start` up to `end`, which is the first one after them."""

    start: int
    end: int


def is_known(asked: Mapping[str, str], version: Version) -> bool:
    """Whether the client has this version, by its If-None-Match, or else by its If-Modified-Since."""
    tags = asked.get("if-none-match")
    if tags is not None:
        return tags.strip() == "*" or version.tag in _TAG.findall(tags)
    since = _moment(asked.get("if-modified-since"))
    return since is not None and version.modified_s is not None and version.modified_s <= since


def wanted(asked: Mapping[str, str], version: Version, size_bytes: int) -> tuple[Piece, ...] | None:
    """The pieces that are asked for, in order and apart from each other; empty if none of them is in the file.

    None stands for the whole: nothing else is asked for, or not in a way that has to be heeded.
    """
    unit, _, listed = asked.get("range", "").partition("=")
    ranges = [each.strip() for each in listed.split(",") if each.strip()]
    if unit.strip().lower() != "bytes" or not ranges or not _is_still(asked.get("if-range"), version):
        return None
    pieces = [_piece(each, size_bytes) for each in ranges[:_MOST_RANGES]]
    joined = _joined(sorted((each for each in pieces if each and each.start < each.end), key=lambda each: each.start))
    is_heeded = None not in pieces and len(ranges) <= _MOST_RANGES and len(joined) <= MOST_PIECES
    return joined if is_heeded else None


def _piece(text: str, size_bytes: int) -> Piece | None:
    """What a range stands for in a file, of no length where it isn't in there; None for what is no range."""
    match = _RANGE.fullmatch(text)
    if match is None or (match[2] and int(match[2]) < int(match[1])):
        return None
    if match[3]:
        return Piece(max(size_bytes - int(match[3]), 0), size_bytes)
    return Piece(int(match[1]), min(int(match[2] or size_bytes) + 1, size_bytes))


def _is_still(condition: str | None, version: Version) -> bool:
    """Whether the version is that of If-Range, which holds a strong tag or the very date that was told."""
    return condition is None or condition in version.headers().values()


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    joined = list[Piece]()
    for piece in pieces:
        if joined and piece.start <= joined[-1].end:
            joined[-1] = Piece(joined[-1].start, max(joined[-1].end, piece.end))
        else:
            joined.append(piece)
    return tuple(joined)


def _moment(date: str | None) -> float | None:
    """A date of HTTP in seconds since 1970; None for none, and for what isn't one."""
    try:
        return parsedate_to_datetime(date).timestamp() if date else None
    except (ValueError, OverflowError):
        return None
