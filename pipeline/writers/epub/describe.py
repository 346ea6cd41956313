"""A chart's long description: overview, data, appearance, and the way back. Pure.

A document of its own for each chart, reached by the link in the figure's caption, which the image
names with aria-details.
"""

from __future__ import annotations

from pipeline.charts.describe import DataTable, appearance, data_table, overview
from pipeline.model import ChartFigure, Sentence
from pipeline.writers.epub.leaf import Leaf, Part, given
from pipeline.writers.markup import escape, generated, quote

_NUMERIC = ' class="right"'


def description_page(figure: ChartFigure, leaf: Leaf, back: str, drawing: str) -> None:
    """Write the description's section. `back` is the figure's address, `drawing` that of its image."""
    say, name = leaf.write.words, f"{figure.id}-description"
    leaf.raw(f'<section id="{name}" class="description" aria-labelledby="{name}-title">\n')
    label = leaf.own(say.description_title.format(number=figure.number))
    leaf.line("h1", f"{name}-title", label, _caption(figure, f"{name}-title", leaf))
    leaf.raw(f'<img src="{quote(drawing)}" alt="" role="presentation"/>\n')
    _sentences(say.overview, f"{name}-o", overview(figure.chart), leaf)
    leaf.line("h2", f"{name}-t", leaf.own(say.data))
    _table(figure, name, leaf, data_table(figure.chart))
    _sentences(say.appearance, f"{name}-a", appearance(figure.chart), leaf)
    text = say.back_to_figure.format(number=figure.number, title=figure.chart.title)
    attributes = f' id="{name}-back" href="{quote(back)}" role="doc-backlink" epub:type="backlink"'
    leaf.raw(f"<p>{generated(text, say, leaf.write.language, tag='a', attributes=attributes)}</p>\n</section>\n")
    leaf.say(f"{name}-back", leaf.own(text))


def _caption(figure: ChartFigure, name: str, leaf: Leaf) -> Part:
    """The caption again, its sentences under ids of this document."""
    again = tuple(Sentence(f"{name}-s{n}", sentence.inlines) for n, sentence in enumerate(figure.caption, 1))
    return leaf.prose(again)


def _sentences(title: str, name: str, sentences: tuple[str, ...], leaf: Leaf) -> None:
    leaf.line("h2", name, leaf.own(title))
    leaf.raw("<p>")
    for n, text in enumerate(sentences, 1):
        leaf.line("span", f"{name}{n}", given(text))
    leaf.raw("</p>\n")


def _table(figure: ChartFigure, name: str, leaf: Leaf, table: DataTable) -> None:
    with leaf.inside("table", "table", f"{name}-table"):
        leaf.line("caption", f"{name}-cap", _caption(figure, f"{name}-cap", leaf))
        leaf.raw("<thead>\n")
        with leaf.inside("table-row", "tr", f"{name}-r0"):
            for n, cell in enumerate(table.head, 1):
                leaf.line("th", f"{name}-r0c{n}", given(cell), attributes=f' scope="col"{_NUMERIC if n > 1 else ""}')
        leaf.raw("</thead>\n<tbody>\n")
        for r, row in enumerate(table.rows, 1):
            with leaf.inside("table-row", "tr", f"{name}-r{r}"):
                leaf.line("th", f"{name}-r{r}c1", given(row[0]), attributes=' scope="row"')
                for c, (head, cell) in enumerate(zip(table.head[1:], row[1:], strict=True), 2):
                    _cell(f"{name}-r{r}c{c}", head, cell, leaf)
        leaf.raw("</tbody>\n")


def _cell(name: str, head: str, cell: str, leaf: Leaf) -> None:
    """A value, said with its column's name."""
    leaf.raw(f'<td id="{name}"{_NUMERIC}>{escape(cell)}</td>\n')
    leaf.say(name, given(f"{head}:"), given(cell))
