"""A chart in words: its alternative text, its long description and what is read aloud. Pure.

What comes in is a Chart; what goes out are sentences in its language, computed from its data alone. They name
the kind of chart, its values, extremes and comparisons, and never interpret them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from pipeline.charts.alternative import ALTERNATIVE_LENGTH, alternative
from pipeline.charts.appearance import appearance
from pipeline.charts.comparison import (
    NAMED_AT_MOST,
    comparison,
    pair_comparison,
    point_name,
    point_names,
    unknown_sentence,
)
from pipeline.charts.facts import Gap, Point, by_size, entries, extremes, gaps, points
from pipeline.charts.foreign import foreign_numbers
from pipeline.charts.kinds import kind_name, shown_counts, with_counts
from pipeline.charts.numbers import says_unit, shown, words_for
from pipeline.charts.numbers import spoken as spoken_number
from pipeline.charts.table import DataTable, data_table
from pipeline.charts.words import Words, count_word, enumerated, quoted, sentence
from pipeline.model import Chart

__all__ = [
    "ALTERNATIVE_LENGTH",
    "DataTable",
    "Narration",
    "alternative",
    "appearance",
    "data_table",
    "foreign_numbers",
    "kind_name",
    "narration",
    "overview",
    "spoken",
]


def overview(chart: Chart) -> tuple[str, ...]:
    """The start of the long description: kind, title, counts, unit, extremes, comparison, source."""
    words = words_for(chart.language)
    return (
        words.shows.format(
            subject=words.kinds_as_subject[chart.kind],
            title=quoted(words, chart.title.rstrip(". ")),
            what=shown_counts(chart),
        ),
        *_names(chart, words),
        *_unit(chart, words),
        *_extreme_values(chart, words),
        *pair_comparison(chart),
        *(unknown_sentence(words, gaps(chart)) if points(chart) else ()),
        *_source(chart, words),
    )


class Narration(Struct, frozen=True):
    """What is read aloud around the author's words: `opening` goes before the title, `source` before the source.

    `data` is a sentence each: every value once, one comparison. `source` is None when the author gave none.
    """

    opening: str
    data: tuple[str, ...]
    source: str | None
    closing: str


def narration(chart: Chart, number: int | None) -> Narration:
    """What is read aloud, but for title and source.

    Round charts go from the largest value to the smallest, all others in the author's order, so that a
    listener follows a time line as it runs. `number` is None for a chart that the book doesn't count.
    """
    words = words_for(chart.language)
    opening = words.opening if number is None else words.opening_numbered
    return Narration(
        opening.format(number=number, kind=kind_name(chart), what=with_counts(chart), title=""),
        (*_one_series(chart, words), *_unheard_unit(chart, words), *_spoken_values(chart, words), *comparison(chart)),
        words.source.format(source="") if chart.source else None,
        words.closing,
    )


def spoken(chart: Chart, number: int | None) -> tuple[str, ...]:
    """All that is read aloud, title and source in plain text."""
    said = narration(chart, number)
    source = () if said.source is None else (sentence(f"{said.source}{chart.source}"),)
    return (sentence(f"{said.opening}{chart.title}"), *said.data, *source, said.closing)


def _names(chart: Chart, words: Words) -> Iterator[str]:
    labels = [quoted(words, series.label) for series in chart.series if series.label]
    if len(chart.series) > 1 and labels:
        yield words.series_names.format(labels=enumerated(words, labels))
    yield from _one_series(chart, words)
    if chart.kind == "line" and len(chart.categories) > 1:
        first, last = (quoted(words, chart.categories[index]) for index in (0, -1))
        yield words.category_range.format(first=first, last=last)


def _one_series(chart: Chart, words: Words) -> Iterator[str]:
    if len(chart.series) == 1 and chart.series[0].label:
        yield sentence(words.one_series.format(label=chart.series[0].label))


def _unit(chart: Chart, words: Words) -> Iterator[str]:
    if chart.unit == "%":
        yield words.percent_unit
    elif chart.unit:
        yield sentence(words.unit.format(unit=chart.unit))


def _unheard_unit(chart: Chart, words: Words) -> Iterator[str]:
    """The unit in a sentence of its own, where a value can't be read aloud with it."""
    if chart.unit and not all(says_unit(point.value, chart.unit, chart.language) for point in points(chart)):
        yield sentence(words.unit.format(unit=chart.unit))


def _source(chart: Chart, words: Words) -> Iterator[str]:
    if chart.source:
        yield sentence(words.source.format(source=chart.source))


def _extreme_values(chart: Chart, words: Words) -> Iterator[str]:
    known = points(chart)
    if not known:
        yield words.nothing_known
        return
    largest, smallest = extremes(known)
    values = [shown(ends[0].value, chart.unit, chart.language) for ends in (largest, smallest)]
    if len(known) == 1:
        yield words.only_value.format(label=point_name(words, known[0]), value=values[0])
    elif len(largest) == len(known):
        both = words.both_values if len(known) == 2 else words.all_values
        yield (words.all_known_values if gaps(chart) else both).format(value=values[0])
    else:
        places = [_places(words, ends) for ends in (largest, smallest)]
        yield words.extreme_values.format(
            largest=values[0], largest_at=places[0], smallest=values[1], smallest_at=places[1]
        )


def _places(words: Words, ends: Sequence[Point]) -> str:
    if len(ends) > NAMED_AT_MOST:
        return words.times_over.format(n=count_word(words, len(ends)))
    return point_names(words, ends)


def _spoken_values(chart: Chart, words: Words) -> Iterator[str]:
    """Each value with its label, under the name of its category or, in line charts, of its series."""
    found = entries(chart)
    count = len(chart.series)
    if count == 1:
        for entry in by_size(found) if chart.kind in ("pie", "donut") else found:
            yield _labelled(entry.category, entry, chart)
    elif chart.kind == "line":
        for index, series in enumerate(chart.series):
            label = series.label or words.value
            yield sentence(words.series_turn.format(i=index + 1, n=count, label=label))
            for entry in found[index::count]:
                yield _labelled(entry.category, entry, chart)
    else:
        for index, category in enumerate(chart.categories):
            turn = words.category_turn.format(i=index + 1, n=len(chart.categories), label=category)
            yield sentence(turn)
            for entry in found[index * count : (index + 1) * count]:
                yield _labelled(entry.series or words.value, entry, chart)


def _labelled(label: str, entry: Point | Gap, chart: Chart) -> str:
    """A label and its value as one short sentence. Labels keep their case, for some begin in lower case."""
    value = entry.value if isinstance(entry, Point) else None
    label = label.strip().rstrip(":")
    mark = "" if label.endswith(("!", "?", "…")) else ":"
    text = f"{label}{mark} {spoken_number(value, chart.unit, chart.language)}"
    return text if text.endswith(".") else f"{text}."
