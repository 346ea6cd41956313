"""Whether a file that a feed names is what it should be: transcripts, chapters, artwork. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from pipeline.errors import Complaint, complaint
from pipeline.subscriber.references import Reference

ARTWORK_PIXELS = range(1400, 3001)

_TIME = r"(?:\d{2,}:)?\d\d:\d\d[.,]\d{3}"
_CUE = re.compile(rf"^{_TIME} --> {_TIME}", re.MULTILINE)


def content_complaints(reference: Reference, kind: str, body: bytes) -> Iterator[Complaint]:
    """What is wrong with a file that was fetched, by what it is for and its media type."""
    address = reference.address
    if reference.role == "artwork":
        yield from _artwork(address, body)
        return
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield complaint(address, "not-utf8")
        return
    if reference.role == "chapters":
        if not _are_chapters(text):
            yield complaint(address, "bad-chapters")
    elif not _is_transcript(kind, text):
        yield complaint(address, "bad-transcript", kind=kind)


def _artwork(address: str, body: bytes) -> Iterator[Complaint]:
    try:
        with Image.open(BytesIO(body)) as image:
            width, height, form, mode = *image.size, image.format, image.mode
    except (OSError, ValueError, Image.DecompressionBombError):
        yield complaint(address, "bad-image")
        return
    if width != height or width not in ARTWORK_PIXELS:
        yield complaint(address, "image-size", width=width, height=height)
    if form not in ("JPEG", "PNG") or mode != "RGB":
        yield complaint(address, "image-kind", form=form, mode=mode)


def _are_chapters(text: str) -> bool:
    starts = [each.get("startTime") for each in _listed(text, "chapters")]
    numbers = [start for start in starts if isinstance(start, int | float) and start >= 0]
    return bool(starts) and len(numbers) == len(starts) and numbers == sorted(numbers)


def _is_transcript(kind: str, text: str) -> bool:
    match kind:
        case "application/json":
            segments = _listed(text, "segments")
            return bool(segments) and all({"startTime", "endTime", "body"} <= each.keys() for each in segments)
        case "text/html":
            return "<html" in text.lower()
        case "text/vtt":
            return bool(re.match(r"WEBVTT(?:[ \t\r\n]|$)", text) and _CUE.search(text))
        case _:
            return bool(_CUE.search(text))


def _listed(text: str, name: str) -> list[dict[str, object]]:
    """The objects in a list of a JSON file; none where it is something else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return []
    listed = found.get(name) if isinstance(found, dict) else None
    return listed if isinstance(listed, list) and all(isinstance(each, dict) for each in listed) else []
