"""The web edition: an edition with sound in, a folder of pages to read along out. Pure but for the fonts of a cover.

names -> sections and contents, each in a frame -> what stands beside them. The pages link to the e-book, the sound
and the transcripts by name; whoever builds puts those beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from pipeline.charts.draw import draw
from pipeline.edition import Artifact, Edition
from pipeline.model import ChartFigure, Manuscript
from pipeline.traversal import figures
from pipeline.writers.cover import WEB_COVER, book_cover
from pipeline.writers.names import COVER, INDEX, chart_name
from pipeline.writers.web.book import Book
from pipeline.writers.web.contents import contents_page
from pipeline.writers.web.names import ICON, SCRIPT, STYLE, Names, name_all
from pipeline.writers.web.sections import section_page
from pipeline.writers.web.whole import whole_page
from pipeline.writers.wording import word_times


def write_web(edition: Edition) -> Iterator[Artifact]:
    """Write `web/index.html`, `web/<section>.html` for each section, and the style, script and images of them.

    Where one page is asked for, the sections stand in the index.
    Raises ValueError for an edition without sound.
    """
    if edition.audio is None:
        raise ValueError("an edition without sound has no web edition")
    manuscript = edition.manuscript
    names = name_all(manuscript, one_page=edition.one_page)
    words = word_times(manuscript, edition.audio.timeline)
    book = Book(edition, edition.audio, names, _cover(manuscript, names), words)
    if edition.one_page:
        yield Artifact(f"web/{INDEX}", whole_page(book))
    else:
        yield Artifact(f"web/{INDEX}", contents_page(book))
        for index, chapter in enumerate(manuscript.chapters):
            yield Artifact(f"web/{book.page_of(chapter)}", section_page(book, index))
    for name in (STYLE, SCRIPT, ICON):
        yield Artifact(f"web/{name}", files("pipeline.writers.web").joinpath(name).read_bytes())
    yield from _images(manuscript, names)


def _cover(manuscript: Manuscript, names: Names) -> str:
    cover = manuscript.metadata.cover
    return names.images[cover] if cover else COVER


def _images(manuscript: Manuscript, names: Names) -> Iterator[Artifact]:
    for asset in manuscript.assets:
        yield Artifact(f"web/{names.images[asset.path]}", asset.data)
    if manuscript.metadata.cover is None:
        yield Artifact(f"web/{COVER}", book_cover(manuscript, WEB_COVER))
    for _, figure in figures(manuscript.chapters):
        if isinstance(figure, ChartFigure):
            yield Artifact(f"web/{chart_name(figure)}", draw(figure.chart, figure.number).encode())
