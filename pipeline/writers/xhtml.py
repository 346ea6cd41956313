"""Blocks in, XHTML out, as text. Pure.

Every id written here was born in the reader, or is such an id with an ending. What the pipeline
itself says stands in elements of the class "generated": all other text is the author's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from pipeline.charts.describe import alternative
from pipeline.locales import Words, words
from pipeline.model import (
    Block,
    Cell,
    ChartFigure,
    Code,
    CodeBlock,
    CrossReference,
    DefinitionList,
    Emphasis,
    Foreign,
    Heading,
    ImageFigure,
    Inline,
    ItemList,
    LineBreak,
    Link,
    NoteReference,
    Ornament,
    Paragraph,
    Picture,
    Prose,
    Quote,
    Row,
    Sentence,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    plain,
)
from pipeline.writers.labels import unlinked
from pipeline.writers.markup import escape, foreign_attributes, generated, quote

# Estimates in em for tables on the narrowest screen, 320 pixels or 20 em with margins off.
_SCREEN, _LETTER, _PADDING = 17.5, 0.6, 0.7
_DEEPEST = 6


class Xhtml(Struct, frozen=True):
    """Writes the blocks of one document.

    `language` is the document's; `href` gives the address of an id as seen from it; `image` that of an
    image file, `chart` that of a figure's drawing; `description` that of its long description. `unfold` writes the
    description itself into the figure instead, as an element of its own with the id of the link; None for the link.
    `epub` is whether the document's elements have types of EPUB's. `depth` is how many levels headings are put deeper.
    """

    words: Words
    language: str
    href: Callable[[str], str]
    image: Callable[[str], str]
    chart: Callable[[ChartFigure], str]
    description: Callable[[ChartFigure], str]
    unfold: Callable[[Xhtml, ChartFigure], str] | None = None
    epub: bool = True
    depth: int = 0

    def blocks(self, blocks: tuple[Block, ...]) -> str:
        """All blocks, a line each."""
        return "".join(self.block(block) for block in blocks)

    def block(self, block: Block) -> str:
        """One block with its line end."""
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                role = f' class="{block.role}"' if block.role else ""
                return self._element("p", block, self._of(block).prose(block.content), role)
            case Quote():
                return self._element("blockquote", block, "\n" + self._of(block).blocks(block.blocks))
            case ItemList():
                return self._list(block)
            case DefinitionList():
                return self._definitions(block)
            case Table():
                return self._table(block)
            case ChartFigure():
                return self._chart(block)
            case ImageFigure():
                return self._image(block)
            case CodeBlock():
                return f'<pre id="{block.id}"><code>{escape(block.text)}</code></pre>\n'
            case Ornament():
                return f'<hr id="{block.id}"/>\n'
            case _:
                assert_never(block)

    def prose(self, prose: Prose) -> str:
        """Sentences, each in a span with its id, a blank between two."""
        return " ".join(f'<span id="{sentence.id}">{self.sentence(sentence)}</span>' for sentence in prose)

    def sentence(self, sentence: Sentence) -> str:
        """The words of a sentence."""
        return self.inlines(sentence.inlines)

    def bare(self, prose: Prose) -> str:
        """Sentences without spans of their own, for what is highlighted as a whole."""
        return " ".join(self.inlines(sentence.inlines) for sentence in prose)

    def inlines(self, inlines: tuple[Inline, ...]) -> str:
        """Inline content."""
        return "".join(map(self._inline, inlines))

    def label_text(self, prose: Prose) -> str:
        """Sentences as the text of a link elsewhere: without marks of notes and without links of their own."""
        return " ".join(self.inlines(unlinked(sentence.inlines)) for sentence in prose)

    def label(self, text: str) -> str:
        """A generated label before the author's words."""
        return generated(text, self.words, self.language) + " "

    # -------------------------------------------------------------- inlines

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text(text):
                return escape(text)
            case Emphasis(children):
                return f"<em>{self.inlines(children)}</em>"
            case Strong(children):
                return f"<strong>{self.inlines(children)}</strong>"
            case Subscript(children):
                return f"<sub>{self.inlines(children)}</sub>"
            case Superscript(children):
                return f"<sup>{self.inlines(children)}</sup>"
            case Code(text):
                return f"<code>{escape(text)}</code>"
            case Foreign(children, language):
                attributes = foreign_attributes(language, self.language)
                return f"<span{attributes}>{self.inlines(children)}</span>"
            case Link(children, url, title):
                hint = f' title="{quote(title)}"' if title else ""
                return f'<a href="{quote(url)}"{hint}>{self.inlines(children)}</a>'
            case CrossReference(children, target):
                return f'<a href="{quote(self.href(target))}">{self.inlines(children)}</a>'
            case Picture():
                return self._picture(inline)
            case NoteReference(name, note, number):
                label, kind = quote(self.words.note.format(number=number)), ' epub:type="noteref"' if self.epub else ""
                return (
                    f'<sup class="generated"><a id="{name}" href="{quote(self.href(note))}"{kind}'
                    f' role="doc-noteref" aria-label="{label}">{number}</a></sup>'
                )
            case LineBreak():
                return "<br/>\n"
            case _:
                assert_never(inline)

    def _picture(self, picture: Picture) -> str:
        role = ' role="presentation"' if picture.decorative else ""
        return f'<img src="{quote(self.image(picture.source))}" alt="{quote(picture.alt or "")}"{role}/>'

    # -------------------------------------------------------------- blocks

    def _element(
        self,
        tag: str,
        block: Heading | Paragraph | Quote | ItemList | DefinitionList | Table | ImageFigure,
        content: str,
        attributes: str = "",
    ) -> str:
        language = foreign_attributes(block.language, self.language) if block.language else ""
        return f'<{tag} id="{block.id}"{attributes}{language}>{content}</{tag}>\n'

    def _of(self, block: Heading | Paragraph | Quote | ItemList | DefinitionList | Table | ImageFigure) -> Xhtml:
        """What writes the words of a block: those around them are in its language."""
        return replace(self, language=block.language) if block.language else self

    def _heading(self, block: Heading) -> str:
        level = block.level + self.depth
        # HTML has six levels; those who can't see them are told of more.
        tag, deeper = (f"h{level}", "") if level <= _DEEPEST else (f"h{_DEEPEST}", f' aria-level="{level}"')
        return self._element(tag, block, self._of(block).prose(block.content), deeper)

    def _list(self, block: ItemList) -> str:
        write = self._of(block)
        items = "".join(f'<li id="{item.id}">{write.blocks(item.blocks).rstrip()}</li>\n' for item in block.items)
        start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
        return self._element("ol" if block.ordered else "ul", block, "\n" + items, start)

    def _definitions(self, block: DefinitionList) -> str:
        write = self._of(block)
        lines = [
            f'<div id="{entry.id}">\n'
            + "".join(f"<dt>{write.prose(term)}</dt>\n" for term in entry.terms)
            + "".join(f'<dd id="{d.id}">{write.blocks(d.blocks).rstrip()}</dd>\n' for d in entry.details)
            + "</div>\n"
            for entry in block.entries
        ]
        role = f' class="{block.role}"' if block.role else ""
        return self._element("dl", block, "\n" + "".join(lines), role)

    def _table(self, block: Table) -> str:
        write = self._of(block)
        label = write.label(self.words.table.format(number=block.number))
        caption = f'<caption id="{block.id}-cap">{label}{write.prose(block.caption)}</caption>\n'
        head = "".join(write._head_cell(cell, block, n) for n, cell in enumerate(block.head.cells))
        rows = "".join(write._row(row, block) for row in block.rows)
        content = f'\n{caption}<thead>\n<tr id="{block.head.id}">{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n'
        table = self._element("table", block, content)
        if _narrowest(block) <= _SCREEN:
            return table
        return f'<div class="wide" role="region" aria-labelledby="{block.id}-cap" tabindex="0">\n{table}</div>\n'

    def _head_cell(self, cell: Cell, table: Table, column: int) -> str:
        # A corner without words is no head: marked as one, it would be read before every cell of its column.
        if not cell.content:
            return f'<td id="{cell.id}"></td>'
        return f'<th id="{cell.id}" scope="col"{_aligned(table, column)}>{self.bare(cell.content)}</th>'

    def _row(self, row: Row, table: Table) -> str:
        cells = "".join(
            f'<th id="{cell.id}" scope="row"{_aligned(table, n)}>{self.bare(cell.content)}</th>'
            if n < table.row_heads and cell.content
            else f'<td id="{cell.id}"{_aligned(table, n)}>{self.bare(cell.content)}</td>'
            for n, cell in enumerate(row.cells)
        )
        return f'<tr id="{row.id}">{cells}</tr>\n'

    def _chart(self, block: ChartFigure) -> str:
        # A chart speaks its own language, with the words of that language around it.
        other = block.chart.language != self.language
        write = replace(self, words=words(block.chart.language), language=block.chart.language) if other else self
        attributes = foreign_attributes(block.chart.language, self.language) if other else ""
        return write._figure(block, attributes)

    # Captions stand before what they name, as they are said before it.
    def _figure(self, block: ChartFigure, attributes: str) -> str:
        label = self.label(self.words.figure.format(number=block.number))
        source = (
            f'<p id="{block.id}-source">{self.label(self.words.source)}{self.prose(block.source)}</p>\n'
            if block.source
            else ""
        )
        return (
            f'<figure id="{block.id}" role="figure" aria-labelledby="{block.id}-cap"{attributes}>\n'
            f'<figcaption id="{block.id}-cap">{label}{self.prose(block.caption)}</figcaption>\n'
            f'<img id="{block.id}-img" role="img" src="{quote(self.chart(block))}"'
            f' alt="{quote(alternative(block.chart))}" aria-details="{block.id}-more"/>\n'
            f"{source}{self.unfold(self, block) if self.unfold else self._more(block)}</figure>\n"
        )

    def _more(self, block: ChartFigure) -> str:
        text = self.words.description_link.format(number=block.number)
        attributes = f' id="{block.id}-more" href="{quote(self.description(block))}"'
        return f"<p>{generated(text, self.words, self.language, tag='a', attributes=attributes)}</p>\n"

    def _image(self, block: ImageFigure) -> str:
        write = self._of(block)
        picture = write._picture(block.picture).replace("<img ", f'<img id="{block.id}-img" ', 1)
        if not block.caption:
            return self._element("div", block, f"\n{picture}\n", ' class="image"')
        label = write.label(self.words.figure.format(number=block.number))
        caption = f'<figcaption id="{block.id}-cap">{label}{write.prose(block.caption)}</figcaption>'
        attributes = f' role="figure" aria-labelledby="{block.id}-cap"'
        return self._element("figure", block, f"\n{caption}\n{picture}\n", attributes)


def _narrowest(table: Table) -> float:
    """The width in em below which a table's heads would break within words; other cells may break anywhere."""
    heads = [(n, cell) for n, cell in enumerate(table.head.cells)]
    heads += [(n, cell) for row in table.rows for n, cell in enumerate(row.cells[: table.row_heads])]
    longest = [1] * len(table.align)
    for column, cell in heads:
        words = plain(cell.content).split()
        longest[column] = max(longest[column], *(len(word) for word in words), 0)
    return sum(letters * _LETTER + _PADDING for letters in longest)


def _aligned(table: Table, column: int) -> str:
    align = table.align[column]
    return f' class="{align}"' if align in ("center", "right") else ""
