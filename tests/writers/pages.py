"""The documents of an e-book read back, without the code that wrote them."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

XHTML, OPS, OPF = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops", "http://www.idpf.org/2007/opf"
NCX, DC = "http://www.daisy.org/z3986/2005/ncx/", "http://purl.org/dc/elements/1.1/"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NAMES = {"h": XHTML, "o": OPF, "n": NCX, "dc": DC}
_PARTING = """
    address article aside blockquote br caption dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li nav ol p pre
    section table tbody td th thead tr ul
"""


@dataclass(frozen=True, slots=True)
class Pages:
    """All files of an e-book by name; those of its package stand in EPUB/."""

    files: dict[str, bytes]

    @classmethod
    def of(cls, epub: bytes | Path) -> Pages:
        """Unpack an e-book."""
        source = epub if isinstance(epub, Path) else io.BytesIO(epub)
        with zipfile.ZipFile(source) as archive:
            return cls({name: archive.read(name) for name in archive.namelist()})

    def tree(self, name: str) -> etree._Element:
        """A document of the package, parsed strictly."""
        return etree.fromstring(self.files[f"EPUB/{name}"])

    def package(self) -> etree._Element:
        """The package document."""
        return self.tree("content.opf")

    def spine(self) -> list[tuple[str, bool]]:
        """The names of the documents in reading order, and whether each is linear."""
        package = self.package()
        hrefs = {item.get("id"): item.get("href") for item in package.iterfind(".//o:manifest/o:item", NAMES)}
        refs = package.iterfind(".//o:spine/o:itemref", NAMES)
        return [(hrefs[ref.get("idref")] or "", ref.get("linear") != "no") for ref in refs]

    def documents(self) -> dict[str, etree._Element]:
        """Every document of the spine by name, in order."""
        return {name: self.tree(name) for name, _ in self.spine()}

    def find(self, address: str, seen_from: str) -> etree._Element | None:
        """The element or document that a relative address leads to; None if it leads nowhere."""
        path, _, fragment = address.partition("#")
        name = posixpath.normpath(posixpath.join(posixpath.dirname(seen_from), unquote(path))) if path else seen_from
        if f"EPUB/{name}" not in self.files:
            return None
        root = self.tree(name)
        return by_id(root, unquote(fragment)) if fragment else root


def by_id(root: etree._Element, name: str) -> etree._Element | None:
    """The element with an id."""
    return next((element for element in root.iter() if element.get("id") == name), None)


def local(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return etree.QName(element).localname


def body_of(root: etree._Element) -> etree._Element:
    """A document's body."""
    body = root.find("h:body", NAMES)
    assert body is not None
    return body


def classes(element: etree._Element) -> list[str]:
    """An element's classes."""
    return (element.get("class") or "").split()


def words_of(element: etree._Element) -> list[str]:
    """The author's words within an element, in reading order, split at white space.

    The alternatives of the author's images are among them; what the pipeline itself says, the computed
    alternatives of charts included, is not.
    """
    return "".join(_texts(element)).split()


def _texts(element: etree._Element) -> Iterator[str]:
    name = local(element)
    if "generated" in classes(element):
        return
    gap = " " if name in _PARTING.split() else ""
    yield gap
    if name == "img" and element.get("aria-details") is None:
        yield element.get("alt") or ""
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
    yield gap


def author_words(pages: Pages) -> dict[str, list[str]]:
    """The author's words in each document of a section, and in the notes."""
    documents = pages.documents().items()
    return {name: words_of(body_of(root)) for name, root in documents if name.startswith(("section-", "notes."))}
