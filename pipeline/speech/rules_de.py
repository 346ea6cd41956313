"""How German is said where it isn't said as it is written: the table of its rules. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from pipeline.speech.abbreviations_de import ALWAYS, NAMED, NUMBERED, WEEKDAYS
from pipeline.speech.amounts_de import AMOUNTS, DIGITS
from pipeline.speech.dates_de import DATES
from pipeline.speech.rules import BLANK, RAISED, RAISED_FIGURES, Rule, after, before, ends, follows_word, raised
from pipeline.speech.wordlists import pairs

# ------------------------------------------------------------------ abbreviations


def _key(shown: str) -> str:
    """An abbreviation as the tables have it: one blank between its parts."""
    return " ".join(re.findall(r"[^\W\d_]+", shown))


def _spellings(table: Mapping[str, str]) -> dict[str, str]:
    """The table with a capital form of each entry that begins with a small letter."""
    capital = {key[0].upper() + key[1:]: said[0].upper() + said[1:] for key, said in table.items() if key[0].islower()}
    return {**capital, **table}


def _forms(keys: Iterable[str]) -> str:
    """A pattern for the entries of a table, the longest first; those that begin with one word share it."""
    rests: dict[str, list[str]] = {}
    for key in keys:
        word, _, rest = key.partition(" ")
        rests.setdefault(word, []).append(rest)
    return "|".join(_form(word, rests[word]) for word in sorted(rests, key=lambda word: (-len(word), word)))


def _form(word: str, rests: Collection[str]) -> str:
    """A pattern for a word and what may follow it, "" for nothing."""
    if more := [rest for rest in rests if rest]:
        return rf"{word}(?:\.{BLANK}?(?:{_forms(more)})){'?' if '' in rests else ''}"
    return word


_ALWAYS, _NUMBERED, _NAMED = _spellings(ALWAYS), _spellings(NUMBERED), _spellings(NAMED)
# Words as well: without a number before them they are no abbreviations.
_AFTER_PARAGRAPH = re.compile(rf"(?:Abs\.?|Absatz|§|Art\.?|Artikel){BLANK}{{0,2}}\d{{1,4}}[a-z]?{BLANK}\Z")


def _abbreviation(match: re.Match[str]) -> str:
    return _ALWAYS[_key(match[0])] + ("." if ends(match) else "")


def _numbered(match: re.Match[str]) -> str:
    if match[1] == "S" and _AFTER_PARAGRAPH.search(before(match)):
        return "Satz "
    return f"{_NUMBERED[_key(match[1])]} "


def _following(match: re.Match[str]) -> str:
    return (" folgende" if match[1] == "f" else " und folgende") + ("." if ends(match) else "")


_ABBREVIATIONS = (
    Rule("page and following", rf"(?<=\d){BLANK}?(ff?)\.(?!\w)", _following, needs="0"),
    Rule(
        "numbered",
        rf"(?<![\w.])(?<!\bi\.\s)({_forms(_NUMBERED)})\.{BLANK}?(?=\d|[IVX]{{1,5}}\b|[a-z]\b)",
        _numbered,
        needs=".",
    ),
    Rule(
        "named",
        rf"(?<![\w.])({'|'.join(_NAMED)})\.{BLANK}?(?=[A-ZÄÖÜ]\w)",
        lambda match: f"{_NAMED[match[1]]} ",
        needs=".",
    ),
    Rule(
        "street",
        r"(?<=[a-zäöüß])str\.(?!\w)|(?<=[A-Za-z]-)Str\.(?!\w)",
        lambda match: f"{match[0][:-1]}aße{'.' if ends(match) else ''}",
        needs=".",
    ),
    Rule("abbreviation", rf"(?<![\w.])(?=\w{{1,20}}\.)(?:{_forms(_ALWAYS)})\.(?!\w)", _abbreviation, needs="."),
)

# ------------------------------------------------------------------ signs

_SIGNS = pairs("""
    &: und | %: Prozent | ‰: Promille | §§: Paragrafen | §: Paragraf | =: gleich | +: plus | ×: mal
    ÷: geteilt durch | ≈: ungefähr | ≤: kleiner oder gleich | ≥: größer oder gleich | <: kleiner als
    >: größer als | ±: plus minus | −: minus | °C: Grad Celsius | °: Grad
    ©: Copyright | →: ,
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
    return f" hoch {'minus ' if sign == '−' else ''}{ {'2': 'zwei', '3': 'drei'}.get(figures, figures) }"


