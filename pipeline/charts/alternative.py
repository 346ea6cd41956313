"""A chart's alternative text. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.charts.facts import Point, extremes, points
from pipeline.charts.kinds import kind_name, with_counts
from pipeline.charts.numbers import shown, spoken, words_for
from pipeline.charts.words import Words, sentence
from pipeline.model import Chart

ALTERNATIVE_LENGTH = 150


def alternative(chart: Chart) -> str:
    """The alternative text: the author's own as it is, else the kind of chart and its data.

    The computed one has at most ALTERNATIVE_LENGTH characters: where the data need more, the extremes stand
    for them, then the count alone. It never equals the title, which a reader hears as the caption anyway.
    """
    if chart.alt is not None:
        return chart.alt
    title = _bare(chart.title)
    return next(text for text in _alternatives(chart) if len(text) <= ALTERNATIVE_LENGTH and _bare(text) != title)


def _alternatives(chart: Chart) -> Iterator[str]:
    """Texts from the fullest to the shortest; the last two always fit, and differ."""
    words = words_for(chart.language)
    known = points(chart)
    if known:
        yield sentence(f"{_with_unit(chart, kind_name(chart))}: {_all_values(chart, words)}")
    counts = f"{kind_name(chart)} {with_counts(chart)}"
    if len(known) > 1:
        largest, smallest = extremes(known)
        head = _with_unit(chart, counts)
        if len(largest) == len(smallest) == 1:
            ends = [f"{_place(point)} {_number(point.value, chart)}" for point in (*largest, *smallest)]
            yield sentence(f"{head}; {words.extremes_short.format(largest=ends[0], smallest=ends[1])}")
        ends = [_number(point.value, chart) for point in (largest[0], smallest[0])]
        yield sentence(f"{head}; {words.range_short.format(largest=ends[0], smallest=ends[1])}")
    yield sentence(counts)
    yield sentence(f"{kind_name(chart)}, {with_counts(chart)}")


def _all_values(chart: Chart, words: Words) -> str:
    """All data in one line. A colon parts labels and numbers where one could be taken for the other."""
    inner = [series.label or words.value for series in chart.series]
    if len(chart.series) == 1:
        values = [_number(value, chart) for value in chart.series[0].values]
        return _pairs(chart.categories, values)
    rows = []
    for index, category in enumerate(chart.categories):
        values = [_number(series.values[index], chart) for series in chart.series]
        rows.append(f"{category}: {_pairs(inner, values)}")
    return "; ".join(rows)


def _pairs(labels: list[str] | tuple[str, ...], values: list[str]) -> str:
    mark = ": " if any(label[-1:].isdigit() for label in labels) else " "
    return ", ".join(f"{label}{mark}{value}" for label, value in zip(labels, values, strict=True))


def _number(value: Decimal | None, chart: Chart) -> str:
    """Percent as a word, which every voice reads; another unit stands once, behind the kind of chart."""
    if chart.unit == "%":
        return spoken(value, "%", chart.language)
    return shown(value, "", chart.language)


def _place(point: Point) -> str:
    label = point.category if point.series is None else f"{point.category}, {point.series}"
    return f"{label}:" if label[-1:].isdigit() else label


def _with_unit(chart: Chart, text: str) -> str:
    return text if chart.unit in ("", "%") else f"{text} ({chart.unit})"


def _bare(text: str) -> str:
    return text.strip().rstrip(".").casefold()
