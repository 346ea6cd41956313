"""A chart as a picture: one SVG document, with its text as text. Pure, and the same for the same chart.

The title and the source are not drawn. The picture stands in a figure whose caption says both, in the
reader's own font and size; drawn too, sighted readers would meet them twice. The document's <title> keeps
the name for whoever opens the file alone. What a picture can't do without is in it: numbers, labels, unit,
legend.

The canvas is 480 wide and grows downwards with its labels. All text is 17 or 18 high (14 in badges from 100
on), so on a telephone 320 wide it is still 11 high. Nothing is told by colour alone; see palette for
contrasts.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.charts.bars import bar_plot, grouped_plot, stacked_plot
from pipeline.charts.lines import line_plot
from pipeline.charts.numbers import words_for
from pipeline.charts.rounds import round_plot
from pipeline.charts.svg import LINE, MARGIN, ROOM, SIZE, document, text
from pipeline.charts.typeset import wrap
from pipeline.model import Chart


def draw(chart: Chart, number: int | None = None) -> str:
    """The chart as an SVG 1.1 document in a string, without XML declaration, for use through <img>.

    `number` is that of its figure in the book, None when it has none; ids in the document begin with it, so
    that several charts may stand inside one page too.
    """
    words = words_for(chart.language)
    prefix = f"c{number or 0}-"
    note, top = _note(chart, MARGIN)
    body, end = _plot(chart)(chart, top, prefix)
    title = chart.title if number is None else words.figure.format(number=number, title=chart.title)
    return document(note + body, end + MARGIN, title, chart.language, prefix)


def _plot(chart: Chart) -> Callable[[Chart, float, str], tuple[str, float]]:
    match chart.kind:
        case "pie" | "donut":
            return round_plot
        case "line":
            return line_plot
        case "stacked":
            return stacked_plot
        case "bar":
            return bar_plot if len(chart.series) == 1 else grouped_plot


def _note(chart: Chart, top: float) -> tuple[str, float]:
    """What all numbers have in common, above the plot: the only series, and a unit that is a word."""
    words = words_for(chart.language)
    said = []
    if len(chart.series) == 1 and chart.series[0].label:
        said.append(chart.series[0].label)
    if chart.unit not in ("", "%"):
        said.append(words.unit.format(unit=chart.unit))
    if not said:
        return "", top
    lines = wrap(" · ".join(said), SIZE, ROOM)
    return text(lines, MARGIN, top + SIZE), top + LINE * len(lines) + 12
