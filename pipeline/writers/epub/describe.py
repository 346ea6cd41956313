"""A chart's long description: overview, data, appearance, and the way back. Pure.

A document of its own for each chart, reached by the link in the figure's caption, which the image
names with aria-details.
"""

from __future__ import annotations

from pipeline.charts.describe import DataTable, appearance, data_table, overview
from pipeline.model import ChartFigure, Sentence
from pipeline.writers.markup import escape, generated, quote
from pipeline.writers.xhtml import Xhtml

_NUMERIC = ' class="right"'


def description_body(figure: ChartFigure, write: Xhtml, back: str, drawing: str) -> str:
    """The description's section. `back` is the figure's address, `drawing` that of its image."""
    say, name = write.words, f"{figure.id}-description"
    title = f"{name}-title"
    label = write.label(say.description_title.format(number=figure.number))
    link = generated(
        say.back_to_figure.format(number=figure.number, title=figure.chart.title),
        say,
        write.language,
        tag="a",
        attributes=f' href="{quote(back)}" role="doc-backlink" epub:type="backlink"',
    )
    return (
        f'<section id="{name}" class="description" aria-labelledby="{name}-title">\n'
        f'<h1 id="{title}">{label}{_caption(figure, title, write)}</h1>\n'
        f'<img src="{quote(drawing)}" alt="" role="presentation"/>\n'
        + _part(say.overview, f"{name}-o", overview(figure.chart), write)
        + _heading(say.data, f"{name}-t", write)
        + _table(figure, name, write, data_table(figure.chart))
        + _part(say.appearance, f"{name}-a", appearance(figure.chart), write)
        + f"<p>{link}</p>\n</section>\n"
    )


def _caption(figure: ChartFigure, name: str, write: Xhtml) -> str:
    """The caption again, its sentences under ids of this document."""
    again = tuple(Sentence(f"{name}-s{n}", sentence.inlines) for n, sentence in enumerate(figure.caption, 1))
    return write.prose(again)


def _heading(text: str, name: str, write: Xhtml) -> str:
    return generated(text, write.words, write.language, tag="h2", attributes=f' id="{name}"') + "\n"


def _part(title: str, name: str, sentences: tuple[str, ...], write: Xhtml) -> str:
    spans = " ".join(f'<span id="{name}{n}">{escape(text)}</span>' for n, text in enumerate(sentences, 1))
    return f"{_heading(title, name, write)}<p>{spans}</p>\n"


def _table(figure: ChartFigure, name: str, write: Xhtml, table: DataTable) -> str:
    caption = _caption(figure, f"{name}-cap", write)
    head = "".join(
        f'<th id="{name}-r0c{n}" scope="col"{_NUMERIC if n > 1 else ""}>{escape(cell)}</th>'
        for n, cell in enumerate(table.head, 1)
    )
    rows = "".join(
        f'<tr id="{name}-r{r}"><th id="{name}-r{r}c1" scope="row">{escape(row[0])}</th>'
        + "".join(f'<td id="{name}-r{r}c{c}"{_NUMERIC}>{escape(cell)}</td>' for c, cell in enumerate(row[1:], 2))
        + "</tr>\n"
        for r, row in enumerate(table.rows, 1)
    )
    return (
        f'<table id="{name}-table">\n<caption id="{name}-cap">{caption}</caption>\n'
        f'<thead>\n<tr id="{name}-r0">{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n'
    )
