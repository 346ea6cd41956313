"""Where each block of a parsed text began. Pure.

Python-Markdown keeps no line numbers. But it takes blocks in order, and their text is that of the lines
but for indentation, so a cursor that looks ahead for each block's first line finds them all.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from bisect import bisect_right

Element = etree.Element
# What may stand on a line before a block's own text: the marks of the blocks around it.
_MARKS = re.compile(r"(?:[ \t]|>|[-+*](?=[ \t])|\d+[.)](?=[ \t])|:(?=[ \t])|\[\^[^\]]+\]:)*")
_NOTE = re.compile(r"\[\^[^\]]*\]:")
_ITEM = re.compile(r"(?:>|[-+*][ \t]|\d+[.)][ \t])")


class Lines:
    """Knows on which line each block begins: as blocks are parsed in order, a cursor moves through the text.

    `text` is what locate() searches; `cursor` counts from 0.
    """

    def __init__(self, lines: list[str]) -> None:
        self.text = lines
        self.cursor = 0
        self._starts: dict[Element, tuple[list[int], list[int]]] = {}
        self._next_item = 0
        # Notes may be thousands, so that nobody can look at all lines for each of them.
        self._begun_by: dict[str, int] | None = None
        self._notes: dict[str, tuple[int, int]] | None = None

    def enter(self, parent: Element, block: str) -> None:
        """The next children of `parent` come from `block`."""
        first = block.strip("\n").partition("\n")[0].strip()
        if first:
            self.cursor = self._find(first, self._earliest(parent))
        if parent.tag in ("li", "dd") and parent not in self._starts:
            # An item within this one may begin on the same line, the next one beside it may not.
            self._next_item = self.cursor + (0 if _ITEM.match(first) else 1)
        counts, lines = self._starts.setdefault(parent, ([], []))
        counts.append(len(parent))
        lines.append(self.cursor)

    def _earliest(self, parent: Element) -> int:
        """The first line on which the next block of a parent may begin: blocks side by side share no line."""
        if parent not in self._starts:
            return max(self.cursor, self._next_item if parent.tag in ("li", "dd") else 0)
        counts, lines = self._starts[parent]
        return max(self.cursor, lines[-1] + (1 if len(parent) > counts[-1] else 0))

    def _find(self, first: str, begin: int) -> int:
        """The line that is a block's first one; for want of it one that holds its text, or else the cursor."""
        for number in range(begin, len(self.text)):
            line = self.text[number].rstrip()
            if line.endswith(first) and _MARKS.fullmatch(line, 0, len(line) - len(first)):
                return number
        held = (number for number in range(self.cursor, len(self.text)) if first in self.text[number])
        return next(held, self.cursor)

    def seek(self, text: str) -> None:
        """Move the cursor to the first line that begins with a note's sign, and let items be found from there on."""
        if self._begun_by is None:
            self._begun_by = {}
            for number, line in enumerate(self.text):
                if found := _NOTE.match(line.lstrip()):
                    self._begun_by.setdefault(found[0], number)
        if text in self._begun_by:
            self.cursor = self._next_item = self._begun_by[text]

    def line_of(self, parent: Element, index: int, outer: int) -> int:
        """The line, counted from 1, of a child of `parent`; `outer` is the parent's own, for want of better."""
        if parent not in self._starts:
            return outer
        counts, lines = self._starts[parent]
        found = bisect_right(counts, index) - 1
        return lines[found] + 1 if found >= 0 else outer

    def locate(self, needle: str, line: int, column: int = 1) -> tuple[int, int]:
        """Line and column, from 1, of the first `needle` at or after a place; its line's start if there is none."""
        first = needle.strip().partition("\n")[0]
        if line == column == 1 and first in (notes := self._signs_of_notes()):
            return notes[first]
        for number in range(line - 1, len(self.text) if first else 0):
            found = self.text[number].find(first, column - 1 if number == line - 1 else 0)
            if found >= 0:
                return number + 1, found + 1
        text = self.text[line - 1] if line <= len(self.text) else ""
        return line, len(text) - len(text.lstrip()) + 1

    def _signs_of_notes(self) -> dict[str, tuple[int, int]]:
        """Line and column, from 1, of the first of each note's sign."""
        if self._notes is None:
            self._notes = {}
            for number, line in enumerate(self.text, 1):
                for found in _NOTE.finditer(line):
                    self._notes.setdefault(found[0], (number, found.start() + 1))
        return self._notes
