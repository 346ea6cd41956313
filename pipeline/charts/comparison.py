"""Sentences that compare a chart's values or name the unknown ones. Pure; never an interpretation."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.charts.facts import Gap, Point, Ratio, compared_pair, extremes, gaps, points, ratio
from pipeline.charts.numbers import words_for
from pipeline.charts.words import Words, count_word, enumerated, quoted, sentence
from pipeline.model import Chart

# More labels than this are given as a count: nobody keeps a longer list in mind.
NAMED_AT_MOST = 3


def comparison(chart: Chart) -> tuple[str, ...]:
    """At most one sentence on how the values compare, without numbers; none when fewer than two are known."""
    known = points(chart)
    if len(known) < 2:
        return ()
    words = words_for(chart.language)
    largest, smallest = extremes(known)
    if len(largest) == len(known):
        return (_all_equal(words, known, partly=bool(gaps(chart))),)
    return pair_comparison(chart) or (_extremes(words, largest, smallest),)


def pair_comparison(chart: Chart) -> tuple[str, ...]:
    """At most one sentence that compares two of the values, where that says more than the extremes do."""
    known = points(chart)
    pair = compared_pair(chart, known)
    if pair is None:
        return ()
    words = words_for(chart.language)
    a, b = (point_name(words, point) for point in pair)
    if pair[0].value == pair[1].value:
        return (words.equal_pair.format(a=a, b=b),)
    return (words.comparison.format(a=a, b=b, ratio=_ratio(words, ratio(pair[0].value, pair[1].value))),)


def unknown_sentence(words: Words, unknown: Sequence[Gap]) -> tuple[str, ...]:
    """A sentence that names the unknown values, none when there are none."""
    if not unknown:
        return ()
    if len(unknown) > NAMED_AT_MOST:
        return (sentence(words.unknown_count.format(n=count_word(words, len(unknown)))),)
    return (words.unknown[len(unknown) > 1].format(labels=point_names(words, unknown)),)


def point_name(words: Words, point: Point | Gap) -> str:
    """A value's label in quotes, with that of its series where there are several."""
    category = quoted(words, point.category)
    if point.series is None:
        return category
    return words.point.format(series=quoted(words, point.series or words.value), category=category)


def point_names(words: Words, named: Sequence[Point | Gap]) -> str:
    """The labels of some values as a list in running text."""
    return enumerated(words, [point_name(words, point) for point in named])


def _all_equal(words: Words, known: Sequence[Point], *, partly: bool) -> str:
    if known[0].value == 0:
        all_zero = words.both_zero if len(known) == 2 else words.all_zero
        return words.all_known_zero if partly else all_zero
    if partly:
        return words.all_known_equal
    return words.both_equal if len(known) == 2 else words.all_equal


def _extremes(words: Words, largest: Sequence[Point], smallest: Sequence[Point]) -> str:
    parts = []
    for ends, named, numerous in (
        (largest, words.largest, words.largest_count),
        (smallest, words.smallest, words.smallest_count),
    ):
        if len(ends) > NAMED_AT_MOST:
            parts.append(numerous.format(n=count_word(words, len(ends))))
        else:
            parts.append(named[len(ends) > 1].format(labels=point_names(words, ends)))
    return sentence(", ".join(parts))


def _ratio(words: Words, found: Ratio) -> str:
    if found.times is None:
        return words.slightly if found.size == "slightly" else words.larger
    times = words.times[found.times - 2]
    return (words.exactly_times if found.size == "exactly" else words.more_than_times).format(times=times)
