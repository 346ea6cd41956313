from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.charts.numbers import says_unit, shown, spoken


@pytest.mark.parametrize(
    ("value", "unit", "language", "expected"),
    [
        ("70", "%", "de", "70\N{NO-BREAK SPACE}%"),
        ("70.0", "%", "de-AT", "70,0\N{NO-BREAK SPACE}%"),
        ("12.5", "%", "en", "12.5%"),
        ("1000", "Euro", "de", "1.000"),
        ("1234567.89", "", "de", "1.234.567,89"),
        ("1234567.89", "", "en", "1,234,567.89"),
        ("-3", "", "de", "−3"),
        ("-0", "", "de", "0"),
        ("1E+3", "", "de", "1.000"),
        ("5", "", "fr", "5"),
    ],
)
def test_shown_numbers(value: str, unit: str, language: str, expected: str) -> None:
    assert shown(Decimal(value), unit, language) == expected


@pytest.mark.parametrize(
    ("value", "unit", "language", "expected"),
    [
        ("12.5", "%", "de", "12,5 Prozent"),
        ("1", "%", "de", "ein Prozent"),
        ("1.0", "%", "de", "1,0 Prozent"),
        ("-1", "%", "de", "minus ein Prozent"),
        ("-3", "", "de", "minus 3"),
        ("1", "", "de", "1"),
        ("0", "%", "de", "0 Prozent"),
        ("3", "Tage", "de", "3 Tage"),
        ("1", "Tage", "de", "ein Tag"),
        ("1", "Stunden", "de", "eine Stunde"),
        ("1", "Bäume", "de", "1"),
        ("2", "Bäume", "de", "2 Bäume"),
        ("3", "€", "de", "3 Euro"),
        ("1000", "km", "de", "1.000 Kilometer"),
        ("12.5", "%", "en", "12.5 percent"),
        ("1", "%", "en", "one percent"),
        ("1", "days", "en", "one day"),
        ("1000", "km", "en", "1,000 kilometres"),
    ],
)
def test_spoken_numbers(value: str, unit: str, language: str, expected: str) -> None:
    assert spoken(Decimal(value), unit, language) == expected


def test_unknown_values_have_words() -> None:
    assert shown(None, "%", "de") == spoken(None, "%", "de") == "keine Angabe"
    assert shown(None, "%", "en") == spoken(None, "%", "en") == "not given"


def test_one_of_a_unit_without_known_singular_is_said_without_it() -> None:
    assert not says_unit(Decimal(1), "Bäume", "de")
    assert says_unit(Decimal(2), "Bäume", "de")
    assert says_unit(Decimal(1), "Tage", "de")
    assert not says_unit(Decimal(1), "", "de")
