"""Numbers that an author's own alternative text names though the chart doesn't hold them. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

from pipeline.model import Chart

# A number may be grouped by points, commas, thin or no-break blanks; digits inside a word (CO2) are part of
# it.
_NUMBER = re.compile(r"(?<![^\W\d_])(?<!\d)(\d+(?:[.,\u00a0\u202f\u2009'’]\d+)*)")
_SIGN = re.compile(r"(?:minus\s+|\u2212\s?|(?<!\w)[-–])$", re.IGNORECASE)


def foreign_numbers(text: str, chart: Chart) -> tuple[str, ...]:
    """The numbers in a text that are not the chart's own, as written, each once.

    Its own are its values (without their sign too, as in "a fall by 3"), the counts of its values,
    categories and series, and all numbers in its title, labels, unit and source. A number that can be read
    in two ways, such as "1.000", passes when either is right.
    """
    values = {value for series in chart.series for value in series.values if value is not None}
    allowed = values | {abs(value) for value in values} | _counts(chart) | _named(chart)
    negative = {value for value in values if value <= 0} | {-value for value in _named(chart)}
    found: dict[str, None] = {}
    for match in _NUMBER.finditer(text):
        sign = _SIGN.search(text[: match.start()])
        readings = _readings(match[1])
        own = {-reading for reading in readings} & negative if sign else readings & allowed
        if not own:
            found[(sign[0].strip() + " " if sign and sign[0][0].isalpha() else "") + match[1]] = None
    return tuple(found)


def _readings(written: str) -> set[Decimal]:
    """All numbers that some digits with marks may mean."""
    plain = re.sub(r"[\u00a0\u202f\u2009'’]", "", written)
    readings = {Decimal(re.sub(r"[.,]", "", plain))} if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})*|\d+", plain) else set()
    whole, _, fraction = plain.replace(",", ".").rpartition(".")
    if whole:
        readings.add(Decimal(whole.replace(".", "") + "." + fraction))
    return readings


def _counts(chart: Chart) -> set[Decimal]:
    categories, series = len(chart.categories), len(chart.series)
    known = sum(value is not None for row in chart.series for value in row.values)
    return {Decimal(count) for count in (categories, series, categories * series, known, categories * series - known)}


def _named(chart: Chart) -> set[Decimal]:
    names = (chart.title, chart.unit, chart.source or "", *chart.categories)
    labels = (series.label or "" for series in chart.series)
    return {
        reading for name in (*names, *labels) for match in re.finditer(_NUMBER, name) for reading in _readings(match[1])
    }
