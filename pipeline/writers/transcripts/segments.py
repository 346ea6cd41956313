"""A transcript as JSON: segments, as podcast players read them. Pure.

The format is that of https://github.com/Podcastindex-org/podcast-namespace, transcripts/transcripts.md, version 1.0.0.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from pipeline.writers.transcripts.cues import Cue, Transcript, cues

_JSON = json.JSONEncoder(ensure_ascii=False)


def segments(transcript: Transcript) -> Iterator[str]:
    """The file, a segment at a time; times are in seconds."""
    yield '{"version": "1.0.0", "segments": ['
    for number, cue in enumerate(cues(transcript)):
        yield (",\n" if number else "\n") + _JSON.encode(_segment(cue))
    yield "\n]}\n"


def _segment(cue: Cue) -> dict[str, str | float]:
    return {"speaker": cue.speaker, "startTime": cue.start_ms / 1000, "endTime": cue.end_ms / 1000, "body": cue.text}
