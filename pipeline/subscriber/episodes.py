"""What is wrong with what a feed says of its episodes, one by one and held against each other. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from pipeline.errors import Complaint, complaint
from pipeline.subscriber.chapters import simple_complaints, timestamp_complaints
from pipeline.subscriber.grammar import address_fault, milliseconds, moment, number
from pipeline.subscriber.said import required, said_complaints
from pipeline.subscriber.transcripts import transcript_complaints
from pipeline.subscriber.tree import Node

_REQUIRED = ("title", "description", "link", "guid", "pubDate", "itunes:duration")
_VALUES = (("itunes:explicit", ("true", "false")), ("itunes:episodeType", ("full", "trailer", "bonus")))
_NUMBERS = ("itunes:episode", "itunes:season")
SOUND = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/x-m4a",
    ".m4b": "audio/x-m4b",
    ".mp4": "video/mp4",
    ".m4v": "video/x-m4v",
    ".mov": "video/quicktime",
}
"""The files that directories take, with their types (Apple, Podcast RSS feed requirements)."""
_CHAPTERS = ("application/json+chapters", "application/json")


def episode_complaints(item: Node, where: str) -> Iterator[Complaint]:
    """All that is wrong with one episode."""
    yield from required(item, _REQUIRED, where)
    yield from said_complaints(item, _VALUES, where)
    yield from _identity_complaints(item, where)
    yield from _enclosure_complaints(item, where)
    duration = item.text_of("itunes:duration")
    duration_ms = milliseconds(duration) or None
    if duration and duration_ms is None:
        yield complaint(where, "bad-duration", text=duration)
    for name in _NUMBERS:
        text = item.text_of(name)
        if item.first(name) is not None and not number(text):
            yield complaint(where, "bad-number", element=name, text=text)
    yield from simple_complaints(item, where, duration_ms)
    yield from timestamp_complaints(item, where)
    yield from _chapters_complaints(item, where)
    yield from transcript_complaints(item, where)


def series_complaints(named: Sequence[tuple[str, Node]]) -> Iterator[Complaint]:
    """What is wrong among episodes, each with its name, in the order of the feed."""
    guids: dict[str, int] = {}
    dates: dict[datetime, int] = {}
    numbers: dict[tuple[int, int], int] = {}
    last: tuple[datetime, str] | None = None
    for index, (name, item) in enumerate(named):
        guid, published = item.text_of("guid"), moment(item.text_of("pubDate"))
        if guid and (first := guids.setdefault(guid, index)) != index:
            yield complaint(name, "same-guid", text=guid, other=named[first][0])
        place = (number(item.text_of("itunes:season")) or 1, number(item.text_of("itunes:episode")) or 0)
        if place[1] and (first := numbers.setdefault(place, index)) != index:
            yield complaint(name, "same-number", text=place[1], other=named[first][0])
        if published is None:
            continue
        if (first := dates.setdefault(published, index)) != index:
            yield complaint(name, "same-moment", text=item.text_of("pubDate"), other=named[first][0])
        if last is not None and published > last[0]:
            yield complaint(name, "not-newest-first", other=last[1])
        last = published, name


def _identity_complaints(item: Node, where: str) -> Iterator[Complaint]:
    guid, published = item.first("guid"), item.text_of("pubDate")
    if guid is not None and guid.text and guid.get("isPermaLink") != "false" and address_fault(guid.text):
        yield complaint(where, "guid-not-address", text=guid.text)
    if published and moment(published) is None:
        yield complaint(where, "bad-date", element="pubDate", text=published)


def _enclosure_complaints(item: Node, where: str) -> Iterator[Complaint]:
    enclosure = item.first("enclosure")
    if enclosure is None:
        yield complaint(where, "missing-element", element="enclosure")
        return
    if not number(enclosure.get("length")):
        yield complaint(where, "enclosure-length", text=enclosure.get("length"))
    address, kind = enclosure.get("url"), enclosure.get("type")
    expected = "" if address_fault(address) else _expected(address)
    if not kind:
        yield complaint(where, "missing-attribute", element="enclosure", name="type")
    elif kind != expected and (expected or kind not in SOUND.values()):
        yield complaint(where, "enclosure-type", text=kind, known=expected or ", ".join(SOUND.values()))
    for alternate in item.all("podcast:alternateEnclosure"):
        if not alternate.get("type"):
            yield complaint(where, "missing-attribute", element="podcast:alternateEnclosure", name="type")
        if not alternate.all("podcast:source"):
            yield complaint(where, "alternate-source")


def _expected(address: str) -> str:
    """The type of a file by its name, "" for none that directories take."""
    path = urlsplit(address).path.lower()
    return next((kind for ending, kind in SOUND.items() if path.endswith(ending)), "")


def _chapters_complaints(item: Node, where: str) -> Iterator[Complaint]:
    chapters = item.first("podcast:chapters")
    if chapters is None:
        yield complaint(where, "no-chapters-file")
    elif chapters.get("type") not in _CHAPTERS:
        yield complaint(where, "chapters-type", text=chapters.get("type"), known=_CHAPTERS[0])
