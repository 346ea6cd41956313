"""What our Markdown adds to Python-Markdown, at its own extension points. Pure.

Fences and comments are lifted out (fences.py), blocks are parted by rules of our own (blockrules.py), notes stay
trees, spans take attributes, and raw HTML is kept as an element that the conversion turns into a finding.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from html import unescape
from itertools import dropwhile

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.extensions.footnotes import FootnoteBlockProcessor, FootnoteExtension
from markdown.inlinepatterns import HTML_RE, InlineProcessor, SubstituteTagInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from pipeline.plain import CONTROL
from pipeline.reader.blockrules import register_blocks
from pipeline.reader.brackets import Bracketed, register_brackets
from pipeline.reader.fences import Fence, lift_fences
from pipeline.reader.lines import Lines

Element = etree.Element
# As in CommonMark, section 6.2: longer numbers name no character.
_ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{0,31});"
# As far as lists may be indented: each level takes Python-Markdown longer than the last.
_DEEPEST = " " * 240
# How many spans may be nested: a pattern doesn't look again at what it has found.
_SPANS = 4


class State:
    """What the extensions of one conversion hand to each other."""

    def __init__(self) -> None:
        self.fences: list[Fence] = []
        self.lines = Lines([])
        self.notes = _Notes(self)
        self.root = Element("div")
        self.unresolved: list[str] = []
        self.too_deep: list[int] = []


class Dialect(Extension):
    """Puts our parts in their places; the numbers are priorities between the neighbours' own."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state

    def extendMarkdown(self, md: Markdown) -> None:
        parser = md.parser
        md.preprocessors.deregister("html_block")
        md.preprocessors.register(_Fences(md, self.state), "fences", 27)
        parser.blockprocessors.register(_Places(parser, self.state), "places", 200)
        register_blocks(parser)
        patterns = md.inlinePatterns
        register_brackets(md)
        for depth in range(_SPANS):
            patterns.register(_Span(r"(?<!!)\[", md), f"span-{depth}", 165 - depth / _SPANS)
        patterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash-break", 101)
        patterns.register(_Mail(r"<([^<> !:]+@[^@<> ]+)>", md), "automail", 110)
        for name, priority in (("raised", 92), ("raised-within", 91)):
            patterns.register(_Raised(r"(?s)<(sub|sup)>((?:(?!<\1>).)*?)</\1>", md), name, priority)
        patterns.register(_Raw(HTML_RE, md), "html", 90)
        patterns.register(_Entity(_ENTITY, md), "entity", 80)
        md.treeprocessors.deregister("prettify")
        md.treeprocessors.register(_Plain(md), "plain", 21)
        md.treeprocessors.register(_Attributes(md), "attr_list", 8)
        md.treeprocessors.register(_Unresolved(md, self.state), "unresolved", 5)
        md.treeprocessors.register(_Capture(md, self.state), "capture", -1)


class _Fences(Preprocessor):
    def __init__(self, md: Markdown, state: State) -> None:
        super().__init__(md)
        self.state = state

    def run(self, lines: list[str]) -> list[str]:
        lines, self.state.fences = lift_fences(lines)
        deep = [number for number, line in enumerate(lines) if line.startswith(_DEEPEST) and line.strip()]
        for number in deep:
            lines[number] = "…" if number == deep[0] else ""
        self.state.too_deep = [number + 1 for number in deep[:1]]
        self.state.lines = Lines(lines)
        return lines


class _Places(BlockProcessor):
    """Tells Lines which block comes next, and leaves it to the others."""

    def __init__(self, parser: BlockParser, state: State) -> None:
        super().__init__(parser)
        self.state = state

    def test(self, parent: Element, block: str) -> bool:
        return True

    def run(self, parent: Element, blocks: list[str]) -> bool:
        self.state.lines.enter(parent, blocks[0])
        return False


