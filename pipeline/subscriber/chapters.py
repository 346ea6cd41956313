"""Chapters as subscribers get them: within the feed, in its description, and as a file of JSON. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from itertools import pairwise

from msgspec import Struct

from pipeline.errors import Complaint, complaint
from pipeline.subscriber.grammar import milliseconds
from pipeline.subscriber.tree import Node

FEWEST_TIMESTAMPS = 3
"""Fewer than that, and apps make no chapters of a description (Apple, Chapters)."""

_STAMP = re.compile(r"^[(\[]?((?:\d{1,2}:)?\d{1,2}:[0-5]\d)[)\]]?[ \t]+(\S.*)$", re.ASCII | re.MULTILINE)
_TAG = re.compile(r"<[^<>]*>")
_MOST_APART_MS = 2


class Mark(Struct, frozen=True):
    """A chapter: when it begins and what it is called."""

    start_ms: int
    title: str


def simple_marks(item: Node) -> tuple[Mark, ...]:
    """The chapters within an episode of which the time can be read (Podlove Simple Chapters)."""
    timed = ((milliseconds(node.get("start")), node.get("title")) for node in _simple(item))
    return tuple(Mark(start, title) for start, title in timed if start is not None)


def timestamps(description: str) -> tuple[Mark, ...]:
    """The lines of a description that begin with a time; it is HTML, with tags or without (RSS 2.0, description)."""
    found = _STAMP.findall(description) or _STAMP.findall(_TAG.sub("\n", description))
    return tuple(Mark(milliseconds(time) or 0, unescape(title).strip()) for time, title in found)


def simple_complaints(item: Node, where: str, duration_ms: int | None) -> Iterator[Complaint]:
    """What is wrong with the chapters within an episode."""
    if not _simple(item):
        yield complaint(where, "no-simple-chapters")
        return
    for node in _simple(item):
        if milliseconds(node.get("start")) is None:
            yield complaint(where, "chapter-time", text=node.get("start"), title=node.get("title"))
    yield from mark_complaints(simple_marks(item), where, duration_ms)


def mark_complaints(marks: Sequence[Mark], where: str, duration_ms: int | None) -> Iterator[Complaint]:
    """What is wrong with chapters, wherever they stand. `duration_ms` is None where nobody knows it."""
    if marks and marks[0].start_ms != 0:
        yield complaint(where, "chapters-late", text=_clock(marks[0].start_ms))
    for before, after in pairwise(marks):
        if after.start_ms <= before.start_ms:
            yield complaint(where, "chapter-order", title=after.title, other=before.title)
    for mark in marks:
        if not mark.title:
            yield complaint(where, "chapter-untitled", text=_clock(mark.start_ms))
        if duration_ms is not None and mark.start_ms >= duration_ms:
            yield complaint(where, "chapter-beyond", title=mark.title, text=_clock(mark.start_ms))


def timestamp_complaints(item: Node, where: str) -> Iterator[Complaint]:
    """What is wrong with the times in a description, held against the chapters within the episode."""
    stamps, marks = timestamps(item.text_of("description")), simple_marks(item)
    if len(stamps) < FEWEST_TIMESTAMPS <= len(marks):
        yield complaint(where, "few-timestamps", count=len(stamps), number=len(marks), fewest=FEWEST_TIMESTAMPS)
    if stamps and stamps[0].start_ms != 0:
        yield complaint(where, "timestamps-late", text=_clock(stamps[0].start_ms))
    # Less than a second apart: the whole second before a chapter or the one after it.
    known = {(second, mark.title) for mark in marks for second in (mark.start_ms // 1000, -(-mark.start_ms // 1000))}
    for stamp in stamps if marks else ():
        if (stamp.start_ms // 1000, stamp.title) not in known:
            yield complaint(where, "stray-timestamp", text=f"{_clock(stamp.start_ms)} {stamp.title}")


def judge_chapters(
    data: bytes, where: str, duration_ms: int | None = None, simple: Sequence[Mark] = ()
) -> tuple[Complaint, ...]:
    """What is wrong with a file of chapters (Podcasting 2.0, jsonChapters 1.2), held against those within the feed."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return (complaint(where, "chapters-not-json"),)
    match found:
        case {"version": str(), "chapters": [_, *_] as chapters} if all(map(_is_chapter, chapters)):
            marks = tuple(_mark(chapter) for chapter in chapters)
            return (*mark_complaints(marks, where, duration_ms), *_differences(marks, simple, where))
        case _:
            return (complaint(where, "chapters-form"),)


def _differences(marks: Sequence[Mark], simple: Sequence[Mark], where: str) -> Iterable[Complaint]:
    if not simple:
        return
    if len(marks) != len(simple):
        yield complaint(where, "chapters-differ", text=len(marks), other=len(simple))
        return
    for mark, other in zip(marks, simple, strict=True):
        if mark.title != other.title or abs(mark.start_ms - other.start_ms) > _MOST_APART_MS:
            text, same = (f"{_clock(each.start_ms)} {each.title}" for each in (mark, other))
            yield complaint(where, "chapters-differ", text=text, other=same)


def _is_chapter(chapter: object) -> bool:
    match chapter:
        case {"startTime": bool()}:
            return False
        case {"startTime": int() | float() as start, "title": str()}:
            return 0 <= start < 1e9
        case {"startTime": int() | float() as start, **rest}:
            return 0 <= start < 1e9 and "title" not in rest
        case _:
            return False


def _mark(chapter: dict[str, object]) -> Mark:
    start = chapter["startTime"]
    assert isinstance(start, int | float)
    return Mark(round(start * 1000), str(chapter.get("title", "")))


def _simple(item: Node) -> list[Node]:
    holder = item.first("psc:chapters")
    return holder.all("psc:chapter") if holder else []


def _clock(ms: int) -> str:
    minutes, second = divmod(ms // 1000, 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{second:02d}"
