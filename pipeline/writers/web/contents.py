"""The first page: what the book is, its sections with how long they are, and what can be taken along. Pure."""

from __future__ import annotations

from itertools import chain

from pipeline.model import Chapter, plain
from pipeline.timeline import Track
from pipeline.writers.markup import escape, generated, quote
from pipeline.writers.web.book import Book, clock, page_of
from pipeline.writers.web.frame import frame, skip_link
from pipeline.writers.web.subscribe import publication_links, subscribe
from pipeline.writers.xhtml import Xhtml


def contents_page(book: Book) -> bytes:
    """The index."""
    write = book.xhtml("", book.language)
    skip = skip_link("-text", write.words.skip_to_text, write.words, book.language)
    body = (
        f'<div class="skip">{skip}</div>\n<main id="-text" class="index" tabindex="-1">\n'
        f"{_head(book, write)}{_sections(book, write)}{_downloads(book, write)}{subscribe(book, write)}"
        f"{_imprint(book, write)}</main>\n"
    )
    return frame(book.manuscript, book.language, plain(book.manuscript.title), body, head=publication_links(book))


def _head(book: Book, write: Xhtml) -> str:
    manuscript, metadata = book.manuscript, book.manuscript.metadata
    alternative = metadata.cover_alt or write.words.cover_alt.format(title=metadata.title)
    subtitle = f'<p class="subtitle">{write.prose(manuscript.subtitle)}</p>\n' if manuscript.subtitle else ""
    creators = "".join(f'<p class="creator">{write.label(write.words.by)}{escape(n)}</p>\n' for n in metadata.creator)
    about = f'<p class="about">{escape(metadata.description)}</p>\n' if metadata.description else ""
    return (
        f'<header class="book">\n<img src="{quote(book.cover)}" alt="{quote(alternative)}"/>\n'
        f"<div>\n<h1>{write.prose(manuscript.title)}</h1>\n{subtitle}{creators}{about}"
        f'<p class="again" hidden="hidden">{write.label(write.words.go_on_at)}<a></a></p>\n</div>\n</header>\n'
    )


def _sections(book: Book, write: Xhtml) -> str:
    say = write.words
    heading = f'<h2 id="-contents">{generated(say.contents, say, book.language)}</h2>'
    items = "".join(
        _section(book, chapter, track)
        for chapter, track in zip(book.manuscript.chapters, book.audio.timeline.tracks, strict=True)
    )
    return f'<nav aria-labelledby="-contents">\n{heading}\n<ol class="contents">\n{items}</ol>\n</nav>\n'


def _section(book: Book, chapter: Chapter, track: Track) -> str:
    length = clock(track.length / book.audio.timeline.rate_hz)
    title = f'<span class="title">{book.title(chapter, book.language)}</span>'
    return f'<li><a href="{quote(page_of(chapter))}" data-section="{chapter.id}">{title} {length}</a></li>\n'


def _downloads(book: Book, write: Xhtml) -> str:
    say, slug = write.words, quote(book.manuscript.metadata.slug)
    length = clock(sum(track.length for track in book.audio.timeline.tracks) / book.audio.timeline.rate_hz)
    links = (
        (say.download_epub, f' href="epub/{slug}.epub" download="download"', ""),
        (say.download_mp3, f' href="audio/{slug}.mp3" download="download"', f" {length}"),
        (say.download_transcript, f' href="audio/{slug}.html"', ""),
        (say.download_captions, f' href="audio/{slug}.vtt" download="download"', ""),
    )
    items = "".join(
        f"<li>{generated(text, say, book.language, tag='a', attributes=attributes)}{more}</li>\n"
        for text, attributes, more in links
    )
    heading = f'<h2 id="-downloads">{generated(say.downloads, say, book.language)}</h2>'
    return f'<section aria-labelledby="-downloads">\n{heading}\n<ul class="downloads">\n{items}</ul>\n</section>\n'


def _imprint(book: Book, write: Xhtml) -> str:
    manuscript, metadata, say = book.manuscript, book.manuscript.metadata, write.words
    given = (
        (say.publisher, metadata.publisher),
        (say.published, say.long_date(metadata.date)),
        (say.licence, metadata.licence),
        (say.rights, metadata.rights),
    )
    lines = chain(
        (f"{write.label(label)}{escape(value)}" for label, value in given if value),
        (write.prose(line) for line in (*manuscript.imprint, manuscript.contact) if line),
    )
    heading = f'<h2 id="-imprint">{generated(say.imprint, say, book.language)}</h2>'
    return (
        f'<section class="imprint" aria-labelledby="-imprint">\n{heading}\n'
        + "".join(f"<p>{line}</p>\n" for line in lines)
        + "</section>\n"
    )
