"""How our Markdown parts text into blocks, where that isn't Python-Markdown's way. Pure.

The marks of fences become elements, lists and fences need no empty line before them, a heading needs a blank
after its hashes, and a row of a table remembers its width.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Sequence

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor, HashHeaderProcessor
from markdown.extensions.tables import TableProcessor

from pipeline.reader.fences import MARK

Element = etree.Element
_HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def register_blocks(parser: BlockParser) -> None:
    """Put them in their places; the numbers are priorities between those of Python-Markdown's own."""
    rules = parser.blockprocessors
    rules.register(_Parted(parser), "parted", 97)
    rules.register(_FenceMarks(parser, r"^ {0,3}", r"^ {4,}"), "fences", 95)
    rules.register(_FenceMarks(parser, "^ *"), "indented-fences", 85)
    rules.register(_Tables(parser, {"use_align_attribute": True}), "table", 75)
    rules.register(_Headings(parser), "hashheader", 70)
    rules.register(_FenceMarks(parser, "(?:[-+*] +|[0-9]{1,9}[.] +)*"), "other-fences", 12)


class _FenceMarks(BlockProcessor):
    """Turns the mark of a fence into an element.

    An indented one only after lists had their turn, one behind other marks after all of them had theirs.
    """

    def __init__(self, parser: BlockParser, before: str, unless: str | None = None) -> None:
        super().__init__(parser)
        self.mark = re.compile(before + MARK, re.MULTILINE)
        self.unless = re.compile(unless + MARK, re.MULTILINE) if unless else None

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002  # Python-Markdown hands it over
        return bool(self.mark.search(block)) and not (self.unless and self.unless.search(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        match = self.mark.search(block)
        assert match
        before, after = block[: match.start()].rstrip(" "), block[match.end() :]
        if before.strip():
            self.parser.parseBlocks(parent, [before.rstrip("\n")])
        etree.SubElement(parent, "fence", {"number": match[1]})
        if after.strip():
            blocks.insert(0, after.lstrip("\n"))


class _Parted(BlockProcessor):
    """Parts blocks where CommonMark sees another one without an empty line, and leaves both to the others.

    - A list may begin right below a paragraph, if it has bullets or counts from 1 (CommonMark, section 5.2), here
      to 2 at least: a line may begin with "1. Mai".
    - An item may begin right below an indented paragraph of the item before it.
    - A fence may stand right below words of its item.
    """

    MARK = r"(?:[-+*]|[0-9]+\.) "
    BULLETS = re.compile(r"\n(?= {0,3}[-+*] +\S)")
    LIST = re.compile(r"\n(?= {0,3}(?:[-+*]|1\.) +\S)")
    SECOND = re.compile(r"\n {0,3}2\. ")
    NEXT = re.compile(rf"\n(?=( *){MARK})")
    FENCE = re.compile(r"\n( +)(?=\x02fence:)")

    def _parts(self, block: str) -> tuple[str, str] | None:
        blanks = len(block) - len(block.lstrip(" "))
        depth = blanks // self.tab_length * self.tab_length
        is_item = re.match(self.MARK, block[blanks:])
        for item in self.NEXT.finditer(block) if depth else ():
            if len(item[1]) < depth:
                return block[: item.start()], block[item.end() :]
        if depth or is_item:
            fence = self.FENCE.search(block)
            if not fence:
                return None
            # Python-Markdown counts in whole tabs.
            indent = -(-len(fence[1]) // self.tab_length) * self.tab_length
            return block[: fence.start()], " " * indent + block[fence.end() :]
        found = (self.LIST if self.SECOND.search(block) else self.BULLETS).search(block)
        return (block[: found.start()], block[found.end() :]) if found else None

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002  # Python-Markdown hands it over
        return self._parts(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:  # noqa: ARG002  # as above
        parts = self._parts(blocks[0])
        assert parts
        blocks[:1] = parts


class _Headings(HashHeaderProcessor):
    """`#Word` is a hashtag and `C#` keeps its hash (CommonMark, section 4.2)."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6})(?=[ \t\n]|$)(?P<header>[^\n]*)(?:\n|$)")

    def run(self, parent: Element, blocks: list[str]) -> None:
        super().run(parent, blocks)
        # The attribute list extension would strip a hash that belongs to the word before it.
        heading = next(child for child in reversed(parent) if child.tag in _HEADING_TAGS)
        text = _without_closing_hashes(heading.text or "")
        heading.text = re.sub(r"(?<!\\)#(?= {0,99}\{[^{}]*\}$)", "\x0235\x03", text)


def _without_closing_hashes(text: str) -> str:
    """A heading may end in hashes after a blank; others belong to its last word."""
    kept = text.rstrip("#")
    return kept.rstrip() if not kept or kept[-1] in " \t" else text


class _Tables(TableProcessor):
    """Rows remember how many cells the author gave: the extension cuts and fills them silently.

    An attribute list right below a table is its own block, as it is after an empty line.
    """

    def run(self, parent: Element, blocks: list[str]) -> None:
        table, _, last = blocks[0].rpartition("\n")
        if re.fullmatch(r" {0,3}\{:[^{}]*\} *", last):
            blocks[0:1] = [table, last]
        super().run(parent, blocks)

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        super()._build_row(row, parent, align)  # type: ignore[misc]  # left out of the stubs
        parent[-1].set("cells", str(len(self._split_row(row))))  # type: ignore[attr-defined]  # as above
