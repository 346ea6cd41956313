"""Line charts as SVG. Pure.

No number stands on an axis that is not in the data: the points carry their own values. Where they don't find
room there, or where the labels of categories don't stand side by side, rows below the plot hold them.
"""

from __future__ import annotations

from math import ceil

from pipeline.charts.facts import points, starts_at_zero
from pipeline.charts.legend import spread
from pipeline.charts.numbers import shown, words_for
from pipeline.charts.palette import DASHES, LIGHT, MARKERS
from pipeline.charts.plane import Dot, Plane, place_values
from pipeline.charts.svg import (
    LINE,
    MARGIN,
    ROOM,
    SIZE,
    badge,
    label_and_value,
    line,
    number,
    paint,
    text,
    values_in_line,
)
from pipeline.charts.typeset import text_width, wrap
from pipeline.model import Chart

_BADGE = 14
_ENDS = 2 * _BADGE + 16  # room at the right for the numbers of series
_ROWS_AT_MOST = 24
_SAMPLE = 56


def line_plot(chart: Chart, top: float, prefix: str) -> tuple[str, float]:
    """The lines, their values and categories, the legend of several series; and where they end."""
    del prefix  # lines have no patterns to name
    several = len(chart.series) > 1
    room = ROOM - (_ENDS if several else 0)
    plane = _plane(chart, top, room)
    dots = _dots(chart, plane)
    parts = [_guides(chart, plane, room)]
    parts.extend(_line(index, dots) for index in range(len(chart.series)))
    values, complete = place_values(dots, plane, MARGIN + room)
    ticks, end, named = _ticks(chart, plane)
    if not complete and len(chart.categories) <= _ROWS_AT_MOST:
        values = ""
    parts.append(values + ticks)
    if several:
        parts.append(_ends(dots, plane, MARGIN + room + _ENDS - _BADGE))
    if not named or (not complete and len(chart.categories) <= _ROWS_AT_MOST):
        rows, end = _rows(chart, end + 16, numbered=not named)
        parts.append(rows)
    if several:
        legend, end = _legend(chart, end + 22)
        parts.append(legend)
    return "".join(parts), end


def _plane(chart: Chart, top: float, room: float) -> Plane:
    values = [float(point.value) for point in points(chart)] or [0.0]
    if starts_at_zero(chart):
        values.append(0.0)
    return Plane(MARGIN, room / max(len(chart.categories), 1), top, min(values), max(values))


def _dots(chart: Chart, plane: Plane) -> list[Dot]:
    """All known values, series by series, where they stand."""
    return [
        Dot(place, index, plane.x(index), plane.y(float(value)), shown(value, chart.unit, chart.language))
        for place, series in enumerate(chart.series)
        for index, value in enumerate(series.values)
        if value is not None
    ]


def _guides(chart: Chart, plane: Plane, room: float) -> str:
    """A thin upright for each category, and the line of zero where the plane holds it."""
    uprights = "".join(
        f"M{number(plane.x(index))} {number(plane.top)}V{number(plane.bottom)}"
        for index in range(len(chart.categories))
    )
    drawn = f'<path fill="none" {paint("rule")} d="{uprights}"/>' if len(chart.categories) <= _ROWS_AT_MOST else ""
    if not plane.low <= 0 <= plane.high:
        return drawn
    zero = plane.y(0)
    return drawn + line(MARGIN, zero, MARGIN + room, zero, f'stroke-width="2" {paint("edge")}')


def _line(series: int, dots: list[Dot]) -> str:
    """One series: strokes between neighbours that are both known, and a shape at each point."""
    own = [dot for dot in dots if dot.series == series]
    path = ""
    for index, dot in enumerate(own):
        joined = index and own[index - 1].index == dot.index - 1
        path += f"{'L' if joined else 'M'}{number(dot.x)} {number(dot.y)}"
    stroke = f'<path fill="none" {_stroke(series)} d="{path}"/>' if own else ""
    return stroke + "".join(_marker(series, dot.x, dot.y) for dot in own)


def _stroke(series: int) -> str:
    """The attributes of a series' line: its colour and its dashes."""
    dash = DASHES[series % len(DASHES)]
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'stroke-width="3.5" stroke-linejoin="round"{dashes} {paint(f"s{series % len(LIGHT.fills)}")}'


def _marker(series: int, x: float, y: float) -> str:
    look = paint(f"f{series % len(LIGHT.fills)}", "gap")
    shape = MARKERS[series % len(MARKERS)]
    return f'<path stroke-width="2" {look} transform="translate({number(x)} {number(y)})" d="{shape}"/>'


