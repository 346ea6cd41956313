"""A recording's chapters in each of the forms that podcast apps read. Pure: all from the marks that its tag has."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pipeline.audio.tags import ChapterMark
from pipeline.writers.feed.elements import Element

VERSION = "1.2.0"


def json_chapters(marks: Sequence[ChapterMark], title: str) -> bytes:
    """Chapters as a file (Podcasting 2.0, jsonChapters 1.2), times in seconds."""
    chapters = [
        {"startTime": mark.start_ms / 1000, "endTime": mark.end_ms / 1000, "title": mark.title, "url": mark.url}
        for mark in marks
    ]
    named = [{key: value for key, value in chapter.items() if value is not None} for chapter in chapters]
    return json.dumps({"version": VERSION, "title": title, "chapters": named}, ensure_ascii=False, indent=1).encode()


def add_simple_chapters(item: Element, marks: Sequence[ChapterMark]) -> None:
    """Chapters within an episode (Podlove Simple Chapters 1.2)."""
    chapters = item.add("psc:chapters", version="1.2")
    for mark in marks:
        chapters.add("psc:chapter", start=clock(mark.start_ms), title=mark.title, href=mark.url)


def timestamps(marks: Sequence[ChapterMark]) -> tuple[str, ...]:
    """Chapters as lines of a description, which apps make into links: whole seconds, at most one before the chapter."""
    return tuple(f"{clock(mark.start_ms)[:8]} {mark.title}" for mark in marks)


def clock(milliseconds: int) -> str:
    """A time as HH:MM:SS.mmm."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02d}:{minute:02d}:{second:02d}.{rest:03d}"
