"""A table's elements in, a Table out, its caption found in the paragraph beside it. Pure."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from msgspec import Struct

from pipeline.model import Align, Cell, Prose, Row, Table
from pipeline.reader.attributes import Attributes
from pipeline.reader.inlines import InlineReader

Element = etree.Element
CAPTION = re.compile(r"^(?:Table|Tabelle):\s+")


def captions(elements: list[Element]) -> dict[int, int]:
    """Which table takes which paragraph as its caption: the one before it, else the one after."""
    used: dict[int, int] = {}
    for index, element in enumerate(elements):
        if element.tag != "table":
            continue
        for near in (index - 1, index + 1):
            free = 0 <= near < len(elements) and near not in used.values()
            if free and elements[near].tag == "p" and CAPTION.match(elements[near].text or ""):
                used[index] = near
                break
    return used


class TableReader(Struct):
    """Reads one table: its id, its number in the book, the line of its head, the language around it."""

    inline: InlineReader
    name: str
    number: int
    line: int
    language: str

    def read(
        self, element: Element, attributes: Attributes, own: str | None, caption: tuple[Element, int] | None
    ) -> Table:
        """The table; `caption` is the paragraph that holds its caption, with its line."""
        rows = [row for part in element for row in part]
        self._check_widths(rows)
        # In the order in which they are shown, so that notes are numbered in it.
        text = self._caption(caption) if caption else ()
        head = self._row(rows[0], f"{self.name}-r0", self.line)
        body = tuple(
            self._row(row, f"{self.name}-r{n}", self.line + n + 1)
            for n, row in enumerate(rows[1:], 1)
            if row.get("cells")
        )
        align = tuple(_align(cell.get("align")) for cell in rows[0])
        place = self.inline.locate("", self.line)
        return Table(self.name, self.number, text, head, body, align, place, self._heads(attributes), own)

    def _check_widths(self, rows: list[Element]) -> None:
        width = len(rows[0])
        for offset, row in enumerate(rows):
            given = int(row.get("cells", width))
            if given != width:
                at = self.line + offset + (1 if offset else 0)
                self.inline.report(at, "", "ragged-row", cells=str(given), columns=str(width))

    def _heads(self, attributes: Attributes) -> int:
        """How many cells of each row are its heads: one unless the author says none."""
        heads = attributes.take("heads")
        if heads is not None and heads not in ("0", "1"):
            self.inline.report(self.line, "heads=", "unknown-value", text=heads, known="0, 1", near="", key="heads")
        return int(heads != "0")

    def _row(self, row: Element, name: str, line: int) -> Row:
        cells = (
            Cell(f"{name}c{column}", self.inline.in_language(element, f"{name}c{column}", self.language, line))
            for column, element in enumerate(row, 1)
        )
        return Row(name, tuple(cells))

    def _caption(self, caption: tuple[Element, int]) -> Prose:
        element, line = caption
        element.text = CAPTION.sub("", element.text or "", count=1)
        return self.inline.prose(element, f"{self.name}-cap", self.language, line)


def _align(value: str | None) -> Align | None:
    match value:
        case "left" | "center" | "right":
            return value
        case _:
            return None
