"""The documents of the book, in the order of the spine. Pure.

Each writes one kind of page; documents() lines them up. What the nav and the package need to know of
a page stands in its Document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.edition import Edition
from pipeline.locales import words
from pipeline.model import Chapter, ChartFigure, Manuscript, Note, Prose, plain
from pipeline.traversal import figures
from pipeline.writers.epub.describe import description_body
from pipeline.writers.epub.names import (
    COVER,
    IMPRINT,
    NOTES,
    STATEMENT,
    TITLE,
    Names,
    chart_name,
    description_name,
    section_name,
)
from pipeline.writers.epub.statement import Inventory, statement_body
from pipeline.writers.markup import escape, generated, language_attributes, page, quote
from pipeline.writers.xhtml import Xhtml

# Structural semantics of a section and the role for each (EPUB SSV 1.1; DPUB-ARIA 1.1).
_ROLES = {
    "chapter": ("chapter", "doc-chapter", "bodymatter"),
    "introduction": ("introduction", "doc-introduction", "bodymatter"),
    "conclusion": ("conclusion", "doc-conclusion", "bodymatter"),
    "faq": ("qna", "doc-qna", "bodymatter"),
    "appendix": ("appendix", "doc-appendix", "backmatter"),
    "afterword": ("afterword", "doc-afterword", "backmatter"),
}


@dataclass(frozen=True, slots=True)
class Document:
    """One XHTML document. `linear` is False for what is reached by links only."""

    name: str
    title: str
    data: bytes
    linear: bool = True


@dataclass(frozen=True, slots=True)
class _Book:
    """What every page is written from."""

    edition: Edition
    names: Names
    cover: str

    @property
    def manuscript(self) -> Manuscript:
        return self.edition.manuscript

    @property
    def language(self) -> str:
        return self.manuscript.metadata.language

    def xhtml(self, document: str, language: str) -> Xhtml:
        return Xhtml(
            words(language),
            language,
            href=lambda target: self.names.href(target, document),
            image=lambda source: self.names.images[source],
            chart=chart_name,
            description=lambda figure: f"{description_name(figure)}#{figure.id}-description",
        )


def documents(edition: Edition, names: Names, cover: str, has: Inventory) -> Iterator[Document]:
    """Every document but the nav, in reading order; `cover` is the file name of the cover's image,
    `has` what the book contains."""
    book = _Book(edition, names, cover)
    manuscript = edition.manuscript
    yield _cover(book)
    yield _title(book)
    for chapter in manuscript.chapters:
        yield _section(book, chapter)
    for _, figure in figures(manuscript.chapters):
        if isinstance(figure, ChartFigure):
            yield _description(book, figure)
    if any(chapter.notes for chapter in manuscript.chapters):
        yield _notes(book)
    yield _statement(book, has)
    yield _imprint(book)


def cover_alternative(manuscript: Manuscript) -> str:
    """What the cover says, for those who don't see it."""
    metadata = manuscript.metadata
    return metadata.cover_alt or words(metadata.language).cover_alt.format(title=metadata.title)


def _cover(book: _Book) -> Document:
    say = words(book.language)
    alt = quote(cover_alternative(book.manuscript))
    body = (
        f'<section epub:type="cover" class="cover" aria-label="{quote(say.cover)}">\n'
        f'<h1><img id="cover-img" role="doc-cover" src="{book.cover}" alt="{alt}"/></h1>\n</section>\n'
    )
    title = book.manuscript.metadata.title
    return Document(COVER, say.cover, page(title, book.language, body, body_type="frontmatter"))


def _title(book: _Book) -> Document:
    manuscript, metadata = book.manuscript, book.manuscript.metadata
    say, write = words(book.language), book.xhtml(TITLE, book.language)
    subtitle = f'<p class="subtitle">{write.prose(manuscript.subtitle)}</p>\n' if manuscript.subtitle else ""
    creators = "".join(f'<p class="creator">{write.label(say.by)}{escape(name)}</p>\n' for name in metadata.creator)
    # An office that publishes itself is named once.
    named = metadata.publisher and not any(metadata.publisher in name for name in metadata.creator)
    publisher = f'<p class="publisher">{escape(metadata.publisher or "")}</p>\n' if named else ""
    body = (
        '<section epub:type="titlepage" class="titlepage" aria-labelledby="book-title">\n'
        f'<h1 id="book-title">{write.prose(manuscript.title)}</h1>\n{subtitle}{creators}{publisher}</section>\n'
    )
    return Document(TITLE, say.title_page, page(metadata.title, book.language, body, body_type="frontmatter"))


