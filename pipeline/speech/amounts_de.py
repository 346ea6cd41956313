"""German rules for figures with what they count: money, units, shares, times of day, ranges, telephones. Pure."""

from __future__ import annotations

import re

from pipeline.speech.numerals import german_cardinal, german_ordinal
from pipeline.speech.ordinals_de import gender
from pipeline.speech.rules import BLANK, Rule, after, any_of, before, ends, word_before
from pipeline.speech.wordlists import forms, words

# How a unit is said after "1" and after any other number.
_UNITS = forms("""
    km: ein Kilometer / Kilometer | m: ein Meter / Meter | cm: ein Zentimeter / Zentimeter
    mm: ein Millimeter / Millimeter | km²: ein Quadratkilometer / Quadratkilometer
    cm²: ein Quadratzentimeter / Quadratzentimeter | cm³: ein Kubikzentimeter / Kubikzentimeter
    km³: ein Kubikkilometer / Kubikkilometer | m²: ein Quadratmeter / Quadratmeter | qm: ein Quadratmeter / Quadratmeter
    m³: ein Kubikmeter / Kubikmeter
    ha: ein Hektar / Hektar | kg: ein Kilogramm / Kilogramm | g: ein Gramm / Gramm
    mg: ein Milligramm / Milligramm | t: eine Tonne / Tonnen | l: ein Liter / Liter
    ml: ein Milliliter / Milliliter | °C: ein Grad Celsius / Grad Celsius | °: ein Grad / Grad
    kWh: eine Kilowattstunde / Kilowattstunden | kW: ein Kilowatt / Kilowatt | MW: ein Megawatt / Megawatt
    MWh: eine Megawattstunde / Megawattstunden | W: ein Watt / Watt | GW: ein Gigawatt / Gigawatt
    V: ein Volt / Volt | kB: ein Kilobyte / Kilobyte | KB: ein Kilobyte / Kilobyte | MB: ein Megabyte / Megabyte
    GB: ein Gigabyte / Gigabyte | TB: ein Terabyte / Terabyte
    Mbit/s: ein Megabit pro Sekunde / Megabit pro Sekunde | km/h: ein Kilometer pro Stunde / Kilometer pro Stunde
    h: eine Stunde / Stunden | Std.: eine Stunde / Stunden | min: eine Minute / Minuten
    Min.: eine Minute / Minuten | s: eine Sekunde / Sekunden | Sek.: eine Sekunde / Sekunden
    ms: eine Millisekunde / Millisekunden | Hz: ein Hertz / Hertz | kHz: ein Kilohertz / Kilohertz
    dB: ein Dezibel / Dezibel | %: ein Prozent / Prozent | ‰: ein Promille / Promille | €: ein Euro / Euro
    EUR: ein Euro / Euro | $: ein Dollar / Dollar | £: ein Pfund / Pfund | ct: ein Cent / Cent
    CHF: ein Franken / Franken | Tsd.: tausend / tausend | Mio.: eine Million / Millionen
    Mrd.: eine Milliarde / Milliarden | Bio.: eine Billion / Billionen | Pkt.: ein Punkt / Punkte
""")
_MONEY = {"€": "Euro", "$": "Dollar", "£": "Pfund", "EUR": "Euro", "CHF": "Franken"}
_CENTS = {"Euro": "Cent", "Dollar": "Cent", "Pfund": "Pence", "Franken": "Rappen"}


_MASCULINE = ("meter", "liter", "Grad", "Euro", "Cent", "Dollar", "Franken", "Rappen", "Hektar", "Punkt")
_DATIVE = words("von mit bei nach vor seit zu aus in binnen innerhalb ab unter zwischen")
_ACCUSATIVE = words("für um ohne gegen durch über auf pro je kostet kosten zahlt zahlen dauert dauern wiegt wiegen")
_GOVERNING = re.compile(
    r"([^\W\d_]{2,20})\s(?:(?:ca\.|circa|rund|etwa|nur|knapp|fast|gut|über|mindestens|höchstens)\s)?\Z"
)
_MEASURED = re.compile(r"\s(?:lang|breit|hoch|tief|weit|entfernt|alt|groß|schwer|dick)\b")


def _one(match: re.Match[str], said: str) -> str:
    """One of a unit, "ein Meter", in the case that the words around it ask for: "mit einem Meter"."""
    article, _, noun = said.partition(" ")
    found = _GOVERNING.search(before(match))
    word = found[1].lower() if found else ""
    if word in _DATIVE:
        return f"{'einer' if article == 'eine' else 'einem'} {noun}"
    measured = word in _ACCUSATIVE or _MEASURED.match(after(match))
    return f"einen {noun}" if measured and article == "ein" and noun.split()[0].endswith(_MASCULINE) else said


def _unit(match: re.Match[str]) -> str:
    one, unit = match[1], match[2]
    said = _one(match, _UNITS[unit][0]) if one else _UNITS[unit][1]
    stop = "." if unit.endswith(".") and ends(match) else ""
    return f"{said}{stop}" if one else f" {said}{stop}"


