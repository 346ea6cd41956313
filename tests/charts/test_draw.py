from __future__ import annotations

import re
from itertools import combinations
from random import Random
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser

from pipeline.charts.draw import draw
from pipeline.charts.legend import spread
from pipeline.charts.palette import DARK, LIGHT, MARKERS, TILES, Scheme
from pipeline.charts.typeset import text_width, wrap
from pipeline.charts.words_de import GERMAN
from pipeline.charts.words_en import ENGLISH
from pipeline.model import ChartKind
from tests.charts import oracle
from tests.charts.examples import Values, chart, yes_no

SVG = "{http://www.w3.org/2000/svg}"
KINDS: tuple[ChartKind, ...] = ("pie", "donut", "bar", "stacked", "line")
# How the three kinds of colour blindness turn linear red, green and blue (Machado and others, 2009).
SIGHTS = {
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritanopia": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
}


def test_a_pie_of_two_is_a_small_document() -> None:
    svg = draw(yes_no("70", "30"), 1)
    root = ElementTree.fromstring(svg)
    assert len(svg.encode()) < 5000
    assert root.get("role") == "img"
    assert root.get("viewBox") == f"0 0 480 {root.get('height')}"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == "Abbildung 1: Titel"


def test_the_title_is_not_drawn_twice() -> None:
    assert all(text != "Titel" for text, _ in oracle.texts_of(draw(yes_no("70", "30"), 1)))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_comes_from_outside_and_nothing_runs(kind: ChartKind) -> None:
    random = Random(kind)  # noqa: S311 - the same charts at every run
    for _ in range(30):
        svg = draw(oracle.random_chart(random, kind), 1)
        assert not re.search(r"<script|\bon\w+=|href|currentColor|@import|<image|<foreignObject", svg)
        assert set(re.findall(r"url\(([^)]*)\)", svg)) <= {f"#{i}" for i in re.findall(r'id="([^"]*)"', svg)}


@pytest.mark.parametrize("kind", KINDS)
def test_every_painted_class_has_a_dark_colour(kind: ChartKind) -> None:
    random = Random(kind)  # noqa: S311 - the same charts at every run
    for _ in range(30):
        svg = draw(oracle.random_chart(random, kind), 1)
        used = {name for names in re.findall(r'class="([^"]*)"', svg) for name in names.split()}
        (style,) = re.findall(r"<style>@media \(prefers-color-scheme:dark\)\{(.*?)\}</style>", svg)
        assert used == set(re.findall(r"\.(\w+)\{", style))


def test_ids_begin_with_the_number_of_the_figure() -> None:
    assert 'id="c7-1"' in draw(yes_no("70", "30"), 7)
    assert 'id="c0-1"' in draw(yes_no("70", "30"))


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_labels_stay_text(kind: ChartKind) -> None:
    hostile = ['</text><script>"&amp;', "\U0001f469\u200d\U0001f680 \x00\x0b\ufffe", "שלום <b>", "']]>"]
    several = kind == "stacked"
    rows: list[Values] = [["1", "2", "3", "4"], ["5", "6", "7", "8"]]
    svg = draw(chart(kind, hostile, *(rows if several else rows[:1]), names=["<&>", '"'] if several else None), 1)
    drawn = {oracle.squeezed(text) for text, _ in oracle.texts_of(svg)}
    assert {oracle.squeezed(hostile[0]), oracle.squeezed("שלום <b>")} <= drawn
    assert not list(ElementTree.fromstring(svg).iter(f"{SVG}script"))


def test_a_value_stands_on_a_wide_slice_and_a_number_beside_a_thin_one() -> None:
    texts = oracle.texts_of(draw(chart("pie", ["a", "b"], ["99.5", "0.5"])))
    assert [text for text, badge in texts if not badge].count("99,5\N{NO-BREAK SPACE}%") == 2
    assert [text for text, badge in texts if not badge].count("0,5\N{NO-BREAK SPACE}%") == 1
    assert [text for text, badge in texts if badge] == ["1", "2", "1", "2"]


def test_slices_are_as_large_as_their_values() -> None:
    svg = draw(chart("pie", ["a", "b", "c"], ["50", "25", "25"]))
    ends = re.findall(r'd="M240 170L([\d. ]+)A150 150 0 0 1 ([\d. ]+)z"', svg)
    assert ends == [("240 20", "240 320"), ("240 320", "90 170"), ("90 170", "240 20")]


def test_percentages_below_a_hundred_leave_the_circle_open() -> None:
    svg = draw(chart("pie", ["a", "b"], ["25", "25"]))
    assert "A150 150 0 0 1 240 320z" in svg
    assert "stroke-dasharray" in svg


def test_bars_are_as_long_as_their_values() -> None:
    svg = draw(chart("bar", ["a", "b", "c", "d"], ["30", "-10", "0", None], unit=""))
    bars = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', svg)
    assert bars == [("130", "330"), ("20", "110")]


