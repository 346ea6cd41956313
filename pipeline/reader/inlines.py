"""Inline elements in, Inlines and Sentences out. Pure.

Findings made here are those that only the author's spelling shows: raw HTML, unknown attributes,
links that lead nowhere or run code, notes never defined, images out of reach.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from difflib import get_close_matches
from html import unescape
from typing import Protocol
from urllib.parse import unquote

from msgspec import Struct, field

from pipeline.errors import Finding
from pipeline.languages import is_language_tag
from pipeline.model import (
    Code,
    CrossReference,
    Emphasis,
    Foreign,
    Inline,
    LineBreak,
    Link,
    NoteReference,
    Picture,
    Place,
    Prose,
    Sentence,
    Strong,
    Subscript,
    Superscript,
    Text,
    flatten,
)
from pipeline.reader.addresses import web_address
from pipeline.reader.anchors import Anchors
from pipeline.reader.assets import AssetReader
from pipeline.reader.cut import sentences, strip
from pipeline.reader.markdown import parse_inline
from pipeline.schema import is_visible

Element = etree.Element
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_SCHEME = re.compile(r"^([a-zA-Z][a-zA-Z0-9+.-]*):")
_MARK = re.compile(r"\[\^[^\]]+\]")
_OPEN_SCHEMES = ("http", "https", "mailto", "tel")
_INLINE_TAGS: dict[str, type[Emphasis | Strong | Subscript | Superscript]] = {
    "em": Emphasis,
    "strong": Strong,
    "sub": Subscript,
    "sup": Superscript,
}


class NoteMarks(Protocol):
    """Hands out the marks of notes: None for a name that no note has."""

    def mark(self, name: str) -> NoteReference | None: ...


class InlineReader(Struct):
    """Reads the inline content of one chapter. `place_of` finds a needle at or after a line of its file."""

    chapter: str
    anchors: Anchors
    notes: NoteMarks
    locate: _Locate
    assets: AssetReader
    findings: list[Finding] = field(default_factory=list)
    _found: dict[tuple[str, str, int], Place] = field(default_factory=dict)

    def prose(self, element: Element, block_id: str, language: str, line: int) -> Prose:
        """The sentences within an element, with ids made from the block's."""
        inlines = self.inlines(element, line)
        if element.tag == "h1" and strip(inlines):
            self._check_visible("".join(element.itertext()).strip() or "# …", inlines, line)
        return sentences(inlines, block_id, language)

    def line(self, text: str, block_id: str, language: str, line: int) -> Prose:
        """The sentences of one line of inline Markdown from outside the body."""
        inlines = self._parsed(text, line)
        self._check_visible(text, inlines, line)
        return sentences(inlines, block_id, language)

    def label(self, text: str, block_id: str, line: int) -> Prose:
        """A title, caption or source as one sentence, whatever its punctuation; nothing for no text."""
        inlines = strip(self._parsed(text, line))
        self._check_visible(text, inlines, line)
        if any(_marks(inlines)):
            # A title is shown in more than one place, and the mark's id with it.
            mark = _MARK.search(text)
            self.report(line, mark[0] if mark else "", "note-in-title", text=text)
        return (Sentence(f"{block_id}-s1", inlines),) if inlines else ()

    def _check_visible(self, text: str, inlines: tuple[Inline, ...], line: int) -> None:
        """Report words of which nothing is shown, such as a lone `<br>`; no words at all are no fault here."""
        if text.strip() and not is_visible(flatten(inlines)):
            self.report(line, text.strip().split("\n")[0], "title-empty", text=text.strip())

    def _parsed(self, text: str, line: int) -> tuple[Inline, ...]:
        element, unresolved = parse_inline(text)
        for link in unresolved:
            self.report(line, link, "unresolved-link", text=link)
        return self.inlines(element, line)

    def in_language(self, element: Element, block_id: str, language: str, line: int) -> Prose:
        """The sentences of a cell or term, which may say its own language in an attribute list."""
        extra = {name for name in element.attrib if name not in ("align", "lang")}
        self.check_attributes(element, set(element.attrib) - extra, line)
        own = self.language(element.get("lang"), line)
        inlines = self.inlines(element, line)
        return sentences((Foreign(inlines, own),) if own and inlines else inlines, block_id, own or language)

    def inlines(self, element: Element, line: int) -> tuple[Inline, ...]:
        """The inline content of an element; block children are left to the block reader."""
        parts: list[Inline] = []
        if element.text:
            parts.append(_text(element.text))
        for child in element:
            parts.extend(self._one(child, line))
            if child.tail:
                parts.append(_text(child.tail))
        return tuple(parts)

    def report(self, line: int, needle: str, code: str, **details: str) -> None:
        """Add a finding where the needle stands, at or after a line; the next time, where it stands again."""
        self.findings.append(Finding.at(self._next(code, needle, line), code, **details))

    def _next(self, kind: str, needle: str, line: int) -> Place:
        """The place of a needle: of its second occurrence when it is looked for a second time for one reason."""
        last = self._found.get((kind, needle, line))
        place = self.locate(needle, line)
        if last is not None:
            again = self.locate(needle, last.line, last.column + 1)
            place = again if (again.line, again.column) > (last.line, last.column) else last
        self._found[kind, needle, line] = place
        return place

    def _target(self, kind: str, written: str, line: int) -> Place:
        """The place of a link's or an image's target: its words before it may be the same."""
        place = self._next(kind, f"]({written}", line)
        if place != self.locate("", line):
            return Place(place.path, place.line, place.column + 2)
        return self._next(kind, written, line)

    def _one(self, element: Element, line: int) -> Iterator[Inline]:
        tag = element.tag
        if tag in _INLINE_TAGS:
            language = self._language(element, line)
            made: Inline = _INLINE_TAGS[tag](self.inlines(element, line))
            yield Foreign((made,), language) if language else made
        elif tag == "span":
            language = self._language(element, line)
            children = self.inlines(element, line)
            if language:
                yield Foreign(children, language)
            else:
                yield from children
        elif tag == "code":
            self._language(element, line)
            yield Code(unescape(element.text or ""))
        elif tag == "a":
            yield self._link(element, line)
        elif tag == "img":
            yield self.picture(element, line)
        elif tag == "br":
            yield LineBreak()
        elif tag == "mark":
            yield from self._note(element.get("note", ""), line)
        elif tag == "control":
            self.report(line, element.text or "", "control-character", text=element.get("code", ""))
        elif tag == "raw":
            text = element.text or ""
            self.report(line, text, "raw-html", text=text)

    def _language(self, element: Element, line: int) -> str | None:
        self.check_attributes(element, {"lang"}, line)
        return self.language(element.get("lang"), line)

    def language(self, tag: str | None, line: int) -> str | None:
        """A valid language tag, or None and a finding."""
        if tag is None or is_language_tag(tag):
            return tag
        self.report(line, f"lang={tag}", "unknown-language", key="lang", text=tag)
        return None

    def check_attributes(self, element: Element, known: set[str], line: int) -> None:
        """Report attributes that nothing reads: a reader of the book would miss what the author meant."""
        for name, value in element.attrib.items():
            if name not in known:
                text = f".{value}" if name == "class" else name
                self.report(line, text, "unknown-attribute", text=text, known=", ".join(sorted(known)) or "–")

    def _link(self, element: Element, line: int) -> Inline:
        self.check_attributes(element, {"href", "title", "lang"}, line)
        written = element.get("href", "").strip()
        target = unescape(written)
        children = self.inlines(element, line)
        language = self.language(element.get("lang"), line)
        if language:
            children = (Foreign(children, language),)
        scheme = _SCHEME.match(re.sub(r"[\x00-\x20]", "", target))
        place = self._target("link", written, line)
        if not flatten(children).strip():
            self.findings.append(Finding.at(place, "empty-link", text=target))
        if any(inner.tag in ("a", "mark") for inner in element.iter() if inner is not element):
            self.findings.append(Finding.at(place, "link-in-link", text=target))
        if scheme and scheme[1].lower() in _OPEN_SCHEMES:
            address = web_address(target)
            if address is None:
                self.findings.append(Finding.at(place, "bad-address", text=target))
            return Link(children, address or "", element.get("title"), place)
        if scheme or target.startswith("//"):
            self.findings.append(Finding.at(place, "unsafe-link", text=target))
            return Link(children, "", None, place)
        inside = self.anchors.resolve(unquote(target), self.chapter)
        if inside is None:
            near = get_close_matches(unquote(target), self.anchors.known(), n=1)
            self.findings.append(Finding.at(place, "dead-link", text=target, near=near[0] if near else ""))
        return CrossReference(children, inside or self.chapter, place)

    def picture(self, element: Element, line: int) -> Picture:
        """The image of an `img` element."""
        self.check_attributes(element, {"src", "alt", "title", "class"}, line)
        source = unquote(element.get("src", ""))
        shown, _ = parse_inline(element.get("alt", ""))
        alt = _BLANKS.sub(" ", unescape("".join(shown.itertext()))).strip() or None
        decorative = "decorative" in element.get("class", "").split()
        place = self._target("image", element.get("src", ""), line)
        self.assets.read(source, place, self.findings)
        return Picture(source, "" if decorative else alt, decorative, place)

    def _note(self, name: str, line: int) -> Iterator[Inline]:
        reference = self.notes.mark(name)
        if reference is None:
            self.report(line, f"[^{name}]", "note-undefined", text=name)
        else:
            yield reference


def _marks(inlines: tuple[Inline, ...]) -> Iterator[NoteReference]:
    """The marks of notes in some inlines."""
    for inline in inlines:
        if isinstance(inline, NoteReference):
            yield inline
        elif not isinstance(inline, Text | Code | Picture | LineBreak):
            yield from _marks(inline.children)


def _text(text: str) -> Text:
    return Text(_BLANKS.sub(" ", text))


class _Locate(Protocol):
    def __call__(self, needle: str, line: int, column: int = 1) -> Place: ...
