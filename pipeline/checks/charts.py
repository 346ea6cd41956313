"""Rules over charts: a picture of numbers may not say what the numbers don't. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.charts.describe import ALTERNATIVE_LENGTH, foreign_numbers
from pipeline.checks.speech import same_words
from pipeline.errors import Finding
from pipeline.model import Chart, ChartFigure, Manuscript, Place
from pipeline.traversal import blocks

_WHOLE = Decimal(100)
_TOLERANCE = Decimal("0.5")


def check_charts(manuscript: Manuscript) -> Iterator[Finding]:
    """A chart has values that its kind can show, and an author's own alternative text agrees with them."""
    for chapter in manuscript.chapters:
        for figure in (block for block in blocks(chapter) if isinstance(block, ChartFigure)):
            yield from _values(figure.chart, figure.place)
            yield from _alternative(figure.chart, figure.place)


def _values(chart: Chart, place: Place) -> Iterator[Finding]:
    known = [value for series in chart.series for value in series.values if value is not None]
    if not known:
        yield Finding.at(place, "chart-without-data")
        return
    if chart.kind in ("pie", "donut", "stacked"):
        yield from (Finding.at(place, "chart-negative", value=_number(value, chart)) for value in known if value < 0)
    if chart.kind in ("pie", "donut"):
        yield from _shares(chart, known, place)


def _shares(chart: Chart, known: list[Decimal], place: Place) -> Iterator[Finding]:
    """Slices of one whole: all of them known, more than nothing, and together 100 where they are percent."""
    if len(chart.series) > 1:
        yield Finding.at(place, "chart-series", count=len(chart.series))
        return
    unknown = [label for label, value in zip(chart.categories, chart.series[0].values, strict=True) if value is None]
    yield from (Finding.at(place, "chart-unknown-share", label=label) for label in unknown)
    total = sum(known, Decimal())
    if unknown or min(known) < 0:
        return
    if total == 0:
        yield Finding.at(place, "chart-sum-zero")
    elif chart.unit == "%" and abs(total - _WHOLE) > _TOLERANCE:
        yield Finding.at(place, "chart-sum", total=_number(total, chart))


def _alternative(chart: Chart, place: Place) -> Iterator[Finding]:
    """The author's own alternative text; what it says of the chart's kind is left to the author."""
    if chart.alt is None:
        return
    yield from (Finding.at(place, "chart-alt-number", number=n) for n in foreign_numbers(chart.alt, chart))
    if len(chart.alt) > ALTERNATIVE_LENGTH:
        yield Finding.at(place, "alt-long", length=len(chart.alt), limit=ALTERNATIVE_LENGTH)
    if same_words(chart.alt, chart.title):
        yield Finding.at(place, "alt-is-caption", text=chart.alt)


def _number(value: Decimal, chart: Chart) -> str:
    text = f"{value:f}"
    return text.replace(".", ",") if chart.language.lower().startswith("de") else text
