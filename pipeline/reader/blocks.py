"""Block elements in, Blocks out, with every id that the book will ever have. Pure.

Ids of blocks count within their chapter, by kind: `strategien-p12`. Sentences count within their
block, cells within their table. An id that the author wrote is kept.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from pipeline.model import (
    Block,
    ChartFigure,
    CodeBlock,
    Definition,
    DefinitionList,
    Heading,
    ImageFigure,
    ItemList,
    ListItem,
    Ornament,
    Paragraph,
    Picture,
    Place,
    Prose,
    Quote,
    Sentence,
    Text,
    flatten,
    plain,
)
from pipeline.reader.attributes import Attributes, attribute_line
from pipeline.reader.chartfence import read_chart
from pipeline.reader.cut import sentences
from pipeline.reader.elements import block_elements
from pipeline.reader.inlines import InlineReader
from pipeline.reader.markdown import Parsed
from pipeline.reader.tables import CAPTION, TableReader, captions
from pipeline.slug import slugify

Element = etree.Element
_TERM_MARK = re.compile(r"^:(?:[ \t]|$)", re.MULTILINE)
# An attribute list where none is read: at the end of a line of text, not on a line of its own.
_IN_TEXT = re.compile(r"\{:[^{}]*\}$")


class Counts(Struct):
    """Numbers that run through the whole book."""

    figures: int = 0
    tables: int = 0
    notes: int = 0


class BlockReader(Struct):
    """Reads the blocks of one chapter. `language` is the chapter's."""

    chapter: str
    language: str
    parsed: Parsed
    inline: InlineReader
    counts: Counts
    _names: Counter[str] = field(default_factory=Counter)

    # -------------------------------------------------------------- walking

    def blocks(self, parent: Element, outer_line: int = 1, language: str | None = None) -> tuple[Block, ...]:
        """The blocks within an element, in order; loose inline content becomes a paragraph of its own."""
        tongue = language or self.language
        found: list[Block] = []
        steps = list(self._steps(parent, outer_line))
        used = captions([element for element, _, _ in steps])
        for index, (element, line, attributes) in enumerate(steps):
            if index in used.values():
                continue
            caption = steps[used[index]] if index in used else None
            block = self._block(element, line, attributes, tongue, caption[:2] if caption else None)
            if block is not None:
                found.append(block)
            attributes.report_unread(self.inline, line)
        return tuple(found)

    def _steps(self, parent: Element, outer_line: int) -> Iterator[tuple[Element, int, Attributes]]:
        """Each block element, its line, and its attributes with those of an attribute line after it."""
        pending: tuple[Element, int, Attributes] | None = None
        for index, child in enumerate(block_elements(parent)):
            line = self.parsed.lines.line_of(parent, index, outer_line)
            extra = attribute_line(child)
            if extra is not None:
                if pending is None:
                    self.inline.report(line, child.text or "", "attributes-of-nothing")
                else:
                    pending[2].add(extra)
                continue
            if pending is not None:
                yield pending
            pending = (child, line, Attributes.of(child))
        if pending is not None:
            yield pending

    def _block(
        self, element: Element, line: int, attributes: Attributes, language: str, caption: tuple[Element, int] | None
    ) -> Block | None:
        # Code and ornaments have no language: theirs stays unread, and is reported.
        own = None if element.tag in ("hr", "pre") else self.inline.language(attributes.take("lang"), line)
        tongue = own or language
        match element.tag:
            case "p":
                return self._paragraph(element, line, attributes, own, tongue)
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                return self._heading(element, line, attributes, own, tongue)
            case "ul" | "ol":
                return self._list(element, line, attributes, own, tongue)
            case "dl":
                return self._definitions(element, line, attributes, own, tongue)
            case "table":
                self.counts.tables += 1
                name = self._name("t", attributes)
                reader = TableReader(self.inline, name, self.counts.tables, line, tongue)
                return reader.read(element, attributes, own, caption)
            case "blockquote":
                name = self._name("q", attributes)
                return Quote(name, self.blocks(element, line, tongue), self._place(line), own)
            case "hr":
                return Ornament(self._name("o", attributes), self._place(line))
            case "pre":
                code = element[0] if len(element) else element
                return CodeBlock(self._name("c", attributes), unescape(code.text or "").rstrip("\n"), self._place(line))
            case _:
                return self._fence(int(element.get("number", "0")), attributes, tongue)

    def _name(self, kind: str, attributes: Attributes) -> str:
        self._names[kind] += 1
        return attributes.take("id") or f"{self.chapter}-{kind}{self._names[kind]}"

    def _place(self, line: int) -> Place:
        return self.inline.locate("", line)

    # -------------------------------------------------------------- kinds

    def _paragraph(
        self, element: Element, line: int, attributes: Attributes, own: str | None, language: str
    ) -> Block | None:
        inlines = self.inline.inlines(element, line)
        visible = [inline for inline in inlines if not (isinstance(inline, Text) and not inline.text.strip())]
        if not visible:
            return None
        if len(visible) == 1 and isinstance(visible[0], Picture):
            return self._image(element, visible[0], line, attributes, own, language)
        flat = flatten(inlines)
        if CAPTION.match(flat):
            self.inline.report(line, flat[:12], "caption-without-table")
        if _TERM_MARK.search(element.text or ""):
            self.inline.report(line, flat[:12], "term-without-definition")
        if flat.lstrip().startswith("|") and "|" in flat.strip()[1:]:
            self.inline.report(line, "|", "table-without-head")
        if isinstance(visible[-1], Text) and (written := _IN_TEXT.search(visible[-1].text)):
            self.inline.report(line, written[0], "attributes-in-text", text=written[0])
        name = self._name("p", attributes)
        role: Literal["hashtags", "question"] | None = None
        if attributes.take_class("question"):
            role = "question"
        elif attributes.take_class("hashtags") or all(re.match(r"#\w", word) for word in flat.split()):
            role = "hashtags"
        content = sentences(inlines, name, language)
        if role == "hashtags":
            content = (Sentence(f"{name}-s1", tuple(i for s in content for i in (*s.inlines, Text(" ")))[:-1]),)
        return Paragraph(name, content, self._place(line), own, role)

    def _image(
        self, element: Element, picture: Picture, line: int, attributes: Attributes, own: str | None, language: str
    ) -> ImageFigure:
        name = self._name("f", attributes)
        image = next(element.iter("img"))
        title = image.get("title")
        caption = self.inline.line(title, f"{name}-cap", language, line) if title else ()
        if caption:
            self.counts.figures += 1
        number = self.counts.figures if caption else None
        return ImageFigure(name, number, picture, caption, self._place(line), own)

    def _heading(self, element: Element, line: int, attributes: Attributes, own: str | None, language: str) -> Heading:
        inlines = self.inline.inlines(element, line)
        slug = slugify(flatten(inlines), "h")
        self._names[f"h-{slug}"] += 1
        again = self._names[f"h-{slug}"]
        name = attributes.take("id") or f"{self.chapter}-{slug}" + (f"-{again}" if again > 1 else "")
        content = sentences(inlines, name, language)
        return Heading(name, int(element.tag[1]), content, self._place(line), own)

    def _list(self, element: Element, line: int, attributes: Attributes, own: str | None, language: str) -> ItemList:
        name = self._name("l", attributes)
        items = tuple(
            self._item(child, f"{name}-i{n}", self.parsed.lines.line_of(child, 0, line), language)
            for n, child in enumerate(element, 1)
        )
        start = self._start(attributes.take("start"), line) if element.tag == "ol" else 1
        return ItemList(name, element.tag == "ol", items, self._place(line), start, attributes.take("item"), own)

    def _start(self, written: str | None, line: int) -> int:
        """The number of a list's first item: nine digits at most (CommonMark, section 5.2)."""
        if written is None or re.fullmatch("[0-9]{1,9}", written):
            return int(written or 1)
        code = "number-out-of-range" if written.isdecimal() else "wanted-number"
        self.inline.report(line, written, code, key="start", text=written)
        return 1

    def _item(self, element: Element, name: str, line: int, language: str) -> ListItem:
        attributes = Attributes.of(element)
        name = attributes.take("id") or name
        attributes.report_unread(self.inline, line)
        return ListItem(name, self.blocks(element, line, language))

    def _definitions(
        self, element: Element, line: int, attributes: Attributes, own: str | None, language: str
    ) -> DefinitionList:
        name = self._name("d", attributes)
        entries: list[Definition] = []
        terms: list[Prose] = []
        details: list[ListItem] = []
        entry_line, empty = line, False
        for child in (*element, None):
            if details and (child is None or child.tag == "dt"):
                if not terms or empty:
                    self.inline.report(entry_line, "", "term-without-definition")
                entries.append(Definition(f"{name}-e{len(entries) + 1}", tuple(terms), tuple(details)))
                terms, details, empty = [], [], False
            if child is None:
                break
            entry = f"{name}-e{len(entries) + 1}"
            if child.tag == "dt":
                terms.append(self.inline.in_language(child, f"{entry}-t{len(terms) + 1}", language, line))
            else:
                start = self.parsed.lines.line_of(child, 0, line)
                entry_line = start if not details else entry_line
                empty = empty or not "".join(child.itertext()).strip()
                details.append(self._item(child, f"{entry}-d{len(details) + 1}", start, language))
        role: Literal["faq"] | None = "faq" if attributes.take_class("faq") else None
        return DefinitionList(name, tuple(entries), self._place(line), role, own)

    def _fence(self, number: int, attributes: Attributes, language: str) -> Block | None:
        fence = self.parsed.fences[number]
        place = self.inline.locate("", fence.line)
        if not fence.closed:
            self.inline.report(fence.line, "", "unclosed-fence")
        if fence.kind != "chart":
            return CodeBlock(self._name("c", attributes), fence.text, place, fence.kind or None)
        name = self._name("f", attributes)
        self.counts.figures += 1
        if not fence.closed:
            return CodeBlock(name, fence.text, place, fence.kind)
        chart, findings = read_chart(fence, place.path, language)
        self.inline.findings.extend(findings)
        if chart is None:
            return CodeBlock(name, fence.text, place, fence.kind)
        caption = self.inline.label(chart.title, f"{name}-cap", fence.line)
        source = self.inline.label(chart.source or "", f"{name}-source", fence.line)
        chart = replace(chart, title=plain(caption), source=plain(source) or None)
        return ChartFigure(name, self.counts.figures, chart, caption, source, place)