def _unit_alone(match: re.Match[str]) -> str:
    """A unit without a figure, which would be taken for a word: "pro Quadratmeter"."""
    said = _UNITS[match[0]]
    return said[0].partition(" ")[2] if word_before(match).lower() in ("pro", "je") else said[1]


def _price(match: re.Match[str]) -> str | None:
    sign = match[1] or match[4]
    if not sign:
        return None
    euros, cents, name = match[2], match[3] or "", _MONEY[sign]
    if not cents.isdigit() or cents == "00":
        return _one(match, f"ein {name}") if euros == "1" else f"{euros} {name}"
    if euros == "0":
        return f"{int(cents)} {_CENTS[name]}" if int(cents) > 1 else f"ein {_CENTS[name]}"
    return f"{_one(match, f'ein {name}') if euros == '1' else f'{euros} {name}'} {int(cents)}"


_COUNTED_OUT = re.compile(rf"\d{BLANK}?(?:[€$£%h]|Euro|EUR|CHF|Std\.|Stunden|kWh|kg|t|l|km|GB|MB)\Z")


def _per(match: re.Match[str]) -> str | None:
    """ "5 €/Monat" is so much each month; "Woche/Monat" is one or the other."""
    return " pro " if _COUNTED_OUT.search(before(match)) else None


def _money(match: re.Match[str]) -> str:
    return _MONEY[match[1]] if before(match).endswith("-") else f" {_MONEY[match[1]]}"


# ------------------------------------------------------------------ times, ratios, fractions


# After these, two figures with a colon are no time of day.
_RATIOS = re.compile(
    r"\b(?:\w{0,30}verhältnis|\w{0,20}quote|\w{0,20}schlüssel|maßstab|format|kontrast|stand|steht|gewann|gewinnt|verlor"
    r"|siegte|endete|unterlag)\b[^.!?;]{0,40}\Z",
    re.IGNORECASE,
)
_AT = words("um ab bis gegen von vor nach seit zwischen")


def _time(match: re.Match[str]) -> str | None:
    hour, minute = int(match[1]), int(match[2])
    if hour > 24 or minute > 59:
        return None
    if "Uhr" not in match[0] and word_before(match).lower() not in _AT and _RATIOS.search(before(match)):
        return None
    clock = f"{'ein' if hour == 1 else hour} Uhr"
    return f"{clock} {minute}" if minute else clock


def _ratio(match: re.Match[str]) -> str:
    return f"{match[1]} zu {match[2]}"


_FRACTION_SIGNS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅛": (1, 8)}


_HALVES = {"m": "ein halber", "f": "eine halbe", "n": "ein halbes"}


def _half(match: re.Match[str]) -> str:
    """A half of what follows: "ein halber" Liter; of nothing, "ein halb"."""
    noun = re.match(rf"{BLANK}?([A-ZÄÖÜ]\w{{0,40}})", after(match))
    kind = gender(noun[1]) if noun else None
    return _HALVES[kind] if kind else "ein halb"


def _parts(count: int, of: int) -> str:
    stem = german_ordinal(of)
    name = f"{stem[0].upper()}{stem[1:]}el"
    return f"{'ein' if count == 1 else german_cardinal(count)} {name}"


def _mixed(match: re.Match[str], count: int, of: int) -> str:
    whole: str | None = match[1]
    if not whole:
        return _half(match) if of == 2 else _parts(count, of)
    if (count, of) == (1, 2) and int(whole) < 100:
        return "eineinhalb" if whole == "1" else f"{german_cardinal(int(whole))}einhalb"
    return f"{whole} {_parts(count, of)}"


_COUNTED_THINGS = words("Platz Seite Seiten Nummer Ausgabe Heft Gleis Halle Raum Linie Kapitel")


def _fraction(match: re.Match[str]) -> str | None:
    count, of = int(match[2]), int(match[3])
    if word_before(match) in _COUNTED_THINGS:
        return None
    if not 0 < count < of or of not in (*range(2, 13), 16, 20, 25, 50, 100, 1000):
        return None
    return _mixed(match, count, of)


def _fraction_sign(match: re.Match[str]) -> str:
    return _mixed(match, *_FRACTION_SIGNS[match[2]])


# ------------------------------------------------------------------ ranges and digits one by one

_LEFT = re.compile(r"(?<![\w/–-])(\d[\d.,:]{0,12})\s?[%€]?\Z")
_RIGHT = re.compile(r"(\d[\d.,:]{0,12})(?![–/]\d|-\d)")


def _range(match: re.Match[str]) -> str | None:
    left = _LEFT.search(before(match, 20))
    right = _RIGHT.match(match.string, match.end())
    if not (left and right):
        return None
    low, high = left[1].rstrip(".:,"), right[1].rstrip(".:,")
    if low.isdigit() and high.isdigit() and (low[0] == "0" or int(high) <= int(low)):
        # "1998–99" is a range; "3–1" is a result.
        return " bis " if len(low) == 4 and len(high) == 2 else " zu "
    return " bis "


