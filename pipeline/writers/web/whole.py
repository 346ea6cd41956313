"""The book on one page: what the index holds, and in it all sections with one player. Pure.

What is played is the sound of the whole book in one file: so it goes on from section to section by itself, and
without the script as well.
"""

from __future__ import annotations

from pipeline.audio.encoded import join
from pipeline.model import Chapter, plain
from pipeline.writers.markup import foreign_attributes
from pipeline.writers.names import INDEX
from pipeline.writers.web.book import Book
from pipeline.writers.web.contents import contents, head, tail
from pipeline.writers.web.frame import frame, skip_link
from pipeline.writers.web.player import Played, cues, player
from pipeline.writers.web.sections import downloads, section
from pipeline.writers.web.subscribe import publication_links


def whole_page(book: Book) -> bytes:
    """The page of all sections."""
    write, title = book.xhtml(INDEX, book.language), plain(book.manuscript.title)
    say = write.words
    played = Played(title, book.names.whole, tuple(book.audio.timeline.tracks), join(book.audio.sections).starts)
    skips = (("-text", say.skip_to_text), ("-player", say.skip_to_player))
    links = "".join(skip_link(target, text, say, book.language) for target, text in skips)
    sections = "".join(_section(book, chapter) for chapter in book.manuscript.chapters)
    body = (
        f'<div class="skip">{links}</div>\n<main id="-text" class="index" tabindex="-1">\n'
        f"{head(book, write)}{contents(book, write)}{sections}{tail(book, write)}</main>\n"
        f"{player(book, played, say, book.language)}{cues(book, played)}"
    )
    return frame(book.manuscript, book.language, title, body, head=publication_links(book))


def _section(book: Book, chapter: Chapter) -> str:
    """A section below the book's own title."""
    language = chapter.language or book.language
    write = book.xhtml(INDEX, language, depth=1)
    own = foreign_attributes(language, book.language) if language != book.language else ""
    return section(chapter, write, own, downloads(book, chapter, language, write.words))
