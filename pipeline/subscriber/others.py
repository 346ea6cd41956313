"""Whether a transcript that is no WebVTT is what it should be: SubRip, JSON, a page. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from pipeline.errors import Complaint, complaint

_TIME = r"(?:\d{2,}:)?\d\d:\d\d[.,]\d{3}"
_CUE = re.compile(rf"^{_TIME} --> {_TIME}", re.MULTILINE)


def judge_transcript(data: bytes, where: str, kind: str) -> Iterator[Complaint]:
    """What is wrong with a transcript of a media type."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield complaint(where, "not-utf8")
        return
    if not _is_transcript(kind, text):
        yield complaint(where, "bad-transcript", kind=kind)


def _is_transcript(kind: str, text: str) -> bool:
    match kind:
        case "application/json":
            segments = _segments(text)
            return bool(segments) and all({"startTime", "endTime", "body"} <= each.keys() for each in segments)
        case "text/html":
            return "<html" in text.lower()
        case "text/plain":
            return bool(text.strip())
        case _:
            return bool(_CUE.search(text))


def _segments(text: str) -> list[dict[str, object]]:
    """The segments of a transcript in JSON; none where it is something else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return []
    listed = found.get("segments") if isinstance(found, dict) else None
    return listed if isinstance(listed, list) and all(isinstance(each, dict) for each in listed) else []
