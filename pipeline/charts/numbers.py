"""Decimals as text: as shown on the page and as read aloud. Pure.

What comes in is the author's Decimal, whose digits are kept: 70.0 stays "70,0".
"""

from __future__ import annotations

from decimal import Decimal

from pipeline.charts.words import Words
from pipeline.charts.words_de import GERMAN
from pipeline.charts.words_en import ENGLISH

_MINUS = "\N{MINUS SIGN}"


def words_for(language: str) -> Words:
    """The words for a BCP 47 tag: German for "de" and all its regions, English for any other."""
    return GERMAN if language.lower().split("-", 1)[0] == "de" else ENGLISH


def shown(value: Decimal | None, unit: str, language: str) -> str:
    """A value as it stands on the page, such as "12,5 %". Other units are not repeated at each value."""
    words = words_for(language)
    if value is None:
        return words.missing
    sign = _MINUS if value < 0 else ""
    return sign + digits(value, words) + (words.percent_sign if unit == "%" else "")


def spoken(value: Decimal | None, unit: str, language: str) -> str:
    """A value as it is read aloud, such as "12,5 Prozent" or "ein Tag".

    Exactly one needs a unit in the singular. Where the word is not known to us, the number stands alone: see
    says_unit.
    """
    words = words_for(language)
    if value is None:
        return words.missing
    sign = f"{words.minus} " if value < 0 else ""
    written = digits(value, words)
    one, many = (words.one_percent, words.percent) if unit == "%" else words.units.get(unit, ("", unit))
    if written == "1" and unit:
        return sign + (one or written)
    return f"{sign}{written} {many}".rstrip()


def says_unit(value: Decimal | None, unit: str, language: str) -> bool:
    """Whether the spoken form of a value names its unit."""
    words = words_for(language)
    if value is None or not unit:
        return False
    return unit == "%" or unit in words.units or digits(value, words) != "1"


def digits(value: Decimal, words: Words) -> str:
    """The digits of a value without its sign, in groups of three: German "1.000,50", English "1,000.50"."""
    text = f"{abs(value):,f}"
    if words.decimal_mark == ".":
        return text
    return text.translate({ord(","): words.group_mark, ord("."): words.decimal_mark})
