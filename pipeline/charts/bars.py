"""Bar charts as SVG, single, grouped and stacked. The bars lie, so that long labels find room above. Pure."""

from __future__ import annotations

from decimal import Decimal

from pipeline.charts.facts import points
from pipeline.charts.legend import legend, series_rows
from pipeline.charts.numbers import shown
from pipeline.charts.svg import (
    LINE,
    MARGIN,
    ROOM,
    SIZE,
    badge,
    box,
    fill,
    label_and_value,
    line,
    paint,
    text,
    values_in_line,
)
from pipeline.charts.typeset import text_width, wrap
from pipeline.model import Chart, Series

_BAR, _THIN_BAR, _STACK = 26, 22, 40
_SPACE = 20
_SMALL_BADGE = 13
_GROUP_ROOM = ROOM - 2 * _SMALL_BADGE - 12 - 12

Scale = tuple[float, float]  # where zero is, and the width of one unit, both in the plot's units


def bar_plot(chart: Chart, top: float, prefix: str) -> tuple[str, float]:
    """One bar a category, its label and its value above it; and where the plot ends."""
    scale = _scale([point.value for point in points(chart)], MARGIN, ROOM)
    parts: list[str] = []
    for category, value in zip(chart.categories, chart.series[0].values, strict=True):
        words, height = label_and_value(category, shown(value, chart.unit, chart.language), MARGIN, top)
        top += height + 4
        parts.append(words + _bar(value, top, _BAR, scale, fill(0, prefix)) + _zero(top, _BAR, scale))
        top += _BAR + _SPACE
    return "".join(parts), top - _SPACE


def grouped_plot(chart: Chart, top: float, prefix: str) -> tuple[str, float]:
    """For each category one thin bar a series, with its number and value; then the legend of the series."""
    written = [shown(value, chart.unit, chart.language) for row in chart.series for value in row.values]
    value_room = min(max((text_width(value, SIZE) for value in written), default=0), ROOM / 2)
    left = MARGIN + 2 * _SMALL_BADGE + 12
    scale = _scale([point.value for point in points(chart)], left, _GROUP_ROOM - value_room)
    parts: list[str] = []
    for index, category in enumerate(chart.categories):
        lines = wrap(category, SIZE, ROOM)
        parts.append(text(lines, MARGIN, top + SIZE))
        top += LINE * len(lines) + 6
        for place, series in enumerate(chart.series):
            value = series.values[index]
            parts.append(badge(place + 1, MARGIN + _SMALL_BADGE, top + _THIN_BAR / 2 + 2, _SMALL_BADGE))
            parts.append(_bar(value, top + 2, _THIN_BAR, scale, fill(place, prefix)))
            parts.append(_zero(top + 2, _THIN_BAR, scale))
            parts.append(_value(shown(value, chart.unit, chart.language), top + 2 + _THIN_BAR * 0.78))
            top += _THIN_BAR + 12
        top += _SPACE - 4
    below, end = legend(series_rows(chart), top + 4, prefix)
    return "".join(parts) + below, end


def stacked_plot(chart: Chart, top: float, prefix: str) -> tuple[str, float]:
    """For each category one bar of sections and, under it, their values; then the legend of the series."""
    totals = [total for index in range(len(chart.categories)) for total in _totals(chart.series, index)]
    scale = _scale(totals, MARGIN, ROOM)
    parts: list[str] = []
    for index, category in enumerate(chart.categories):
        lines = wrap(category, SIZE, ROOM)
        parts.append(text(lines, MARGIN, top + SIZE))
        top += LINE * len(lines) + 4
        parts.append(_sections(chart.series, index, top, scale, prefix) + _zero(top, _STACK, scale))
        written = [shown(series.values[index], chart.unit, chart.language) for series in chart.series]
        values, top = values_in_line(written, MARGIN, top + _STACK + 10)
        parts.append(values)
        top += _SPACE
    below, end = legend(series_rows(chart), top + 4, prefix)
    return "".join(parts) + below, end


def _scale(values: list[Decimal], left: float, room: float) -> Scale:
    """A scale that holds zero and all the values."""
    low, high = min((*values, Decimal(0))), max((*values, Decimal(0)))
    unit = room / float(high - low) if high > low else 0.0
    return left - float(low) * unit, unit


def _bar(value: Decimal | None, top: float, height: float, scale: Scale, look: str) -> str:
    if not value:
        return ""
    zero, unit = scale
    width = abs(float(value)) * unit
    return box(zero if value > 0 else zero - width, top, width, height, look)


def _zero(top: float, height: float, scale: Scale) -> str:
    return line(scale[0], top - 3, scale[0], top + height + 3, f'stroke-width="2" {paint("edge")}')


def _value(written: str, base: float) -> str:
    return text((written,), MARGIN + ROOM, base, ' font-weight="700" text-anchor="end"')


def _totals(series: tuple[Series, ...], index: int) -> tuple[Decimal, Decimal]:
    """How far a stack reaches to the left and to the right of zero."""
    values = [row.values[index] or Decimal(0) for row in series]
    zero = Decimal(0)
    return sum((v for v in values if v < 0), zero), sum((v for v in values if v > 0), zero)


def _sections(series: tuple[Series, ...], index: int, top: float, scale: Scale, prefix: str) -> str:
    """The sections of one stack; those wide enough hold their number."""
    left = right = scale[0]
    parts = []
    for place, row in enumerate(series):
        value = row.values[index]
        if not value:
            continue
        width = abs(float(value)) * scale[1]
        start = right if value > 0 else left - width
        right, left = (right + width, left) if value > 0 else (right, left - width)
        parts.append(box(start, top, width, _STACK, f'stroke-width="3" {fill(place, prefix, "gap")}'))
        if width > 2 * _SMALL_BADGE + 8:
            parts.append(badge(place + 1, start + width / 2, top + _STACK / 2, _SMALL_BADGE))
    return "".join(parts)
