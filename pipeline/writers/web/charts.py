"""A chart's long description, folded up below its drawing. Pure."""

from __future__ import annotations

from pipeline.charts.describe import appearance, data_table, overview
from pipeline.model import ChartFigure
from pipeline.writers.markup import escape, quote
from pipeline.writers.xhtml import Xhtml


def description(write: Xhtml, figure: ChartFigure) -> str:
    """What there is to see, all values, and how it looks; its id is that of a link to it."""
    say = write.words
    summary = escape(say.description_link.format(number=figure.number))
    return (
        f'<details id="{figure.id}-more" class="generated description">\n<summary>{summary}</summary>\n'
        + _part(say.overview, overview(figure.chart))
        + _table(figure, say.data, say.description_title.format(number=figure.number))
        + _part(say.appearance, appearance(figure.chart))
        + "</details>\n"
    )


def _part(title: str, sentences: tuple[str, ...]) -> str:
    return f'<p class="part">{escape(title)}</p>\n<p>{escape(" ".join(sentences))}</p>\n'


def _table(figure: ChartFigure, title: str, name: str) -> str:
    table = data_table(figure.chart)
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in table.head)
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>' + "".join(f"<td>{escape(c)}</td>" for c in row[1:]) + "</tr>\n"
        for row in table.rows
    )
    # A table of many columns is wider than a phone: it scrolls by itself, and keys must be able to.
    return (
        f'<div class="wide" role="region" aria-label="{quote(f"{name} {title}")}" tabindex="0">\n'
        f'<table class="values">\n<caption class="part">{escape(title)}</caption>\n'
        f"<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )
