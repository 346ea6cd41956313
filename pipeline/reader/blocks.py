"""Block elements in, Blocks out, with every id that the book will ever have. Pure.

Ids of blocks count within their chapter, by kind: `strategien-p12`. Sentences count within their
block, cells within their table. An id that the author wrote is kept.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Literal

from pipeline.model import (
    Align,
    Block,
    Cell,
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
    Row,
    Sentence,
    Table,
    Text,
    flatten,
    plain,
)
from pipeline.reader.attributes import Attributes, attribute_line
from pipeline.reader.chartfence import read_chart
from pipeline.reader.cut import sentences
from pipeline.reader.inlines import InlineReader
from pipeline.reader.markdown import Parsed
from pipeline.slug import slugify

Element = etree.Element
_CAPTION = re.compile(r"^(?:Table|Tabelle):\s+")
_TERM_MARK = re.compile(r"^:(?:[ \t]|$)", re.MULTILINE)
_BLOCK_TAGS = frozenset({"p", "ul", "ol", "dl", "table", "blockquote", "hr", "pre", "fence",
                         "h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(slots=True)
class Counts:
    """Numbers that run through the whole book."""

    figures: int = 0
    tables: int = 0
    notes: int = 0


@dataclass(slots=True)
class BlockReader:
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
        used = self._captions([element for element, _, _ in steps])
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
        for index, child in enumerate(_wrapped(parent)):
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

    def _captions(self, elements: list[Element]) -> dict[int, int]:
        """Which table takes which paragraph as its caption: the one before it, else the one after."""
        used: dict[int, int] = {}
        for index, element in enumerate(elements):
            if element.tag != "table":
                continue
            for near in (index - 1, index + 1):
                free = 0 <= near < len(elements) and near not in used.values()
                if free and elements[near].tag == "p" and _CAPTION.match(elements[near].text or ""):
                    used[index] = near
                    break
        return used

    def _block(
        self, element: Element, line: int, attributes: Attributes, language: str,
        caption: tuple[Element, int] | None,
    ) -> Block | None:
        own = self.inline.language(attributes.take("lang"), line)
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
                return self._table(element, line, attributes, own, tongue, caption)
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
        if _CAPTION.match(flat):
            self.inline.report(line, flat[:12], "caption-without-table")
        if _TERM_MARK.search(element.text or ""):
            self.inline.report(line, flat[:12], "term-without-definition")
        if flat.lstrip().startswith("|") and "|" in flat.strip()[1:]:
            self.inline.report(line, "|", "table-without-head")
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

    def _heading(
        self, element: Element, line: int, attributes: Attributes, own: str | None, language: str
    ) -> Heading:
        inlines = self.inline.inlines(element, line)
        slug = slugify(flatten(inlines), "h")
        self._names[f"h-{slug}"] += 1
        again = self._names[f"h-{slug}"]
        name = attributes.take("id") or f"{self.chapter}-{slug}" + (f"-{again}" if again > 1 else "")
        content = sentences(inlines, name, language)
        return Heading(name, int(element.tag[1]), content, self._place(line), own)

    def _list(
        self, element: Element, line: int, attributes: Attributes, own: str | None, language: str
    ) -> ItemList:
        name = self._name("l", attributes)
        items = tuple(
            self._item(child, f"{name}-i{n}", self.parsed.lines.line_of(child, 0, line), language)
            for n, child in enumerate(element, 1)
        )
        start = self._start(attributes.take("start"), line)
        return ItemList(
            name, element.tag == "ol", items, self._place(line), start, attributes.take("item"), own,
        )

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

    def _table(
        self, element: Element, line: int, attributes: Attributes, own: str | None, language: str,
        caption: tuple[Element, int] | None,
    ) -> Table:
        name = self._name("t", attributes)
        self.counts.tables += 1
        rows = [row for part in element for row in part]
        width = len(rows[0])
        for offset, row in enumerate(rows):
            given = int(row.get("cells", width))
            if given != width:
                at = line + offset + (1 if offset else 0)
                self.inline.report(at, "", "ragged-row", cells=str(given), columns=str(width))
        head = self._row(rows[0], f"{name}-r0", language, line)
        body = tuple(
            self._row(row, f"{name}-r{n}", language, line + n + 1)
            for n, row in enumerate(rows[1:], 1) if row.get("cells")
        )
        heads = attributes.take("heads")
        if heads is not None and heads not in ("0", "1"):
            self.inline.report(line, "heads=", "unknown-value", text=heads, known="0, 1", near="", key="heads")
        align = tuple(_align(cell.get("align")) for cell in rows[0])
        text = self._caption(caption, f"{name}-cap", language) if caption else ()
        return Table(
            name, self.counts.tables, text, head, body, align, self._place(line), int(heads != "0"), own,
        )

    def _row(self, row: Element, name: str, language: str, line: int) -> Row:
        cells = []
        for column, element in enumerate(row, 1):
            cell = f"{name}c{column}"
            cells.append(Cell(cell, self.inline.in_language(element, cell, language, line)))
        return Row(name, tuple(cells))

    def _caption(self, caption: tuple[Element, int], name: str, language: str) -> Prose:
        element, line = caption
        element.text = _CAPTION.sub("", element.text or "", count=1)
        return self.inline.prose(element, name, language, line)

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


def _align(value: str | None) -> Align | None:
    match value:
        case "left" | "center" | "right":
            return value
        case _:
            return None


def _wrapped(parent: Element) -> list[Element]:
    """The block children of an element; runs of text and inline children between them as paragraphs."""
    blocks: list[Element] = []
    loose: Element | None = None

    def add_text(text: str | None) -> None:
        nonlocal loose
        if text and (text.strip() or loose is not None):
            loose = _paragraph_of(blocks, loose)
            if len(loose):
                loose[-1].tail = (loose[-1].tail or "") + text
            else:
                loose.text = (loose.text or "") + text

    add_text(parent.text)
    for child in parent:
        tail = child.tail
        if child.tag in _BLOCK_TAGS:
            loose = None
            blocks.append(child)
        else:
            loose = _paragraph_of(blocks, loose)
            copy = etree.Element(child.tag, child.attrib)
            copy.text = child.text
            copy.extend(child)
            loose.append(copy)
        add_text(tail)
    return blocks


def _paragraph_of(blocks: list[Element], loose: Element | None) -> Element:
    if loose is None:
        loose = etree.Element("p")
        blocks.append(loose)
    return loose


