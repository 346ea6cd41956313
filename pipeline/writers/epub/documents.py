"""The documents of the book, in the order of the spine. Pure.

Each writes one kind of page; documents() lines them up. What the nav and the package need to know of
a page stands in its Document.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from pipeline.edition import Edition
from pipeline.locales import words
from pipeline.model import Chapter, ChartFigure, Manuscript, Note, Prose, plain
from pipeline.traversal import figures
from pipeline.writers.accessibility import Inventory
from pipeline.writers.epub.describe import description_page
from pipeline.writers.epub.leaf import Leaf, Part, Saying, given
from pipeline.writers.epub.names import (
    COVER,
    IMPRINT,
    NAV,
    NOTES,
    STATEMENT,
    TITLE,
    Names,
    description_name,
    section_name,
)
from pipeline.writers.epub.navigation import nav_page
from pipeline.writers.epub.statement import statement_page
from pipeline.writers.markup import generated, language_attributes, page, quote
from pipeline.writers.names import chart_name
from pipeline.writers.worded import WordedXhtml
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


class Document(Struct, frozen=True):
    """One XHTML document. `linear` is False for what is reached by links only.

    `sayings` are what it says by itself, in order; what a section or its notes say is in the script.
    """

    name: str
    title: str
    data: bytes
    language: str
    linear: bool = True
    sayings: tuple[Saying, ...] = ()


class _Book(Struct, frozen=True):
    """What every page is written from."""

    edition: Edition
    names: Names
    cover: str
    worded: frozenset[str]

    @property
    def manuscript(self) -> Manuscript:
        return self.edition.manuscript

    @property
    def language(self) -> str:
        return self.manuscript.metadata.language

    def xhtml(self, document: str, language: str) -> Xhtml:
        return WordedXhtml(
            words(language),
            language,
            href=lambda target: self.names.href(target, document),
            image=lambda source: self.names.images[source],
            chart=chart_name,
            description=lambda figure: f"{description_name(figure)}#{figure.id}-description",
            worded=self.worded,
        )

    def leaf(self, document: str, language: str | None = None) -> Leaf:
        return Leaf(self.xhtml(document, language or self.language))


def _document(name: str, title: str, head: str, leaf: Leaf, kind: str | None = None, linear: bool = True) -> Document:
    """A leaf as a document; `head` is the title of its page."""
    language = leaf.write.language
    data = page(head, language, leaf.markup, body_type=kind)
    return Document(name, title, data, language, linear, tuple(leaf.sayings))


def documents(
    edition: Edition, names: Names, cover: str, has: Inventory, worded: frozenset[str] = frozenset()
) -> Iterator[Document]:
    """Every document in reading order; `cover` is the file name of the cover's image, `has` what the book contains.

    `worded` are the ids of the sentences whose words light up one by one.
    """
    book = _Book(edition, names, cover, worded)
    manuscript = edition.manuscript
    yield _cover(book)
    yield _title(book)
    yield _nav(book)
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
    leaf = book.leaf(COVER)
    say, alt = leaf.write.words, cover_alternative(book.manuscript)
    leaf.raw(
        f'<section epub:type="cover" class="cover" aria-label="{quote(say.cover)}">\n'
        f'<h1><img id="cover-img" role="doc-cover" src="{book.cover}" alt="{quote(alt)}"/></h1>\n</section>\n'
    )
    leaf.say("cover-img", given(alt) if book.manuscript.metadata.cover_alt else leaf.own(alt))
    return _document(COVER, say.cover, book.manuscript.metadata.title, leaf, "frontmatter")


def _title(book: _Book) -> Document:
    manuscript, metadata = book.manuscript, book.manuscript.metadata
    leaf = book.leaf(TITLE)
    say = leaf.write.words
    leaf.raw('<section epub:type="titlepage" class="titlepage" aria-labelledby="book-title">\n')
    leaf.line("h1", "book-title", leaf.prose(manuscript.title))
    if manuscript.subtitle:
        leaf.line("p", "book-subtitle", leaf.prose(manuscript.subtitle), attributes=' class="subtitle"')
    for n, name in enumerate(metadata.creator, 1):
        leaf.line("p", f"book-creator-{n}", leaf.own(say.by), given(name), attributes=' class="creator"')
    # An office that publishes itself is named once.
    if metadata.publisher and not any(metadata.publisher in name for name in metadata.creator):
        leaf.line("p", "book-publisher", given(metadata.publisher), attributes=' class="publisher"')
    leaf.raw("</section>\n")
    return _document(TITLE, say.title_page, metadata.title, leaf, "frontmatter")


def _nav(book: _Book) -> Document:
    leaf = book.leaf(NAV)
    nav_page(book.manuscript, book.names, leaf)
    contents = leaf.write.words.contents
    return _document(NAV, contents, contents, leaf, "frontmatter")


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
    return Document(name, title, page(title, language, body, body_type=body_type), language)


def _credit(write: Xhtml, kind: str, name: str, label: str, prose: Prose) -> str:
    """Who speaks or what is cited, after its label; nothing where nothing is named."""
    if not prose:
        return ""
    return f'<p class="{kind}" id="{name}">{write.label(label)}{write.prose(prose)}</p>\n'


def _description(book: _Book, figure: ChartFigure) -> Document:
    name = description_name(figure)
    leaf = book.leaf(name, figure.chart.language)
    description_page(figure, leaf, book.names.href(figure.id, name), chart_name(figure))
    title = f"{leaf.write.words.description_title.format(number=figure.number)} {figure.chart.title}"
    return _document(name, title, title, leaf, linear=False)


def _notes(book: _Book) -> Document:
    leaf = book.leaf(NOTES)
    say = leaf.write.words
    leaf.raw('<section id="notes" epub:type="endnotes" role="doc-endnotes" aria-labelledby="notes-title">\n')
    leaf.line("h1", "notes-title", leaf.own(say.notes))
    for chapter in book.manuscript.chapters:
        for note in chapter.notes:
            leaf.raw(_note(book, chapter, note))
    leaf.raw("</section>\n")
    return _document(NOTES, say.notes, say.notes, leaf, "backmatter")


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
    title = generated(name, write.words, language)
    return (
        f'<aside id="{note.id}" epub:type="footnote" role="doc-footnote" aria-labelledby="{note.id}-name"{own}>\n'
        # The way back stands where the note begins: so it is shown while the note is announced.
        f'<p id="{note.id}-label" class="backlinks"><span id="{note.id}-name">{title}</span> {" ".join(links)}</p>\n'
        f"{write.blocks(note.blocks)}</aside>\n"
    )


def _statement(book: _Book, has: Inventory) -> Document:
    leaf = book.leaf(STATEMENT)
    say = leaf.write.words
    statement_page(book.manuscript, has, leaf)
    return _document(STATEMENT, say.statement, say.statement, leaf, "backmatter")


def _imprint(book: _Book) -> Document:
    manuscript, metadata = book.manuscript, book.manuscript.metadata
    leaf = book.leaf(IMPRINT)
    say = leaf.write.words
    named = [(say.by, given(name)) for name in metadata.creator]
    named += [(say.publisher, given(metadata.publisher))] if metadata.publisher else []
    named += [(say.published, leaf.own(say.long_date(metadata.date))), (say.identifier, _identifier(book, leaf))]
    rights = ((say.licence, metadata.licence), (say.rights, metadata.rights))
    named += [(label, given(value)) for label, value in rights if value]
    lines: list[tuple[Part, ...]] = [(leaf.bare(prose),) for prose in (manuscript.title, manuscript.subtitle) if prose]
    lines += [(leaf.own(label), value) for label, value in named]
    lines += [(leaf.prose(line),) for line in manuscript.imprint]
    leaf.raw('<section id="imprint" epub:type="imprint" class="imprint" aria-labelledby="imprint-title">\n')
    leaf.line("h1", "imprint-title", leaf.own(say.imprint))
    for n, line in enumerate(lines, 1):
        leaf.line("p", f"imprint-line-{n}", *line)
    leaf.raw("</section>\n")
    return _document(IMPRINT, say.imprint, say.imprint, leaf, "backmatter")


def _identifier(book: _Book, leaf: Leaf) -> Part:
    """The book's name for catalogues. A UUID read sign by sign would take half a minute and be of use to nobody."""
    name = book.manuscript.metadata.identifier
    return leaf.unread(name, leaf.write.words.uuid_said) if name.lower().startswith("urn:uuid:") else given(name)
