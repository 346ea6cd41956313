"""The player of a page: the browser's own, chapters to go to, and what the script needs. Pure.

Without the script the sound can be played and chapters lead to their places in the text. What needs the script is
hidden until it runs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from pipeline.locales import Words
from pipeline.timeline import ChapterSpan, Timeline, Track
from pipeline.writers.markup import escape, foreign_attributes, quote
from pipeline.writers.web.book import Book, clock, own_language

SPEEDS = ("0.5", "0.75", "0.9", "1", "1.1", "1.25", "1.5", "1.75", "2", "2.5", "3")

# What the buttons show, drawn on 24 by 24; media controls point the same way in every script.
_ICONS = {
    "chapter-back": "M6 5v14M19 5.5v13L9 12z",
    "sentence-back": "M19 6.5v11L11 12zM11 6.5v11L3 12z",
    "sentence-forward": "M5 6.5v11l8-5.5zM13 6.5v11l8-5.5z",
    "chapter-forward": "M18 5v14M5 5.5v13L15 12z",
}
_SIGNS = {"list": "M4 6h16M4 12h16M4 18h10", "settings": "M4 7h9M17 7h3M15 5v4M4 17h3M11 17h9M9 15v4"}


class Played(Struct, frozen=True):
    """What a page plays: its title, its file without the suffix, and the tracks in it, which begin at `starts`."""

    title: str
    file: str
    tracks: tuple[Track, ...]
    starts: tuple[int, ...]


def player(book: Book, played: Played, say: Words, language: str) -> str:
    """The player of a page in a language."""
    name = say.player_of.format(title=played.title)
    return (
        f'<section id="-player" class="player" tabindex="-1" aria-label="{quote(name)}"'
        f"{own_language(say, language)}>\n"
        f'<audio controls="controls" preload="metadata" src="{quote(played.file)}.mp3"'
        f' aria-label="{quote(name)}"></audio>\n'
        f'<div class="controls">\n{_buttons(say)}{_speed(say)}{_chapters(book, played, say, language)}'
        f"{_settings(say, goes_on=not book.edition.one_page)}</div>\n</section>\n"
    )


def cues(book: Book, played: Played) -> str:
    """What is read when, as JSON: [id of the element, start, end] in seconds, neighbours on one element in one.

    Where the words of an element have times, those follow: when each begins.
    """
    rows = [row for track, first in zip(played.tracks, played.starts, strict=True) for row in _rows(book, track, first)]
    # No word of an id can end the element that holds it.
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c").replace("&", "\\u0026")
    return f'<script type="application/json" id="-cues">{text}</script>\n'


def _rows(book: Book, track: Track, first: int) -> Iterator[list[object]]:
    """The cues of a track that begins with the sample `first`."""
    timeline = book.audio.timeline
    for shown, group in groupby(track.spans, lambda span: span.line.shown):
        spans = list(group)
        ends = (first + spans[0].start, first + spans[-1].end)
        row: list[object] = [shown, *(_seconds(timeline, end) for end in ends)]
        if shown in book.words:
            row.append([(timeline.milliseconds(first) + start_ms) / 1000 for start_ms in book.words[shown]])
        yield row


def _seconds(timeline: Timeline, samples: int) -> float:
    return timeline.milliseconds(samples) / 1000


def _drawing(path: str) -> str:
    return f'<svg viewBox="0 0 24 24" aria-hidden="true"><path d="{path}"/></svg>'


def _buttons(say: Words) -> str:
    names = (say.chapter_back, say.sentence_back, say.sentence_forward, say.chapter_forward)
    return "".join(
        f'<button type="button" hidden="hidden" data-does="{does}" aria-label="{quote(name)}" title="{quote(name)}">'
        f"{_drawing(path)}</button>\n"
        for (does, path), name in zip(_ICONS.items(), names, strict=True)
    )


def _speed(say: Words) -> str:
    options = "".join(
        f'<option value="{speed}"{_chosen(speed)}>{speed.replace(".", say.decimal_mark)}×</option>' for speed in SPEEDS
    )
    label = f'<span class="name">{escape(say.speed)}</span>'
    return f'<label class="speed" hidden="hidden">{label} <select data-sets="speed">{options}</select></label>\n'


def _chosen(speed: str) -> str:
    return ' selected="selected"' if speed == "1" else ""


def _summary(sign: str, text: str) -> str:
    return f'<summary>{_drawing(_SIGNS[sign])}<span class="name">{escape(text)}</span></summary>'


def _chapters(book: Book, played: Played, say: Words, language: str) -> str:
    items = "".join(
        _chapter(book, track, first, each, nested=len(played.tracks) > 1 and each.kind != "section")
        for track, first in zip(played.tracks, played.starts, strict=True)
        for each in track.chapters
    )
    own = foreign_attributes(language, say.language) if own_language(say, language) else ""
    return (
        f'<details class="panel" name="panel">\n{_summary("list", say.chapters)}\n'
        f'<ol class="sheet chapters"{own}>\n{items}</ol>\n</details>\n'
    )


def _chapter(book: Book, track: Track, first: int, chapter: ChapterSpan, *, nested: bool) -> str:
    timeline = book.audio.timeline
    start = _seconds(timeline, first + chapter.start)
    place = next(span.line.shown for span in track.spans if span.start == chapter.start)
    title = f'<span class="title">{escape(chapter.title)}</span>'
    own = ' class="nested"' if nested else ""
    return f'<li{own}><a href="#{quote(place)}" data-start="{start:.3f}">{title} {clock(start)}</a></li>\n'


def _settings(say: Words, *, goes_on: bool) -> str:
    choices: tuple[tuple[str, str, bool], ...] = (
        ("skip-tables", say.skip_tables, False),
        ("skip-charts", say.skip_charts, False),
        ("skip-notes", say.skip_notes, False),
        ("follow", say.follow, True),
        *((("go-on", say.go_on, False),) if goes_on else ()),
        ("keys", say.use_keys, True),
    )
    boxes = "".join(
        f'<label><input type="checkbox" data-sets="{name}"{_checked(on)}/> {escape(text)}</label>\n'
        for name, text, on in choices
    )
    return (
        f'<details class="panel" name="panel" hidden="hidden">\n{_summary("settings", say.settings)}\n'
        f'<div class="sheet settings">\n<div class="choices">\n{boxes}</div>\n<p>{escape(say.tap)}</p>\n'
        f"{_keys(say)}</div>\n</details>\n"
    )


def _checked(on: bool) -> str:
    return ' checked="checked"' if on else ""


def _keys(say: Words) -> str:
    keys = (
        ((say.space_key, "K"), say.key_play),
        (("←", "→"), say.key_seek),
        (("J", "L"), say.key_sentence),
        (("P", "N"), say.key_chapter),
        (("[", "]", "−", "+"), say.key_speed),
    )
    rows = "".join(
        f"<div><dt>{' '.join(f'<kbd>{escape(key)}</kbd>' for key in each)}</dt><dd>{escape(text)}</dd></div>\n"
        for each, text in keys
    )
    return f'<p class="part">{escape(say.keys)}</p>\n<dl class="keys">\n{rows}</dl>\n'
