"""The rules over charts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.charts import check_charts
from pipeline.model import Chart, ChartKind, Series
from tests.checks.books import book, figure


def codes(chart: Chart) -> list[str]:
    """The codes of what is found in a book of one chart."""
    return [finding.code for finding in check_charts(book(figure(chart)))]


def pie(*values: str | None, unit: str = "%", kind: ChartKind = "pie", alt: str | None = None) -> Chart:
    """A chart of one series; its labels are letters."""
    labels = tuple("abcdefghij"[: len(values)])
    row = tuple(None if value is None else Decimal(value) for value in values)
    return Chart(kind, "Ein Titel", labels, (Series(None, row),), "de", unit, None, alt)


@pytest.mark.parametrize(
    ("values", "fine"),
    [
        (("70", "30"), True),
        (("60", "30"), False),
        (("70", "31"), False),
        (("70.2", "30.2"), True),
        (("70.3", "30.3"), False),
        (("33", "33", "33"), False),
        (("33.3", "33.3", "33.3"), True),
        (("33.0", "33.0", "33.0"), False),
        (("32", "33", "33"), False),
        (("70", "30.5"), True),
        (("70", "30.51"), False),
        (("70", "29.49"), False),
        (("10", "10", "10", "10", "10", "10", "10", "10", "10", "7"), False),
        (("1E+2",), True),
        (("1E+2", "1E+2"), False),
    ],
)
def test_percentages_make_100_within_a_half(values: tuple[str, ...], fine: bool) -> None:
    assert codes(pie(*values)) == ([] if fine else ["chart-sum"])


@given(st.lists(st.integers(1, 1000), min_size=2, max_size=10))
def test_shares_that_were_rounded_to_hundredths_pass(parts: list[int]) -> None:
    total = sum(parts)
    assert codes(pie(*(str(round(Decimal(part * 100) / total, 2)) for part in parts))) == []


@given(st.lists(st.integers(0, 100), min_size=2, max_size=10).filter(lambda shares: abs(sum(shares) - 100) > 0))
def test_whole_shares_that_miss_100_never_pass(shares: list[int]) -> None:
    assert codes(pie(*map(str, shares))) == (["chart-sum"] if sum(shares) else ["chart-sum-zero"])


def test_only_percentages_have_to_make_100() -> None:
    assert codes(pie("12", "30", unit="Euro")) == []
    assert codes(pie("12", "30", kind="bar")) == []


@pytest.mark.parametrize("kind", ["pie", "donut", "stacked"])
def test_a_part_of_a_whole_is_not_below_zero(kind: ChartKind) -> None:
    assert codes(pie("-10", "110", kind=kind)) == ["chart-negative"]


@pytest.mark.parametrize("kind", ["bar", "line"])
def test_bars_and_lines_may_be_below_zero_and_open(kind: ChartKind) -> None:
    assert codes(pie("-10", None, kind=kind)) == []


def test_each_unknown_share_is_named() -> None:
    found = list(check_charts(book(figure(pie("70", None, None)))))
    assert [(finding.code, dict(finding.details)["label"]) for finding in found] == [
        ("chart-unknown-share", "b"),
        ("chart-unknown-share", "c"),
    ]


def test_a_circle_has_one_series() -> None:
    rows = (Series("u", (Decimal(1),)), Series("v", (Decimal(2),)))
    assert codes(Chart("donut", "X", ("a",), rows, "de")) == ["chart-series"]
    assert codes(Chart("stacked", "X", ("a",), rows, "de")) == []


@pytest.mark.parametrize("kind", ["pie", "donut", "bar", "stacked", "line"])
def test_a_chart_of_unknowns_has_no_data(kind: ChartKind) -> None:
    assert codes(pie(None, None, kind=kind)) == ["chart-without-data"]


def test_the_total_is_written_in_the_language_of_the_chart() -> None:
    (finding,) = check_charts(book(figure(pie("60.5", "30"))))
    assert dict(finding.details) == {"total": "90,5"}


@pytest.mark.parametrize(
    ("alt", "expected"),
    [
        ("Kreis: a 70 Prozent", []),
        ("Kreis: a 71 Prozent", ["chart-alt-number"]),
        ("Kreis: a 71 Prozent, b 29 Prozent", ["chart-alt-number", "chart-alt-number"]),
        ("ein Titel.", ["alt-is-caption"]),
        ("x" * 150, []),
        ("x" * 151, ["alt-long"]),
    ],
)
def test_an_alternative_of_the_authors_agrees_with_the_data(alt: str, expected: list[str]) -> None:
    assert codes(pie("70", "30", alt=alt)) == expected
