"""Small manuscripts of given blocks, for the rules to look at."""

from __future__ import annotations

from datetime import date

from pipeline.model import (
    Asset,
    Block,
    Cell,
    Chapter,
    Chart,
    ChartFigure,
    Heading,
    ImageFigure,
    Inline,
    Manuscript,
    Metadata,
    Note,
    Paragraph,
    Picture,
    Place,
    Prose,
    Row,
    Sentence,
    Table,
    Text,
)

PLACE = Place("a.md", 7, 3)


def prose(*inlines: Inline | str) -> Prose:
    """One sentence; nothing for no inlines."""
    made = tuple(Text(inline) if isinstance(inline, str) else inline for inline in inlines)
    return (Sentence("s", made),) if made else ()


def paragraph(*inlines: Inline | str, language: str | None = None) -> Paragraph:
    return Paragraph("p", prose(*inlines), PLACE, language)


def heading(level: int, text: str, line: int = 7) -> Heading:
    return Heading("h", level, prose(text) if text else (), Place("a.md", line))


def figure(chart: Chart) -> ChartFigure:
    return ChartFigure("f", 1, chart, prose(chart.title), (), PLACE)


def image(picture: Picture, caption: str = "", language: str | None = None) -> ImageFigure:
    return ImageFigure("f", 1, picture, prose(caption) if caption else (), PLACE, language)


def table(head: list[str], *rows: list[str], caption: str = "X", row_heads: int = 1) -> Table:
    def row(cells: list[str]) -> Row:
        return Row("r", tuple(Cell("c", prose(text) if text else ()) for text in cells))

    made = tuple(row(cells) for cells in rows)
    return Table(
        "t", 1, prose(caption) if caption else (), row(head), made, (None,) * len(head), PLACE, row_heads=row_heads
    )


def book(
    *blocks: Block, language: str = "de", notes: tuple[Note, ...] = (), assets: tuple[Asset, ...] = ()
) -> Manuscript:
    """A book of one chapter."""
    metadata = Metadata("Ein Buch", language, ("Redaktion",), "urn:x", date(2026, 1, 31))
    chapter = Chapter("a", prose("Ein Abschnitt"), blocks, notes, Place("a.md"))
    return Manuscript(metadata, prose("Ein Buch"), (), (), (), (chapter,), assets)