def _ends(dots: list[Dot], plane: Plane, x: float) -> str:
    """The number of each series beside its last point."""
    last = {dot.series: dot for dot in dots}
    ordered = sorted(last.values(), key=lambda dot: (dot.y, dot.series))
    places = spread([dot.y for dot in ordered], 2 * _BADGE + 4, plane.top + _BADGE, plane.bottom - _BADGE)
    return "".join(
        line(dot.x + 12, dot.y, x - _BADGE, y, f'stroke-width="2" {paint(f"s{dot.series % len(LIGHT.fills)}")}')
        + badge(dot.series + 1, x, y, _BADGE)
        for dot, y in zip(ordered, places, strict=True)
    )


def _ticks(chart: Chart, plane: Plane) -> tuple[str, float, bool]:
    """What stands under the plot (labels where they fit, some of many, or numbers), its end, if labels."""
    base = plane.bottom + SIZE + 6
    wrapped = [wrap(category, SIZE, plane.step - 8) for category in chart.categories]
    widest = max((text_width(category, SIZE) for category in chart.categories), default=0)
    whole = all("".join(lines) == label for lines, label in zip(wrapped, chart.categories, strict=True))
    fitting = all(text_width(row.rstrip(), SIZE) <= plane.step - 4 for lines in wrapped for row in lines)
    if whole and fitting and max(map(len, wrapped), default=0) <= 3:
        shown_at = dict(enumerate(wrapped))
    elif len(chart.categories) > 12 and widest <= ROOM / 3:
        every = ceil((widest + 12) / plane.step)
        shown_at = {i: (chart.categories[i],) for i in range(0, len(chart.categories), every)}
    else:
        every = ceil((text_width(str(len(chart.categories)), SIZE) + 8) / plane.step)
        shown_at = {i: (str(i + 1),) for i in range(0, len(chart.categories), every)}
        drawn = "".join(_centred(lines, plane.x(i), base) for i, lines in shown_at.items())
        return drawn, base + 6, False
    drawn = "".join(_tick(lines, i, plane, base) for i, lines in shown_at.items())
    return drawn, base + 6 + LINE * (max(map(len, shown_at.values()), default=1) - 1), True


def _tick(lines: tuple[str, ...], index: int, plane: Plane, base: float) -> str:
    """A label under its point, moved inwards where it would leave the canvas."""
    half = max(text_width(row.rstrip(), SIZE) for row in lines) / 2
    x = max(plane.x(index), MARGIN / 2 + half)
    return _centred(tuple(lines), min(x, 2 * MARGIN + ROOM - MARGIN / 2 - half), base)


def _centred(lines: tuple[str, ...], x: float, base: float) -> str:
    return text(lines, x, base, ' text-anchor="middle"')


def _rows(chart: Chart, top: float, *, numbered: bool) -> tuple[str, float]:
    """Each category with its value, or with those of all series."""
    parts: list[str] = []
    for index, category in enumerate(chart.categories):
        left: float = MARGIN
        if numbered:
            parts.append(text((str(index + 1),), left, top + SIZE, ' font-weight="700"'))
            left += text_width("0" * len(str(len(chart.categories))), SIZE) + 12
        if len(chart.series) == 1:
            value = shown(chart.series[0].values[index], chart.unit, chart.language)
            words, height = label_and_value(category, value, left, top)
            parts.append(words)
            top += height + 6
        else:
            lines = wrap(category, SIZE, MARGIN + ROOM - left)
            parts.append(text(lines, left, top + SIZE))
            written = [shown(series.values[index], chart.unit, chart.language) for series in chart.series]
            words, top = values_in_line(written, left, top + LINE * len(lines) + 6)
            parts.append(words)
            top += 12
    return "".join(parts), top


def _legend(chart: Chart, top: float) -> tuple[str, float]:
    """For each series a piece of its line, its number and its name."""
    words = words_for(chart.language)
    parts: list[str] = []
    for index, series in enumerate(chart.series):
        middle = top + _BADGE
        parts.append(line(MARGIN, middle, MARGIN + _SAMPLE, middle, _stroke(index)))
        parts.append(_marker(index, MARGIN + _SAMPLE / 2, middle))
        parts.append(badge(index + 1, MARGIN + _SAMPLE + 10 + _BADGE, middle, _BADGE))
        left = MARGIN + _SAMPLE + 2 * _BADGE + 22
        lines = wrap(series.label or words.value, SIZE, MARGIN + ROOM - left)
        parts.append(text(lines, left, middle + SIZE * 0.36))
        top += max(2 * _BADGE, LINE * len(lines)) + 12
    return "".join(parts), top - 12
