"""Charts at random, and an oracle that finds numbers in texts by rules of its own, never by the product's.

Labels, titles and sources hold numbers above RESERVED, which no value reaches, and every label ends in letters
that no other label has: so a number in a text can be traced to where it comes from.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from random import Random
from typing import NamedTuple
from xml.etree import ElementTree

from pipeline.charts.describe import DataTable
from pipeline.model import Chart, ChartKind, Series

RESERVED = 900_000
UNREADABLE = Decimal("-1e12")
_WORDS = ("Apfel", "suchen online", "Über 60", "Straße", "rot & grün", "x < y", "naïve “quote”", "“mé”", "ja?", "Ja")
_UNITS = ("%", "%", "%", "", "Tage", "Bäume", "days", "trees", "€")
_SVG = "{http://www.w3.org/2000/svg}"
_ONE = re.compile(r"\b(?:eine?|one)(?= (?:Prozent|Tag\b|Euro\b|percent|day\b|euro\b))")
_GERMAN = re.compile(r"(minus |−)?(\d{1,3}(?:\.\d{3})+|\d+)(,\d+)?")
_ENGLISH = re.compile(r"(minus |−)?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")
_MISSING = ("keine Angabe", "not given")


class Drawn(NamedTuple):
    """A text of a picture, and whether it is the number in a badge."""

    text: str
    badge: bool


def random_chart(random: Random, kind: ChartKind) -> Chart:
    """A chart of any size that an author might write, with ties, gaps, zeros and long labels among its data."""
    codes = [a + b for a in "QXYZ" for b in "BCDFGHJKLMNPQRSTVWXZ"]
    random.shuffle(codes)
    several = kind == "stacked" or (kind in ("bar", "line") and random.random() < 0.4)
    categories = tuple(_label(random, codes.pop()) for _ in range(random.choice((1, 2, 2, 3, 4, 7, 14))))
    width = random.choice((2, 3, 4)) if several else 1
    pool = [_value(random) for _ in range(random.choice((1, 3, 50)))]
    rows = tuple(
        Series(
            _label(random, codes.pop()) if several or random.random() < 0.2 else None,
            tuple(None if random.random() < 0.1 else random.choice(pool) for _ in categories),
        )
        for _ in range(width)
    )
    if kind in ("pie", "donut"):
        rows = tuple(Series(row.label, tuple(v and abs(v) for v in row.values)) for row in rows)
    title = f"Titel {RESERVED + random.randrange(1000)} QQ"
    source = f"Quelle {RESERVED + random.randrange(1000)}" if random.random() < 0.5 else None
    language = random.choice(("de", "en", "de-AT", "en-GB", "fr"))
    return Chart(kind, title, categories, rows, language, random.choice(_UNITS), source)


def _label(random: Random, code: str) -> str:
    parts = [random.choice(_WORDS).replace("60", "Sechzig") for _ in range(random.choice((1, 1, 2, 8)))]
    if random.random() < 0.3:
        parts.append(str(RESERVED + random.randrange(99_999)))
    return " ".join([*parts, code])


def _value(random: Random) -> Decimal:
    digits = random.choice((1, 10, 100, 100, 5000, 800_000))
    places = random.choice((0, 0, 0, 1, 2))
    number = random.randrange(-digits // 4 if random.random() < 0.3 else 0, digits + 1)
    return Decimal(number).scaleb(-places) if places else Decimal(number)


# ------------------------------------------------------------------ reading numbers


def is_german(chart: Chart) -> bool:
    """Whether numbers are written with a decimal comma."""
    return chart.language.startswith("de")


def numbers_in(text: str, *, german: bool) -> list[Decimal]:
    """All numbers of a text, written in one language's way; "ein Prozent" is one of them."""
    group, mark = (".", ",") if german else (",", ".")
    text = _ONE.sub("1", text)
    found = []
    for sign, whole, fraction in (_GERMAN if german else _ENGLISH).findall(text):
        number = Decimal(whole.replace(group, "") + fraction.replace(mark, "."))
        found.append(-number if sign else number)
    return found