def test_values_of_a_line_stand_in_order_and_its_gap_is_open() -> None:
    svg = draw(chart("line", ["a", "b", "c", "d"], ["10", "20", None, "40"]))
    found = re.findall(r'<text x="([\d.]+)"[^>]*>(\d+)\xa0%<', svg)
    assert [value for _, value in sorted(found, key=lambda pair: float(pair[0]))] == ["10", "20", "40"]
    (path,) = re.findall(r'<path fill="none" stroke-width="3.5"[^>]* d="([^"]*)"', svg)
    assert (path.count("M"), path.count("L")) == (2, 1)


def test_a_crowded_line_gives_its_values_in_rows() -> None:
    months = [f"Monat mit langem Namen {letter}" for letter in "abcdefghijkl"]
    drawn = draw(chart("line", months, [str(1000 + n) for n in range(12)]))
    assert oracle.wrong_in_picture(drawn, chart("line", months, [str(1000 + n) for n in range(12)])) == []
    texts = [text for text, _ in oracle.texts_of(drawn)]
    for index, month in enumerate(months):
        assert texts[texts.index(month) + 1] == f"1.{index:03}\N{NO-BREAK SPACE}%"


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(colour: str) -> tuple[float, ...]:
    """Red, green and blue of "#rrggbb" as light, from 0 to 1."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def contrast(first: str, second: str) -> float:
    """Contrast ratio (WCAG 2.2)."""
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def lab(light: tuple[float, ...]) -> tuple[float, float, float]:
    """CIE L*a*b* of red, green and blue light."""
    red, green, blue = (min(max(part, 0.0), 1.0) for part in light)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.0888
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_contrasts(scheme: Scheme) -> None:
    assert contrast(scheme.ink, scheme.paper) >= 4.5  # text and badges
    assert all(contrast(colour, scheme.paper) >= 3 for colour in scheme.fills)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_fills_differ_in_every_kind_of_sight(scheme: Scheme, sight: str) -> None:
    seen = [
        lab(tuple(sum(a * b for a, b in zip(row, linear(colour), strict=True)) for row in SIGHTS[sight]))
        for colour in scheme.fills
    ]
    for first, second in combinations(seen, 2):
        assert sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5 >= 12


def test_every_pattern_and_marker_has_a_name() -> None:
    assert len(TILES) == len(GERMAN.patterns) == len(ENGLISH.patterns)
    assert len(MARKERS) == len(GERMAN.markers) == len(ENGLISH.markers)
    assert len(GERMAN.counts) == len(ENGLISH.counts)


def test_text_is_high_enough_for_a_telephone() -> None:
    for kind in KINDS:
        sizes = re.findall(r'font-size="(\d+)"', draw(yes_no("70", "30", kind=kind)))
        assert min(map(int, sizes)) * 320 / 480 >= 11


def test_wrapped_lines_fit_and_lose_nothing() -> None:
    label = "Informationsbeschaffungsgewohnheiten in Deutschland/Österreich und anderswo " * 3
    lines = wrap(label, 18, 200)
    assert all(text_width(line.rstrip(), 18) <= 200 for line in lines)
    assert "".join(lines).replace("-", "") == label


def test_spread_keeps_order_distance_and_what_has_room() -> None:
    assert spread([1, 2, 3], 0.5, 0, 10) == [1, 2, 3]
    assert spread([5, 5, 5], 1, 0, 10) == [4, 5, 6]
    assert spread([0, 0], 1, 0, 10) == [0, 1]
    assert spread([0, 0, 0], 9, 0, 10) == [0, 5, 10]


@pytest.mark.validators
@pytest.mark.parametrize("kind", KINDS)
def test_no_text_is_cut_off_or_covered_in_any_font(kind: ChartKind, browser: Browser) -> None:
    random = Random(f"fonts {kind}")  # noqa: S311 - the same charts at every run
    charts = [oracle.random_chart(random, kind) for _ in range(60)]
    page = browser.new_page()
    page.set_content("".join(draw(each, number) for number, each in enumerate(charts)))
    for font in ("sans-serif", "serif", "monospace", "DejaVu Sans", "DejaVu Serif", "Verdana"):
        assert page.evaluate(_CLASHES, font) == []
    page.close()


_CLASHES = """font => [...document.querySelectorAll('svg')].flatMap(svg => {
  svg.querySelector('g').setAttribute('font-family', font)
  const boxes = [...svg.querySelectorAll('text')].map(text => {
    const {x, y, width, height} = text.getBBox()
    return [x, y, x + width, y + height, text.textContent]
  })
  const outside = boxes.filter(b => b[0] < -1 || b[1] < -1 || b[2] > 481 || b[3] > svg.viewBox.baseVal.height + 1)
  const covered = boxes.filter((a, i) => boxes.some((b, j) => j < i
    && Math.min(a[2], b[2]) - Math.max(a[0], b[0]) > 1 && Math.min(a[3], b[3]) - Math.max(a[1], b[1]) > 4))
  return [...outside, ...covered]
})"""
