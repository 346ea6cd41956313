"""What a chart is called and how much it holds, in words. Pure."""

from __future__ import annotations

from pipeline.charts.numbers import words_for
from pipeline.charts.words import counted
from pipeline.model import Chart


def kind_name(chart: Chart) -> str:
    """What this kind of chart is called, as inside a sentence: "gestapeltes Balkendiagramm"."""
    return words_for(chart.language).kinds[chart.kind]


def with_counts(chart: Chart) -> str:
    """How much a chart holds, after its kind: "mit zwei Werten", "mit drei Kategorien und zwei Reihen"."""
    words = words_for(chart.language)
    if len(chart.series) == 1:
        return counted(words, words.with_values, len(chart.categories))
    categories = counted(words, words.with_categories, len(chart.categories))
    return f"{categories} {counted(words, words.and_series, len(chart.series))}"


def shown_counts(chart: Chart) -> str:
    """How much a chart holds, as the object of a sentence: "zwei Werte", "drei Kategorien in zwei Reihen"."""
    words = words_for(chart.language)
    if len(chart.series) == 1:
        return counted(words, words.shows_values, len(chart.categories))
    categories = counted(words, words.shows_categories, len(chart.categories))
    return f"{categories} {counted(words, words.in_series, len(chart.series))}"