def number_of(text: str, *, german: bool) -> Decimal | None:
    """The only number of a text, None when it says that there is none, UNREADABLE when it isn't one."""
    if text.strip(" .") in _MISSING:
        return None
    found = numbers_in(text, german=german)
    return found[0] if len(found) == 1 else UNREADABLE


def known(chart: Chart) -> Counter[Decimal]:
    """Every known value with how often it occurs."""
    return Counter(value for series in chart.series for value in series.values if value is not None)


def labels(chart: Chart) -> tuple[str, ...]:
    """All labels of a chart."""
    return (*chart.categories, *(series.label for series in chart.series if series.label))


def counts(chart: Chart) -> set[Decimal]:
    """How many categories, series and values there are, which a text may say, and any number of values below."""
    return {Decimal(count) for count in range(len(chart.categories) * len(chart.series) + 1)}


# ------------------------------------------------------------------ what is wrong with a text


def foreign(text: str, chart: Chart, *, values: bool, counted: bool) -> list[Decimal]:
    """The numbers of a text that it has from nowhere."""
    own = set(known(chart)) if values else set()
    if counted:
        # Up to twelve, counts are words: a digit there is a value.
        own |= {count for count in counts(chart) if count > 12}
    return [n for n in numbers_in(text, german=is_german(chart)) if abs(n) < RESERVED and n not in own]


def wrong_in_alternative(text: str, chart: Chart) -> list[str]:
    """Too long, equal to the title, a number from nowhere, a label beside another's value."""
    wrong = [f"foreign {n}" for n in foreign(text, chart, values=True, counted=True)]
    if len(text) > 150:
        wrong.append("too long")
    if text.rstrip(".") == chart.title.rstrip("."):
        wrong.append("equals the title")
    if len(chart.series) > 1:
        return wrong + _wrong_groups(text, chart)
    for label, value in zip(chart.categories, chart.series[0].values, strict=True):
        if label in text:
            said = re.split(r"[,;.] |, \D|\.$", text.split(label, 1)[1], maxsplit=1)[0]
            if number_of(said.lstrip(": "), german=is_german(chart)) != value:
                wrong.append(f"{label}: {said}")
    return wrong


def _wrong_groups(text: str, chart: Chart) -> list[str]:
    """Values said of "category: series value" or "category, series value" that are another's."""
    wrong = []
    for index, category in enumerate(chart.categories):
        if category not in text:
            continue
        group = text.split(category, 1)[1]
        for other in chart.categories:
            group = group.split(other, 1)[0]
        for series in chart.series:
            if series.label and series.label in group:
                said = re.split(r"[,;.] |\.$", group.split(series.label, 1)[1], maxsplit=1)[0]
                if number_of(said.lstrip(": "), german=is_german(chart)) != series.values[index]:
                    wrong.append(f"{category}, {series.label}: {said}")
    return wrong


def wrong_in_spoken(sentences: tuple[str, ...], chart: Chart) -> list[str]:
    """A value that is not said exactly once with its own label, or any other number but that of the figure."""
    german = is_german(chart)
    _start, *rest, end = sentences
    wrong = [] if end in ("Ende der Abbildung.", "End of figure.") else ["no end"]
    said: list[tuple[str, str, Decimal | None]] = []
    group, names = "", labels(chart)
    for text in rest:
        turn = re.fullmatch(r"(?:Kategorie|Reihe|Category|Series) \d+ (?:von|of) \d+: (.*?)\.?", text)
        pair = next((label for label in names if text.startswith((f"{label}: ", f"{label} "))), None)
        if turn:
            group = turn[1]
        elif pair is not None:
            said.append((group, pair, number_of(text.removeprefix(pair).lstrip(": "), german=german)))
        else:
            wrong += [f"foreign {n} in {text}" for n in foreign(text, chart, values=False, counted=True)]
    if Counter(said) != Counter(_expected(chart)):
        wrong.append("values")
    if chart.kind in ("pie", "donut"):
        shares = [value for _, _, value in said if value is not None]
        if shares != sorted(shares, reverse=True):
            wrong.append("order")
    elif said != _expected(chart):
        wrong.append("order")
    return wrong


