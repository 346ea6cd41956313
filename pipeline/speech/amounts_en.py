"""English rules for figures with what they count: money, units, shares, times of day, ranges, telephones. Pure."""

from __future__ import annotations

import re

from pipeline.speech.numerals import english_cardinal, english_ordinal
from pipeline.speech.rules import BLANK, Rule, after, any_of, before, word_before
from pipeline.speech.wordlists import forms

_UNITS = forms("""
    km: kilometre / kilometres | cm: centimetre / centimetres | mm: millimetre / millimetres | m: metre / metres
    cm²: square centimetre / square centimetres | cm³: cubic centimetre / cubic centimetres
    km³: cubic kilometre / cubic kilometres | m²: square metre / square metres
    km²: square kilometre / square kilometres | m³: cubic metre / cubic metres
    kg: kilogram / kilograms | g: gram / grams | mg: milligram / milligrams | l: litre / litres
    ml: millilitre / millilitres | °C: degree Celsius / degrees Celsius
    °F: degree Fahrenheit / degrees Fahrenheit | °: degree / degrees | kWh: kilowatt hour / kilowatt hours
    kW: kilowatt / kilowatts | MW: megawatt / megawatts | kB: kilobyte / kilobytes | KB: kilobyte / kilobytes
    MB: megabyte / megabytes | GB: gigabyte / gigabytes | TB: terabyte / terabytes
    km/h: kilometre per hour / kilometres per hour | mph: mile per hour / miles per hour | h: hour / hours
    min: minute / minutes | s: second / seconds | ms: millisecond / milliseconds | lb: pound / pounds
    lbs: pound / pounds | ft: foot / feet | oz: ounce / ounces | Hz: hertz / hertz | kHz: kilohertz / kilohertz
    dB: decibel / decibels | %: percent / percent | ‰: per mille / per mille
""")
_MONEY = {"$": ("dollar", "dollars"), "€": ("euro", "euros"), "£": ("pound", "pounds")}
_CENTS = {"$": ("cent", "cents"), "€": ("cent", "cents"), "£": ("penny", "pence")}
_FRACTIONS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅛": (1, 8)}


def _unit(match: re.Match[str]) -> str:
    singular, plural = _UNITS[match[2]]
    return f"1 {singular}" if match[1] else f" {plural}"


def _unit_alone(match: re.Match[str]) -> str:
    """A unit without a figure, which would be taken for a word: "per square metre"."""
    return _UNITS[match[0]][0 if word_before(match).lower() in ("per", "a", "each", "every") else 1]


_SCALES = {"k": "thousand", "m": "million", "bn": "billion", "tn": "trillion"}


def _price(match: re.Match[str]) -> str | None:
    sign = match[1] or match[5]
    if not sign:
        return None
    amount, cents, scale = match[2], match[3] or "", _SCALES.get(match[4], match[4])
    name = _MONEY[sign][0 if amount == "1" and not scale else 1]
    if scale:
        return f"{amount}{f'.{cents}' if cents else ''} {scale} {name}"
    if not cents or cents == "00":
        return f"{amount} {name}"
    if amount == "0":
        return f"{int(cents)} {_CENTS[sign][0 if int(cents) == 1 else 1]}"
    return f"{amount} {name} {int(cents)}"


def _parts(count: int, of: int) -> str:
    name = {2: "half", 4: "quarter"}.get(of) or (english_ordinal(of) if of < 100 else "hundredth")
    return f"{english_cardinal(count)} {name}{'s' if count > 1 else ''}"


def _fraction(match: re.Match[str]) -> str | None:
    whole = match[1]
    count, of = _FRACTIONS[match[4]] if match[4] else (int(match[2]), int(match[3]))
    if not 0 < count < of or of not in (*range(2, 13), 16, 20, 25, 50, 100):
        return None
    said = _parts(count, of)
    if not whole:
        return said
    return f"{whole} and {f'a {said[4:]}' if count == 1 else said}"


