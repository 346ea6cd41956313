from __future__ import annotations

import pytest
from msgspec.structs import replace

from pipeline.charts.describe import (
    DataTable,
    alternative,
    appearance,
    data_table,
    foreign_numbers,
    kind_name,
    overview,
    spoken,
)
from pipeline.model import ChartKind
from tests.charts.examples import Values, chart, yes_no


def test_a_german_pie_in_full() -> None:
    pie = replace(yes_no("30", "70"), title="Wer sucht online?")
    assert alternative(pie) == "Kreisdiagramm: Ja 30 Prozent, Nein 70 Prozent."
    assert spoken(pie, 1) == (
        "Abbildung 1, Kreisdiagramm mit zwei Werten: Wer sucht online?",
        "Nein: 70 Prozent.",
        "Ja: 30 Prozent.",
        "Der Wert für „Nein“ ist mehr als doppelt so groß wie der für „Ja“.",
        "Quelle: Amt, 2024.",
        "Ende der Abbildung.",
    )
    assert overview(pie) == (
        "Das Kreisdiagramm „Wer sucht online?“ zeigt zwei Werte.",
        "Die Werte sind in Prozent angegeben.",
        "Der größte Wert ist 70\N{NO-BREAK SPACE}% („Nein“), der kleinste 30\N{NO-BREAK SPACE}% („Ja“).",
        "Der Wert für „Nein“ ist mehr als doppelt so groß wie der für „Ja“.",
        "Quelle: Amt, 2024.",
    )
    assert appearance(pie) == (
        "Ein Kreis ist in zwei Segmente geteilt.",
        "Die Segmente beginnen oben und folgen im Uhrzeigersinn der Reihenfolge der Tabelle.",
        "Jedes Segment trägt eine Nummer. Die Legende darunter nennt dazu Namen und Wert.",
        "Die Segmente unterscheiden sich auch im Muster: einfarbig und schräg gestreift.",
    )
    assert data_table(pie) == DataTable(
        ("Kategorie", "Wert"), (("Ja", "30\N{NO-BREAK SPACE}%"), ("Nein", "70\N{NO-BREAK SPACE}%"))
    )


def test_an_english_bar_chart_in_full() -> None:
    bars = chart("bar", ["Mon", "Tue", "Wed"], ["3", "1", None], language="en-GB", unit="days")
    assert alternative(bars) == "Bar chart (days): Mon 3, Tue 1, Wed not given."
    assert spoken(bars, 2) == (
        "Figure 2, bar chart with three values: Titel.",
        "Mon: 3 days.",
        "Tue: one day.",
        "Wed: not given.",
        "The value for “Mon” is three times as large as the one for “Tue”.",
        "Source: Amt, 2024.",
        "End of figure.",
    )
    assert overview(bars) == (
        "The bar chart “Titel” shows three values.",
        "Unit: days.",
        "The largest value is 3 (“Mon”), the smallest 1 (“Tue”).",
        "The value for “Mon” is three times as large as the one for “Tue”.",
        "No value is given for “Wed”.",
        "Source: Amt, 2024.",
    )
    assert appearance(bars) == (
        "The chart has two horizontal bars, one below the other, in the order of the table.",
        "Above each bar stand its name on the left and its value on the right.",
        "Where a value is zero or not given, there is no bar.",
    )
    assert data_table(bars) == DataTable(
        ("Category", "Value (days)"), (("Mon", "3"), ("Tue", "1"), ("Wed", "not given"))
    )


def test_stacked_bars_are_spoken_category_by_category() -> None:
    bars = chart("stacked", ["2019", "2020"], ["70", "60"], ["30", "40"], names=["Ja", "Nein"])
    assert alternative(bars) == (
        "Gestapeltes Balkendiagramm: 2019: Ja 70 Prozent, Nein 30 Prozent; 2020: Ja 60 Prozent, Nein 40 Prozent."
    )
    assert spoken(bars, None) == (
        "Abbildung, gestapeltes Balkendiagramm mit zwei Kategorien und zwei Reihen: Titel.",
        "Kategorie 1 von 2: 2019.",
        "Ja: 70 Prozent.",
        "Nein: 30 Prozent.",
        "Kategorie 2 von 2: 2020.",
        "Ja: 60 Prozent.",
        "Nein: 40 Prozent.",
        "Am größten ist der Wert für „Ja“ bei „2019“, am kleinsten ist der Wert für „Nein“ bei „2019“.",
        "Quelle: Amt, 2024.",
        "Ende der Abbildung.",
    )
    assert data_table(bars).head == ("Kategorie", "Ja", "Nein")


def test_lines_are_spoken_series_by_series() -> None:
    lines = chart("line", ["2019", "2020"], ["5", "6"], ["8", "7"], names=["Frauen", "Männer"], unit="")
    assert spoken(lines, 3)[1:-3] == (
        "Reihe 1 von 2: Frauen.",
        "2019: 5.",
        "2020: 6.",
        "Reihe 2 von 2: Männer.",
        "2019: 8.",
        "2020: 7.",
    )