_CALLED = words("tel telefon telefonnummer rufnummer notruf behördennummer behördenruf fax mobil durchwahl")


def _spelled(text: str) -> str:
    """Digits one by one, with a pause between groups."""
    groups = re.findall(r"\+?\d+", text)
    return ", ".join(" ".join(group.replace("+", "")) for group in groups)


def _telephone(match: re.Match[str]) -> str | None:
    digits = sum(character.isdigit() for character in match[0])
    called = word_before(match).rstrip(".").lower() in _CALLED or re.search(
        r"\b(?:Tel\.?|Telefon):?\s{0,2}\Z", before(match)
    )
    if digits < (3 if called else 7) or digits > 20 or not (called or match[0][0] in "+0"):
        return None
    return f"{'plus ' if match[0][0] == '+' else ''}{_spelled(match[0])}"


def _pointed(match: re.Match[str]) -> str | None:
    """A version or an address, not thousands: a voice would take "192.168" for a number."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+|\d{1,2}\.\d{1,2}\.(?:\d{2}|\d{4})", match[0]):
        return None
    return match[0].replace(".", " Punkt ")


def _isbn(match: re.Match[str]) -> str | None:
    if not re.search(r"\bIS[BS]N(?:-1[03])?:?\s{1,2}\Z", before(match)):
        return None
    return f"{_spelled(match[0])}{', X' if match[0][-1] in 'xX' else ''}"


DIGITS = (
    Rule("number with points", r"(?<![\w.,])\d{1,3}(?:\.\d{1,4}){2,5}(?![\w.]|,\d)", _pointed, needs="0"),
    Rule("ISBN", r"(?<![\w-])\d[\d-]{6,16}[\dxX](?![\w-])", _isbn, needs="0"),
    Rule(
        "telephone",
        r"(?<![\w.,-])(?:\+\d{1,3}|\d{2,12})(?:[ /–-]{1,3}\(?\d{1,12}\)?){0,6}(?!\w|[.,:]\d)",
        _telephone,
        needs="+0",
    ),
)
"""The rules for digits that are said one by one."""

AMOUNTS = (
    Rule(
        "time",
        rf"(?<![\w:.,])(\d{{1,2}})(?::|\.(?=\d\d{BLANK}Uhr))(\d{{2}})(?:{BLANK}Uhr\b)?(?![\w:]|[.,]\d)",
        _time,
        needs="0",
    ),
    Rule(
        "ratio",
        rf"(?<![\w:.,])(\d{{1,4}}(?:,\d{{1,2}})?)(?::|{BLANK}:{BLANK})(\d{{1,4}})(?![\w:]|[.,]\d)",
        _ratio,
        needs="0",
    ),
    Rule(
        "fraction",
        rf"(?<![\w:.,/–-])(?:(\d{{1,3}}){BLANK})?(\d{{1,3}})[/⁄](\d{{1,4}})(?![\w/]|[.,]\d)",
        _fraction,
        needs="/⁄",
    ),
    Rule("fraction sign", rf"(?:(?<![\w.,])(\d{{1,3}}){BLANK}?)?([½⅓⅔¼¾⅛])", _fraction_sign, needs="¼½¾⅓⅔⅛"),
    Rule(
        "price",
        rf"(?:([€$£]){BLANK}?)?(?<![\w.,:/])(\d{{1,3}}(?:\.\d{{3}}){{0,4}}|\d{{4,9}})(?:,(\d\d|[–-]{{1,2}}))?"
        rf"(?!\d|[.,]\d)(?:{BLANK}?([€$£]|(?:EUR|CHF)\b))?",
        _price,
        needs="0",
    ),
    Rule("percentage", r"(?<=\d)\s?%-?ig(?=\w{0,2}\b)", lambda match: "prozentig", needs="%"),
    Rule(
        "unit",
        rf"(?:(?<![\w.,:/–-])(1)|(?<=\d)|(?<=\d{BLANK}(?:Mio|Mrd|Tsd)\.)){BLANK}?({any_of(_UNITS)})(?![^\W\d_])",
        _unit,
        needs="0",
    ),
    Rule("unit alone", r"(?<![\w/.])(?:[kc]?m[²³]|km/h|kWh)(?!\w)", _unit_alone, needs="/W²³"),
    Rule("money", rf"{BLANK}?([€$£])", _money, needs="$£€"),
    Rule("per", r"/(?=(?:Jahr|Monat|Quartal|Woche|Tag|Nacht|Stunde|Minute|Person|Kopf|Stück)\b)", _per, needs="/"),
    Rule("range", rf"(?<=[\d.%€]){BLANK}?[–-]{BLANK}?(?=\d)", _range, needs="-–"),
    Rule(
        "grouped digits",
        r"(?<=\d)(?<!\d{4})(?:['’\u00a0\u2009\u202f](?=\d{3}(?!\d))|\x20(?=000(?!\d)))",
        lambda match: "",
        needs="0",
    ),
)
"""The rules for figures."""
