"""German rules for days, years, ordinals and the numerals of rulers. Pure."""

from __future__ import annotations

import re

from pipeline.speech.abbreviations_de import ALWAYS
from pipeline.speech.numerals import german_cardinal, german_ordinal, german_year, roman
from pipeline.speech.ordinals_de import (
    DETERMINERS,
    MONTH_NAMES,
    MONTHS,
    ending,
    gender,
    is_feminine_name,
    is_often_counted,
    words_before,
)
from pipeline.speech.rules import BLANK, Rule, after, before, ends, word_before
from pipeline.speech.wordlists import words

_MONTH = "|".join(sorted(MONTH_NAMES, key=len, reverse=True))
# At an end, only after these: "bis 1918." and "um 5." rank nothing.
_BEFORE_LAST = words("am vom zum beim der dem den")
_BEFORE_DAY = words("am vom zum bis ab der den dem seit des und oder")
# After these a number names; it ranks nothing.
_LABELS = words(
    "s seite seiten nr nummer abb abbildung tab tabelle kap kapitel abschnitt abs absatz art artikel ziff ziffer "
    "punkt version stufe klasse raum zimmer haus jahr jahre jahren satz frage formel grad teil band epub"
)
# What joins ordinals, "und 3.", up to the noun that all of them count.
_COUNTED = re.compile(
    r"(?:\s{0,2}(?:,|und|oder|bis|sowie|–|-|/)\s{0,2}(?:\d{1,4}|[IVX]{1,5})\.){0,6}\s{1,2}([^\W\d_][\w-]{0,40})"
)


_DATE_FOLLOWS = re.compile(r"\s?[–-]\s?\d{1,2}\.\s?\d{1,2}\.")


def _year_words(text: str) -> str:
    return german_year(int(text)) if len(text) == 4 and "1100" <= text < "2000" else text


def _day(match: re.Match[str], day: int, month: int, year: str) -> str | None:
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    name = MONTHS[month - 1]
    said = f"{german_ordinal(day)}{ending(words_before(before(match)), name)} {name}"
    return f"{said} {_year_words(year)}" if year else said


def _date(match: re.Match[str]) -> str | None:
    day, month, year = match.groups()
    if not year and word_before(match).lower() not in _BEFORE_DAY and not re.match(r"\s?[–-]\s?\d", after(match)):
        return None
    said = _day(match, int(day), int(month), year or "")
    return f"{said}." if said and not year and ends(match) else said


def _iso_date(match: re.Match[str]) -> str | None:
    return _day(match, int(match[3]), int(match[2]), match[1])


def _ordinal(match: re.Match[str]) -> str | None:
    number = int(match[1]) if match[1].isdigit() else roman(match[1])
    tokens = words_before(before(match))
    word = tokens[-1].lower() if tokens else ""
    if not number or word in _LABELS or word_before(match).rstrip(".").lower() in _LABELS:
        return None
    if ends(match):
        return f"{german_ordinal(number)}{ending(tokens, '')}." if word in _BEFORE_LAST and number < 100 else None
    if _DATE_FOLLOWS.match(match.string, match.end()):
        return f"{german_ordinal(number)}{ending(tokens, MONTHS[0])}"
    following = _COUNTED.match(match.string, match.end())
    if following is None:
        return None
    noun = ALWAYS.get(following[1], following[1])
    known = noun in MONTH_NAMES or (noun[0].isupper() and gender(noun) is not None)
    if (not tokens or word in ":,;") and noun[0].isupper() and not is_often_counted(noun):
        return f"{german_ordinal(number)}ens{'' if tokens else ':'}" if number < 20 else None
    if word in DETERMINERS or (known and match[1].isdigit()):
        return f"{german_ordinal(number)}{ending(tokens, noun)}"
    return None


def _month(match: re.Match[str]) -> str:
    return MONTH_NAMES[match[1] or match[2]] + ("." if ends(match) else "")


# ------------------------------------------------------------------ rulers and other Roman numerals

_DATIVE = words("von mit unter bei nach zu seit gegenüber aus vor neben zwischen dem")
_ACCUSATIVE = words("für gegen durch ohne um den")


