"""Markdown text in, Python-Markdown's element tree out, with the line of each block. Pure.

The dialect is Python-Markdown with tables, definition lists, footnotes and attribute lists, and with
our own additions (dialect.py).
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator

from markdown import Markdown
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.util import Registry
from msgspec import Struct, field

from pipeline.reader.dialect import Dialect, State
from pipeline.reader.fences import Fence
from pipeline.reader.lines import Lines

Element = etree.Element
# In elements: some thirty lists, each with its items.
_MOST_LEVELS = 60


class Parsed(Struct):
    """One file's tree.

    `notes` maps a note's name to its tree; `repeated_notes` are (name, line) of notes defined again;
    `too_deep` are lines of blocks that were nested too deep, and that a paragraph stands in for;
    `unresolved` are links as written that Markdown left as they were, for it did not know their target.
    """

    root: Element
    lines: Lines
    fences: list[Fence]
    notes: dict[str, Element] = field(default_factory=dict)
    repeated_notes: list[tuple[str, int]] = field(default_factory=list)
    unresolved: list[str] = field(default_factory=list)
    too_deep: list[int] = field(default_factory=list)


def parse_markdown(text: str) -> Parsed:
    """Parse one file's body. Lines count from the text's first one."""
    state = State()
    # Named by a text, each would be looked for among all packages that are installed.
    theirs = (TableExtension(), DefListExtension(), AttrListExtension(), SaneListExtension())
    markdown = Markdown(extensions=[*theirs, state.notes, Dialect(state)], tab_length=4)
    # The tree is what we want: nothing is serialised.
    markdown.stripTopLevelTags = False
    markdown.serializer = lambda element: ""
    markdown.postprocessors = Registry()
    try:
        markdown.convert(text + "\n")
    except RecursionError:
        root = Element("div")
        root.append(_stand_in())
        return Parsed(root, state.lines, [], too_deep=[state.lines.cursor + 1])
    trees = (state.root, *state.notes.trees.values())
    too_deep = state.too_deep + [line for tree in trees for line in _cut_depth(tree, state.lines)]
    return Parsed(
        state.root, state.lines, state.fences, state.notes.trees, state.notes.repeated, state.unresolved, too_deep
    )


def _cut_depth(tree: Element, lines: Lines) -> Iterator[int]:
    """Replace the blocks that are nested deeper than whoever walks the tree can go, and give their lines."""
    for index, block in enumerate(tree):
        level = [block]
        for _ in range(_MOST_LEVELS):
            level = [child for element in level for child in element]
        if level:
            yield lines.line_of(tree, index, 1)
            tree[index] = _stand_in()


def _stand_in() -> Element:
    paragraph = Element("p")
    paragraph.text = "…"
    return paragraph


def parse_inline(text: str) -> tuple[Element, list[str]]:
    """Parse one line of inline Markdown, such as a title, into a paragraph's element and its unresolved links."""
    paragraph = Element("p")
    paragraph.text = text
    if not re.search(r"[\\`*_\[<&!]", text):
        return paragraph, []
    # What would be a block's sign at the start of a line is text here.
    parsed = parse_markdown(re.sub(r"^(\d*)(?=[#>|+.)-])", r"\1\\", " ".join(text.split())))
    root = parsed.root
    return (root[0] if len(root) == 1 and root[0].tag == "p" else paragraph), parsed.unresolved
