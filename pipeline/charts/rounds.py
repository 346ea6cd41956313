"""Pie and donut charts as SVG. Pure."""

from __future__ import annotations

from itertools import accumulate
from math import cos, pi, sin

from pipeline.charts.facts import Gap, Point, entries
from pipeline.charts.legend import legend, rows_of, spread
from pipeline.charts.svg import BADGE_RADIUS, MARGIN, WIDTH, badge, fill, line, number, paint
from pipeline.model import Chart

_RADIUS = 150
_HOLE = 82
_LEADER = 14
_OUTSIDE = _RADIUS + _LEADER + BADGE_RADIUS
_ROUND_GAP = 'stroke-width="3" stroke-linejoin="round"'


def round_plot(chart: Chart, top: float, prefix: str) -> tuple[str, float]:
    """The slices, their badges and the legend, and where they end.

    Slices begin at the top and run clockwise in the author's order. A slice too narrow for its badge has it
    outside, on a leader.
    """
    found = entries(chart)
    hole = _HOLE if chart.kind == "donut" else 0
    shares = _shares(found)
    starts = [0.0, *accumulate(shares)]
    drawn = [index for index, share in enumerate(shares) if share]
    inside = [index for index in drawn if _fits(shares[index], hole)]
    outside = [index for index in drawn if index not in inside]
    middle = top + _RADIUS + (_LEADER + 2 * BADGE_RADIUS if outside else 0)
    parts = [_slice(starts[i], shares[i], hole, middle, fill(i, prefix, "gap")) for i in drawn]
    halves = {index: 2 * pi * (starts[index] + shares[index] / 2) for index in drawn}
    parts.extend(_inner_badge(index, halves[index], shares[index], hole, middle) for index in inside)
    gap = (2 * BADGE_RADIUS + 6) / _OUTSIDE
    places = spread([halves[index] for index in outside], gap, gap / 2, 2 * pi - gap / 2)
    for index, place in zip(outside, places, strict=True):
        parts.append(_leader(halves[index], place, middle))
        parts.append(badge(index + 1, *_at(place, _OUTSIDE, middle)))
    if not drawn:
        parts.append(_empty(hole, middle))
    below, end = legend(rows_of(chart, found), 2 * middle - top + 28, prefix)
    return "".join(parts) + below, end


def _shares(found: tuple[Point | Gap, ...]) -> list[float]:
    """Each value's part of the whole circle; nothing where it is unknown or not above zero."""
    values = [entry.value if isinstance(entry, Point) and entry.value > 0 else 0 for entry in found]
    total = sum(values)
    return [float(value / total) if value else 0.0 for value in values]


def _fits(share: float, hole: float) -> bool:
    """Whether a slice is wide enough for its badge."""
    return 2 * _badge_distance(hole) * sin(pi * min(share, 0.5)) > 2 * BADGE_RADIUS + 10


def _badge_distance(hole: float) -> float:
    return (_RADIUS + hole) / 2 if hole else _RADIUS * 0.64


def _at(angle: float, radius: float, middle: float) -> tuple[float, float]:
    """The point at an angle from the top, clockwise, in radians."""
    return WIDTH / 2 + radius * sin(angle), middle - radius * cos(angle)


def _slice(start: float, share: float, hole: float, middle: float, look: str) -> str:
    if share > 0.9999:
        return f'<path {_ROUND_GAP} {look} fill-rule="evenodd" d="{_circles(hole, middle)}"/>'
    first, last = 2 * pi * start, 2 * pi * (start + share)
    large = int(share > 0.5)
    outer = f"{_pair(first, _RADIUS, middle)}A{_RADIUS} {_RADIUS} 0 {large} 1 {_pair(last, _RADIUS, middle)}"
    if not hole:
        return f'<path {_ROUND_GAP} {look} d="M{number(WIDTH / 2)} {number(middle)}L{outer}z"/>'
    inner = f"L{_pair(last, hole, middle)}A{hole} {hole} 0 {large} 0 {_pair(first, hole, middle)}"
    return f'<path {_ROUND_GAP} {look} d="M{outer}{inner}z"/>'


def _circles(hole: float, middle: float) -> str:
    """The whole disc, or the whole ring when there is a hole."""
    return "".join(
        f"M{_pair(0, radius, middle)}a{number(radius)} {number(radius)} 0 1 1 0 {number(2 * radius)}"
        f"a{number(radius)} {number(radius)} 0 1 1 0 {number(-2 * radius)}z"
        for radius in (_RADIUS, hole)
        if radius
    )


def _empty(hole: float, middle: float) -> str:
    return f'<path fill="none" stroke-width="2" stroke-dasharray="6 6" {paint("edge")} d="{_circles(hole, middle)}"/>'


def _inner_badge(index: int, angle: float, share: float, hole: float, middle: float) -> str:
    # The badge of a full circle stands in its middle, that of a full ring at its top.
    full = share > 0.9999
    distance = 0 if full and not hole else _badge_distance(hole)
    return badge(index + 1, *_at(0 if full else angle, distance, middle))


def _leader(angle: float, place: float, middle: float) -> str:
    start, end = _at(angle, _RADIUS - 8, middle), _at(place, _RADIUS + _LEADER, middle)
    return line(*start, *end, f'stroke-width="2" {paint("edge")}')


def _pair(angle: float, radius: float, middle: float) -> str:
    x, y = _at(angle, radius, middle)
    return f"{number(x)} {number(y)}"
