"""How English is said where it isn't said as it is written: the table of its rules. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.speech.amounts_en import AMOUNTS, DIGITS
from pipeline.speech.numerals import english_cardinal, english_ordinal, english_year, roman
from pipeline.speech.rules import (
    BLANK,
    RAISED,
    RAISED_FIGURES,
    Rule,
    after,
    any_of,
    before,
    ends,
    follows_word,
    raised,
    word_before,
)
from pipeline.speech.wordlists import pairs

# ------------------------------------------------------------------ abbreviations

_ABBREVIATED = pairs("""
    Mr: Mister | Mrs: Missus | Ms: Miz | Mx: Mix | Dr: Doctor | Prof: Professor | Rev: Reverend | Gen: General
    Gov: Governor | Lt: Lieutenant | Capt: Captain | Sgt: Sergeant | Mt: Mount | e.g: for example | i.e: that is
    etc: et cetera | vs: versus | cf: compare | approx: about | viz: namely | al: others | esp: especially
    incl: including | excl: excluding | ca: about | Jr: Junior | Sr: Senior | Inc: Incorporated | Ltd: Limited
    Corp: Corporation | Co: Company | Ave: Avenue | Blvd: Boulevard | Rd: Road | Sq: Square | dept: department
    govt: government | a.m: A M | p.m: P M | U.S: U S | U.K: U K | U.S.A: U S A | Ph.D: P H D
    ibid: in the same place | B.C: B C | A.D: A D | w.r.t: with respect to | ed: edition | eds: editors
    trans: translated | tel: telephone
""")
# At a start, those that begin with a small letter have a capital one.
_ALWAYS = {key[0].upper() + key[1:]: said[0].upper() + said[1:] for key, said in _ABBREVIATED.items()} | _ABBREVIATED
# Words as well: without a number they are no abbreviations.
_NUMBERED = pairs("""
    No: number | no: number | Nos: numbers | nos: numbers | p: page | pp: pages | P: Page | ch: chapter
    Ch: Chapter | vol: volume | Vol: Volume | vols: volumes | fig: figure | Fig: Figure | figs: figures
    Figs: Figures | sec: section | Sec: Section | art: article | Art: Article | para: paragraph | par: paragraph
    eq: equation | Eq: Equation | tab: table | Tab: Table | col: column | l: line | n: note | c: about
    app: appendix | App: Appendix
