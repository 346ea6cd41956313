"""The typed manuscript: Manuscript > Chapter > Block > Inline. Pure; imports nothing of ours.

Readers make it, checks judge it, writers and speech read it. Every id in it is final: nobody
downstream makes one up. Ids are XML NCNames, unique in the whole book, and start with the id of
their chapter unless the author wrote one.

Text is held as shown, with entities resolved and white space folded to single blanks; only Code
and CodeBlock keep their white space. A sentence holds no blank at its ends: writers put one blank
between the sentences of one block.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from msgspec import Struct, field

# ------------------------------------------------------------------ where something stands


class Place(Struct, frozen=True):
    """A position in a source file: its path as the user gave it, line and column counted from 1."""

    path: str
    line: int = 1
    column: int = 1


# ------------------------------------------------------------------ inlines


class Text(Struct, frozen=True):
    """Plain characters."""

    text: str


class Emphasis(Struct, frozen=True):
    """Stressed words."""

    children: tuple[Inline, ...]


class Strong(Struct, frozen=True):
    """Important words."""

    children: tuple[Inline, ...]


class Subscript(Struct, frozen=True):
    """Lowered characters, as in H2O."""

    children: tuple[Inline, ...]


class Superscript(Struct, frozen=True):
    """Raised characters, as in m2."""

    children: tuple[Inline, ...]


class Code(Struct, frozen=True):
    """Computer text, white space kept."""

    text: str


class Foreign(Struct, frozen=True):
    """Words in another language; `language` is a BCP 47 tag."""

    children: tuple[Inline, ...]
    language: str


class Link(Struct, frozen=True):
    """A link out of the book. `title` is None when the author gave none."""

    children: tuple[Inline, ...]
    url: str
    title: str | None = None
    place: Place = Place("")


class CrossReference(Struct, frozen=True):
    """A link inside the book. `target` is the id it leads to, which exists once checks have passed."""

    children: tuple[Inline, ...]
    target: str
    place: Place = Place("")


class Picture(Struct, frozen=True):
    """An image within a sentence, or that of an ImageFigure. `source` is its path relative to the manuscript.

    `alt` is None when the author gave none (a finding) and "" when the image is decorative.
    """

    source: str
    alt: str | None
    decorative: bool = False
    place: Place = Place("")


class NoteReference(Struct, frozen=True):
    """The mark of a note. `id` is the mark's own (the note's backlink leads there); `number` counts in the book."""

    id: str
    note: str
    number: int


class LineBreak(Struct, frozen=True):
    """A line ended by the author."""


Inline = (
    Text
    | Emphasis
    | Strong
    | Subscript
    | Superscript
    | Code
    | Foreign
    | Link
    | CrossReference
    | Picture
    | NoteReference
    | LineBreak
)


class Sentence(Struct, frozen=True):
    """One sentence: what is highlighted and spoken as a unit. `language` is None where it is its block's."""

    id: str
    inlines: tuple[Inline, ...]


Prose = tuple[Sentence, ...]


# ------------------------------------------------------------------ charts

ChartKind = Literal["pie", "donut", "bar", "stacked", "line"]


class Series(Struct, frozen=True):
    """One row of numbers. `label` is None when the chart has one unnamed series; a value is None where unknown."""

    label: str | None
    values: tuple[Decimal | None, ...]


class Chart(Struct, frozen=True):
    """A chart's data: as many values in each series as there are categories.

    Decimals keep the digits that the author wrote. `unit` is "%" or a word, "" when numbers have none.
    `source` and `alt` (the author's override of the computed alternative) are None when not given.
    """

    kind: ChartKind
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    language: str
    unit: str = ""
    source: str | None = None
    alt: str | None = None


# ------------------------------------------------------------------ blocks


class Heading(Struct, frozen=True):
    """A heading inside a chapter; `level` is 2 to 6, for the chapter's title is level 1."""

    id: str
    level: int
    content: Prose
    place: Place
    language: str | None = None


class Paragraph(Struct, frozen=True):
    """Sentences. `role` is "hashtags" for a block of tags that is shown but never read aloud one by one."""

    id: str
    content: Prose
    place: Place
    language: str | None = None
    role: Literal["hashtags", "question"] | None = None


class Quote(Struct, frozen=True):
    """Words of somebody else."""

    id: str
    blocks: tuple[Block, ...]
    place: Place
    language: str | None = None


class ListItem(Struct, frozen=True):
    """One item, of any blocks."""

    id: str
    blocks: tuple[Block, ...]


class ItemList(Struct, frozen=True):
    """A list. `start` counts when ordered. `item_name` is what one item is called aloud, None for the locale's."""

    id: str
    ordered: bool
    items: tuple[ListItem, ...]
    place: Place
    start: int = 1
    item_name: str | None = None
    language: str | None = None


class Definition(Struct, frozen=True):
    """One or more terms (or a question) and what is said of them."""

    id: str
    terms: tuple[Prose, ...]
    details: tuple[ListItem, ...]


