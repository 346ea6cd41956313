"""Numbers as words: German and English cardinals, ordinals and years, and Roman numerals. Pure.

Only the numbers that a voice reads wrongly as figures need words: years before 2000, ordinals, fractions.
A library for it would take as long to load as a short book takes to normalise, and inflects no ordinal.
"""

from __future__ import annotations

import re

from pipeline.speech.wordlists import pairs

_GERMAN = (
    *("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    *("dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"),
)
_GERMAN_TENS = ("", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")
_GERMAN_ORDINALS = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}

_ENGLISH = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_ENGLISH_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ENGLISH_ORDINALS = pairs("""
    one: first | two: second | three: third | five: fifth | eight: eighth | nine: ninth | twelve: twelfth
""")

_ROMAN = re.compile(r"(?=[IVXLC])(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})\Z")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def german_cardinal(number: int) -> str:
    """A number from 0 to 9999 as one word: "einundzwanzig"; what has no hundreds or thousands leaves out "ein"."""
    thousands, rest = divmod(number, 1000)
    hundreds, below = divmod(rest, 100)
    words = [
        _german_multiple(thousands, "tausend"),
        _german_multiple(hundreds, "hundert"),
        _german_below_hundred(below) if below or not number else "",
    ]
    return "".join(words)


def german_ordinal(number: int) -> str:
    """The stem of an ordinal from 1 to 9999, without its ending: "dritt", "neunzehnt", "hunderterst"."""
    before, last = divmod(number, 100)
    if not 0 < last < 20:
        return f"{german_cardinal(number)}st"
    head = german_cardinal(before * 100) if before else ""
    return head + _GERMAN_ORDINALS.get(last, f"{_GERMAN[last]}t")


def german_year(number: int) -> str:
    """A year from 1100 to 1999, counted in hundreds: "neunzehnhundertneunundneunzig"."""
    hundreds, rest = divmod(number, 100)
    return f"{_GERMAN[hundreds]}hundert{_german_below_hundred(rest) if rest else ''}"


def english_cardinal(number: int) -> str:
    """A number from 0 to 99: "twenty-one"."""
    tens, ones = divmod(number, 10)
    if number < 20:
        return _ENGLISH[number]
    return f"{_ENGLISH_TENS[tens]}-{_ENGLISH[ones]}" if ones else _ENGLISH_TENS[tens]


def english_ordinal(number: int) -> str:
    """An ordinal from 1 to 99: "twenty-first"."""
    head, hyphen, last = english_cardinal(number).rpartition("-")
    if last.endswith("y"):
        return f"{last[:-1]}ieth"
    return f"{head}{hyphen}{_ENGLISH_ORDINALS.get(last, f'{last}th')}"


def english_year(number: int) -> str:
    """A year from 1100 to 2099: "nineteen ninety-nine", "nineteen oh five", "two thousand and five"."""
    century, rest = divmod(number, 100)
    if century == 20 and rest < 10:
        return f"two thousand and {_ENGLISH[rest]}" if rest else "two thousand"
    if not rest:
        return f"{_ENGLISH[century]} hundred"
    return f"{english_cardinal(century)} {f'oh {_ENGLISH[rest]}' if rest < 10 else english_cardinal(rest)}"


def roman(text: str) -> int | None:
    """The value of a Roman numeral in capitals up to 399; None when it is none."""
    if not _ROMAN.match(text):
        return None
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def _german_multiple(count: int, unit: str) -> str:
    if not count:
        return ""
    return unit if count == 1 else _GERMAN[count] + unit


def _german_below_hundred(number: int) -> str:
    if number < 20:
        return _GERMAN[number]
    tens, ones = divmod(number, 10)
    if not ones:
        return _GERMAN_TENS[tens]
    return f"{'ein' if ones == 1 else _GERMAN[ones]}und{_GERMAN_TENS[tens]}"