class _Notes(FootnoteExtension):
    """Footnotes as trees beside the text, and every definition of them counted."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state
        self.trees: dict[str, Element] = {}
        self.repeated: list[tuple[str, int]] = []

    def extendMarkdown(self, md: Markdown) -> None:
        super().extendMarkdown(md)
        for name in ("footnote-reorder", "footnote-duplicate"):
            md.treeprocessors.deregister(name, strict=False)
        md.treeprocessors.register(_NoteTrees(self), "footnote", 50)
        md.parser.blockprocessors.register(_NoteBlocks(self), "footnote", 17)
        md.inlinePatterns.register(_NoteMark(r"\[\^([^\]]+)\]", self), "footnote", 175)

    def setFootnote(self, id: str, text: str) -> None:
        if id in self.footnotes:
            lines = [n for n, line in enumerate(self.state.lines.text) if f"[^{id}]:" in line]
            self.repeated.append((id, lines[min(1, len(lines) - 1)] + 1 if lines else 1))
            return
        super().setFootnote(id, text)


class _NoteBlocks(FootnoteBlockProcessor):
    """A note goes on after any number of empty lines, as those that a fence leaves behind."""

    def detectTabbed(self, blocks: list[str]) -> list[str]:
        found = super().detectTabbed(blocks)
        while rest := list(dropwhile(lambda block: not block.strip("\n"), blocks)):
            following = rest[0].lstrip("\n")
            if not following.startswith(" " * 4):
                break
            blocks[:] = [following, *rest[1:]]
            found += super().detectTabbed(blocks)
        return found


class _NoteTrees(Treeprocessor):
    """Parses the notes into the tree, so that the inline stage reaches them too."""

    def __init__(self, notes: _Notes) -> None:
        super().__init__(notes.md)
        self.notes = notes

    def run(self, root: Element) -> None:
        for name, text in self.notes.footnotes.items():
            self.notes.state.lines.seek(f"[^{name}]:")
            tree = Element("note")
            self.notes.parser.parseChunk(tree, text)
            self.notes.trees[name] = tree
            root.append(tree)


class _NoteMark(InlineProcessor):
    """`[^name]`, defined or not."""

    def __init__(self, pattern: str, notes: _Notes) -> None:
        super().__init__(pattern, notes.md)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        return Element("mark", {"note": m[1]}), m.start(0), m.end(0)


class _Span(Bracketed):
    """`[words]{lang=en}`: a span whose attributes the attribute list extension reads from its tail."""

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        text, index, handled = self.getText(data, m.end(0))
        if not handled or data[index : index + 1] != "{":
            return None, None, None
        element = Element("span")
        element.text = text
        return element, m.start(0), index


class _Mail(InlineProcessor):
    """`<name@host>`, without the extension's scrambling into entities."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        element = Element("a", {"href": "mailto:" + m[1]})
        element.text = AtomicString(m[1])
        return element, m.start(0), m.end(0)


class _Raised(InlineProcessor):
    """`<sub>` and `<sup>`, for which Markdown has no sign."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        element = Element(m[1])
        element.text = m[2]
        return element, m.start(0), m.end(0)


class _Raw(InlineProcessor):
    """Any other tag: kept with its text, so that the author can be told. `<br>` is a line break."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        if re.fullmatch(r"<br\s*/?>", m[0]):
            return Element("br"), m.start(0), m.end(0)
        element = Element("raw")
        element.text = AtomicString(m[0])
        return element, m.start(0), m.end(0)


class _Entity(InlineProcessor):
    """`&amp;` and its like, as the character they name; one that text can't hold is kept for a finding."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | str, int, int]:  # type: ignore[override]
        character = unescape(m[0])
        if not (control := CONTROL.search(character)):
            # In disguise like an escaped character: text of a list's item may pass through the patterns twice.
            return "".join(f"\x02{ord(part)}\x03" for part in character), m.start(0), m.end(0)
        element = Element("control", {"code": f"U+{ord(control[0]):04X}"})
        element.text = AtomicString(m[0])
        return element, m.start(0), m.end(0)


class _Plain(Treeprocessor):
    """Keeps text without any sign of markup, most cells and headings, out of the inline stage: a tenth of a build."""

    SIGNS = re.compile(r"[\\`*_\[<&!]|  \n")

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and not self.SIGNS.search(element.text):
                element.text = AtomicString(element.text)


class _Attributes(AttrListTreeprocessor):
    """Attribute lists that end at the first closing brace: words in later braces keep their place."""

    _BRACES = r"\{\:?[ ]*([^\}\n ][^\}\n]*)\}"
    HEADER_RE = re.compile(rf"[ ]+{_BRACES}[ ]*$")  # type: ignore[misc]  # final in the stubs alone
    BLOCK_RE = re.compile(rf"\n[ ]*{_BRACES}[ ]*$")  # type: ignore[misc]  # as above
    INLINE_RE = re.compile(rf"^{_BRACES}")  # type: ignore[misc]  # as above


class _Unresolved(Treeprocessor):
    """Finds `[text][name]` and `[text](…)` left as text; escaped brackets are still in disguise at this stage."""

    PATTERN = re.compile(r"\[[^\[\]]+\](?:\[[^\[\]]*\]|\([^()]*\))")

    def __init__(self, md: Markdown, state: State) -> None:
        super().__init__(md)
        self.state = state

    def run(self, root: Element) -> None:
        for element in root.iter():
            for text in (element.text, element.tail):
                if text and "]" in text and not isinstance(text, AtomicString):
                    self.state.unresolved.extend(self.PATTERN.findall(text))


class _Capture(Treeprocessor):
    """Keeps the finished tree, and takes the notes out of the text again."""

    def __init__(self, md: Markdown, state: State) -> None:
        super().__init__(md)
        self.state = state

    def run(self, root: Element) -> None:
        for tree in self.state.notes.trees.values():
            root.remove(tree)
        self.state.root = root
