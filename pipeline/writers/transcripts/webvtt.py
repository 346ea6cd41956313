"""A transcript as WebVTT (https://www.w3.org/TR/webvtt1/): voices, other languages, a line's id as its cue's. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.writers.markup import escape
from pipeline.writers.transcripts.cues import Cue, Transcript, clock, cues, folded, is_foreign

LINE_LENGTH = 84


def webvtt(transcript: Transcript) -> Iterator[str]:
    """The file, a cue at a time."""
    yield "WEBVTT\n"
    for cue in cues(transcript):
        times = f"{clock(cue.start_ms, '.')} --> {clock(cue.end_ms, '.')}"
        yield f"\n{cue.id}\n{times}\n{_voice(cue.speaker)}{_text(cue, transcript.language)}\n"


def _voice(speaker: str) -> str:
    """The tag before the words of a speaker; after a hyphen stands a blank, or the tag might end in an arrow."""
    blank = " " if speaker.endswith("-") else ""
    return f"<v {escape(speaker)}{blank}>"


def _text(cue: Cue, around: str) -> str:
    """Escaped, words cannot be markup and no arrow is left that would be taken for one between times."""
    return "".join(
        f"<lang {language}>{escape(text)}</lang>" if is_foreign(language, around) else escape(text)
        for text, language in folded(cue.pieces, LINE_LENGTH)
    )
