"""The numbered legend under a drawn chart, and where badges go that would overlap. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.charts.facts import Gap, Point
from pipeline.charts.numbers import shown, words_for
from pipeline.charts.svg import BADGE_RADIUS, LINE, MARGIN, ROOM, badge, box, fill, label_and_value, line, paint
from pipeline.model import Chart

_SWATCH_WIDTH, _SWATCH_HEIGHT = 68, 36
_TEXT_AT = MARGIN + _SWATCH_WIDTH + 14
_SPACE = 14

Row = tuple[str, str, bool]


def legend(rows: Sequence[Row], top: float, prefix: str) -> tuple[str, float]:
    """A row for each (label, value, known): number on its fill, label, value. Gives also where they end.

    A value may be "". What is not known has no fill, only a dashed outline.
    """
    parts: list[str] = []
    for index, (label, value, known) in enumerate(rows):
        if index:
            parts.append(line(MARGIN, top - _SPACE / 2, MARGIN + ROOM, top - _SPACE / 2, paint("rule")))
        words, height = label_and_value(label, value, _TEXT_AT, top + (_SWATCH_HEIGHT - LINE) / 2)
        blank = f'fill="none" stroke-width="2" stroke-dasharray="4 4" {paint("edge")}'
        look = fill(index, prefix) if known else blank
        parts.append(box(MARGIN, top, _SWATCH_WIDTH, _SWATCH_HEIGHT, f'rx="6" {look}'))
        parts.append(badge(index + 1, MARGIN + BADGE_RADIUS + 4, top + _SWATCH_HEIGHT / 2, BADGE_RADIUS - 2))
        parts.append(words)
        top += max(_SWATCH_HEIGHT, height + (_SWATCH_HEIGHT - LINE) / 2) + _SPACE
    return "".join(parts), top - _SPACE


def rows_of(chart: Chart, found: Sequence[Point | Gap]) -> list[Row]:
    """The legend of a chart whose every value has its own number."""
    rows = []
    for entry in found:
        label = entry.category if entry.series is None else f"{entry.category}, {entry.series}".rstrip(", ")
        value = entry.value if isinstance(entry, Point) else None
        rows.append((label, shown(value, chart.unit, chart.language), value is not None))
    return rows


def series_rows(chart: Chart) -> list[Row]:
    """The legend of a chart whose series are numbered."""
    words = words_for(chart.language)
    return [(series.label or words.value, "", True) for series in chart.series]


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places in rising order as near to the wanted ones as a gap between any two allows, from low to high.

    Neighbours that would overlap form a block around their mean: isotonic regression, by pooling.
    """
    if not wanted:
        return []
    gap = min(gap, (high - low) / max(len(wanted) - 1, 1))
    blocks: list[tuple[float, int]] = []
    for index, place in enumerate(wanted):
        mean, size = place - index * gap, 1
        while blocks and blocks[-1][0] > mean:
            before, length = blocks.pop()
            mean, size = (mean * size + before * length) / (size + length), size + length
        blocks.append((mean, size))
    last = high - gap * (len(wanted) - 1)
    levels = [min(max(mean, low), last) for mean, size in blocks for _ in range(size)]
    return [level + index * gap for index, level in enumerate(levels)]
