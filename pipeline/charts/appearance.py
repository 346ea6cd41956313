"""How a drawn chart looks, in words: shapes, order, numbering, patterns. Pure; it must agree with draw."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.charts.comparison import NAMED_AT_MOST, point_names
from pipeline.charts.facts import entries, gaps, points, shares, starts_at_zero
from pipeline.charts.numbers import words_for
from pipeline.charts.words import Words, count_word, counted, enumerated, sentence
from pipeline.model import Chart


def appearance(chart: Chart) -> tuple[str, ...]:
    """Sentences on how the chart is drawn, without colours: those change with the reading system's scheme."""
    words = words_for(chart.language)
    match chart.kind:
        case "pie" | "donut":
            return tuple(_round(chart, words))
        case "line":
            return tuple(_line(chart, words))
        case _:
            return tuple(_bars(chart, words))


def _round(chart: Chart, words: Words) -> Iterator[str]:
    found, parts = entries(chart), shares(chart)
    slices = [index for index, share in enumerate(parts) if share]
    if not slices:
        yield words.round_empty[chart.kind]
    elif len(slices) == 1 and sum(parts) > 0.9999:
        yield words.round_one[chart.kind]
    elif len(slices) == 1:
        yield words.round_part[chart.kind]
    else:
        yield words.round_many[chart.kind].format(n=count_word(words, len(slices)))
        yield words.round_order
    if slices and sum(parts) < 0.9999:
        yield words.round_rest[chart.kind]
    if slices:
        yield words.round_numbers
    if len(slices) > 1:
        yield words.round_patterns.format(patterns=_named(words, words.patterns, slices))
    without = [entry for entry, share in zip(found, parts, strict=True) if not share]
    if slices and len(without) > NAMED_AT_MOST:
        yield sentence(words.round_without_count.format(n=count_word(words, len(without))))
    elif slices and without:
        yield words.round_without.format(labels=point_names(words, without))


def _bars(chart: Chart, words: Words) -> Iterator[str]:
    count = len(chart.series)
    known = points(chart)
    drawn = [point for point in known if point.value]
    if not drawn:
        yield words.bars_none
        return
    if count == 1:
        yield counted(words, words.bars, len(drawn))
        yield words.bar_labels
    elif chart.kind == "stacked":
        yield words.bar_stacks
        yield words.stack_values
    else:
        yield counted(words, words.bar_groups, count)
    if any(point.value < 0 for point in drawn):
        yield words.negative
    if len(drawn) < len(entries(chart)):
        yield words.bars_without
    if count > 1:
        yield words.series_marks.format(patterns=_named(words, words.patterns, range(count)))


def _line(chart: Chart, words: Words) -> Iterator[str]:
    count = len(chart.series)
    known = points(chart)
    if not known:
        yield words.line_none
        return
    if count == 1:
        yield counted(words, words.line_points, len(known))
    else:
        yield sentence(counted(words, words.lines, count))
        yield words.line_marks.format(markers=_named(words, words.markers, range(count)))
    if gaps(chart):
        yield words.line_gaps
    if not starts_at_zero(chart):
        yield words.line_axis


def _named(words: Words, names: tuple[str, ...], indices: list[int] | range) -> str:
    """The names for some places in a repeating row, each once, in order."""
    return enumerated(words, list(dict.fromkeys(names[index % len(names)] for index in indices)))
