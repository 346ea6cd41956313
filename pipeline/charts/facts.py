"""What a chart's data says: its points, extremes and comparisons. Pure, and without words."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from pipeline.model import Chart

_SLIGHTLY = Decimal("1.1")
_MOST_TIMES = 10
_HUNDRED = Decimal(100)


class Point(Struct, frozen=True):
    """One known value. `series` is None when the chart has one series, whose name then says nothing new."""

    category: str
    series: str | None
    value: Decimal


class Gap(Struct, frozen=True):
    """One unknown value; `series` as in Point."""

    category: str
    series: str | None


class Ratio(Struct, frozen=True):
    """How much larger one value is. `times` is the whole factor it reaches, None when that says nothing."""

    size: Literal["slightly", "larger", "exactly", "more"]
    times: int | None = None


def points(chart: Chart) -> tuple[Point, ...]:
    """All known values, category by category."""
    return tuple(entry for entry in entries(chart) if isinstance(entry, Point))


def gaps(chart: Chart) -> tuple[Gap, ...]:
    """All unknown values, category by category."""
    return tuple(entry for entry in entries(chart) if isinstance(entry, Gap))


def entries(chart: Chart) -> tuple[Point | Gap, ...]:
    """All values, known or not, category by category."""
    found: list[Point | Gap] = []
    for index, category in enumerate(chart.categories):
        for series in chart.series:
            name = None if len(chart.series) == 1 else series.label or ""
            value = series.values[index]
            found.append(Gap(category, name) if value is None else Point(category, name, value))
    return tuple(found)


def by_size(found: tuple[Point | Gap, ...]) -> tuple[Point | Gap, ...]:
    """From the largest value to the smallest, equal ones in the author's order, unknown ones last."""
    known = sorted((entry for entry in found if isinstance(entry, Point)), key=lambda point: -point.value)
    return (*known, *(entry for entry in found if isinstance(entry, Gap)))


def extremes(known: tuple[Point, ...]) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """All points with the largest value and all with the smallest; at least one point must be known."""
    largest = max(point.value for point in known)
    smallest = min(point.value for point in known)
    return (
        tuple(point for point in known if point.value == largest),
        tuple(point for point in known if point.value == smallest),
    )


def compared_pair(chart: Chart, known: tuple[Point, ...]) -> tuple[Point, Point] | None:
    """The two points to compare, larger first; None where the extremes say more.

    Round charts compare the two largest shares, a single line its ends, and two values each other. Where all
    values are equal there is nothing to compare.
    """
    if len({point.value for point in known}) < 2:
        return None
    pair: tuple[Point, ...] = ()
    if len(known) == 2:
        pair = known
    elif chart.kind in ("pie", "donut"):
        pair = tuple(sorted(known, key=lambda point: -point.value)[:3])
        if pair[0].value == pair[1].value or pair[1].value == pair[2].value:
            return None
        pair = pair[:2]
    elif chart.kind == "line" and len(chart.series) == 1:
        pair = (known[0], known[-1])
    if not pair:
        return None
    first, second = pair
    return (first, second) if first.value >= second.value else (second, first)


def ratio(larger: Decimal, smaller: Decimal) -> Ratio:
    """How the larger of two different values compares with the smaller one."""
    if smaller <= 0:
        return Ratio("larger")
    if larger < smaller * _SLIGHTLY:
        return Ratio("slightly")
    times = min(int(larger // smaller), _MOST_TIMES)
    if times < 2:
        return Ratio("larger")
    return Ratio("exactly" if larger == smaller * times else "more", times)


def shares(chart: Chart) -> tuple[float, ...]:
    """Each value's part of the whole circle, from 0 to 1; 0 where it is unknown or not above zero.

    Percentages that make less than a hundred leave the rest of the circle empty: filling it up would draw
    them larger than they are. Up to one is taken for rounding.
    """
    values = [entry.value if isinstance(entry, Point) and entry.value > 0 else Decimal(0) for entry in entries(chart)]
    whole = sum(values, Decimal(0))
    if chart.unit == "%" and whole < _HUNDRED - 1:
        whole = _HUNDRED
    return tuple(float(value / whole) if value else 0.0 for value in values)


def starts_at_zero(chart: Chart) -> bool:
    """Whether the axis of values holds zero. Bars always do; lines only while their shape stays visible."""
    values = [point.value for point in points(chart)]
    if chart.kind != "line" or not values:
        return True
    low, high = min(values), max(values)
    return low <= 0 <= high or 2 * min(abs(low), abs(high)) <= max(abs(low), abs(high))
