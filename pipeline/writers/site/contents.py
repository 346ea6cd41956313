"""The audiobook's table of contents: a page whose links lead to sections and chapters as they are heard. Pure.

Apps read it as well as people do (Audiobooks, "Table of Contents"): one list with links, nested where chapters are.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.audio.tags import ChapterMark
from pipeline.locales import words
from pipeline.model import Chapter, Manuscript, Prose, plain
from pipeline.writers.markup import escape, foreign_attributes, generated, language_attributes, quote
from pipeline.writers.names import INDEX, chart_name, image_names
from pipeline.writers.site.shelf import Shelf
from pipeline.writers.tracks import Recording
from pipeline.writers.xhtml import Xhtml

# The page plays nothing and runs nothing: it asks for its style alone.
_POLICY = "default-src 'none'; style-src 'self' file:; base-uri 'none'; form-action 'none'"


def contents_page(shelf: Shelf) -> bytes:
    """The page, in the book's language."""
    say, language = shelf.words, shelf.metadata.language
    manuscript = shelf.edition.manuscript
    items = "".join(
        _section(shelf, section, chapter) for section, chapter in zip(shelf.sections, manuscript.chapters, strict=True)
    )
    heading, title = generated(say.contents, say, language), _label(manuscript.title, language, manuscript)
    return (
        f'<!DOCTYPE html>\n<html{language_attributes(language)}>\n<head>\n<meta charset="utf-8"/>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f'<meta name="color-scheme" content="light dark"/>\n<title>{escape(plain(manuscript.title))}</title>\n'
        '<link rel="stylesheet" href="style.css"/>\n</head>\n<body>\n'
        f'<header class="running"><a href="{INDEX}">{title}</a></header>\n<main>\n'
        f'<nav role="doc-toc" aria-labelledby="contents">\n<h1 id="contents">{heading}</h1>\n'
        f"<ol>\n{items}</ol>\n</nav>\n</main>\n</body>\n</html>\n"
    ).encode()


def _section(shelf: Shelf, section: Recording, chapter: Chapter) -> str:
    """A section's link, and below it those of its chapters but the first, which is the section itself."""
    tags, around = section.tags, shelf.metadata.language
    language = foreign_attributes(tags.language, around) if tags.language != around else ""
    title = _label(chapter.title, tags.language, shelf.edition.manuscript)
    # The item itself stays in the list's direction, on whose side its number is.
    chapters = _chapters(f"{section.path}.mp3", tags.chapters[1:], language)
    return f'<li><a href="{quote(section.path)}.mp3"{language}>{title}</a>{chapters}</li>\n'


def _label(prose: Prose, language: str, manuscript: Manuscript) -> str:
    """An author's words as the text of a link, with the languages that they mark."""
    images = image_names(manuscript)
    write = Xhtml(
        words(language),
        language,
        href=lambda target: f"#{target}",
        image=lambda source: images[source],
        chart=chart_name,
        description=lambda figure: f"#{figure.id}",
        epub=False,
    )
    return write.label_text(prose)


def _chapters(file: str, marks: Sequence[ChapterMark], language: str) -> str:
    """Links into a file, by the second at which a chapter begins (Media Fragments URI 1.0, section 4.2.1)."""
    items = "".join(
        f'<li><a href="{quote(file)}#t={mark.start_ms / 1000:.3f}">{escape(mark.title)}</a></li>\n' for mark in marks
    )
    return f"\n<ol{language}>\n{items}</ol>\n" if items else ""
