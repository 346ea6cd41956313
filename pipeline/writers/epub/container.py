"""Documents, images and metadata in, one EPUB file as bytes out, through ebooklib. Pure.

The only module that knows ebooklib. It takes our bytes as they are: every document goes in as a plain
item, for the library's HTML class parses and rewrites text. Names, order, times and ids are set here, so
that the same book gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from ebooklib import epub
from msgspec import Struct

from pipeline.languages import is_right_to_left
from pipeline.writers.epub.metadata import DublinCore, Meta
from pipeline.writers.epub.navigation import Entry

# The earliest moment that a ZIP archive can hold: file times say nothing here.
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Item(Struct, frozen=True):
    """A file of the book. `linear` is None for what isn't in the spine; `properties` as in the manifest.

    `overlay` is the name of a document's media overlay, None without one; `duration` a media overlay's clock value.
    """

    name: str
    data: bytes
    media_type: str
    linear: bool | None = None
    properties: tuple[str, ...] = ()
    overlay: str | None = None
    duration: str | None = None


class Package(Struct, frozen=True):
    """All that goes into the file; `items` in the order of the spine."""

    identifier: str
    language: str
    title: str
    modified: datetime
    elements: tuple[DublinCore, ...]
    metas: tuple[Meta, ...]
    contents: tuple[Entry, ...]
    items: tuple[Item, ...]


def pack(package: Package) -> bytes:
    """The EPUB as bytes: the same for the same package."""
    book = epub.EpubBook()
    book.set_identifier(package.identifier)
    book.set_language(package.language)
    book.title = package.title
    # The library names itself and its version; a new version must not change the book.
    book.metadata[epub.NAMESPACES["OPF"]] = {}
    _add_metadata(book, package)
    ids = {item.name: f"item-{number}" for number, item in enumerate(package.items, 1)}
    for item in package.items:
        entry = epub.EpubItem(ids[item.name], item.name, item.media_type, item.data)
        if item.overlay is not None:
            entry.media_overlay = ids[item.overlay]
        if item.duration is not None:
            attributes = {"property": "media:duration", "refines": f"#{ids[item.name]}"}
            book.add_metadata(None, "meta", item.duration, attributes)
        entry.properties = list(item.properties)
        entry.is_linear = item.linear is not False
        book.add_item(entry)
        if item.linear is not None:
            book.spine.append(entry)
        if "cover-image" in item.properties:
            book.add_metadata(None, "meta", "", {"name": "cover", "content": entry.id})
    book.add_item(epub.EpubNcx())
    book.toc = _ncx(package.contents, [0])
    if is_right_to_left(package.language):
        book.set_direction("rtl")
    file = io.BytesIO()
    writer = _Writer(file, book, {"mtime": package.modified.astimezone(UTC), "epub3_pages": False})
    writer.process()
    writer.write()
    return file.getvalue()


def _add_metadata(book: Any, package: Package) -> None:  # the library has no types
    for element in package.elements:
        book.add_metadata("DC", element.name, element.value, {"id": element.id} if element.id else {})
    for meta in package.metas:
        attributes = {"id": meta.id} if meta.id else {}
        if meta.refines:
            attributes["refines"] = f"#{meta.refines}"
        if meta.link:
            book.add_metadata(None, "link", None, {"rel": meta.name, "href": meta.value, **attributes})
            continue
        if meta.scheme:
            attributes["scheme"] = meta.scheme
        book.add_metadata(None, "meta", meta.value, {"property": meta.name, **attributes})


def _ncx(entries: Iterable[Entry], count: list[int]) -> list[Any]:
    """The library's tree of contents; `count` makes the ids of its points unique."""
    lines: list[Any] = []
    for entry in entries:
        count[0] += 1
        if entry.children:
            lines.append((epub.Section(entry.text, entry.href), _ncx(entry.children, count)))
        else:
            lines.append(epub.Link(entry.href, entry.text, f"nav-{count[0]}"))
    return lines


class _Archive(zipfile.ZipFile):
    """Every member with one time and one mode, whatever the clock and the system."""

    def writestr(
        self,
        zinfo_or_arcname: str | zipfile.ZipInfo,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        info = zipfile.ZipInfo(name, _EPOCH)
        info.external_attr = 0o644 << 16
        info.create_system = 3
        info.compress_type = zipfile.ZIP_DEFLATED if compress_type is None else compress_type
        if name.endswith(".mp3"):  # which nothing makes smaller
            info.compress_type = zipfile.ZIP_STORED
        super().writestr(info, data, info.compress_type, compresslevel)


class _Writer(epub.EpubWriter):  # type: ignore[misc]  # the library has no types
    """The library's writer, with the package's language and an archive that keeps no time."""

    def _write_opf_file(self, root: Any) -> None:
        root.set("{http://www.w3.org/XML/1998/namespace}lang", self.book.language)
        if self.book.direction:
            root.set("dir", self.book.direction)
        super()._write_opf_file(root)

    def write(self) -> None:
        self.out = _Archive(self.file_name, "w", zipfile.ZIP_DEFLATED, compresslevel=self.options["compresslevel"])
        with self.out:
            self.out.writestr("mimetype", "application/epub+zip", compress_type=zipfile.ZIP_STORED)
            self._write_container()
            self._write_opf()
            self._write_items()
