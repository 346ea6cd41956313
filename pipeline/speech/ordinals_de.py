"""Which ending a German ordinal takes, from the words around it. Pure.

No parser: the word before tells it mostly ("am dritten", "die dritte", "jeder dritte"); where a gender has to
be known ("3. Auflage", "ein 3. Weg") it comes from the noun's ending or from a short list of nouns that are
often counted.
"""

from __future__ import annotations

import re
from typing import Literal

from pipeline.speech.wordlists import pairs, words

Gender = Literal["m", "f", "n"]


MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
MONTH_NAMES = {name: name for name in (*MONTHS, "Jänner", "Feber")} | pairs("""
    Jan: Januar | Feb: Februar | Febr: Februar | Mär: März | Apr: April | Jun: Juni | Jul: Juli | Aug: August
    Sep: September | Sept: September | Okt: Oktober | Nov: November | Dez: Dezember
""")
"""Each month's name, by itself and by its abbreviations without the full stop."""

_WEEKDAYS = words("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag Mo Di Mi Do Fr Sa So")

# After these it is weak, and ends in -en or in -e.
_EN = words("""
    am im vom zum zur beim ab bis um dem den des einem einen eines meinem meinen meines deinem deinen deines seinem
    seinen seines ihrem ihren ihres unserem unseren unseres eurem euren eures keinem keinen keines diesem diesen
    jedem jeden jenem jenen welchem welchen allen beiden einer meiner deiner seiner ihrer unserer eurer keiner
    überm unterm hinterm vorm
""")
_E = words("""
    die das eine meine deine seine ihre unsere eure keine diese dieses jede jedes jene jenes welche welches
    ins ans aufs ums fürs durchs übers
""")
_DER = words("der dieser jeder jener welcher")
_EIN = words("ein mein dein sein ihr unser euer kein")
DETERMINERS = _EN | _E | _DER | _EIN
"""The words after which a number with a full stop is an ordinal."""

_DATIVE = words("""
    in an auf aus bei mit nach seit von vor zu unter über neben zwischen hinter gegenüber während wegen trotz laut
    gemäß dank innerhalb
""")

_FEMININE = words("""
    ung heit keit schaft ion tät ik enz anz liga wahl hand person nacht welt mannschaft etage reihe stelle
    auflage klasse runde woche frage seite stufe phase ausgabe folge stunde minute zeile spalte ebene sure
    strophe frau lesung hälfte lieferung reise generation division kammer instanz welle aufgabe kategorie
    gruppe schicht säule regel wende staffel dosis impfung etappe amtszeit
""")
_NEUTER = words("""
    kapitel jahr hundert tausend jahrzehnt quartal semester kind buch gebot gesetz bild beispiel spiel tor haus
    stockwerk geschoss treffen forum thema ziel reich rennen wochenende element amt programm symposium heft mal
    date gespräch video chen format lied glas tier wort halbjahr projekt fest festival bataillon
""")
_MASCULINE = words("""
    liter meter euro cent platz rang tag stock teil band preis punkt schritt abschnitt absatz satz akt weg
    versuch bürger bürgermeister vorsitzender weltkrieg krieg senat zivilsenat strafsenat artikel kongress
    geburtstag advent fc sc sv sieger fall grund gang monat sonntag montag oktober mai durchgang spieltag
    aspekt tipp fehler januar februar märz april juni juli august september november dezember jänner ort
""")
_GENDERS: tuple[tuple[frozenset[str], Gender], ...] = ((_MASCULINE, "m"), (_NEUTER, "n"), (_FEMININE, "f"))
_WOMEN = words("Elisabeth Margarethe Margrethe Elizabeth Beatrix Irene Hedwig Agnes Judith Mathilde")
_STRONG = {"m": "er", "f": "e", "n": "es"}
_STRONG_DATIVE = {"m": "em", "f": "er", "n": "em"}
_ADJECTIVE = re.compile(r"[a-zäöü]\w{2,}?(e[nmrs]?)\Z")
# Ordinals before this one, joined to it: "1., 2. und" of "1., 2. und 3. Platz".
_JOINED = re.compile(
    rf"(?:(?:\d{{1,2}}\.\s?\d{{1,2}}\.|\d{{1,4}}\.?|[IVX]{{1,5}}\.?)(?:\s(?:{'|'.join(MONTHS)}))?"
    r"\s{0,2}(?:,|und|oder|bis|sowie|–|-|/)\s{0,2}){1,6}\Z"
)


def is_feminine_name(name: str) -> bool:
    """Whether a ruler's first name is a woman's."""
    return name.removesuffix("s") in _WOMEN or name.removesuffix("s").endswith("a")


def gender(noun: str) -> Gender | None:
    """The gender of a noun that is known, or whose last part is; None else."""
    folded = noun.lower()
    best: tuple[int, Gender] | None = None
    for endings, its in _GENDERS:
        for ending in endings:
            if folded.endswith(ending) and (best is None or len(ending) > best[0]):
                best = (len(ending), its)
    return best[1] if best else None


def is_often_counted(noun: str) -> bool:
    """Whether a noun is one that the lists have, or a month: "2. Bundesliga" at a start counts, "2. Frische" lists."""
    folded = noun.lower()
    return any(
        folded.endswith(ending) for endings, _ in _GENDERS for ending in endings if len(ending) > 3 or ending == folded
    )


def words_before(text: str) -> list[str]:
    """The last words and commas before an ordinal, without the ordinals that it is joined to and without a weekday."""
    tokens = re.findall(r"[^\W\d_]+|[,;:.!?]", _JOINED.sub("", text))[-5:]
    while tokens[-2:-1] and tokens[-2] in {*_WEEKDAYS, "."} and tokens[-1] in ",.":
        tokens = tokens[:-1] if tokens[-2] == "." else tokens[:-2]
    return tokens


def ending(tokens: list[str], noun: str) -> str:
    """The ending of an ordinal between these words, as words_before gives them, and the word after it."""
    word = tokens[-1].lower() if tokens else ""
    kind = gender(noun)
    dative = len(tokens) > 1 and tokens[-2].lower() in _DATIVE
    if word == "dieses" and noun.endswith("s"):
        return "en"
    if word in _DER:
        return "en" if dative or kind == "f" else "e"
    if word in _EN:
        return "en"
    if word in _E:
        return "e"
    if adjective := _ADJECTIVE.match(noun):
        return adjective[1]
    if word in _EIN:
        return _STRONG[kind or "m"]
    if word in _DATIVE:
        return "en" if noun in MONTH_NAMES else _STRONG_DATIVE[kind or "m"]
    return _STRONG[kind or "m"]