def test_a_single_line_compares_its_ends() -> None:
    line = chart("line", ["2019", "2020", "2021"], ["4", "9", "5"])
    assert "Der Wert für „2021“ ist größer als der für „2019“." in spoken(line, 1)
    assert "Die Kategorien reichen von „2019“ bis „2021“." in overview(line)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("51", "49", "Der Wert für „Ja“ ist etwas größer als der für „Nein“."),
        ("60", "40", "Der Wert für „Ja“ ist größer als der für „Nein“."),
        ("55", "50", "Der Wert für „Ja“ ist größer als der für „Nein“."),
        ("20", "40", "Der Wert für „Nein“ ist doppelt so groß wie der für „Ja“."),
        ("75", "25", "Der Wert für „Ja“ ist dreimal so groß wie der für „Nein“."),
        ("99", "1", "Der Wert für „Ja“ ist mehr als zehnmal so groß wie der für „Nein“."),
        ("100", "0", "Der Wert für „Ja“ ist größer als der für „Nein“."),
        ("50", "50.0", "Beide Werte sind gleich groß."),
        ("0", "0", "Beide Werte sind null."),
    ],
)
def test_two_values_are_compared(first: str, second: str, expected: str) -> None:
    assert spoken(yes_no(first, second), 1)[3] == expected


def test_negative_values_have_no_ratio() -> None:
    bars = chart("bar", ["Ja", "Nein"], ["8", "-2"], unit="")
    assert spoken(bars, 1)[2:4] == ("Nein: minus 2.", "Der Wert für „Ja“ ist größer als der für „Nein“.")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["3", "8", "3"], "Am größten ist der Wert für „b“, am kleinsten sind die Werte für „a“ und „c“."),
        (["8", "3", "8"], "Am größten sind die Werte für „a“ und „c“, am kleinsten ist der Wert für „b“."),
        (["4", "4", "4"], "Alle Werte sind gleich groß."),
        (["0", "0", "0"], "Alle Werte sind null."),
        (["4", "4", None], "Alle bekannten Werte sind gleich groß."),
        (["0", "0", None], "Alle bekannten Werte sind null."),
        (["1", "1", "1", "1", "2"], "Am größten ist der Wert für „e“, am kleinsten sind vier gleiche Werte."),
    ],
)
def test_bars_compare_their_extremes(values: Values, expected: str) -> None:
    assert spoken(chart("bar", list("abcde")[: len(values)], values), 1)[len(values) + 1] == expected


def test_a_single_value_is_not_compared() -> None:
    donut = chart("donut", ["Ja"], ["1"])
    assert spoken(donut, 1) == (
        "Abbildung 1, Ringdiagramm mit einem Wert: Titel.",
        "Ja: ein Prozent.",
        "Quelle: Amt, 2024.",
        "Ende der Abbildung.",
    )
    assert overview(donut)[2] == "Der Wert für „Ja“ ist 1\N{NO-BREAK SPACE}%."
    assert overview(donut)[0] == "Das Ringdiagramm „Titel“ zeigt einen Wert."


def test_a_chart_without_any_known_value() -> None:
    bars = chart("bar", ["Ja", "Nein"], [None, None])
    assert alternative(bars) == "Balkendiagramm mit zwei Werten."
    assert overview(bars)[2:] == ("Zu keinem Wert liegt eine Angabe vor.", "Quelle: Amt, 2024.")
    assert spoken(bars, 1)[1:3] == ("Ja: keine Angabe.", "Nein: keine Angabe.")
    assert appearance(bars) == ("Das Diagramm hat keinen Balken, denn jeder Wert ist null oder fehlt.",)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["1", None], "Für „b“ liegt keine Angabe vor."),
        (["1", None, None], "Für „b“ und „c“ liegen keine Angaben vor."),
        (["1", None, None, None, None], "Für vier Werte liegen keine Angaben vor."),
    ],
)
def test_unknown_values_are_named_or_counted(values: Values, expected: str) -> None:
    assert expected in overview(chart("bar", list("abcde")[: len(values)], values))


def test_counts_are_words_up_to_twelve() -> None:
    def start(count: int) -> str:
        return spoken(chart("bar", [f"a{i}" for i in range(count)], ["5"] * count), 1)[0]

    assert start(12) == "Abbildung 1, Balkendiagramm mit zwölf Werten: Titel."
    assert start(13) == "Abbildung 1, Balkendiagramm mit 13 Werten: Titel."


def test_a_unit_without_singular_is_said_once_before_the_values() -> None:
    assert spoken(chart("bar", ["a", "b"], ["1", "3"], unit="Bäume"), 1)[1:4] == (
        "Einheit: Bäume.",
        "a: 1.",
        "b: 3 Bäume.",
    )


def test_the_only_series_is_named() -> None:
    bars = chart("bar", ["a", "b"], ["1", "3"], names=["Frauen"])
    assert spoken(bars, 1)[1] == "Reihe: Frauen."
    assert "Reihe: Frauen." in overview(bars)
    assert data_table(bars).head == ("Kategorie", "Frauen")