def _alternative_ending(match: re.Match[str]) -> str | None:
    """ "eine/n" is one word or the other: "eine oder einen"."""
    word, suffix = match.groups()
    return f"{word} oder {word}{suffix}" if suffix[0] == "e" or word.endswith("e") else None


_GENDERS = {"m": "männlich", "w": "weiblich", "f": "weiblich", "d": "divers", "x": "divers"}

_SINGLE = "".join(sign for sign in _SIGNS if len(sign) == 1 and sign not in "+=")
_WORDS = (
    Rule(
        "gender",
        r"(?<=[a-zäöüß])(?:[:*_/]-?|\((?=in(?:nen)?\)))(?=in(?:nen)?(?![a-zäöüß]))",
        lambda match: " ",
        needs="(*/:_",
    ),
    Rule(
        "weekday",
        r"(?<![\w.])(Mo|Di|Mi|Do|Fr|Sa|So)(?:(?:\.?\s?[–-]\s?|\.\sbis\s)(Mo|Di|Mi|Do|Fr|Sa|So)(?!\w)\.?|\.(?=,?\s\d))",
        lambda match: WEEKDAYS[match[1]] + (f" bis {WEEKDAYS[match[2]]}" if match[2] else ""),
        needs="DFMS",
    ),
    Rule(
        "genders",
        r"(?<![\w/])[mwf]/[mwf](?:/[dx])?(?![\w/])",
        lambda match: ", ".join(_GENDERS[letter] for letter in match[0].split("/")),
        needs="/",
    ),
    Rule(
        "alternative ending",
        r"(?<![\w/])([^\W\d_]{2,40})/-?(e[nmrs]?|[nmrs])(?![\w/-])",
        _alternative_ending,
        needs="/",
    ),
    Rule("initials", r"(?<![\w.])(?:[A-ZÄÖÜ]\.){2,5}(?!\w)", _initials, needs="."),
    Rule("initial", r"(?<![\w.])([A-ZÄÖÜ])\.(?=[\s-]{0,2}[A-ZÄÖÜ][\w.])", _initial, needs="."),
    Rule("exclaimed title", r"!(?=[“”\"«»](?:\s[a-zäöü]|,?\s(?:S|Kap|Bd|Nr|Abs)\.\s?\d))", lambda match: "", needs="!"),
    Rule("number sign", r"(?<!\w)#\s?(?=\d)|(?<![\w#])#(?=:|\Z)", lambda match: "Nummer ", needs="#"),
    Rule("times", r"(?<=\d)(?<!\b0)(?:\s?x\s?(?=\d)|x(?=\s[a-zäöü]))", lambda match: " mal ", needs="x"),
    Rule("minus", r"(?<![\w)\]–.-])-(?=\d)", lambda match: "minus ", needs="-"),
    Rule("raised figures", RAISED, _power, needs=RAISED_FIGURES),
    Rule(
        "sign", rf"§§|°C|(?<![+=])[+=](?![+=])|[{_SINGLE}]", lambda match: f" {_SIGNS[match[0]]} ", needs=f"{_SINGLE}+="
    ),
    Rule("slash", r"\s?/\s?", lambda match: " ", needs="/"),
)

GERMAN: tuple[Rule, ...] = (*DIGITS, *DATES, *AMOUNTS, *_ABBREVIATIONS, *_WORDS)
"""The rules of German, in the order in which they claim text."""
