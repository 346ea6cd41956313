"""Which document of the book holds what: file names, and the document of each id. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.model import Block, Chapter, ChartFigure, DefinitionList, ItemList, Manuscript, Note, NoteReference
from pipeline.slug import slugify
from pipeline.traversal import inlines, passages_within, walk

COVER, TITLE, NAV = "cover.xhtml", "title.xhtml", "nav.xhtml"
NOTES, STATEMENT, IMPRINT = "notes.xhtml", "accessibility.xhtml", "imprint.xhtml"
# A file's own suffix may say anything.
_SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/svg+xml": ".svg",
}
STYLE, COVER_IMAGE = "style.css", "images/cover.png"


def section_name(chapter: Chapter) -> str:
    """The document of a section. The prefix keeps an author's ids off the names above."""
    return f"section-{chapter.id}.xhtml"


def description_name(figure: ChartFigure) -> str:
    """The document of a chart's long description."""
    return f"description-{figure.id}.xhtml"


def chart_name(figure: ChartFigure) -> str:
    """The drawing of a chart."""
    return f"charts/{figure.id}.svg"


@dataclass(frozen=True, slots=True)
class Names:
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
        _enter(documents, section_name(chapter), [chapter.id, *_ids(chapter.blocks)])
        for note in chapter.notes:
            _enter(documents, NOTES, [note.id, *_ids(note.blocks), *_marks(note)])
    images: dict[str, str] = {}
    for number, asset in enumerate(manuscript.assets, 1):
        stem = slugify(PurePosixPath(asset.path).stem, "image")
        images[asset.path] = f"images/{number:03d}-{stem}{_SUFFIXES[asset.media_type]}"
    return Names(documents, images)


def _enter(documents: dict[str, str], document: str, ids: list[str]) -> None:
    for name in ids:
        # A link would go wrong in silence; the reader finds such ids.
        assert name not in documents, name
        documents[name] = document


def _ids(blocks: tuple[Block, ...]) -> list[str]:
    found: list[str] = []
    for block in walk(blocks):
        found.append(block.id)
        match block:
            case ItemList():
                found.extend(item.id for item in block.items)
            case DefinitionList():
                found.extend(detail.id for entry in block.entries for detail in entry.details)
            case _:
                pass
    return found


def _marks(note: Note) -> list[str]:
    """The marks of other notes that a note holds; in what language doesn't matter here."""
    passages = passages_within(note.blocks, "")
    found = (inline for passage in passages for inline, _ in inlines(passage))
    return [inline.id for inline in found if isinstance(inline, NoteReference)]
