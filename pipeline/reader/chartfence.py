"""A chart fence's YAML in, a Chart or findings out. Pure. The keys are described in docs/manuscript.md."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pipeline.errors import Finding
from pipeline.languages import primary
from pipeline.model import Chart, Place, Series
from pipeline.plain import Loc
from pipeline.reader.fences import Fence
from pipeline.schema import After, Many, Record, read_yaml

_LARGEST = Decimal(10) ** 15
_MOST_DIGITS = 6


def _present(value: str) -> str:
    if not value:
        raise ValueError("empty-value")
    return value


def _drawable(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    if value.copy_abs() >= _LARGEST or not isinstance(exponent, int) or exponent < -_MOST_DIGITS:
        raise ValueError("number-out-of-range")
    return value


Words = Annotated[str, After(_present)]
Number = Annotated[Decimal, After(_drawable)]
Values = Number | None | tuple[Number | None, ...]


class _ChartFence(Record, frozen=True):
    """The keys of a chart fence."""

    type: Literal["pie", "donut", "bar", "stacked", "line"]
    title: Words
    data: dict[str, Values]
    unit: str = ""
    source: Words | None = None
    categories: Many | None = None
    alt: Words | None = None


def read_chart(fence: Fence, path: str, language: str) -> tuple[Chart | None, list[Finding]]:
    """Read a chart, its title and source still as Markdown; None when there are findings.

    Rules over its numbers are in checks/charts.py.
    """
    place = Place(path, fence.line + 1, fence.indent + 1)
    file, findings, (places, _) = read_yaml(fence.text, place, _ChartFence)
    if file is None:
        return None, [*findings]
    found = _shape(file, places) + _thousands(file, places, language)
    if found:
        return None, found
    rows = {label: value for label, value in file.data.items() if isinstance(value, tuple)}
    if rows:
        categories = file.categories or ()
        series = tuple(Series(label, values) for label, values in rows.items())
    else:
        categories = tuple(file.data)
        numbers = (value for value in file.data.values() if not isinstance(value, tuple))
        series = (Series(None, tuple(numbers)),)
    return Chart(file.type, file.title, categories, series, language, file.unit, file.source, file.alt), []


def _shape(file: _ChartFence, places: dict[Loc, Place]) -> list[Finding]:
    """Either one value for each label, or `categories` and one list for each label, all of one length."""
    rows = {label: value for label, value in file.data.items() if isinstance(value, tuple)}
    place = places["data",]
    if not file.data or any(not values for values in rows.values()):
        return [Finding.at(place, "chart-without-data")]
    if not rows:
        return [] if file.categories is None else [Finding.at(places["categories",], "chart-categories")]
    if len(rows) < len(file.data) or not file.categories:
        return [Finding.at(place, "chart-categories")]
    return [
        Finding.at(
            places["data", label], "chart-length", label=label, values=len(values), categories=len(file.categories)
        )
        for label, values in rows.items()
        if len(values) != len(file.categories)
    ]


def _thousands(file: _ChartFence, places: dict[Loc, Place], language: str) -> list[Finding]:
    """In a German book "1.000" is a thousand to its author and one to YAML: neither is taken for granted."""
    if primary(language) != "de":
        return []
    numbers: dict[Loc, Decimal | None] = {}
    for label, value in file.data.items():
        if isinstance(value, tuple):
            numbers.update({("data", label, n): number for n, number in enumerate(value)})
        else:
            numbers["data", label] = value
    return [
        Finding.at(places[loc], "thousands-point", text=f"{number}")
        for loc, number in numbers.items()
        if number is not None and number.as_tuple().exponent == -3 and abs(number) >= 1
    ]
