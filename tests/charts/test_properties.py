"""What must hold for every chart: no number from nowhere, and each label with its own value."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pipeline.charts.describe import alternative, appearance, data_table, foreign_numbers, overview, spoken
from pipeline.charts.draw import draw
from pipeline.model import Chart, ChartKind, Series
from tests.charts import oracle
from tests.thorough import so_many

KINDS: tuple[ChartKind, ...] = ("pie", "donut", "bar", "stacked", "line")
CHARTS_OF_EACH_KIND = so_many(500, thorough=5000)


def wrong_anywhere(chart: Chart) -> list[str]:
    """All that the oracle finds in all that is said and drawn of a chart."""
    wrong = oracle.wrong_in_alternative(alternative(chart), chart)
    told, looks = " ".join(overview(chart)), " ".join(appearance(chart))
    wrong += [f"overview: {n}" for n in oracle.foreign(told, chart, values=True, counted=True)]
    wrong += [f"appearance: {n}" for n in oracle.foreign(looks, chart, values=False, counted=True)]
    wrong += oracle.wrong_in_spoken(spoken(chart, oracle.RESERVED), chart)
    wrong += oracle.wrong_in_table(data_table(chart), chart)
    return wrong + oracle.wrong_in_picture(draw(chart, 1), chart)


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_is_the_charts_own_and_beside_its_label(kind: ChartKind) -> None:
    random = Random(kind)  # noqa: S311 - the same charts at every run
    for _ in range(CHARTS_OF_EACH_KIND):
        chart = oracle.random_chart(random, kind)
        assert wrong_anywhere(chart) == [], chart


@pytest.mark.parametrize("kind", KINDS)
def test_an_altered_number_is_caught(kind: ChartKind) -> None:
    random = Random(kind)  # noqa: S311 - the same charts at every run
    caught = 0
    for _ in range(60):
        chart = oracle.random_chart(random, kind)
        told = spoken(chart, oracle.RESERVED)
        for index, text in enumerate(told[1:-1], 1):
            changed = oracle.altered(text, random)
            if changed and " von " not in text and " of " not in text:
                assert oracle.wrong_in_spoken((*told[:index], changed, *told[index + 1 :]), chart), changed
                caught += 1
        changed = oracle.altered(alternative(chart), random)
        if changed:
            assert oracle.wrong_in_alternative(changed, chart), changed
            caught += 1
        table = data_table(chart)
        changed = oracle.altered(table.rows[0][1], random)
        if changed:
            rows = ((table.rows[0][0], changed, *table.rows[0][2:]), *table.rows[1:])
            assert oracle.wrong_in_table(replace(table, rows=rows), chart), changed
            caught += 1
    assert caught > 100


@pytest.mark.parametrize("kind", KINDS)
def test_data_of_another_chart_are_caught(kind: ChartKind) -> None:
    random = Random(kind)  # noqa: S311 - the same charts at every run
    for _ in range(60):
        chart = oracle.random_chart(random, kind)
        values = chart.series[0].values
        changed = tuple(Decimal(777_123) if value is None else value + Decimal("0.37") for value in values)
        rows = (replace(chart.series[0], values=changed), *chart.series[1:])
        other = replace(chart, series=rows)
        assert oracle.wrong_in_spoken(spoken(other, oracle.RESERVED), chart)
        assert oracle.wrong_in_table(data_table(other), chart)
        assert oracle.wrong_in_picture(draw(other, 1), chart)


def test_exchanged_values_are_caught() -> None:
    chart = _chart("bar", ["Apfel QB", "Birne QC"], [Decimal(3), Decimal(8)])
    other = replace(chart, series=(Series(None, (Decimal(8), Decimal(3))),))
    assert oracle.wrong_in_alternative(alternative(other), chart)
    assert oracle.wrong_in_spoken(spoken(other, None), chart)
    assert oracle.wrong_in_table(data_table(other), chart)
    assert oracle.wrong_in_picture(draw(other), chart)


LABEL = st.text(min_size=1, max_size=70)
NUMBER = st.none() | st.decimals(min_value=-10_000_000, max_value=10_000_000, places=2)


@settings(max_examples=200, deadline=None)
@given(
    kind=st.sampled_from(KINDS),
    language=st.sampled_from(("de", "en")),
    unit=st.sampled_from(("", "%", "Euro", "<&>")),
    title=LABEL,
    rows=st.lists(st.tuples(LABEL, NUMBER, NUMBER), min_size=1, max_size=30),
    several=st.booleans(),
)
def test_any_text_gives_well_formed_pictures_and_sentences(
    kind: ChartKind,
    language: str,
    unit: str,
    title: str,
    rows: list[tuple[str, Decimal | None, Decimal | None]],
    several: bool,
) -> None:
    first = Series("A", tuple(row[1] for row in rows))
    second = Series("B", tuple(row[2] for row in rows))
    chart = Chart(kind, title, tuple(row[0] for row in rows), (first, second) if several else (first,), language, unit)
    svg = draw(chart, 3)
    assert ElementTree.fromstring(svg.encode()).tag.endswith("svg")
    assert svg == draw(chart, 3)
    assert "nan" not in svg
    assert len(alternative(chart)) <= 150
    for sentence in (*overview(chart), *appearance(chart), *spoken(chart, 3)):
        assert sentence.strip()
    assert foreign_numbers(alternative(replace(chart, title="")), replace(chart, title="")) == ()


def _chart(kind: ChartKind, categories: list[str], values: list[Decimal | None]) -> Chart:
    return Chart(kind, "Titel", tuple(categories), (Series(None, tuple(values)),), "de")