def _section(book: _Book, chapter: Chapter) -> Document:
    name = section_name(chapter)
    language = chapter.language or book.language
    write = book.xhtml(name, language)
    kind, role, body_type = _ROLES[chapter.role]
    voice = _credit(write, "voice", f"{chapter.id}-voice", write.words.voice, chapter.voice)
    source = _credit(write, "source", f"{chapter.id}-source", write.words.source, chapter.source)
    body = (
        f'<section id="{chapter.id}" epub:type="{kind}" role="{role}" aria-labelledby="{chapter.id}-title">\n'
        f'<h1 id="{chapter.id}-title">{write.prose(chapter.title)}</h1>\n'
        f"{voice}{write.blocks(chapter.blocks)}{source}</section>\n"
    )
    title = plain(chapter.title)
    return Document(name, title, page(title, language, body, body_type=body_type))


def _credit(write: Xhtml, kind: str, name: str, label: str, prose: Prose) -> str:
    """Who speaks or what is cited, after its label; nothing where nothing is named."""
    if not prose:
        return ""
    return f'<p class="{kind}" id="{name}">{write.label(label)}{write.prose(prose)}</p>\n'


def _description(book: _Book, figure: ChartFigure) -> Document:
    name = description_name(figure)
    language = figure.chart.language
    write = book.xhtml(name, language)
    body = description_body(figure, write, book.names.href(figure.id, name), chart_name(figure))
    title = f"{write.words.description_title.format(number=figure.number)} {figure.chart.title}"
    return Document(name, title, page(title, language, body), linear=False)


def _notes(book: _Book) -> Document:
    say = words(book.language)
    items = "".join(_note(book, chapter, note) for chapter in book.manuscript.chapters for note in chapter.notes)
    heading = generated(say.notes, say, book.language, tag="h1", attributes=' id="notes-title"')
    body = (
        '<section id="notes" epub:type="endnotes" role="doc-endnotes" aria-labelledby="notes-title">\n'
        f"{heading}\n{items}</section>\n"
    )
    return Document(NOTES, say.notes, page(say.notes, book.language, body, body_type="backmatter"))


def _note(book: _Book, chapter: Chapter, note: Note) -> str:
    language = chapter.language or book.language
    write = book.xhtml(NOTES, language)
    links = []
    for again, reference in enumerate(note.references, 1):
        form = write.words.back_to_note_mark if again == 1 else write.words.back_to_note_mark_again
        label = form.format(number=note.number, again=again)
        # A mark stands in its section, unless another note holds it: then in this document.
        document = book.names.documents.get(reference, section_name(chapter))
        target = f"#{reference}" if document == NOTES else f"{document}#{reference}"
        attributes = f' href="{quote(target)}" role="doc-backlink" epub:type="backlink"'
        links.append(generated(label, write.words, language, tag="a", attributes=attributes))
    own = language_attributes(chapter.language) if chapter.language else ""
    name = write.words.note.format(number=note.number)
    title = generated(name, write.words, language, tag="p", attributes=f' id="{note.id}-label"')
    return (
        f'<aside id="{note.id}" epub:type="footnote" role="doc-footnote" aria-labelledby="{note.id}-label"{own}>\n'
        f"{title}\n{write.blocks(note.blocks)}"
        f'<p class="backlinks">{" ".join(links)}</p>\n</aside>\n'
    )


def _statement(book: _Book, has: Inventory) -> Document:
    say = words(book.language)
    write = book.xhtml(STATEMENT, book.language)
    body = statement_body(book.manuscript, has, write)
    return Document(STATEMENT, say.statement, page(say.statement, book.language, body, body_type="backmatter"))


def _imprint(book: _Book) -> Document:
    manuscript, metadata = book.manuscript, book.manuscript.metadata
    say, write = words(book.language), book.xhtml(IMPRINT, book.language)
    lines: list[str] = [f"{write.label(say.by)}{escape(name)}" for name in metadata.creator]
    given = (
        (say.publisher, metadata.publisher),
        (say.published, say.long_date(metadata.date)),
        (say.identifier, metadata.identifier),
        (say.licence, metadata.licence),
        (say.rights, metadata.rights),
    )
    lines += [f"{write.label(label)}{escape(value)}" for label, value in given if value]
    shown: tuple[Prose, ...] = (manuscript.title, *([manuscript.subtitle] if manuscript.subtitle else []))
    first = "".join(f"<p>{write.bare(prose)}</p>\n" for prose in shown)
    own = "".join(f"<p>{write.prose(line)}</p>\n" for line in manuscript.imprint)
    heading = generated(say.imprint, say, book.language, tag="h1", attributes=' id="imprint-title"')
    body = (
        f'<section id="imprint" epub:type="imprint" class="imprint" aria-labelledby="imprint-title">\n{heading}\n'
        + first
        + "".join(f"<p>{line}</p>\n" for line in lines)
        + f"{own}</section>\n"
    )
    return Document(IMPRINT, say.imprint, page(say.imprint, book.language, body, body_type="backmatter"))
