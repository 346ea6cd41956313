"""What the parts of a section stand in, as far as a listener may skip or leave it. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import (
    Block,
    Chapter,
    ChartFigure,
    CodeBlock,
    DefinitionList,
    Heading,
    ImageFigure,
    ItemList,
    Ornament,
    Paragraph,
    Prose,
    Quote,
    Table,
)
from pipeline.writers.epub.leaf import Container

Path = tuple[Container, ...]


def containers_of(chapter: Chapter) -> dict[str, Path]:
    """For each id that something of a section is shown under, what it stands in, the outermost first."""
    found = dict(_blocks(chapter.blocks, ()))
    for note in chapter.notes:
        within = (Container("footnote", note.id),)
        found[f"{note.id}-label"] = within
        found |= _blocks(note.blocks, within)
    return found


def _blocks(blocks: tuple[Block, ...], within: Path) -> Iterator[tuple[str, Path]]:
    for block in blocks:
        yield block.id, within
        match block:
            case Heading() | Paragraph():
                yield from _prose(block.content, within)
            case Quote():
                yield from _blocks(block.blocks, within)
            case ItemList():
                for item in block.items:
                    inner = (*within, Container("list", block.id), Container("list-item", item.id))
                    yield from _blocks(item.blocks, inner)
            case DefinitionList():
                yield from _definitions(block, within)
            case Table():
                yield from _table(block, (*within, Container("table", block.id)))
            case ChartFigure() | ImageFigure():
                inner = (*within, Container("figure", block.id)) if block.caption else within
                for ending in ("cap", "img", "source", "more"):
                    yield f"{block.id}-{ending}", inner
            case CodeBlock() | Ornament():
                pass


def _prose(prose: Prose, within: Path) -> Iterator[tuple[str, Path]]:
    for sentence in prose:
        yield sentence.id, within


def _definitions(block: DefinitionList, within: Path) -> Iterator[tuple[str, Path]]:
    for entry in block.entries:
        inner = (*within, Container("list", block.id), Container("list-item", entry.id))
        for term in entry.terms:
            yield from _prose(term, inner)
        for detail in entry.details:
            yield from _blocks(detail.blocks, inner)


def _table(block: Table, within: Path) -> Iterator[tuple[str, Path]]:
    yield f"{block.id}-cap", within
    yield block.head.id, within
    for row in block.rows:
        for cell in row.cells:
            yield cell.id, (*within, Container("table-row", row.id), Container("table-cell", cell.id))
