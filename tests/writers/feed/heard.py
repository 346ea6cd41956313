"""What a feed and its files say of chapters and times, read back without the code that wrote them."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping, Sequence
from html import unescape
from typing import Any

import feedparser
from mutagen.id3 import ID3
from mutagen.mp3 import MP3

Chapters = list[tuple[int, str]]
"""When each begins, in milliseconds, and what it is called."""

Parsed = Mapping[str, Any]
"""What feedparser makes of a channel or an item: it has no types."""


def parsed(feed: bytes) -> tuple[Parsed, Sequence[Parsed]]:
    """A feed as a reader that isn't ours understands it: the channel, and the items in their order."""
    found = feedparser.parse(io.BytesIO(feed))
    assert not found.bozo, found.get("bozo_exception")
    assert (found.version, found.encoding) == ("rss20", "utf-8")
    return found.feed, found.entries


def guids(feed: bytes) -> dict[str, str]:
    """The guid of each item, by the name of its sound."""
    return {re.sub(r".*/|\.mp3$", "", item["enclosures"][0]["href"]): item["id"] for item in parsed(feed)[1]}


def id3_chapters(mp3: bytes) -> Chapters:
    """The chapters in a tag."""
    found = sorted(ID3(io.BytesIO(mp3)).getall("CHAP"), key=lambda chapter: chapter.start_time)
    return [(chapter.start_time, str(chapter.sub_frames["TIT2"])) for chapter in found]


def json_chapters(data: bytes) -> Chapters:
    """The chapters in a file of JSON."""
    return [(round(each["startTime"] * 1000), each["title"]) for each in json.loads(data)["chapters"]]


def psc_chapters(item: Parsed) -> Chapters:
    """The chapters within an item."""
    return [
        (round(each["start_parsed"].total_seconds() * 1000), each["title"]) for each in item["psc_chapters"]["chapters"]
    ]


def stamps(description: str) -> Chapters:
    """The lines of a description that begin with a time. It is HTML, with no tags in it."""
    found = re.findall(r"^(\d\d):(\d\d):(\d\d) (.+)$", description, re.MULTILINE)
    return [(((int(h) * 60 + int(m)) * 60 + int(s)) * 1000, unescape(title)) for h, m, s, title in found]


def duration_ms(mp3: bytes) -> float:
    """How long a file plays."""
    return float(getattr(MP3(io.BytesIO(mp3)).info, "length", 0)) * 1000
