"""The plane of a line chart: where values stand, and where their numbers find room beside them. Pure."""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct

from pipeline.charts.svg import MARGIN, SIZE, text
from pipeline.charts.typeset import text_width

_HEIGHT = 270
_HEAD = 40  # room for a number above the highest point, and below the lowest
_FOOT = 12
_REACH = 10  # how far a point's shape reaches from its centre
_STEP = 6  # between two samples of a line

Box = tuple[float, float, float, float]  # left, top, right, bottom


class Plane(Struct, frozen=True):
    """`left` and `top` of the plot, the width `step` of a category, and the range of values it holds."""

    left: float
    step: float
    top: float
    low: float
    high: float

    @property
    def bottom(self) -> float:
        """Where the plot ends."""
        return self.top + _HEIGHT

    def x(self, index: int) -> float:
        """Where a category stands."""
        return self.left + self.step * (index + 0.5)

    def y(self, value: float) -> float:
        """Where a value stands."""
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        # Where zero is the lowest, no number hangs below it.
        foot = _FOOT if self.low == 0 else _HEAD
        return self.top + _HEAD + (_HEIGHT - _HEAD - foot) * (1 - share)


class Dot(Struct, frozen=True):
    """One known value: its series and category, counted from 0, where it stands, and its number as shown."""

    series: int
    index: int
    x: float
    y: float
    written: str


def place_values(dots: list[Dot], plane: Plane, right: float) -> tuple[str, bool]:
    """The numbers that find room beside their points, and whether all did.

    The highest and the lowest come first, then the ends of lines, then the others. A number covers no point
    and no other number, and as little of a line as can be.
    """
    taken: list[Box] = [(dot.x - _REACH, dot.y - _REACH, dot.x + _REACH, dot.y + _REACH) for dot in dots]
    strokes = _samples(dots) + [(dot.x, plane.y(0)) for dot in dots]
    parts: list[str] = []
    for dot in _by_weight(dots):
        places = [box for box in _places(dot, right) if box[3] <= plane.bottom]
        free = [box for box in places if not any(_meet(box, other) for other in taken)]
        if not free:
            continue
        best = min(free, key=lambda box: sum(_inside(point, box) for point in strokes))
        taken.append(best)
        middle, base = (best[0] + best[2]) / 2, best[3] - SIZE * 0.2
        parts.append(text((dot.written,), middle, base, ' font-weight="700" text-anchor="middle"'))
    return "".join(parts), len(parts) == len(dots)


def _by_weight(dots: list[Dot]) -> list[Dot]:
    if not dots:
        return []
    heights = [dot.y for dot in dots]
    last = max(dot.index for dot in dots)
    return sorted(dots, key=lambda dot: (dot.y not in (min(heights), max(heights)), dot.index not in (0, last)))


def _places(dot: Dot, right: float) -> list[Box]:
    """Where a number may stand, best first: above, below, then a little to either side."""
    width, height = text_width(dot.written, SIZE), SIZE * 1.1
    found = []
    for shift in (0.0, -0.5, 0.5):
        left = dot.x - width / 2 + shift * width
        left = max(MARGIN / 2, min(left, right + MARGIN / 2 - width))
        found.append((left, dot.y - _REACH - 3 - height, left + width, dot.y - _REACH - 3))
        found.append((left, dot.y + _REACH + 2, left + width, dot.y + _REACH + 2 + height))
    return found


def _samples(dots: list[Dot]) -> list[tuple[float, float]]:
    """Points along all strokes."""
    found: list[tuple[float, float]] = []
    for first, second in pairwise(dots):
        if first.series == second.series and first.index + 1 == second.index:
            length = max(abs(second.x - first.x), abs(second.y - first.y))
            steps = max(int(length / _STEP), 1)
            found.extend(
                (first.x + (second.x - first.x) * i / steps, first.y + (second.y - first.y) * i / steps)
                for i in range(steps + 1)
            )
    return found


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _inside(point: tuple[float, float], box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
