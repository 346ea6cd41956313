"""Pie and donut charts as SVG. Pure."""

from __future__ import annotations

from itertools import accumulate
from math import atan2, cos, hypot, pi, sin

from msgspec import Struct

from pipeline.charts.facts import entries, shares
from pipeline.charts.legend import legend, rows_of, spread
from pipeline.charts.svg import BADGE_RADIUS, WIDTH, badge, fill, number, paint, pill, pill_width, solid
from pipeline.model import Chart

_RADIUS = 150
_HOLE = 82
_LEADER = 16
_OUTSIDE = _RADIUS + _LEADER + BADGE_RADIUS
_FURTHEST = WIDTH / 2 - BADGE_RADIUS - 4
_FULL = 0.9999
_THIN = 0.025  # a slice this narrow would lose itself in its pattern
_OUTLINE = 'stroke-width="2.5" stroke-linejoin="round"'
_DASHED = 'fill="none" stroke-width="2" stroke-dasharray="6 6"'


class _Slice(Struct, frozen=True):
    """One part of the circle: its value's place, its start and its share, both from 0 to 1."""

    index: int
    start: float
    share: float

    @property
    def middle(self) -> float:
        """The angle of its middle from the top, clockwise, in radians."""
        return 2 * pi * (self.start + self.share / 2)


def round_plot(chart: Chart, top: float, prefix: str) -> tuple[str, float]:
    """The slices, their badges and the legend, and where they end.

    Slices begin at the top and run clockwise in the author's order. A wide slice of a pie holds its value
    beside its number; one too narrow for its number has it outside, on a leader.
    """
    hole = _HOLE if chart.kind == "donut" else 0
    slices = _slices(chart)
    inside = [part for part in slices if _badge_distance(part.share, hole) is not None]
    outside = [part for part in slices if _badge_distance(part.share, hole) is None]
    radius, places = _around([part.middle for part in outside])
    middle = top + max([_RADIUS, *(radius * cos(place) + BADGE_RADIUS + 2 for place in places)])
    below = max([_RADIUS, *(BADGE_RADIUS + 2 - radius * cos(place) for place in places)])
    parts = []
    if sum(part.share for part in slices) < _FULL:
        parts.append(f'<path {_DASHED} {paint("edge")} d="{_circles(hole, middle)}"/>')
    rows = rows_of(chart, entries(chart))
    parts.extend(_draw_slice(part, hole, middle, prefix) for part in slices)
    parts.extend(_mark(part, rows[part.index][1], hole, middle) for part in inside)
    parts.extend(
        _leader(part.middle, place, radius, middle) + badge(part.index + 1, *_at(place, radius, middle))
        for part, place in zip(outside, places, strict=True)
    )
    words, end = legend(rows, middle + below + 28, prefix)
    return "".join(parts) + words, end


def _slices(chart: Chart) -> list[_Slice]:
    found = shares(chart)
    starts = accumulate(found, initial=0.0)
    return [
        _Slice(index, start, share) for index, (start, share) in enumerate(zip(starts, found, strict=False)) if share
    ]


def _around(wanted: list[float]) -> tuple[float, list[float]]:
    """How far outside the badges stand, and at which angles: near their slices, none upon another."""
    apart = 2 * BADGE_RADIUS + 6
    radius = min(max(_OUTSIDE, len(wanted) * apart / (2 * pi)), _FURTHEST)
    gap = min(apart / radius, 2 * pi / max(len(wanted), 1))
    places = spread(wanted, gap, -pi, 3 * pi)
    if places and places[-1] - places[0] > 2 * pi - gap:
        places = spread(wanted, gap, 0, 2 * pi - gap)
    return radius, places


def _badge_distance(share: float, hole: float) -> float | None:
    """How far from the centre a slice is wide enough for its badge; None when nowhere."""
    wanted = (_RADIUS + hole) / 2 if hole else _RADIUS * 0.64
    for distance in (wanted, _RADIUS - BADGE_RADIUS - 8):
        if 2 * distance * sin(pi * min(share, 0.5)) > 2 * BADGE_RADIUS + 10:
            return distance
    return None


def _mark(part: _Slice, value: str, hole: float, middle: float) -> str:
    """The number on a slice, with its value where both fit."""
    angle, distance = part.middle, _badge_distance(part.share, hole) or 0.0
    if part.share > _FULL:
        # In the middle of a full circle, at the top of a full ring.
        angle, distance = 0.0, distance if hole else 0.0
    for nearer in (1.0, 0.9, 0.8) if not hole else ():
        x, y = _at(angle, distance * nearer, middle)
        if _holds(part, x - WIDTH / 2, y - middle, pill_width(value)):
            return pill(part.index + 1, value, x, y)
    return badge(part.index + 1, *_at(angle, distance, middle))


def _holds(part: _Slice, x: float, y: float, width: float) -> bool:
    """Whether a pill about a place, counted from the pie's centre, lies in a slice with room to spare."""
    half, rise = width / 2 + 6, BADGE_RADIUS + 6
    rim = [(x - half + step * half / 4, y + dy) for step in range(9) for dy in (-rise, rise)]
    if any(hypot(*place) > _RADIUS for place in rim):
        return False
    turns = [(atan2(right, -down) / (2 * pi) - part.start) % 1 for right, down in rim]
    return part.share > _FULL or max(turns) <= part.share


def _at(angle: float, radius: float, middle: float) -> tuple[float, float]:
    """The point at an angle from the top, clockwise, in radians."""
    return WIDTH / 2 + radius * sin(angle), middle - radius * cos(angle)


def _draw_slice(part: _Slice, hole: float, middle: float, prefix: str) -> str:
    paints = solid(part.index, "gap") if part.share < _THIN else fill(part.index, prefix, "gap")
    look = f"{_OUTLINE} {paints}"
    if part.share > _FULL:
        return f'<path {look} fill-rule="evenodd" d="{_circles(hole, middle)}"/>'
    first, last = 2 * pi * part.start, 2 * pi * (part.start + part.share)
    large = int(part.share > 0.5)
    outer = f"{_pair(first, _RADIUS, middle)}A{_RADIUS} {_RADIUS} 0 {large} 1 {_pair(last, _RADIUS, middle)}"
    if not hole:
        return f'<path {look} d="M{number(WIDTH / 2)} {number(middle)}L{outer}z"/>'
    inner = f"L{_pair(last, hole, middle)}A{hole} {hole} 0 {large} 0 {_pair(first, hole, middle)}"
    return f'<path {look} d="M{outer}{inner}z"/>'


def _circles(hole: float, middle: float) -> str:
    """The whole disc, or the whole ring when there is a hole."""
    return "".join(
        f"M{_pair(0, radius, middle)}a{number(radius)} {number(radius)} 0 1 1 0 {number(2 * radius)}"
        f"a{number(radius)} {number(radius)} 0 1 1 0 {number(-2 * radius)}z"
        for radius in (_RADIUS, hole)
        if radius
    )


def _leader(angle: float, place: float, radius: float, middle: float) -> str:
    """A line from inside a slice, straight out of it, then to its badge."""
    corners = (_pair(angle, _RADIUS - 8, middle), _pair(angle, _RADIUS + 5, middle))
    end = _pair(place, radius - BADGE_RADIUS, middle)
    return f'<path fill="none" stroke-width="2" {paint("edge")} d="M{corners[0]}L{corners[1]}L{end}"/>'


def _pair(angle: float, radius: float, middle: float) -> str:
    x, y = _at(angle, radius, middle)
    return f"{number(x)} {number(y)}"
