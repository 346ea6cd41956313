"""A transcript as one page that needs neither sound nor a network, for those who don't hear. Pure.

What is said together stands together: a paragraph, a row of a table, a chart; its time leads to its place in the
MP3. Speaker, time and words are `cite`, `time` and `p`, as podcast players read them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby

from pipeline.locales import Words
from pipeline.model import Table
from pipeline.traversal import blocks
from pipeline.writers.markup import escape, foreign_attributes, generated, language_attributes, quote
from pipeline.writers.transcripts.cues import Cue, Part, Pieces, Transcript, is_foreign, parts, tidy

_XHTML = "http://www.w3.org/1999/xhtml"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(transcript: Transcript) -> Iterator[str]:
    """The page, a part at a time; it is XML as well."""
    yield _opening(transcript)
    places = _places(transcript)
    for track, start in zip(transcript.tracks, transcript.starts, strict=True):
        foreign = is_foreign(track.language, transcript.language)
        attributes = foreign_attributes(track.language, transcript.language) if foreign else ""
        around = track.language if foreign else transcript.language
        yield f"<section{attributes}>\n"
        for number, part in enumerate(parts(transcript, track, start)):
            level = (2 if transcript.is_whole else 1) + (number > 0)
            yield from _part(part, level, around, transcript, places)
        yield "</section>\n"
    yield "</main>\n</body>\n</html>\n"


# ------------------------------------------------------------------ what is said


def _part(part: Part, level: int, around: str, transcript: Transcript, places: Mapping[str, str]) -> Iterator[str]:
    title, rest = _titled(part)
    heading = " ".join(_words(cue, around) for cue in title) or escape(part.chapter.title)
    yield f'<h{level} data-chapter="{quote(part.chapter.id)}">{heading}</h{level}>\n'
    speaker = ""
    for _, together in groupby(rest, lambda cue: (_place(cue.id, places), cue.speaker)):
        said = tuple(together)
        yield _said(said, around, transcript, shows_speaker=said[0].speaker != speaker)
        speaker = said[0].speaker


def _titled(part: Part) -> tuple[tuple[Cue, ...], tuple[Cue, ...]]:
    """The cues that say the chapter's title and nothing else, but for a full stop, and those after them."""
    title = "".join(text for text, _ in tidy(((part.chapter.title, ""),)))
    for end in range(1, len(part.cues) + 1):
        said = " ".join(cue.text for cue in part.cues[:end])
        if said in (title, f"{title}."):
            return part.cues[:end], part.cues[end:]
        if not title.startswith(said):
            break
    return (), part.cues


def _said(cues: tuple[Cue, ...], around: str, transcript: Transcript, *, shows_speaker: bool) -> str:
    name = _speaker(cues[0].speaker, around, transcript.words) if shows_speaker else ""
    text = " ".join(_words(cue, around) for cue in cues)
    return f'<div class="said">\n{name}{_time(cues[0].start_ms, around, transcript)}\n<p>{text}</p>\n</div>\n'


def _speaker(name: str, around: str, own: Words) -> str:
    attributes = _own_language(own, around) if name in (own.narrator, own.answer) else ""
    return f"<cite{attributes}>{escape(name)}:</cite>\n"


def _words(cue: Cue, around: str) -> str:
    """A cue's words with its id and, in seconds, its times."""
    times = f'data-start="{_seconds(cue.start_ms)}" data-end="{_seconds(cue.end_ms)}"'
    return f'<span id="{quote(cue.id)}" {times}>{_marked(cue.pieces, around)}</span>'


def _marked(pieces: Pieces, around: str) -> str:
    return "".join(
        f"<span{foreign_attributes(language, around)}>{escape(text)}</span>"
        if is_foreign(language, around)
        else escape(text)
        for text, language in pieces
    )


def _time(start_ms: int, around: str, transcript: Transcript) -> str:
    """A link to the sound at a time."""
    shown, seconds, own = _shown(start_ms), _seconds(start_ms), transcript.words
    label = f' aria-label="{quote(own.listen_from.format(time=shown))}"{_own_language(own, around)}'
    address = quote(f"{transcript.stem}.mp3#t={seconds}")
    return f'<a href="{address}"{label}><time datetime="PT{seconds}S">{shown}</time></a>'


def _own_language(own: Words, around: str) -> str:
    """The language of the pipeline's own words, where it is another."""
    return foreign_attributes(own.language, around) if is_foreign(own.language, around) else ""


def _places(transcript: Transcript) -> dict[str, str]:
    """What is said together, by the ids in it: a block, or a row of a table."""
    found: dict[str, str] = {}
    tracks = {track.id for track in transcript.tracks}
    for chapter in transcript.manuscript.chapters:
        for block in blocks(chapter) if chapter.id in tracks else ():
            found[block.id] = block.id
            if isinstance(block, Table):
                found |= {name: row.id for row in block.rows for name in (row.id, *(cell.id for cell in row.cells))}
    return found


def _place(name: str, places: Mapping[str, str]) -> str:
    """Where an id belongs: those of parts and of announcements are another one with an ending; "" where to none."""
    while name and name not in places:
        name = name.rpartition("-")[0]
    return places.get(name, "")


# ------------------------------------------------------------------ around it


def _opening(transcript: Transcript) -> str:
    own, book = transcript.words, transcript.manuscript.metadata.title
    name = own.transcript.format(title=transcript.title)
    title = name if transcript.is_whole else f"{name} – {book}"
    lead = f"<h1>{escape(transcript.title)}</h1>\n" if transcript.is_whole else f'<p class="book">{escape(book)}</p>\n'
    listen = generated(own.listen.format(length=_shown(transcript.length_ms)), own, transcript.language)
    return (
        f'<!DOCTYPE html>\n<html xmlns="{_XHTML}"{language_attributes(transcript.language)}>\n<head>\n'
        f'<meta charset="UTF-8"/>\n<title>{escape(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"/>\n'
        f"<style>\n{_style()}</style>\n</head>\n<body>\n<header>\n{lead}"
        f"<p>{generated(own.transcript_intro, own, transcript.language)}</p>\n"
        f'<p><a href="{quote(transcript.stem)}.mp3">{listen}</a></p>\n</header>\n<main>\n'
    )


@cache
def _style() -> str:
    return files(__package__).joinpath("page.css").read_text(encoding="utf-8")


def _seconds(milliseconds: int) -> str:
    return f"{milliseconds // 1000}.{milliseconds % 1000:03d}"


def _shown(milliseconds: int) -> str:
    """A time as readers know it: minutes and seconds, with hours once there are some."""
    seconds = milliseconds // 1000
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02d}:{seconds % 60:02d}" if hours else f"{minutes}:{seconds % 60:02d}"