class DefinitionList(Struct, frozen=True):
    """Terms and definitions; `role` is "faq" when they are questions and answers."""

    id: str
    entries: tuple[Definition, ...]
    place: Place
    role: Literal["faq"] | None = None
    language: str | None = None


Align = Literal["left", "center", "right"]


class Cell(Struct, frozen=True):
    """One cell. Its content is empty when the author left it so."""

    id: str
    content: Prose


class Row(Struct, frozen=True):
    """As many cells as the table has columns."""

    id: str
    cells: tuple[Cell, ...]


class Table(Struct, frozen=True):
    """A table with one row of column heads; the first `row_heads` cells of each row are heads of that row.

    `number` counts the tables of the book; `align` has one entry a column, None where not set.
    """

    id: str
    number: int
    caption: Prose
    head: Row
    rows: tuple[Row, ...]
    align: tuple[Align | None, ...]
    place: Place
    row_heads: int = 1
    language: str | None = None


class ChartFigure(Struct, frozen=True):
    """A chart and its place in the book: `number` counts the charts and image figures of the book.

    `caption` and `source` are the chart's own, with the marks that a picture's text can't hold.
    `source` is empty when the author gave none.
    """

    id: str
    number: int
    chart: Chart
    caption: Prose
    source: Prose
    place: Place


class ImageFigure(Struct, frozen=True):
    """An image that stands alone. `caption` is empty when the author gave none; `number` is None then."""

    id: str
    number: int | None
    picture: Picture
    caption: Prose
    place: Place
    language: str | None = None


class CodeBlock(Struct, frozen=True):
    """Computer text in lines; `syntax` is None when the fence names none."""

    id: str
    text: str
    place: Place
    syntax: str | None = None


class Ornament(Struct, frozen=True):
    """A break between two thoughts."""

    id: str
    place: Place


Block = (
    Heading | Paragraph | Quote | ItemList | DefinitionList | Table | ChartFigure | ImageFigure | CodeBlock | Ornament
)


class Note(Struct, frozen=True):
    """A footnote. `references` are the ids of its marks, at least one."""

    id: str
    number: int
    blocks: tuple[Block, ...]
    references: tuple[str, ...]
    place: Place


# ------------------------------------------------------------------ the book

ChapterRole = Literal["chapter", "introduction", "conclusion", "appendix", "faq", "afterword"]


class Chapter(Struct, frozen=True):
    """One section of the book, from one file. Its title is a heading of level 1 with the chapter's id.

    `voice` is the speaker's role and `source` the work that the section cites; empty when not given. `published` is
    when it comes out as an episode, in UTC; None when the author doesn't say.
    """

    id: str
    title: Prose
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    place: Place
    role: ChapterRole = "chapter"
    language: str | None = None
    voice: Prose = ()
    source: Prose = ()
    published: datetime | None = None


class Accessibility(Struct, frozen=True):
    """What the publisher declares; each None when it declares nothing."""

    conforms_to: str | None = None
    certified_by: str | None = None
    certifier_credential: str | None = None
    certifier_report: str | None = None
    contact: str | None = None


class Metadata(Struct, frozen=True):
    """What is said of the book. `language` is a BCP 47 tag; None means that the author gave no value."""

    title: str
    language: str
    creator: tuple[str, ...]
    identifier: str
    date: date
    subtitle: str | None = None
    publisher: str | None = None
    description: str | None = None
    subjects: tuple[str, ...] = ()
    licence: str | None = None
    rights: str | None = None
    slug: str = ""
    cover: str | None = None
    cover_alt: str | None = None
    imprint: tuple[str, ...] = ()
    accessibility: Accessibility = field(default_factory=Accessibility)


class Asset(Struct, frozen=True):
    """An image file of the manuscript: its path relative to it, its bytes, its media type and size in pixels.

    `width` and `height` are None for SVG without a size. `animated` images may flash.
    """

    path: str
    data: bytes
    media_type: str
    width: int | None
    height: int | None
    animated: bool = False


class Manuscript(Struct, frozen=True):
    """The whole book, read and typed.

    Title, subtitle, the imprint's lines and the contact are the metadata's, as prose that may mark
    languages and link; empty where not given. `assets` are sorted by path.
    """

    metadata: Metadata
    title: Prose
    subtitle: Prose
    imprint: tuple[Prose, ...]
    contact: Prose
    chapters: tuple[Chapter, ...]
    assets: tuple[Asset, ...] = ()


# ------------------------------------------------------------------ plain text


def flatten(inlines: tuple[Inline, ...]) -> str:
    """The plain text of some inlines: what is shown, without marks of notes; a picture gives its alternative."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text) | Code(text):
                parts.append(text)
            case NoteReference():
                pass
            case LineBreak():
                parts.append(" ")
            case Picture():
                parts.append(inline.alt or "")
            case _:
                parts.append(flatten(inline.children))
    return "".join(parts)


def plain(prose: Prose) -> str:
    """The plain text of some sentences, with one blank between two."""
    return " ".join(flatten(sentence.inlines) for sentence in prose)
