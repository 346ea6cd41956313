"""What an app shows of an episode: its words in short, chapters, charts and tables as text, sources. Pure.

Charts and tables are told as they are spoken, so that what is heard can be read. Apps keep paragraphs, lists, headings
and links, and drop tables and drawings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.edition import LONGEST_DESCRIPTION_BYTES
from pipeline.locales import Words
from pipeline.model import Chapter, Link, Paragraph, flatten, plain
from pipeline.timeline import ChapterSpan, Span, Track
from pipeline.traversal import inlines, passages_within, walk
from pipeline.writers.markup import escape, quote

_LONGEST_SUMMARY = 300
_LONGEST_LEAD = 600
"""Characters: even of four bytes each, they leave room for chapters."""
_AS_TEXT = ("chart", "table")


def summary(chapter: Chapter) -> str:
    """The first sentences of a section, as many as fit into 300 characters, but at least one; "" where it has none."""
    for block in walk(chapter.blocks):
        if isinstance(block, Paragraph) and block.content:
            sentences = [plain((sentence,)) for sentence in block.content]
            kept = sentences[:1]
            for sentence in sentences[1:]:
                if len(" ".join([*kept, sentence])) > _LONGEST_SUMMARY:
                    break
                kept.append(sentence)
            return " ".join(kept)
    return ""


def description(lead: str, voices: str, stamps: Sequence[str]) -> str:
    """What an episode is about, what its voices are, and the chapters with their times, a line each.

    As many of the chapters as directories take; all of them are in the notes. There are no tags in it, but what reads
    it takes it for HTML (RSS 2.0, description): in plain text, words such as <b> would be lost.
    """
    lines = [*map(escape, filter(None, (shortened(lead, _LONGEST_LEAD), voices))), ""]
    room = LONGEST_DESCRIPTION_BYTES - len("\n".join(lines).encode())
    for stamp in map(escape, stamps):
        room -= len(f"\n{stamp}".encode())
        if room < 0:
            break
        lines.append(stamp)
    return "\n".join(lines)


def shortened(text: str, most: int) -> str:
    """A text of no more than so many characters, cut between words where it can be."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


def show_notes(
    words: Words, lead: Sequence[str], stamps: Sequence[str], track: Track | None, chapter: Chapter | None, links: str
) -> str:
    """HTML for content:encoded: `lead` are paragraphs, `stamps` the chapters with their times, `links` a list's items.

    `track` and `chapter` are a section's, None for the whole book.
    """
    parts = [f"<p>{escape(text)}</p>\n" for text in lead if text]
    parts += _list(words.chapters, [escape(stamp) for stamp in stamps])
    if track is not None:
        told = [_told(span, track.spans) for span in track.chapters if span.kind in _AS_TEXT]
        parts += [f"<h2>{escape(words.as_text)}</h2>\n", *told] if told else []
    if chapter is not None:
        parts += _list(words.sources, list(dict.fromkeys(_sources(chapter))))
    parts += [f"<h2>{escape(words.downloads)}</h2>\n<ul>\n{links}</ul>\n"]
    return "".join(parts)


def link(address: str, text: str) -> str:
    """An item of a list, with a link."""
    return f'<li><a href="{quote(address)}">{escape(text)}</a></li>\n'


def _list(title: str, items: Sequence[str]) -> list[str]:
    if not items:
        return []
    lines = "".join(f"<li>{item}</li>\n" for item in items)
    return [f"<h2>{escape(title)}</h2>\n<ul>\n{lines}</ul>\n"]


def _told(chapter: ChapterSpan, spans: Sequence[Span]) -> str:
    """A chart or a table as it is spoken: what comes before the first row in a paragraph, then each row an item."""
    lines = [span.line for span in spans if chapter.start <= span.start < chapter.end]
    texts = [(line.id.endswith("-start"), line.text) for line in lines if not line.id.endswith(("-cap", "-end"))]
    first = next((n for n, (is_start, _) in enumerate(texts) if is_start), len(texts))
    head = " ".join(text for _, text in texts[:first])
    rows: list[list[str]] = []
    for is_start, text in texts[first:]:
        if is_start:
            rows.append([])
        rows[-1].append(text)
    items = "".join(f"<li>{escape(' '.join(row))}</li>\n" for row in rows)
    listed = f"<ul>\n{items}</ul>\n" if items else ""
    return f"<h3>{escape(chapter.title)}</h3>\n<p>{escape(head)}</p>\n{listed}"


def _sources(chapter: Chapter) -> Iterator[str]:
    """The work that a section cites, and the pages that it links to."""
    if chapter.source:
        yield escape(plain(chapter.source))
    notes = tuple(block for note in chapter.notes for block in note.blocks)
    for passage in passages_within((*chapter.blocks, *notes), ""):
        for inline, _ in inlines(passage):
            if isinstance(inline, Link):
                yield f'<a href="{quote(inline.url)}">{escape(flatten(inline.children))}</a>'
