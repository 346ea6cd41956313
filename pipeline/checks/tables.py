"""Rules over tables: a listener hears a cell by its column's head (WCAG 2.2, 1.3.1). Pure."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.speech import has_words
from pipeline.errors import Finding
from pipeline.model import Cell, Manuscript, Table, plain
from pipeline.traversal import blocks


def check_tables(manuscript: Manuscript) -> Iterator[Finding]:
    """A table has a caption, a head for each column but the one over the rows' own heads, and a row."""
    for chapter in manuscript.chapters:
        for table in (block for block in blocks(chapter) if isinstance(block, Table)):
            yield from _table(table)


def _table(table: Table) -> Iterator[Finding]:
    if not has_words(plain(table.caption)):
        yield Finding.at(table.place, "table-without-caption")
    if not table.rows:
        yield Finding.at(table.place, "table-without-rows")
    empty = [n for n, cell in enumerate(table.head.cells, 1) if n > table.row_heads and _is_empty(cell)]
    if all(_is_empty(cell) for cell in table.head.cells):
        yield Finding.at(table.place, "table-without-head")
    else:
        yield from (Finding.at(table.place, "table-head-empty", column=column) for column in empty)


def _is_empty(cell: Cell) -> bool:
    return not plain(cell.content).strip()
