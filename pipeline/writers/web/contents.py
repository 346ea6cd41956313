"""The first page: what the book is, its sections with how long they are, and what can be taken along. Pure."""

from __future__ import annotations

from itertools import chain

from pipeline.model import Chapter, plain
from pipeline.timeline import Track
from pipeline.writers.markup import escape, generated, quote
from pipeline.writers.web.book import Book, clock
from pipeline.writers.web.frame import frame, skip_link
from pipeline.writers.web.subscribe import publication_links, subscribe
from pipeline.writers.xhtml import Xhtml


def contents_page(book: Book) -> bytes:
    """The index."""
    write = book.xhtml("", book.language)
    skip = skip_link("-text", write.words.skip_to_text, write.words, book.language)
    body = (
        f'<div class="skip">{skip}</div>\n<main id="-text" class="index" tabindex="-1">\n'
        f"{head(book, write)}{contents(book, write)}{tail(book, write)}</main>\n"
    )
    return frame(book.manuscript, book.language, plain(book.manuscript.title), body, head=publication_links(book))


def head(book: Book, write: Xhtml) -> str:
    """What the book is called, who made it and what it is about."""
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


def contents(book: Book, write: Xhtml) -> str:
    """The sections, with how long they are."""
    say = write.words
    heading = f'<h2 id="-contents">{generated(say.contents, say, book.language)}</h2>'
    items = "".join(
        _section(book, chapter, track)
        for chapter, track in zip(book.manuscript.chapters, book.audio.timeline.tracks, strict=True)
    )
    return f'<nav aria-labelledby="-contents">\n{heading}\n<ol class="contents">\n{items}</ol>\n</nav>\n'


def _section(book: Book, chapter: Chapter, track: Track) -> str:
    address = f"#{chapter.id}" if book.edition.one_page else book.page_of(chapter)
    length = clock(track.length / book.audio.timeline.rate_hz)
    title = f'<span class="title">{book.title(chapter, book.language)}</span>'
    return f'<li><a href="{quote(address)}" data-section="{chapter.id}">{title} {length}</a></li>\n'


def tail(book: Book, write: Xhtml) -> str:
    """What can be taken along, how to follow the podcast, and the imprint."""
    return _downloads(book, write) + subscribe(book, write) + _imprint(book, write)


def _downloads(book: Book, write: Xhtml) -> str:
    say, slug = write.words, quote(book.manuscript.metadata.slug)
    length = clock(sum(track.length for track in book.audio.timeline.tracks) / book.audio.timeline.rate_hz)
    narrated = (say.download_readalong, f' href="epub/{slug}-readalong.epub" download="download"', "")
    links = (
        (say.download_epub, f' href="epub/{slug}.epub" download="download"', ""),
        *((narrated,) if book.edition.pages else ()),
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
        (say.publisher, escape(metadata.publisher or "")),
        (say.published, generated(say.long_date(metadata.date), say, book.language)),
        (say.licence, escape(metadata.licence or "")),
        (say.rights, escape(metadata.rights or "")),
    )
    lines = chain(
        (f"{write.label(label)}{value}" for label, value in given if value),
        (write.prose(line) for line in (*manuscript.imprint, manuscript.contact) if line),
    )
    heading = f'<h2 id="-imprint">{generated(say.imprint, say, book.language)}</h2>'
    return (
        f'<section class="imprint" aria-labelledby="-imprint">\n{heading}\n'
        + "".join(f"<p>{line}</p>\n" for line in lines)
        + "</section>\n"
    )
