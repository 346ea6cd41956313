"""The EPUB writer: an edition in, one EPUB 3.3 file out. Pure.

names -> documents -> navigation -> metadata -> container: each step one module.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files

from pipeline.charts.draw import draw
from pipeline.edition import Artifact, Edition
from pipeline.model import ChartFigure, Manuscript, plain
from pipeline.traversal import figures
from pipeline.writers.accessibility import Inventory, take_inventory
from pipeline.writers.cover import book_cover
from pipeline.writers.epub.container import Item, Package, pack
from pipeline.writers.epub.documents import Document, documents
from pipeline.writers.epub.metadata import Meta, accessibility, dublin_core
from pipeline.writers.epub.names import COVER_IMAGE, NAV, STYLE, Names, name_all
from pipeline.writers.epub.navigation import table_of_contents
from pipeline.writers.names import chart_name, epub_name
from pipeline.writers.wording import word_times

_XHTML = "application/xhtml+xml"


def write_epub(edition: Edition) -> Iterator[Artifact]:
    """Write the text edition, `epub/<slug>.epub`."""
    pages = map(page_item, xhtml_documents(edition))
    package = package_of(edition, pages, take_inventory(edition.manuscript))
    yield Artifact(epub_name(edition.manuscript.metadata.slug), pack(package))


def xhtml_documents(edition: Edition, *, narration: bool = False) -> tuple[Document, ...]:
    """The documents of the book in reading order; `narration` tells whether they are read aloud.

    Then, where the edition's sound tells when words begin, each has an element of its own.
    """
    manuscript = edition.manuscript
    has = take_inventory(manuscript, narration=narration)
    names = name_all(manuscript)
    sound = edition.audio if narration else None
    worded = frozenset(word_times(manuscript, sound.timeline)) if sound else frozenset[str]()
    return tuple(documents(edition, names, _cover_name(manuscript, names), has, worded))


def package_of(edition: Edition, pages: Iterable[Item], has: Inventory, metas: tuple[Meta, ...] = ()) -> Package:
    """A book of these pages, with all that they show; `metas` are told of it besides."""
    manuscript = edition.manuscript
    metadata = manuscript.metadata
    names = name_all(manuscript)
    elements, refinements = dublin_core(manuscript)
    style = files("pipeline.writers.epub").joinpath(STYLE).read_bytes()
    return Package(
        metadata.identifier,
        metadata.language,
        plain(manuscript.title),
        edition.modified,
        elements,
        (*refinements, *accessibility(manuscript, has), *metas),
        table_of_contents(manuscript, names),
        (*pages, Item(STYLE, style, "text/css"), _cover(manuscript, names), *_images(manuscript, names)),
    )


def page_item(page: Document, overlay: str | None = None) -> Item:
    """A document as a file of the book."""
    return Item(page.name, page.data, _XHTML, page.linear, ("nav",) if page.name == NAV else (), overlay)


def _cover_name(manuscript: Manuscript, names: Names) -> str:
    cover = manuscript.metadata.cover
    return names.images[cover] if cover else COVER_IMAGE


def _cover(manuscript: Manuscript, names: Names) -> Item:
    """The author's cover, or one made from the title."""
    metadata = manuscript.metadata
    name = _cover_name(manuscript, names)
    for asset in manuscript.assets:
        if asset.path == metadata.cover:
            return Item(name, asset.data, asset.media_type, None, ("cover-image",))
    return Item(name, book_cover(manuscript), "image/png", None, ("cover-image",))


def _images(manuscript: Manuscript, names: Names) -> Iterator[Item]:
    for asset in manuscript.assets:
        if asset.path != manuscript.metadata.cover:
            yield Item(names.images[asset.path], asset.data, asset.media_type)
    for _, figure in figures(manuscript.chapters):
        if isinstance(figure, ChartFigure):
            drawing = draw(figure.chart, figure.number).encode()
            yield Item(chart_name(figure), drawing, "image/svg+xml")
