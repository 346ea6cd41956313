"""German abbreviations and what they stand for. Pure data.

They are written without their full stops and with a blank between their parts: "z B" stands for "z. B.",
"z.B." and "z.B". One that begins with a small letter also counts with a capital one.
"""

from __future__ import annotations

from pipeline.speech.wordlists import pairs

ALWAYS = pairs("""
    z B: zum Beispiel | d h: das heißt | u a: unter anderem | i d R: in der Regel | ca: circa
    bzw: beziehungsweise | usw: und so weiter | vgl: vergleiche | ggf: gegebenenfalls | ggfs: gegebenenfalls
    inkl: inklusive | exkl: exklusive | evtl: eventuell | etc: et cetera | o ä: oder ähnliches
    u ä: und ähnliches | o Ä: oder Ähnliches | u Ä: und Ähnliches | u U: unter Umständen | z T: zum Teil
    z Z: zur Zeit | z Zt: zur Zeit | v a: vor allem | i S v: im Sinne von | i S d: im Sinne des
    m E: meines Erachtens | s o: siehe oben | s u: siehe unten | o g: oben genannt | s g: so genannt
    sog: sogenannt | u s w: und so weiter | u v m: und vieles mehr | u a m: und anderes mehr
    a a O: am angegebenen Ort | ebd: ebenda | e V: e V | i V: in Vertretung | i A: im Auftrag | a D: außer Dienst
    n Chr: nach Christus | v Chr: vor Christus | zzgl: zuzüglich | abzgl: abzüglich | insb: insbesondere
    bspw: beispielsweise | insbes: insbesondere | bzgl: bezüglich | gem: gemäß | lt: laut
    einschl: einschließlich | max: maximal | mind: mindestens | min: mindestens | gest: gestorben | geb: geboren
    Dr: Doktor | Prof: Professor | Hr: Herr | Hrn: Herrn | Dipl: Diplom | Ing: Ingenieur | Hrsg: Herausgeber
    Hg: Herausgeber | Aufl: Auflage | Verf: Verfasser | Anm: Anmerkung | Nr: Nummer | Nrn: Nummern | Str: Straße
    Tel: Telefon | Jh: Jahrhundert | Jhs: Jahrhunderts | Jhd: Jahrhundert | Mio: Millionen | Mrd: Milliarden
    Tsd: tausend | Std: Stunden | engl: englisch | dt: deutsch | frz: französisch | lat: lateinisch
    urspr: ursprünglich | Bsp: Beispiel | Übers: Übersetzung | Red: Redaktion | Mitarb: Mitarbeit | Abt: Abteilung
    med: med | phil: phil | jur: jur | rer: rer | nat: nat | BGBl: Bundesgesetzblatt
    i H v: in Höhe von | i V m: in Verbindung mit | z Hd: zu Händen | b a w: bis auf Weiteres | ggü: gegenüber
    gegr: gegründet | usf: und so fort | wg: wegen | tgl: täglich | mtl: monatlich
    u: und | h c: honoris causa | ehem: ehemalig | entspr: entsprechend | jew: jeweils | öff: öffentlich | Bhf: Bahnhof
""")
"""What is said for an abbreviation wherever it stands."""

NUMBERED = pairs("""
    s S: siehe Seite | S: Seite | Abs: Absatz | Art: Artikel | Abb: Abbildung | Tab: Tabelle | Kap: Kapitel
    Bd: Band | Ziff: Ziffer | Rn: Randnummer | Rdnr: Randnummer | Anl: Anlage | Anh: Anhang | Lit: Buchstabe
    lit: Buchstabe | Jg: Jahrgang | H: Heft | Pos: Position | Sp: Spalte | Bde: Bände | Fn: Fußnote | Vers: Vers
    Z: Zeile
""")
"""What is said for an abbreviation before a number or a single letter; elsewhere it may be a word or an initial."""

NAMED = {"St": "Sankt", "Fr": "Frau", "Fa": "Firma", "Hl": "Heilige", "hl": "heilige", "Gebr": "Gebrüder"}
"""What is said for an abbreviation before a capital letter."""

WEEKDAYS = pairs("""
    Mo: Montag | Di: Dienstag | Mi: Mittwoch | Do: Donnerstag | Fr: Freitag | Sa: Samstag | So: Sonntag
""")
"""The days of the week as opening hours have them."""
