"""The audiobook's table of contents: a page whose links lead to sections and chapters as they are heard. Pure.

Apps read it as well as people do (Audiobooks, "Table of Contents"): one list with links, nested where chapters are.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.audio.tags import ChapterMark
from pipeline.model import plain
from pipeline.writers.markup import escape, foreign_attributes, generated, language_attributes, quote
from pipeline.writers.names import INDEX
from pipeline.writers.site.shelf import Shelf
from pipeline.writers.tracks import Recording

# The page plays nothing and runs nothing: it asks for its style alone.
_POLICY = "default-src 'none'; style-src 'self' file:; base-uri 'none'; form-action 'none'"


def contents_page(shelf: Shelf) -> bytes:
    """The page, in the book's language."""
    say, language = shelf.words, shelf.metadata.language
    title = plain(shelf.edition.manuscript.title)
    items = "".join(_section(shelf, section) for section in shelf.sections)
    heading = generated(say.contents, say, language)
    return (
        f'<!DOCTYPE html>\n<html{language_attributes(language)}>\n<head>\n<meta charset="utf-8"/>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f'<meta name="color-scheme" content="light dark"/>\n<title>{escape(title)}</title>\n'
        '<link rel="stylesheet" href="style.css"/>\n</head>\n<body>\n'
        f'<header class="running"><a href="{INDEX}">{escape(title)}</a></header>\n<main>\n'
        f'<nav role="doc-toc" aria-labelledby="contents">\n<h1 id="contents">{heading}</h1>\n'
        f"<ol>\n{items}</ol>\n</nav>\n</main>\n</body>\n</html>\n"
    ).encode()


def _section(shelf: Shelf, section: Recording) -> str:
    """A section's link, and below it those of its chapters but the first, which is the section itself."""
    tags, around = section.tags, shelf.metadata.language
    language = foreign_attributes(tags.language, around) if tags.language != around else ""
    chapters = _chapters(f"{section.path}.mp3", tags.chapters[1:])
    return f'<li{language}><a href="{quote(section.path)}.mp3">{escape(tags.title)}</a>{chapters}</li>\n'


def _chapters(file: str, marks: Sequence[ChapterMark]) -> str:
    """Links into a file, by the second at which a chapter begins (Media Fragments URI 1.0, section 4.2.1)."""
    items = "".join(
        f'<li><a href="{quote(file)}#t={mark.start_ms / 1000:.3f}">{escape(mark.title)}</a></li>\n' for mark in marks
    )
    return f"\n<ol>\n{items}</ol>\n" if items else ""
