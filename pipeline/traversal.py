"""Ways through a manuscript: its blocks, its figures and tables, and its words with their place and language. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from pipeline.model import (
    Block,
    Chapter,
    ChartFigure,
    Code,
    DefinitionList,
    Foreign,
    Heading,
    ImageFigure,
    Inline,
    ItemList,
    LineBreak,
    Manuscript,
    NoteReference,
    Paragraph,
    Picture,
    Place,
    Prose,
    Quote,
    Table,
    Text,
)


class Passage(Struct, frozen=True):
    """Some sentences, where their block begins, and the BCP 47 tag of the language they are in."""

    prose: Prose
    place: Place
    language: str


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block, outer before inner, in reading order."""
    for block in blocks:
        yield block
        for inner in _inner_blocks(block):
            yield from walk(inner)


def blocks(chapter: Chapter) -> Iterator[Block]:
    """Every block of a chapter, outer before inner, those of its notes last."""
    yield from walk(chapter.blocks)
    for note in chapter.notes:
        yield from walk(note.blocks)


def figures(chapters: tuple[Chapter, ...]) -> Iterator[tuple[Chapter, ChartFigure | ImageFigure]]:
    """Every chart and image figure with its chapter, those within a chapter's notes last."""
    for chapter in chapters:
        for block in blocks(chapter):
            if isinstance(block, ChartFigure | ImageFigure):
                yield chapter, block


def place_of(manuscript: Manuscript, name: str) -> Place:
    """Where the block begins that an id is in: its own, that of its parts, or one of these with an ending."""
    places = {chapter.id: chapter.place for chapter in manuscript.chapters}
    for chapter in manuscript.chapters:
        places |= {note.id: note.place for note in chapter.notes}
        places |= {block.id: block.place for block in blocks(chapter)}
    while name and name not in places:
        name = name.rpartition("-")[0]
    return places[name]


def tables(chapters: tuple[Chapter, ...]) -> Iterator[tuple[Chapter, Table]]:
    """Every table with its chapter."""
    for chapter in chapters:
        for block in blocks(chapter):
            if isinstance(block, Table):
                yield chapter, block


def passages(manuscript: Manuscript) -> Iterator[Passage]:
    """All words of the chapters, in reading order."""
    for chapter in manuscript.chapters:
        language = chapter.language or manuscript.metadata.language
        for prose in (chapter.title, chapter.voice, chapter.source):
            yield Passage(prose, chapter.place, language)
        yield from passages_within(chapter.blocks, language)
        for note in chapter.notes:
            yield from passages_within(note.blocks, language)


def passages_within(found: tuple[Block, ...], outer: str) -> Iterator[Passage]:
    """All words of some blocks, in reading order; `outer` is the language around them."""
    for block in found:
        language = _language(block) or outer
        for prose in _own_prose(block):
            yield Passage(prose, block.place, language)
        for inner in _inner_blocks(block):
            yield from passages_within(inner, language)


def inlines(passage: Passage) -> Iterator[tuple[Inline, str]]:
    """Every inline of a passage, outer before inner, with its language."""
    for sentence in passage.prose:
        yield from _inlines(sentence.inlines, passage.language)


def _language(block: Block) -> str | None:
    return None if isinstance(block, ChartFigure) else getattr(block, "language", None)


def _own_prose(block: Block) -> Iterator[Prose]:
    match block:
        case Heading() | Paragraph():
            yield block.content
        case DefinitionList():
            yield from (term for entry in block.entries for term in entry.terms)
        case Table():
            yield block.caption
            yield from (cell.content for row in (block.head, *block.rows) for cell in row.cells)
        case ChartFigure():
            yield block.caption
            yield block.source
        case ImageFigure():
            yield block.caption
        case _:
            pass


def _inner_blocks(block: Block) -> Iterator[tuple[Block, ...]]:
    match block:
        case Quote():
            yield block.blocks
        case ItemList():
            yield from (item.blocks for item in block.items)
        case DefinitionList():
            yield from (detail.blocks for entry in block.entries for detail in entry.details)
        case _:
            pass


def _inlines(found: tuple[Inline, ...], language: str) -> Iterator[tuple[Inline, str]]:
    for inline in found:
        yield inline, language
        match inline:
            case Text() | Code() | Picture() | NoteReference() | LineBreak():
                pass
            case Foreign():
                yield from _inlines(inline.children, inline.language)
            case _:
                yield from _inlines(inline.children, language)
