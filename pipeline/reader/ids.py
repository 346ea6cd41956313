"""Ids that meet: two places of a book that would have the same one. Pure.

Each id that the reader makes begins with its section's id, and writers and the script of what is said add endings to
some: so a section "social" with a heading "Media" meets a section "social-media".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.errors import Finding
from pipeline.model import (
    Block,
    Chapter,
    ChartFigure,
    Definition,
    DefinitionList,
    Heading,
    ImageFigure,
    ItemList,
    ListItem,
    Ornament,
    Paragraph,
    Place,
    Prose,
    Quote,
    Row,
    Table,
)

# What the pages that no author writes give to their own parts.
_OF_PAGES = re.compile(
    r"(cover)-img|(book)-(?:(?:sub)?title(?:-s\d+)?|creator-\d+|publisher)|(contact)-s\d+"
    r"|(nav)-(?:toc|loi|lot|landmarks)(?:-title|-list|(?:-\d+)+(?:-list)?)?"
    r"|(notes|statement|imprint)(?:-title|-intro|(?:-line)?-\d+(?:-s?\d+|-list)?)?"
)

# What words of sentences are called where they light up one by one.
_WORD = re.compile(r".+-s\d+-w[1-9]\d*")

_MOST_SAID = 100
"""So many sentences are said of a chart's data at most, by far."""


def owner_of(written: str, sections: Mapping[str, str]) -> str | None:
    """The section or page to which an author's id would belong, None for a free id.

    The id and the keys of `sections` are in small letters; the values are the sections' ids as they are.
    """
    # Ids that the reader makes start with a section's id and a hyphen.
    for name, section in sections.items():
        if written == name or written.startswith(f"{name}-"):
            return section
    match = _OF_PAGES.fullmatch(written)
    return match[match.lastindex or 0] if match else None


def clashes(chapters: tuple[Chapter, ...], written: Mapping[str, Place]) -> Iterator[Finding]:
    """A finding at the second of two places with the same id, which names the first; one for each pair of places.

    `written` has the places of the author's own ids.
    """
    first: dict[str, Place] = {}
    words: list[tuple[str, Place]] = []
    told: set[tuple[Place, Place]] = set()
    for chapter in chapters:
        for name, place in _of_chapter(chapter):
            if name not in first:
                first[name] = place
                words += [(name, place)] if _WORD.fullmatch(name) else []
                continue
            other = first[name]
            if (other, place) not in told:
                told.add((other, place))
                at = written.get(name, place)
                beside = place if at.path == other.path and at.line > place.line else other
                yield Finding.at(at, "id-clash", id=name, other=f"{Path(beside.path).name}:{beside.line}")
    for name, place in words:
        sentence = first.get(name.rpartition("-")[0])
        if sentence is not None:
            yield Finding.at(place, "id-clash", id=name, other=f"{Path(sentence.path).name}:{sentence.line}")


def _of_chapter(chapter: Chapter) -> Iterator[tuple[str, Place]]:
    yield chapter.id, chapter.place
    for ending in ("title", "untitled", "voice", "source", "notes", "notes-end"):
        yield f"{chapter.id}-{ending}", chapter.place
    for prose in (chapter.title, chapter.voice, chapter.source):
        yield from _of_prose(prose, chapter.place)
    yield from _of_blocks(chapter.blocks)
    for note in chapter.notes:
        for name in (note.id, f"{note.id}-label", f"{note.id}-name", *note.references):
            yield name, note.place
        yield from _of_blocks(note.blocks)


def _of_prose(prose: Prose, place: Place) -> Iterator[tuple[str, Place]]:
    for sentence in prose:
        yield sentence.id, place


def _of_blocks(blocks: tuple[Block, ...]) -> Iterator[tuple[str, Place]]:
    for block in blocks:
        for ending in _endings(block):
            yield f"{block.id}{ending}", block.place
        match block:
            case Heading() | Paragraph():
                yield from _of_prose(block.content, block.place)
            case Quote():
                yield from _of_blocks(block.blocks)
            case ItemList():
                yield from _of_items(block.items, block.place)
            case DefinitionList():
                for entry in block.entries:
                    yield from _of_entry(entry, block.place)
            case Table():
                yield from _of_prose(block.caption, block.place)
                for row in (block.head, *block.rows):
                    yield from _of_row(row, block.place)
            case ChartFigure():
                yield from _of_prose((*block.caption, *block.source), block.place)
            case ImageFigure():
                yield from _of_prose(block.caption, block.place)
            case _:
                pass


def _endings(block: Block) -> Iterator[str]:
    """What is put after a block's id for its parts, and for what is said before and after it; first of all nothing."""
    yield ""
    if not isinstance(block, Heading | Paragraph | Ornament):
        yield from ("-start", "-end", "-after")
    if isinstance(block, Table | ChartFigure | ImageFigure):
        yield "-cap"
    if isinstance(block, ChartFigure | ImageFigure):
        yield "-img"
    if isinstance(block, ChartFigure):
        yield from ("-more", "-description", "-source", *(f"-v{n}" for n in range(1, _MOST_SAID)))


def _of_items(items: tuple[ListItem, ...], place: Place) -> Iterator[tuple[str, Place]]:
    for item in items:
        yield item.id, place
        yield f"{item.id}-start", place
        yield from _of_blocks(item.blocks)


def _of_entry(entry: Definition, place: Place) -> Iterator[tuple[str, Place]]:
    for ending in ("", "-start", "-answer"):
        yield f"{entry.id}{ending}", place
    for term in entry.terms:
        yield from _of_prose(term, place)
    yield from _of_items(entry.details, place)


def _of_row(row: Row, place: Place) -> Iterator[tuple[str, Place]]:
    yield row.id, place
    yield f"{row.id}-start", place
    for cell in row.cells:
        yield cell.id, place
        yield from _of_prose(cell.content, place)
