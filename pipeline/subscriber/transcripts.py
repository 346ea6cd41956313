"""Transcripts as subscribers get them: what a feed says of them, and files of WebVTT. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.errors import Complaint, complaint
from pipeline.languages import is_language_tag
from pipeline.subscriber.grammar import milliseconds
from pipeline.subscriber.tree import Node

TYPES = (
    "text/vtt",
    "application/x-subrip",
    "application/srt",
    "text/srt",
    "text/html",
    "application/json",
    "text/plain",
)
"""What a transcript may be (Podcasting 2.0, transcript), with the names that SubRip goes by."""

_MOST_LATE_MS = 1000
"""How far a transcript's end may be from the episode's, of which feeds tell whole seconds."""

_TIME = r"((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})"
_TIMES = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+\S.*)?", re.ASCII)
_HEAD = re.compile(r"\ufeff?WEBVTT(?:[ \t].*)?")
_NO_CUES = ("NOTE", "STYLE", "REGION")


def transcript_complaints(item: Node, where: str) -> Iterator[Complaint]:
    """What is wrong with what a feed says of an episode's transcripts."""
    found = item.all("podcast:transcript")
    for node in found:
        kind, language = node.get("type").partition(";")[0].strip(), node.get("language")
        if not kind:
            yield complaint(where, "missing-attribute", element="podcast:transcript", name="type")
        elif kind not in TYPES:
            yield complaint(where, "transcript-type", text=kind, known=", ".join(TYPES))
        if not language:
            yield complaint(where, "transcript-language", text=node.get("url"))
        elif not is_language_tag(language):
            yield complaint(where, "bad-language", element="podcast:transcript", text=language)
    if all(node.get("type").partition(";")[0].strip() != "text/vtt" for node in found):
        yield complaint(where, "no-webvtt")


def judge_webvtt(data: bytes, where: str, duration_ms: int | None = None) -> tuple[Complaint, ...]:
    """What is wrong with a file of captions (WebVTT, section 4), which ends when the sound does."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return (complaint(where, "webvtt-form", number=1, text="UTF-8"),)
    lines = re.split(r"\r\n|\r|\n", text)
    if not _HEAD.fullmatch(lines[0]) or (len(lines) > 1 and lines[1]):
        return (complaint(where, "webvtt-form", number=1, text=lines[0]),)
    cues: list[tuple[int, int]] = []
    for first, block in _blocks(lines[1:]):
        if block[0].split(maxsplit=1)[0] in _NO_CUES:
            continue
        at = next((index for index, line in enumerate(block[:2]) if "-->" in line), None)
        cue = _span(block[at]) if at is not None and any(line.strip() for line in block[at + 1 :]) else None
        if cue is None:
            return (complaint(where, "webvtt-form", number=first, text=block[at or 0]),)
        cues.append(cue)
    return tuple(_cue_complaints(cues, where, duration_ms))


def _cue_complaints(cues: list[tuple[int, int]], where: str, duration_ms: int | None) -> Iterator[Complaint]:
    if not cues:
        yield complaint(where, "webvtt-empty")
        return
    latest = 0
    for start, _ in cues:
        if start < latest:
            yield complaint(where, "webvtt-order", text=_seconds(start), other=_seconds(latest))
        latest = max(latest, start)
    end = max(end for _, end in cues)
    if duration_ms is not None and abs(end - duration_ms) > _MOST_LATE_MS:
        yield complaint(where, "webvtt-end", text=_seconds(end), other=_seconds(duration_ms))


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """What stands between empty lines, each with the number of its first line in the file."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], 2):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _span(line: str) -> tuple[int, int] | None:
    match = _TIMES.fullmatch(line.strip())
    start, end = (milliseconds(time) for time in match.groups()) if match else (None, None)
    return (start, end) if start is not None and end is not None and start < end else None


def _seconds(ms: int) -> str:
    return f"{ms / 1000:.3f}"