def _governing(text: str) -> str:
    """The preposition before a name and its titles; "" when there is none."""
    for word in reversed(re.findall(r"\w+", text)):
        if word.lower() in _DATIVE | _ACCUSATIVE:
            return str(word).lower()
        if not word[0].isupper():
            break
    return ""


def _ruler(match: re.Match[str]) -> str | None:
    name, blank, numeral = match.groups()
    number = roman(numeral)
    if not number:
        return None
    word = _governing(before(match))
    stem = german_ordinal(number).capitalize()
    feminine = is_feminine_name(name)
    if name.endswith("s") and name.lower() not in ("franziskus", "thomas", "andreas", "nikolaus", "johannes"):
        article, vowel = ("der" if feminine else "des"), "en"
    elif word in _DATIVE:
        article, vowel = ("der" if feminine else "dem"), "en"
    elif word in _ACCUSATIVE:
        article, vowel = ("die", "e") if feminine else ("den", "en")
    else:
        article, vowel = ("die" if feminine else "der"), "e"
    return f"{name}{blank}{article} {stem}{vowel}{'.' if ends(match) else ''}"


def _numbered(match: re.Match[str]) -> str | None:
    number = roman(match[2])
    if not number:
        return None
    said = f"{match[1] or ''}{german_cardinal(number)}"
    last = roman(match[4]) if match[4] else None
    return (
        f"{said} {match[3].strip(' ').replace('–', 'bis').replace('-', 'bis')} {german_cardinal(last)}"
        if last
        else said
    )


# ------------------------------------------------------------------ years

_SURE = words("jahr jahre jahren jahres anno sommer winter herbst frühjahr frühling") | frozenset(
    name.lower() for name in MONTH_NAMES
)


def _year(match: re.Match[str]) -> str | None:
    word = word_before(match).rstrip(".").lower()
    if word in _LABELS and word not in _SURE:
        return None
    if word not in _SURE and re.match(rf"{BLANK}?(?:[€$£%‰§°]|[A-ZÄÖÜ]\w|[kmc]?[gml]\b|(?:Mio|Mrd)\b)", after(match)):
        return None
    return german_year(int(match[0]))


DATES = (
    Rule(
        "date",
        rf"(?<![\w.,:/])(?<!\d[–-])(\d{{1,2}})\.{BLANK}?(\d{{1,2}})\.(?!\d{{1,3}}\.)"
        rf"(?:{BLANK}?(\d{{4}}|\d{{2}})(?!\w|[.,]\d))?(?!\d)",
        _date,
        needs="0",
    ),
    Rule("ISO date", r"(?<![\w.,:/–-])([12]\d{3})-(\d{2})-(\d{2})(?![\w-])", _iso_date, needs="-"),
    Rule("month", rf"(?<=\d\.\s)({_MONTH})\.|(?<![\w.])({_MONTH})\.(?=\s\d)", _month, needs="0"),
    Rule("ruler", r"\b([A-ZÄÖÜ][a-zäöüß]{2,30})(\s)([IVX]{1,6})\.(?!\w)", _ruler, needs="IVX"),
    Rule(
        "Roman numeral",
        r"(?:\b((?:Kapitel|Band|Teil|Artikel|Abschnitt|Akt|Hartz|Buch|Stufe|Klasse|Phase)\s)"
        r"|(?<=\bBd\.\s)|(?<=\bKap\.\s)|(?<=\bArt\.\s)|(?<=\bBGBl\.\s))([IVXLC]{1,8})\b"
        r"(?:(\s(?:bis|und|oder)\s|[–-])([IVXLC]{1,8})\b)?",
        _numbered,
        needs="CILVX",
    ),
    Rule("ordinal", r"(?<![\w,:])(?<!\d[./])(\d{1,4}|[IVX]{1,5})\.(?!\w)", _ordinal, needs="0IVX"),
    Rule("decade", r"(?<![\w.,])(1[1-9]\d0)er(?!\w)", lambda match: f"{german_year(int(match[1]))}er", needs="0"),
    Rule(
        "year",
        r"(?<![\w.,:])(?<!-)(1[1-9]\d\d)(?!\w|[.,:]\d|-(?!\d{4}(?![\d-]))\d)|(?<=\d-)(1[1-9]\d\d)(?!\w|-)",
        _year,
        needs="0",
    ),
)
"""The rules for days, years and ordinals."""