""")


def _key(shown: str) -> str:
    return re.sub(rf"{BLANK}", "", shown).rstrip(".")


def _forms(table: Mapping[str, str]) -> str:
    keys = sorted(table, key=lambda key: (-len(key), key))
    return "|".join(key.replace(".", rf"\.{BLANK}?") for key in keys)


def _abbreviation(match: re.Match[str]) -> str:
    return _ALWAYS[_key(match[0])] + ("." if ends(match) else "")


def _following(match: re.Match[str]) -> str:
    return " and following" + ("." if ends(match) else "")


def _saint(match: re.Match[str]) -> str:
    if re.match(r"\s?[A-Z]", after(match)) and not re.search(r"[A-Z]\w+\s\Z", before(match)):
        return "Saint"
    return f"Street{'.' if ends(match) else ''}"


_ABBREVIATIONS = (
    Rule("et al.", rf"\bet{BLANK}al\b\.?", lambda match: f"and others{'.' if ends(match) else ''}"),
    Rule("page and following", rf"(?<=\d){BLANK}?ff?\.(?!\w)", _following, needs="0"),
    Rule(
        "numbered",
        rf"(?<![\w.])({'|'.join(_NUMBERED)})\.{BLANK}?(?=\d)",
        lambda match: f"{_NUMBERED[match[1]]} ",
        needs="0",
    ),
    Rule("saint or street", r"(?<![\w.])St\.(?!\w)", _saint, needs="S"),
    Rule("title", r"(?<![\w.])(Mr|Mrs|Ms|Mx|Dr)(?=\s[A-Z])", lambda match: _ALWAYS[match[0]], needs="DM"),
    Rule("abbreviation", rf"(?<![\w.])(?=\w{{1,20}}\.)(?:{_forms(_ALWAYS)})\.(?!\w)", _abbreviation, needs="."),
)

# ------------------------------------------------------------------ days, years, numerals

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MONTH_NAMES = {name: name for name in _MONTHS} | {name[:3]: name for name in _MONTHS} | {"Sept": "September"}
_MONTH = any_of(_MONTH_NAMES)
_NUMBERED_THINGS = "War|Chapter|Part|Volume|Book|Act|Article|Section|Phase|Class|Type|Title|Appendix|Rocky|Group"


def _day_month(match: re.Match[str]) -> str | None:
    day = int(match[1])
    if not 1 <= day <= 31:
        return None
    the = "" if word_before(match) == "the" else "the "
    return f"{the}{english_ordinal(day)} of {_MONTH_NAMES[match[2]]}"


def _month_day(match: re.Match[str]) -> str | None:
    day = int(match[2])
    return f"{_MONTH_NAMES[match[1]]} {english_ordinal(day)}" if 1 <= day <= 31 else None


def _iso_date(match: re.Match[str]) -> str | None:
    year, month, day = (int(part) for part in match.groups())
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{_MONTHS[month - 1]} {english_ordinal(day)}, {_year_words(year)}"


def _year_words(number: int) -> str:
    return english_year(number) if 1100 <= number < 2100 else str(number)


def _year(match: re.Match[str]) -> str | None:
    in_date = re.search(rf"(?:{_MONTH})\.?\s(?:\d{{1,2}}(?:st|nd|rd|th)?,\s)?\Z|\b[Ii]n\s\Z", before(match))
    if not in_date and re.match(rf"{BLANK}?(?:[$€£%°]|(?:million|people|words|[kmc]?[gml])\b)", after(match)):
        return None
    number = int(match[0])
    return None if 2000 <= number < 2010 and not in_date else english_year(number)


def _decade(match: re.Match[str]) -> str:
    head = english_cardinal(int(match[1] or 20)) if match[1] else ""
    if match[2] == "0":
        return f"{head} hundreds" if match[1] != "20" else "two thousands"
    tens = english_cardinal(int(match[2]) * 10)
    return f"{head} {tens[:-1]}ies".strip()


def _ruler(match: re.Match[str]) -> str | None:
    number = roman(match[3])
    if not number or match[1] in _NUMBERED_THINGS.split("|"):
        return None
    return f"{match[1]}{match[2]}the {english_ordinal(number)}"


def _numeral(match: re.Match[str]) -> str | None:
    number = roman(match[2])
    return f"{match[1]}{english_cardinal(number)}" if number and number < 100 else None


_DATES = (
    Rule("ISO date", r"(?<![\w.,:/–-])([12]\d{3})-(\d{2})-(\d{2})(?![\w-])", _iso_date, needs="-"),
    Rule(
        "day and month",
        rf"(?<![\w.,:/])(\d{{1,2}})(?:st|nd|rd|th)?{BLANK}(?:of{BLANK})?({_MONTH})\b\.?",
        _day_month,
        needs="0",
    ),
    Rule(
        "month and day", rf"\b({_MONTH})\b\.?{BLANK}(\d{{1,2}})(?:st|nd|rd|th)?(?![\w:]|[.,]\d)", _month_day, needs="0"
    ),
    Rule("decade", r"(?<![\w.,])(?:(1[1-9]|20)|['’])(\d)0['’]?s\b", _decade, needs="0"),
    Rule(
        "year",
        r"(?<![\w.,:$€£])(?<!-)(?:1[1-9]\d\d|20\d\d)(?!\w|[.,:]\d|-(?!\d{2}(?:\d{2})?(?![\d-]))\d)|(?<=\d{4}-)(?:1[1-9]|20)\d\d(?![\w-])",
        _year,
        needs="0",
    ),
    Rule("Roman numeral", rf"\b((?:{_NUMBERED_THINGS})\s)([IVXLC]{{1,8}})\b", _numeral, needs="CILVX"),
    Rule(
        "ruler",
        r"\b([A-Z][a-z]{2,30})(\s)(II|III|IV|VI{0,3}|IX|XI{0,3}|XI?V|XVI{0,3}|XI?X|XXI{0,3})\b",
        _ruler,
        needs="IVX",
    ),
)

# ------------------------------------------------------------------ signs

_SIGNS = pairs("""
    &: and | %: percent | ‰: per mille | §§: sections | §: section | =: equals | +: plus | ×: times
    ÷: divided by | ≈: about | ≤: at most | ≥: at least | <: less than | >: greater than | ±: plus or minus
    −: minus | ©: copyright | $: dollars | €: euros | £: pounds | °: degrees | →: ,
""")


def _initial(match: re.Match[str]) -> str:
    return match[1] if re.match(r"[\s-]", after(match)) else f"{match[1]} "


def _initials(match: re.Match[str]) -> str:
    return " ".join(re.findall(r"\w", match[0])) + ("." if ends(match) else "")


def _power(match: re.Match[str]) -> str:
    """A power, or the mark of a note that stands at a word."""
    figures, sign = raised(match)
    if follows_word(match):
        return f" {figures}"
    power = f"to the power of {'minus ' if sign == '−' else ''}{figures}"
    return f" {power if sign else {'2': 'squared', '3': 'cubed'}.get(figures, power)}"


_SINGLE = "".join(sign for sign in _SIGNS if len(sign) == 1 and sign not in "+=")
_WORDS = (
    Rule("initials", r"(?<![\w.])(?:[A-Z]\.){2,5}(?!\w)", _initials, needs="."),
    Rule("initial", r"(?<![\w.])([A-Z])\.(?=[\s-]{0,2}[A-Z][\w.])", _initial, needs="."),
    Rule("number sign", r"(?<!\w)#\s?(?=\d)|(?<![\w#])#(?=:|\Z)", lambda match: "number ", needs="#"),
    Rule("times", r"(?<=\d)(?<!\b0)(?:\s?x\s?(?=\d)|x(?=\s[a-z]))", lambda match: " times ", needs="x"),
    Rule("minus", r"(?<![\w)\]–.-])-(?=\d)", lambda match: "minus ", needs="-"),
    Rule("raised figures", RAISED, _power, needs=RAISED_FIGURES),
    Rule("sign", rf"§§|(?<![+=])[+=](?![+=])|[{_SINGLE}]", lambda match: f" {_SIGNS[match[0]]} ", needs=f"{_SINGLE}+="),
    Rule("slash", r"\s?/\s?", lambda match: " ", needs="/"),
)

ENGLISH: tuple[Rule, ...] = (*DIGITS, *_DATES, *AMOUNTS, *_ABBREVIATIONS, *_WORDS)
"""The rules of English, in the order in which they claim text."""
