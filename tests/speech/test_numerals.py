"""Numbers as words."""

from __future__ import annotations

import pytest

from pipeline.speech.numerals import (
    english_cardinal,
    english_ordinal,
    english_year,
    german_cardinal,
    german_ordinal,
    german_year,
    roman,
)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "null"),
        (1, "eins"),
        (12, "zwölf"),
        (16, "sechzehn"),
        (17, "siebzehn"),
        (20, "zwanzig"),
        (21, "einundzwanzig"),
        (30, "dreißig"),
        (77, "siebenundsiebzig"),
        (100, "hundert"),
        (101, "hunderteins"),
        (266, "zweihundertsechsundsechzig"),
        (1000, "tausend"),
        (3004, "dreitausendvier"),
        (9999, "neuntausendneunhundertneunundneunzig"),
    ],
)
def test_german_cardinals(number: int, words: str) -> None:
    assert german_cardinal(number) == words


@pytest.mark.parametrize(
    ("number", "stem"),
    [
        (1, "erst"),
        (2, "zweit"),
        (3, "dritt"),
        (7, "siebt"),
        (8, "acht"),
        (11, "elft"),
        (16, "sechzehnt"),
        (19, "neunzehnt"),
        (20, "zwanzigst"),
        (31, "einunddreißigst"),
        (100, "hundertst"),
        (101, "hunderterst"),
        (103, "hundertdritt"),
        (1000, "tausendst"),
        (1021, "tausendeinundzwanzigst"),
    ],
)
def test_german_ordinals(number: int, stem: str) -> None:
    assert german_ordinal(number) == stem


@pytest.mark.parametrize(
    ("year", "words"), [(1100, "elfhundert"), (1516, "fünfzehnhundertsechzehn"), (1901, "neunzehnhunderteins")]
)
def test_german_years(year: int, words: str) -> None:
    assert german_year(year) == words


@pytest.mark.parametrize(("number", "words"), [(0, "zero"), (13, "thirteen"), (40, "forty"), (99, "ninety-nine")])
def test_english_cardinals(number: int, words: str) -> None:
    assert english_cardinal(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        *((1, "first"), (2, "second"), (3, "third"), (4, "fourth"), (5, "fifth"), (8, "eighth"), (9, "ninth")),
        *((12, "twelfth"), (20, "twentieth"), (21, "twenty-first"), (32, "thirty-second"), (90, "ninetieth")),
    ],
)
def test_english_ordinals(number: int, words: str) -> None:
    assert english_ordinal(number) == words


@pytest.mark.parametrize(
    ("year", "words"),
    [
        (1100, "eleven hundred"),
        (1905, "nineteen oh five"),
        (1999, "nineteen ninety-nine"),
        (2000, "two thousand"),
        (2005, "two thousand and five"),
        (2010, "twenty ten"),
        (2026, "twenty twenty-six"),
    ],
)
def test_english_years(year: int, words: str) -> None:
    assert english_year(year) == words


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("I", 1), ("IV", 4), ("VIII", 8), ("IX", 9), ("XIV", 14), ("XL", 40), ("XC", 90), ("XCIX", 99), ("CCCXLIX", 349)],
)
def test_roman_numerals(numeral: str, value: int) -> None:
    assert roman(numeral) == value


@pytest.mark.parametrize("text", ["", "IIII", "VX", "IC", "iv", "M", "XIVa", "A"])
def test_what_is_no_roman_numeral_has_no_value(text: str) -> None:
    assert roman(text) is None
