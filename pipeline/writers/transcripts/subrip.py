"""A transcript as SubRip (SRT): the speaker's name before each text, so that no colon in it is taken for one. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.writers.transcripts.cues import Transcript, clock, cues, folded

LINE_LENGTH = 84
# The format escapes nothing: an arrow among words, which would be one between times, gets a joiner that shows nothing.
_ARROW, _JOINED_ARROW = "-->", "--\N{WORD JOINER}>"


def subrip(transcript: Transcript) -> Iterator[str]:
    """The file, a subtitle at a time."""
    for number, cue in enumerate(cues(transcript), 1):
        ((text, _),) = folded(((f"{cue.speaker}: {cue.text}", transcript.language),), LINE_LENGTH)
        times = f"{clock(cue.start_ms, ',')} --> {clock(cue.end_ms, ',')}"
        parting = "\n" if number > 1 else ""
        yield f"{parting}{number}\n{times}\n{text.replace(_ARROW, _JOINED_ARROW)}\n"
