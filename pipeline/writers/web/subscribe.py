"""What the pages of a site say of its feed, catalogue and audiobook; nothing where nobody can subscribe. Pure."""

from __future__ import annotations

from pipeline.writers.markup import escape, generated, quote
from pipeline.writers.names import AUDIOBOOK, CATALOGUE, FEED
from pipeline.writers.web.book import Book
from pipeline.writers.xhtml import Xhtml


def feed_link(book: Book) -> str:
    """What browsers and podcast apps find the feed by, in the head of every page."""
    return _relation("alternate", FEED, "application/rss+xml", book) if book.edition.podcast else ""


def publication_links(book: Book) -> str:
    """What apps find feed, catalogue and audiobook by (Publication Manifest, "Linking"), in the head of the index."""
    if book.edition.podcast is None:
        return ""
    catalogue = _relation("alternate", CATALOGUE, "application/opds+json", book)
    return f'{feed_link(book)}{catalogue}<link rel="publication" href="{AUDIOBOOK}"/>\n'


def subscribe(book: Book, write: Xhtml) -> str:
    """How to follow the podcast: its address in full, to be copied; and what reading apps open."""
    if book.edition.podcast is None:
        return ""
    say, language = write.words, book.language
    address = f"{book.edition.podcast.address}{FEED}"
    heading = f'<h2 id="-subscribe">{generated(say.subscribe, say, language)}</h2>'
    feed = (
        f"<p>{write.label(say.feed)}"
        f'<a href="{quote(address)}" dir="ltr"><code>{escape(address)}</code></a></p>\n'
        f"<p>{generated(say.feed_hint, say, language)}</p>\n"
    )
    items = "".join(
        f"<li>{generated(text, say, language, tag='a', attributes=name)}</li>\n"
        for text, name in ((say.catalogue, f' href="{CATALOGUE}"'), (say.audiobook, f' href="{AUDIOBOOK}"'))
    )
    return (
        f'<section aria-labelledby="-subscribe">\n{heading}\n{feed}<ul class="downloads">\n{items}</ul>\n</section>\n'
    )


def _relation(kind: str, name: str, media_type: str, book: Book) -> str:
    title = quote(book.manuscript.metadata.title)
    return f'<link rel="{kind}" type="{media_type}" title="{title}" href="{name}"/>\n'
