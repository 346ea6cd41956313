"""Which document of the book holds what: file names, and the document of each id. Pure."""

from __future__ import annotations

from msgspec import Struct

from pipeline.model import Chapter, ChartFigure, Manuscript, Note, NoteReference
from pipeline.traversal import inlines, passages_within
from pipeline.writers.names import block_ids, image_names

COVER, TITLE, NAV = "cover.xhtml", "title.xhtml", "nav.xhtml"
NOTES, STATEMENT, IMPRINT = "notes.xhtml", "accessibility.xhtml", "imprint.xhtml"
STYLE, COVER_IMAGE = "style.css", "images/cover.png"


def section_name(chapter: Chapter) -> str:
    """The document of a section. The prefix keeps an author's ids off the names above."""
    return f"section-{chapter.id}.xhtml"


def description_name(figure: ChartFigure) -> str:
    """The document of a chart's long description."""
    return f"description-{figure.id}.xhtml"


class Names(Struct, frozen=True):
    """`documents` maps ids to the documents that hold them; `images` maps an image's source to its file."""

    documents: dict[str, str]
    images: dict[str, str]

    def href(self, target: str, seen_from: str) -> str:
        """The address of an id from within a document."""
        document = self.documents[target]
        return f"#{target}" if document == seen_from else f"{document}#{target}"


def name_all(manuscript: Manuscript) -> Names:
    """Find the document of everything that a link may lead to."""
    documents: dict[str, str] = {}
    for chapter in manuscript.chapters:
        _enter(documents, section_name(chapter), [chapter.id, *block_ids(chapter.blocks)])
        for note in chapter.notes:
            _enter(documents, NOTES, [note.id, *block_ids(note.blocks), *_marks(note)])
    return Names(documents, image_names(manuscript))


def _enter(documents: dict[str, str], document: str, ids: list[str]) -> None:
    for name in ids:
        # A link would go wrong in silence; the reader finds such ids.
        assert name not in documents, name
        documents[name] = document


def _marks(note: Note) -> list[str]:
    """The marks of other notes that a note holds; in what language doesn't matter here."""
    passages = passages_within(note.blocks, "")
    found = (inline for passage in passages for inline, _ in inlines(passage))
    return [inline.id for inline in found if isinstance(inline, NoteReference)]
