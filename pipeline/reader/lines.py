"""Where each block of a parsed text began. Pure.

Python-Markdown keeps no line numbers. But it takes blocks in order, and their text is that of the lines
but for indentation, so a cursor that looks ahead for each block's first line finds them all.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from bisect import bisect_right

Element = etree.Element


class Lines:
    """Knows on which line each block begins: as blocks are parsed in order, a cursor moves through the text."""

    def __init__(self, lines: list[str]) -> None:
        self.text = lines
        self._cursor = 0
        self._starts: dict[Element, tuple[list[int], list[int]]] = {}

    def enter(self, parent: Element, block: str) -> None:
        """The next children of `parent` come from `block`."""
        first = block.strip("\n").partition("\n")[0].strip()
        if first:
            self.seek(first)
        counts, lines = self._starts.setdefault(parent, ([], []))
        counts.append(len(parent))
        lines.append(self._cursor)

    def seek(self, text: str, start: int | None = None) -> None:
        """Move the cursor to the next line that holds `text`."""
        begin = self._cursor if start is None else start
        for number in range(begin, len(self.text)):
            if text in self.text[number]:
                self._cursor = number
                return

    def line_of(self, parent: Element, index: int, outer: int) -> int:
        """The line, counted from 1, of a child of `parent`; `outer` is the parent's own, for want of better."""
        if parent not in self._starts:
            return outer
        counts, lines = self._starts[parent]
        found = bisect_right(counts, index) - 1
        return lines[found] + 1 if found >= 0 else outer

    def locate(self, needle: str, line: int, skip: int = 0) -> tuple[int, int]:
        """Line and column, from 1, of a `needle` at or after a line; that line's start if there is none.

        `skip` is how many occurrences to pass over; the last one is taken when there are fewer.
        """
        first = needle.strip().partition("\n")[0]
        found: tuple[int, int] | None = None
        for number in range(line - 1, len(self.text) if first else 0):
            column = self.text[number].find(first)
            while column >= 0:
                found = number + 1, column + 1
                if not skip:
                    return found
                skip -= 1
                column = self.text[number].find(first, column + len(first))
        if found:
            return found
        text = self.text[line - 1] if line <= len(self.text) else ""
        return line, len(text) - len(text.lstrip()) + 1