def _expected(chart: Chart) -> list[tuple[str, str, Decimal | None]]:
    """What is to be said: (group, label, value)."""
    if len(chart.series) == 1:
        return [("", label, value) for label, value in zip(chart.categories, chart.series[0].values, strict=True)]
    if chart.kind == "line":
        return [
            (series.label or "", label, value)
            for series in chart.series
            for label, value in zip(chart.categories, series.values, strict=True)
        ]
    return [
        (category, series.label or "", series.values[index])
        for index, category in enumerate(chart.categories)
        for series in chart.series
    ]


def wrong_in_table(table: DataTable, chart: Chart) -> list[str]:
    """A cell that is not its category's and series' own."""
    german = is_german(chart)
    wrong = []
    for index, (category, row) in enumerate(zip(chart.categories, table.rows, strict=True)):
        if row[0] != category:
            wrong.append(row[0])
        for series, cell in zip(chart.series, row[1:], strict=True):
            if number_of(cell, german=german) != series.values[index]:
                wrong.append(f"{category}: {cell}")
    heads = (*(series.label or "" for series in chart.series),)
    if not all(head.startswith(name) for name, head in zip(heads, table.head[1:], strict=True)):
        wrong.append("head")
    return wrong


def wrong_in_picture(svg: str, chart: Chart) -> list[str]:
    """A number from nowhere, or a value that doesn't follow its own label."""
    german = is_german(chart)
    drawn = texts_of(svg)
    badges = {Decimal(text) for text, badge in drawn if badge}
    wrong = [f"badge {n}" for n in badges if n not in {count for count in counts(chart) if count}]
    plain = [text for text, badge in drawn if not badge]
    ticks = {str(n) for n in range(1, len(chart.categories) + 1)} if chart.kind == "line" else set()
    wrong += [
        f"foreign {n}" for text in plain if text not in ticks for n in foreign(text, chart, values=True, counted=False)
    ]
    if chart.kind == "line":
        return wrong + _wrong_points(plain, chart, ticks)
    named = {squeezed(label): label for label in labels(chart)}
    followed: list[tuple[str, list[Decimal | None]]] = []
    for text in plain:
        if squeezed(text) in named:
            followed.append((named[squeezed(text)], []))
        elif followed:
            followed[-1][1].append(number_of(text, german=german))
    if len(chart.series) == 1:
        values = [[value] for value in chart.series[0].values]
    else:
        values = [[row.values[i] for row in chart.series] for i in range(len(chart.categories))]
        values += [[] for _ in chart.series]
    names = labels(chart) if len(chart.series) > 1 else chart.categories
    if len(chart.series) == 1 and followed and followed[0][0] == chart.series[0].label:
        del followed[0]
    if followed != list(zip(names, values, strict=True)):
        wrong.append("pairs")
    return wrong


def _wrong_points(plain: list[str], chart: Chart, ticks: set[str]) -> list[str]:
    """Values at points may be few, but none more often than the data have it; rows below repeat all."""
    values = [text for text in plain if text not in ticks and not re.search(r"[A-Z]{2}\b", text)]
    said = Counter(n for text in values for n in numbers_in(text, german=is_german(chart)))
    twice = known(chart) + known(chart)
    # A whole number without a unit looks like the number of a tick.
    return [f"too often {n}" for n in said if said[n] > twice[n]]


def texts_of(svg: str) -> list[Drawn]:
    """All drawn texts in document order; the number of a badge is what directly follows a circle."""
    found = []
    (group,) = ElementTree.fromstring(svg).iterfind(f"{_SVG}g")
    before = ""
    for element in group.iter():
        if element.tag == f"{_SVG}text":
            found.append(Drawn("".join(element.itertext()), before == f"{_SVG}circle"))
        before = element.tag if element.tag != f"{_SVG}tspan" else before
    return found


def squeezed(text: str) -> str:
    """A label without what breaking it into lines may add."""
    return re.sub(r"[\s-]", "", text)


def altered(text: str, random: Random) -> str | None:
    """A text with one of its numbers changed, those of labels and badges aside; None when it has none."""
    places = [m for m in re.finditer(r"(?<![\w#.,-])\d[\d.,]*(?<=\d)(?=\D|$)", text) if len(m[0]) < 6]
    if not places:
        return None
    place = random.choice(places)
    return text[: place.start()] + "771" + place[0] + text[place.end() :]
