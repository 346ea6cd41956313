"""Media overlays: which words of a page light up while they are read. Pure.

EPUB 3.3, section 9. A page's clips, in reading order, become a tree of `seq` and `par`: tables, lists, figures and
notes keep their structure, so that a reader can skip or leave them. What can be left stands in nothing else that can.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from types import MappingProxyType

from msgspec import Struct

from pipeline.timeline import Timeline, Track
from pipeline.writers.epub.leaf import Container
from pipeline.writers.markup import quote
from pipeline.writers.wording import WordTimes, shown_times

ESCAPABLE = frozenset({"table", "list", "figure", "footnote"})
ACTIVE, PLAYING = "-epub-media-overlay-active", "-epub-media-overlay-playing"


class Clip(Struct, frozen=True):
    """An element of a page and when it is read: from `begin_ms` to `end_ms` of a file of the book."""

    shown: str
    audio: str
    begin_ms: int
    end_ms: int
    within: tuple[Container, ...] = ()


def clips_of(
    timeline: Timeline,
    track: Track,
    audio: str,
    containers: dict[str, tuple[Container, ...]],
    words: WordTimes = MappingProxyType({}),
) -> Iterator[Clip]:
    """The clips of a track, one for neighbours that are shown together or for each of their `words`.

    `audio` is the track's file. Words stand in their sentence.
    """
    for shown, group in groupby(track.spans, lambda span: span.line.shown):
        spans = list(group)
        begin_ms, end_ms = timeline.milliseconds(spans[0].start), timeline.milliseconds(spans[-1].end)
        within = containers.get(shown, ())
        inner = (*within, Container("", shown)) if shown in words else within
        for name, begin, end in shown_times(begin_ms, end_ms, shown, words):
            yield Clip(name, audio, begin, end, inner)


def overlay(document: str, clips: Sequence[Clip]) -> bytes:
    """The overlay of a document as SMIL 3.0."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">\n'
        f'<body epub:textref="{document}">\n{_sequence(document, clips, 0, escapable=False)}</body>\n</smil>\n'
    ).encode()


def clock(milliseconds: int) -> str:
    """A clock value, always in full: some reading systems misread the short forms (SMIL 3.0, timing, 5.4.1)."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def duration_ms(clips: Sequence[Clip]) -> int:
    """How long it takes to read a page."""
    return sum(clip.end_ms - clip.begin_ms for clip in clips)


def _sequence(document: str, clips: Sequence[Clip], depth: int, *, escapable: bool) -> str:
    """Clips that share what they stand in down to a depth; `escapable` tells whether a part of that can be left."""
    parts: list[str] = []
    for container, group in groupby(clips, lambda clip: clip.within[depth] if len(clip.within) > depth else None):
        inner = list(group)
        if container is None:
            parts += (_pair(document, clip) for clip in inner)
            continue
        kept = not (escapable and container.kind in ESCAPABLE)
        kind = f' epub:type="{container.kind}"' if kept and container.kind else ""
        content = _sequence(document, inner, depth + 1, escapable=escapable or container.kind in ESCAPABLE)
        parts.append(f'<seq{kind} epub:textref="{document}#{quote(container.id)}">\n{content}</seq>\n')
    return "".join(parts)


def _pair(document: str, clip: Clip) -> str:
    return (
        f'<par><text src="{document}#{quote(clip.shown)}"/>'
        f'<audio src="{clip.audio}" clipBegin="{clock(clip.begin_ms)}" clipEnd="{clock(clip.end_ms)}"/></par>\n'
    )