# After these, two figures with a colon are no time of day.
_RATIOS = re.compile(r"\b(?:ratio|odds|scale|score|scored|won|lost|beat|contrast)\b[^.!?;]{0,40}\Z", re.IGNORECASE)
_AT = ("at", "by", "from", "until", "till", "to", "before", "after", "since")


def _time(match: re.Match[str]) -> str | None:
    hour, minute = int(match[1]), int(match[2])
    if hour > 24 or minute > 59:
        return None
    if word_before(match).lower() not in _AT and _RATIOS.search(before(match)):
        return None
    if not minute:
        return f"{hour} o'clock" if hour < 13 and not re.match(r"\s?[ap]\.?m", after(match)) else f"{hour}"
    return f"{hour} {f'oh {minute}' if minute < 10 else minute}"


_LEFT = re.compile(r"(?<![\w/–-])[$€£]?(\d[\d.,:]{0,12})[%€]?\Z")
_RIGHT = re.compile(r"[$€£]?(\d[\d.,:]{0,12})(?![–/]\d|-\d)")


def _range(match: re.Match[str]) -> str | None:
    left = _LEFT.search(before(match, 20))
    right = _RIGHT.match(match.string, match.end())
    return " to " if left and right and left[1][0] != "0" else None


def _digits(text: str) -> str:
    """The digits of a number that is dialled, with a pause between groups."""
    return f"plus {', '.join(' '.join(group) for group in re.findall(r'[0-9]+', text))}"


DIGITS = (
    Rule(
        "ISBN",
        r"(?<=ISBN )(\d[\d-]{6,16}[\dxX])(?!\w)",
        lambda match: ", ".join(map(" ".join, match[0].split("-"))),
        needs="N",
    ),
    Rule(
        "telephone",
        r"(?<![\w.,])\+\d{1,3}(?:[ -]{1,2}\(?\d{1,12}\)?){1,6}(?!\w)",
        lambda match: _digits(match[0]),
        needs="+",
    ),
)
"""The rules for digits that are said one by one."""

AMOUNTS = (
    Rule("time", r"(?<![\w:.,])(\d{1,2}):(\d{2})(?![\w:]|[.,]\d)", _time, needs="0"),
    Rule(
        "ratio",
        r"(?<![\w:.,])(\d{1,4}(?:\.\d{1,2})?):(\d{1,4})(?![\w:]|[.,]\d)",
        lambda match: f"{match[1]} to {match[2]}",
        needs="0",
    ),
    Rule(
        "fraction",
        rf"(?<![\w:.,/–-])(?:(\d{{1,3}})(?:{BLANK}|(?=[½⅓⅔¼¾⅛])))?(?:(\d{{1,3}})[/⁄](\d{{1,4}})(?![\w/]|[.,]\d)|([½⅓⅔¼¾⅛]))",
        _fraction,
        needs="/¼½¾⁄⅓⅔⅛",
    ),
    Rule(
        "price",
        rf"(?:([€$£]){BLANK}?)?(?<![\w.,:/])(\d{{1,3}}(?:,\d{{3}}){{1,4}}|\d{{1,9}})(?:\.(\d\d?))?(?!\d|[.,]\d)"
        rf"(?:{BLANK}?((?:m|b|tr)illion|(?<!{BLANK})(?:bn|tn|m|k))\b)?(?:{BLANK}?([€$£]))?",
        _price,
        needs="0",
    ),
    Rule("unit", rf"(?:(?<![\w.,:/–-])(1)|(?<=\d)){BLANK}?({any_of(_UNITS)})(?![^\W\d_])", _unit, needs="0"),
    Rule("unit alone", r"(?<![\w/.])(?:[kc]?m[²³]|km/h|kWh)(?!\w)", _unit_alone, needs="/W²³"),
    Rule("range", rf"(?<=[\d%€]){BLANK}?[–-]{BLANK}?(?=[$€£]?\d)", _range, needs="-–"),
)
"""The rules for figures."""