def test_labels_that_end_a_sentence_or_hold_quotes() -> None:
    bars = chart("bar", ["Ja?", "sagt „nein“:"], ["1", "3"])
    assert spoken(bars, 1)[1:3] == ("Ja? ein Prozent.", "sagt „nein“: 3 Prozent.")
    assert "„sagt ‚nein‘:“" in spoken(bars, 1)[3]


def test_labels_with_braces_stand_as_they_are() -> None:
    bars = chart("bar", ["{n}", "{0}"], ["1", None])
    assert "Für „{0}“ liegt keine Angabe vor." in overview(bars)


def test_labels_that_end_in_digits_are_parted_from_values() -> None:
    assert alternative(chart("bar", ["2019", "2020"], ["3", "4"])) == (
        "Balkendiagramm: 2019: 3 Prozent, 2020: 4 Prozent."
    )


def test_a_long_alternative_gives_the_extremes_then_the_range_then_the_count() -> None:
    names = [f"Gruppe {letter}" for letter in "abcdefghijkl"]
    bars = chart("bar", names, [str(n) for n in range(3, 15)])
    assert alternative(bars) == (
        "Balkendiagramm mit zwölf Werten; größter Wert: Gruppe l 14 Prozent, kleinster: Gruppe a 3 Prozent."
    )
    long = replace(bars, categories=tuple(name * 8 for name in names))
    assert alternative(long) == "Balkendiagramm mit zwölf Werten; größter Wert 14 Prozent, kleinster 3 Prozent."
    assert alternative(replace(long, unit="x" * 150)) == "Balkendiagramm mit zwölf Werten."


def test_an_alternative_never_equals_the_title() -> None:
    title = "Kreisdiagramm: Ja 70 Prozent, Nein 30 Prozent"
    assert alternative(replace(yes_no("70", "30"), title=title)) == (
        "Kreisdiagramm mit zwei Werten; größter Wert: Ja 70 Prozent, kleinster: Nein 30 Prozent."
    )


def test_the_authors_alternative_is_kept() -> None:
    assert alternative(replace(yes_no("70", "30"), alt="Zwei Drittel")) == "Zwei Drittel"


@pytest.mark.parametrize(
    ("kind", "german", "english"),
    [
        ("pie", "Kreisdiagramm", "pie chart"),
        ("donut", "Ringdiagramm", "donut chart"),
        ("bar", "Balkendiagramm", "bar chart"),
        ("stacked", "gestapeltes Balkendiagramm", "stacked bar chart"),
        ("line", "Liniendiagramm", "line chart"),
    ],
)
def test_kinds_have_names(kind: ChartKind, german: str, english: str) -> None:
    assert kind_name(yes_no("1", "2", kind=kind, language="de-CH")) == german
    assert kind_name(yes_no("1", "2", kind=kind, language="pl")) == english


def test_a_pie_of_less_than_the_whole_says_what_is_empty() -> None:
    pie = chart("pie", ["a", "b", "c"], ["40", "30", None])
    assert "Der Rest des Kreises ist leer, denn die Werte ergeben weniger als das Ganze." in appearance(pie)
    assert "Kein Segment gibt es für „c“." in appearance(pie)
    assert not any("Rest" in text for text in appearance(yes_no("70", "29.5")))


def test_a_line_chart_says_where_its_axis_begins_and_breaks() -> None:
    line = chart("line", ["a", "b", "c"], ["90", None, "92"])
    assert appearance(line)[1:] == (
        "Wo eine Angabe fehlt, ist die Linie unterbrochen.",
        "Die senkrechte Achse beginnt nicht bei null.",
    )
    assert not any("Achse" in text for text in appearance(chart("line", ["a", "b"], ["10", "92"])))


@pytest.mark.parametrize(
    ("alt", "expected"),
    [
        ("70 % ja, 30 % nein", ()),
        ("70,0 Prozent und 30.0", ()),
        ("Zwei Werte: 2", ()),
        ("Im Jahr 2024: 70", ()),
        ("CO2 und H2O", ()),
        ("71 % ja", ("71",)),
        ("7 und 7 und 700", ("7", "700")),
        ("minus 70", ("minus 70",)),
        ("−30", ("30",)),
        ("70-30", ()),
    ],
)
def test_numbers_that_the_chart_does_not_hold_are_found(alt: str, expected: tuple[str, ...]) -> None:
    assert foreign_numbers(alt, yes_no("70", "30")) == expected


@pytest.mark.parametrize("alt", ["1.000", "1000", "1,000", "1\N{NO-BREAK SPACE}000", "1000,0", "1.000,00"])
def test_a_thousand_may_be_written_in_many_ways(alt: str) -> None:
    assert foreign_numbers(alt, chart("bar", ["a"], ["1000"], unit="")) == ()


def test_negative_values_may_be_written_with_or_without_sign() -> None:
    bars = chart("bar", ["a", "b"], ["-3.5", "7"], unit="")
    assert foreign_numbers("minus 3,5, −3,5, -3.5, ein Rückgang um 3,5", bars) == ()
    assert foreign_numbers("minus 7", bars) == ("minus 7",)
