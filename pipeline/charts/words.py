"""The words that charts are described with, as one typed table for each language. Pure.

A pair holds the form for one and the form for any other count, where {n} stands for the count. Labels of the
author's are quoted wherever they stand inside a sentence, because no language lets us decline them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from pipeline.model import ChartKind

Pair = tuple[str, str]


class Words(Struct, frozen=True):
    """All that is said or shown about charts in one language; {names} are filled in by describe."""

    decimal_mark: str
    group_mark: str
    percent_sign: str
    percent: str
    one_percent: str
    minus: str
    units: Mapping[str, Pair]  # a unit as written -> said of one, said of any other count
    quotes: tuple[str, str, str, str]  # outer, then inner
    conjunction: str
    counts: tuple[str, ...]

    kinds: Mapping[ChartKind, str]
    kinds_as_subject: Mapping[ChartKind, str]
    category: str
    value: str
    value_in: str
    missing: str
    unit: str
    source: str
    figure: str
    opening: str
    opening_numbered: str
    closing: str

    with_values: Pair
    with_categories: Pair
    and_series: Pair
    shows_values: Pair
    shows_categories: Pair
    in_series: Pair
    one_series: str
    series_names: str
    category_range: str
    category_turn: str
    series_turn: str

    shows: str
    percent_unit: str
    only_value: str
    all_values: str
    both_values: str
    all_known_values: str
    extreme_values: str
    extremes_short: str
    range_short: str
    times_over: str
    nothing_known: str
    unknown: Pair
    unknown_count: str
    point: str

    comparison: str
    slightly: str
    larger: str
    exactly_times: str
    more_than_times: str
    times: tuple[str, ...]  # from two on
    equal_pair: str
    both_equal: str
    all_equal: str
    all_known_equal: str
    both_zero: str
    all_zero: str
    all_known_zero: str
    largest: Pair
    largest_count: str
    smallest: Pair
    smallest_count: str

    round_empty: Mapping[str, str]
    round_one: Mapping[str, str]
    round_many: Mapping[str, str]
    round_part: Mapping[str, str]
    round_rest: Mapping[str, str]
    round_order: str
    round_numbers: str
    round_patterns: str
    round_without: str
    round_without_count: str
    bars: Pair
    bars_none: str
    bars_without: str
    bar_labels: str
    bar_groups: Pair
    bar_stacks: str
    stack_values: str
    negative: str
    series_marks: str
    lines: Pair
    line_points: Pair
    line_none: str
    line_marks: str
    line_gaps: str
    line_axis: str
    patterns: tuple[str, ...]
    markers: tuple[str, ...]


def counted(words: Words, pair: Pair, count: int) -> str:
    """The form of a pair that fits a count, with small counts as words."""
    return pair[0] if count == 1 else pair[1].format(n=count_word(words, count))


def count_word(words: Words, count: int) -> str:
    """A count as a word up to twelve, then in digits."""
    return words.counts[count] if count < len(words.counts) else str(count)


def quoted(words: Words, label: str) -> str:
    """A label in the language's quotes; quotes inside it become inner ones."""
    left, right, inner_left, inner_right = words.quotes
    inside = label.replace(left, inner_left).replace(right, inner_right)
    return f"{left}{inside}{right}"


def enumerated(words: Words, items: Sequence[str]) -> str:
    """Some items as a list in running text: "a", "a und b", "a, b und c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {words.conjunction} {items[-1]}"


def sentence(text: str) -> str:
    """A text with a capital at its start and a mark at its end, which it may have already."""
    text = text.strip()
    if not text.rstrip('“”"»«’)').endswith((".", "!", "?", "…")):
        text += "."
    return text[:1].upper() + text[1:]
