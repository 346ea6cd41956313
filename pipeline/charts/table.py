"""A chart's data as a table, with numbers as shown on the page. Pure."""

from __future__ import annotations

from msgspec import Struct

from pipeline.charts.numbers import shown, words_for
from pipeline.model import Chart


class DataTable(Struct, frozen=True):
    """One row for each category; its first cell is the category. `head` has as many cells as each row."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def data_table(chart: Chart) -> DataTable:
    """All the data, in the author's order. "%" stands at each number, any other unit in the head."""
    words = words_for(chart.language)
    names = [series.label or words.value for series in chart.series]
    if chart.unit not in ("", "%"):
        names = [words.value_in.format(name=name, unit=chart.unit) for name in names]
    rows = tuple(
        (category, *(shown(series.values[index], chart.unit, chart.language) for series in chart.series))
        for index, category in enumerate(chart.categories)
    )
    return DataTable((words.category, *names), rows)
