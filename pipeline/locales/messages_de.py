"""What is said of findings in German, a line a code. Pure data; see messages.py."""

from __future__ import annotations

from pipeline.locales.message import Message

_YAML = "Oft fehlt eine Klammer, ein Anführungszeichen oder das Leerzeichen nach einem Doppelpunkt."
_QUOTES = 'Als Wort gehört es in Anführungszeichen: "{text}".'

GERMAN: dict[str, Message] = {
    # ------------------------------------------------------------------ files
    "no-folder": Message(
        "Diesen Ordner gibt es nicht.", "Verlangt wird der Ordner, in dem book.yaml und die Abschnitte liegen."
    ),
    "no-book-file": Message(
        "Dem Manuskript fehlt die Datei book.yaml.", "Sie nennt mindestens title, language, creator und date."
    ),
    "empty-manuscript": Message(
        "Das Manuskript hat keinen Abschnitt.",
        "Jeder Abschnitt ist eine Datei in diesem Ordner, deren Name auf .md endet.",
    ),
    "not-a-file": Message(
        "Der Name klingt nach einem Abschnitt, ist aber keine Datei.",
        "Ein Ordner braucht einen Namen ohne .md; ein Verweis muss auf eine Datei zeigen.",
    ),
    "unreadable": Message("Die Datei lässt sich nicht öffnen ({problem}).", "Meist fehlt das Recht, sie zu lesen."),
    "not-utf-8": Message(
        "Das Byte {byte} ist kein UTF-8.", "Im Editor hilft „Speichern mit Codierung“ und dort UTF-8."
    ),
    "control-character": Message(
        "Hier steht das unsichtbare Steuerzeichen {text}.", "Am besten das Wort löschen und neu tippen."
    ),
    "nested-too-deep": Message(
        "Der Text ist hier zu tief verschachtelt.",
        "Mehr als ein paar Ebenen kann niemand mit den Ohren verfolgen: Weniger Listen und Zitate ineinander helfen.",
    ),
    # ------------------------------------------------------------------ YAML
    "yaml-syntax": Message("Die Angaben sind ab hier nicht zu verstehen.", _YAML),
    "yaml-nested": Message(
        "Die Angaben sind zu tief verschachtelt.", "Zwei Ebenen reichen für alles, was hier stehen kann."
    ),
    "yaml-alias": Message(
        "Ein Verweis mit Sternchen ist hier nicht erlaubt.",
        "Der Wert lässt sich ausschreiben; ein Sternchen am Anfang eines Textes gehört in Anführungszeichen.",
    ),
    "yaml-not-a-mapping": Message(
        "Hier werden Zeilen der Form „Schlüssel: Wert“ erwartet.", "Nach dem Doppelpunkt steht ein Leerzeichen."
    ),
    "yaml-key": Message("Ein Schlüssel muss ein einzelnes Wort oder ein Text sein.", _YAML),
    "yaml-boolean": Message("„{text}“ bedeutet in YAML wahr oder falsch.", _QUOTES),
    "yaml-clock": Message("„{text}“ ist in YAML eine Zahl zur Basis 60.", _QUOTES),
    "yaml-duplicate-key": Message("Der Schlüssel „{key}“ steht zweimal da.", "Einer von beiden muss weg."),
    "missing-key": Message("Es fehlt die Angabe „{key}“.", "Dafür genügt eine Zeile: {key}: …"),
    "unknown-key": Message(
        "Der Schlüssel „{text}“ ist unbekannt.", "Bekannt sind: {known}.", "Gemeint war vielleicht „{near}“."
    ),
    "unknown-value": Message(
        "„{text}“ ist kein Wert für „{key}“.", "Möglich sind: {known}.", "Gemeint war vielleicht „{near}“."
    ),
    "empty-value": Message("„{key}“ ist leer.", "Entweder bekommt die Angabe einen Wert, oder sie entfällt."),
    "wanted-text": Message("„{key}“ braucht einen Text.", "Der Text steht in der Zeile nach dem Doppelpunkt."),
    "wanted-number": Message(
        "„{text}“ ist keine Zahl für „{key}“.",
        "Eine Zahl hat Ziffern und einen Punkt vor den Nachkommastellen (12.5) und keine Einheit neben sich; "
        "in Diagrammen nennt unit sie.",
    ),
    "wanted-boolean": Message("„{key}“ braucht true oder false.", "Schreibe {key}: true, oder streiche die Zeile."),
    "wanted-date": Message("„{text}“ ist kein Datum.", "Ein Datum hat die Form 2026-01-31."),
    "wanted-list": Message("„{key}“ braucht einen Text oder eine Liste von Texten.", "Eine Liste: [eins, zwei]"),
    "wanted-mapping": Message(
        "„{key}“ braucht Zeilen der Form „Name: Wert“.",
        "Sie stehen eingerückt unter dem Schlüssel oder in geschweiften Klammern: {{Ja: 70, Nein: 30}}",
    ),
    "unknown-language": Message(
        "„{text}“ ist kein Sprachkürzel.", "Ein Sprachkürzel ist zum Beispiel de, en oder de-CH."
    ),
    "bad-identifier": Message(
        "„{text}“ ist keine UUID.",
        "Nach urn:uuid: stehen 32 Zeichen aus 0–9 und a–f in Gruppen von 8-4-4-4-12; ohne die Angabe vergibt "
        "vorlesen selbst eine Kennung.",
    ),
    "bad-year": Message("Das Jahr in „{text}“ liegt zu weit zurück.", "Es hat vier Ziffern und beginnt nicht mit 0."),
    "bad-slug": Message(
        "„{text}“ taugt nicht als Dateiname.", "Erlaubt sind kleine Buchstaben von a bis z, Ziffern und Bindestriche."
    ),
    "numbered-slug": Message(
        "„{text}“ ist ein Name, wie ihn die Dateien der Abschnitte haben.", "Ein Buchstabe am Anfang unterscheidet sie."
    ),
    "cover-without-alt": Message(
        "Das Titelbild hat keinen Alternativtext.", "cover_alt sagt in einem Satz, was darauf zu sehen ist."
    ),
    "claim-without-certifier": Message(
        "Wer die Barrierefreiheit bescheinigt, ist nicht genannt.", "Zu conforms_to gehört certified_by."
    ),
    "certifier-without-claim": Message(
        "„{key}“ steht da, aber kein Anspruch, der geprüft wäre.", "Zu „{key}“ gehört conforms_to."
    ),
    "outside-range": Message("{text} ist kein Wert für „{key}“.", "Möglich sind Zahlen von {least} bis {most}."),
    "bitrate-of-rate": Message(
        "MP3 hat bei {rate} Hz keine Bitrate von {text} kbit/s.", "bitrate kann hier sein: {known}."
    ),
    "piper-without-voice": Message(
        "Piper hat keine Stimme.", "piper_voice nennt den Pfad einer .onnx-Datei, vom Ordner des Manuskripts aus."
    ),
    "speed-of-gtts": Message(
        "gTTS kann nicht mit der Geschwindigkeit {text} sprechen.", "Entweder entfällt speed, oder engine wird espeak."
    ),
    "unknown-speaker": Message(
        "Im Buch spricht niemand, der „{text}“ heißt.",
        "Es sprechen: {known}. So heißt, wen voice: … im Kopf eines Abschnitts nennt.",
        "Gemeint war vielleicht „{near}“.",
    ),
    "unknown-voice": Message(
        "„{text}“ ist keine Stimme von {engine}.",
        "Welche es gibt, zeigt der Befehl vorlesen voices --engine {engine}.",
        "Gemeint war vielleicht „{near}“.",
    ),
    # ------------------------------------------------------------------ sections
    "front-matter-open": Message(
        "Der Kopf des Abschnitts hat kein Ende.", "Nach den Angaben folgt eine Zeile, die nur aus --- besteht."
    ),
    "no-title": Message("Der Abschnitt hat keinen Titel.", "Im Kopf zwischen zwei Zeilen --- steht: title: …"),
    "title-empty": Message(
        "Von „{text}“ ist im Buch nichts zu sehen.", "Ein Titel braucht Worte; sonst entfällt die Angabe."
    ),
    "note-in-title": Message(
        "In „{text}“ steht eine Fußnote.",
        "Titel und Quellenangaben haben keine Fußnoten; im Text darunter ist Platz dafür.",
    ),
    "empty-section": Message("Der Abschnitt ist leer.", "Er braucht Text, oder die Datei entfällt."),
    "bad-id": Message(
        "„{text}“ taugt nicht als Name für ein Linkziel.",
        "Ein Name beginnt mit einem Buchstaben; danach sind Buchstaben, Ziffern, - und _ erlaubt.",
    ),
    "duplicate-id": Message("Das Linkziel „{id}“ gibt es schon.", "Jeder Name kommt im Buch nur einmal vor."),
    "reserved-id": Message(
        "Namen wie „{id}“ sind dem Abschnitt „{section}“ vorbehalten.", "Mit einem anderen Anfang ist der Name frei."
    ),
    "id-clash": Message(
        "Diese Stelle und {other} hießen im Buch beide „{id}“.",
        "Eine Überschrift bekommt mit {{#…}} einen eigenen Namen, ein Abschnitt mit id: … im Kopf.",
    ),
    "duplicate-section-id": Message(
        "Zwei Abschnitte heißen „{id}“.",
        "Der Name kommt vom Dateinamen ohne die Nummer davor; id: … im Kopf gibt ihm einen eigenen.",
    ),
    # ------------------------------------------------------------------ headings and text
    "heading-level-one": Message(
        "„{text}“ ist so groß wie der Titel des Abschnitts.", "Überschriften im Text beginnen mit zwei Rauten: ##"
    ),
    "heading-jump": Message(
        "„{text}“ steht auf Ebene {level}; möglich ist hier höchstens Ebene {wanted}.",
        "Eine Überschrift der Ebene {wanted} beginnt mit {wanted} Rauten.",
    ),
    "heading-empty": Message("Die Überschrift ist leer.", "Sie braucht Worte, oder die Zeile entfällt."),
    "heading-repeated": Message(
        "Die Überschrift „{text}“ gibt es hier schon.", "Im Inhaltsverzeichnis wären beide nicht zu unterscheiden."
    ),
    "raw-html": Message("HTML wie {text} wird nicht übernommen.", "Dafür gibt es Markdown: **fett**, *betont*."),
    "unclosed-fence": Message(
        "Der Block hat kein Ende.", "Am Schluss steht eine Zeile mit denselben Zeichen wie am Anfang."
    ),
    "unknown-attribute": Message(
        "Die Angabe „{text}“ in geschweiften Klammern hat hier keine Bedeutung.",
        "Bedeutung haben #name und lang=…, an manchen Blöcken auch .question, .hashtags, .faq, .decorative, "
        "heads=…, start=… und item=….",
    ),
    "attributes-in-text": Message(
        "„{text}“ steht im Text, und dort gilt es nicht.", "Angaben in Klammern stehen auf einer Zeile für sich."
    ),
    "attributes-of-nothing": Message(
        "Vor diesen Angaben steht kein Block, für den sie gelten.", "Sie stehen in der Zeile direkt unter ihrem Block."
    ),
    "term-without-definition": Message(
        "Hier fehlt ein Begriff oder seine Erklärung.",
        "Der Begriff steht in einer Zeile, seine Erklärung in der nächsten nach einem Doppelpunkt und drei "
        "Leerzeichen.",
    ),
    # ------------------------------------------------------------------ links and notes
    "dead-link": Message(
        "Der Link „{text}“ führt nirgendwohin.",
        "Ziele im Buch sind Dateien (03-name.md), Überschriften (#worte-der-ueberschrift) und eigene Namen; "
        "Adressen im Netz beginnen mit https://.",
        "Gemeint war vielleicht „{near}“.",
    ),
    "unresolved-link": Message(
        "Zu „{text}“ gibt es kein Ziel.",
        "Das Ziel steht in runden Klammern, ohne Leerzeichen, oder am Ende der Datei als [name]: ziel. Soll es "
        "kein Link sein, gehört \\ vor die erste Klammer.",
    ),
    "unsafe-link": Message(
        "Ein Buch kann nicht auf „{text}“ verweisen.", "Möglich sind https:, http:, mailto: und tel:."
    ),
    "bad-address": Message(
        "„{text}“ ist keine Adresse.",
        "Adressen sehen so aus: https://example.org/seite, mailto:name@example.org, tel:+49301234.",
    ),
    "link-in-link": Message(
        "Im Text des Links auf „{text}“ steht noch ein Link.",
        "Eine Fußnote oder ein zweiter Link steht hinter dem ersten, nicht in seinen eckigen Klammern.",
    ),
    "empty-link": Message("Der Link auf „{text}“ hat keinen Text.", "In die eckigen Klammern gehören Worte."),
    "link-text-vague": Message(
        "Der Linktext „{text}“ sagt nicht, wohin der Link führt.",
        "Wer sich alle Links vorlesen lässt, hört nur ihn: Das Ziel gehört hinein.",
    ),
    "link-text-address": Message(
        "Die Adresse „{text}“ ist zu lang zum Vorlesen.", "Mit [Worten](…) davor wird sie zum Link, den man versteht."
    ),
    "note-undefined": Message("Zur Fußnote „{text}“ gibt es keinen Text.", "Er steht in einer Zeile: [^{text}]: …"),
    "note-uncited": Message(
        "Auf die Fußnote „{text}“ verweist nichts.", "Im Text steht dafür [^{text}], oder die Fußnote entfällt."
    ),
    "note-repeated": Message("Die Fußnote „{text}“ gibt es zweimal.", "Jede braucht ihren eigenen Namen."),
    "note-empty": Message("Die Fußnote „{text}“ ist leer.", "Nach dem Doppelpunkt steht ihr Text."),
    # ------------------------------------------------------------------ podcast
    "no-feed-address": Message(
        "Noch weiß niemand, wo der Podcast stehen wird.",
        "Sag es in book.yaml: feed: {{url: https://example.org/podcast/}}; vorlesen serve braucht keine Adresse.",
    ),
    "bad-feed-address": Message(
        "„{text}“ ist keine Adresse, die alle Podcast-Apps annehmen.",
        "Sie beginnt mit https:// und hat nur ASCII-Zeichen, ohne ? und #: https://example.org/podcast/",
    ),
    "bad-moment": Message(
        "„{text}“ ist kein Datum, weder mit noch ohne Uhrzeit.", "Zum Beispiel 2026-01-31 oder 2026-01-31 18:00+01:00."
    ),
    "bad-rhythm": Message(
        "„{text}“ ist kein Rhythmus.", "Erlaubt sind minutes, hours, days und weeks: zum Beispiel 7 days."
    ),
    "bad-mail": Message("„{text}“ ist keine E-Mail-Adresse.", "Zum Beispiel podcast@example.org."),
    "no-category": Message(
        "Der Podcast hat keine Kategorie.", "Ohne eine nehmen ihn Verzeichnisse nicht: feed: {{categories: Education}}"
    ),
    "unknown-category": Message(
        "Die Verzeichnisse kennen keine Kategorie „{text}“.",
        "Die obersten sind: {known}. Eine darunter schreibt man oben > unten.",
        "Vielleicht ist „{near}“ gemeint.",
    ),
    "long-description": Message(
        "Mit dem Satz über die Stimmen hat die Beschreibung {count} Bytes; Podcast-Verzeichnisse nehmen {most}.",
        "Kürze sie; das Übrige kann der erste Abschnitt sagen.",
    ),
    "artwork-type": Message(
        "Das Titelbild „{source}“ ist weder JPEG noch PNG.", "Podcast-Verzeichnisse nehmen kein anderes Format."
    ),
    "artwork-size": Message(
        "Das Titelbild „{source}“ hat {width} mal {height} Pixel.",
        "Podcast-Verzeichnisse wollen ein Quadrat von 1400 bis 3000 Pixeln.",
    ),
    "artwork-colours": Message(
        "Das Titelbild „{source}“ hat die Farben {mode} statt RGB.",
        "Speichere es als RGB ohne Transparenz: Manche Apps zeigen andere falsch oder gar nicht.",
    ),
    "same-moment": Message(
        "Dieser Abschnitt erscheint am {text}, genau wie „{other}“.",
        "Gib einem der beiden ein anderes published: Danach ordnen Apps die Folgen.",
    ),
    "bad-guid": Message(
        "„{text}“ ist keine Kennung eines Podcasts.",
        "Sie ist eine UUID wie 917393e3-1b1e-5cef-ace4-edaa54e1f810; stell die Datei wieder her, wie sie war.",
    ),
    "duplicate-episode": Message(
        "Zwei Folgen haben {key} „{text}“.", "Stell die Datei wieder her, wie sie war, oder streiche die neuere Folge."
    ),
    # ------------------------------------------------------------------ images
    "missing-image": Message(
        "Das Bild „{source}“ gibt es nicht.",
        "Der Pfad beginnt im Ordner des Manuskripts, zum Beispiel images/haus.png.",
        "Im selben Ordner liegt „{near}“: Groß und klein zählen.",
    ),
    "image-outside": Message(
        "Das Bild „{source}“ liegt nicht im Ordner des Manuskripts.", "Eine Kopie im Ordner images genügt."
    ),
    "remote-image": Message(
        "Das Bild „{source}“ ist keine Datei des Manuskripts.",
        "Ein Buch muss ohne Netz vollständig sein: Das Bild gehört als Datei in den Ordner images.",
    ),
    "unreadable-image": Message(
        "Das Bild „{source}“ ist nicht zu lesen.", "Die Datei ist beschädigt oder kein PNG, JPEG, GIF, WebP oder SVG."
    ),
    "image-type": Message(
        "Das Bild „{source}“ hat ein Format, das Lesegeräte nicht kennen.", "Möglich sind PNG, JPEG, GIF, WebP und SVG."
    ),
    "unsafe-svg": Message(
        "Das Bild „{source}“ enthält etwas, das ein Buch nicht ausführen oder laden darf: {text}.",
        "Beim Speichern als einfaches SVG entfällt es meist.",
    ),
    "image-without-alt": Message(
        "Das Bild „{source}“ hat keinen Alternativtext.",
        "In die eckigen Klammern gehört, was zu sehen ist; reiner Schmuck bekommt {{.decorative}}.",
    ),
    "alt-is-file-name": Message(
        "Der Alternativtext „{text}“ ist der Name einer Datei.", "Gebraucht wird, was auf dem Bild zu sehen ist."
    ),
    "alt-opening": Message(
        "Der Alternativtext beginnt mit „{text}“.",
        "Dass ein Bild folgt, sagt das Vorleseprogramm selbst; die Worte können entfallen.",
    ),
    "alt-long": Message(
        "Der Alternativtext hat {length} Zeichen; mehr als {limit} kann niemand am Stück hören.",
        "Was länger ist, gehört in den Text neben dem Bild.",
    ),
    "alt-is-caption": Message(
        "Der Alternativtext „{text}“ wiederholt die Bildunterschrift.",
        "Er sagt, was zu sehen ist; die Unterschrift, warum es da ist.",
    ),
    "decorative-with-caption": Message(
        "Das Bild ist als Schmuck gekennzeichnet und hat doch die Unterschrift „{caption}“.",
        "Entweder entfällt die Unterschrift oder die Kennzeichnung.",
    ),
    "image-animated": Message(
        "Das Bild „{source}“ bewegt sich.",
        "Blitzende Bilder können Anfälle auslösen: Ein einzelnes Bild daraus genügt.",
    ),
    # ------------------------------------------------------------------ tables
    "table-without-head": Message(
        "Die Tabelle hat keinen Kopf.", "Die erste Zeile nennt die Spalten; unter ihr steht |---|---|."
    ),
    "table-head-empty": Message(
        "Spalte {column} der Tabelle hat keinen Namen.", "Nur über der ersten Spalte darf die Zelle leer sein."
    ),
    "table-without-caption": Message("Die Tabelle hat keine Überschrift.", "In einem Absatz davor steht: Tabelle: …"),
    "table-without-rows": Message("Die Tabelle hat nur einen Kopf.", "Es fehlt mindestens eine Zeile."),
    "ragged-row": Message(
        "Die Zahl der Zellen in dieser Zeile ist {cells} statt {columns}.",
        "Eine leere Zelle steht als | | da; ein Strich im Text als \\|.",
    ),
    "caption-without-table": Message(
        "Zu dieser Tabellenüberschrift gibt es keine Tabelle.", "Zwischen beiden darf nichts anderes stehen."
    ),
    # ------------------------------------------------------------------ charts
    "chart-without-data": Message("Das Diagramm hat keine Werte.", "Sie stehen unter data: {{Ja: 70, Nein: 30}}"),
    "chart-categories": Message(
        "Die Werte des Diagramms passen nicht zusammen.",
        "Jeder Name hat einen Wert; oder categories nennt die Kategorien, und jeder Name hat eine Liste.",
    ),
    "chart-length": Message(
        "Die Zahl der Werte für „{label}“ ist {values} statt {categories}.",
        "Ein unbekannter Wert steht als ~ in der Liste.",
    ),
    "number-out-of-range": Message(
        "Die Zahl {text} ist für die Darstellung zu groß oder zu genau.",
        "Eine größere Einheit oder weniger Stellen helfen.",
    ),
    "thousands-point": Message(
        "{text} kann tausend heißen oder eins Komma null.",
        "Tausender stehen ohne Punkt (1000); Nachkommastellen ohne Nullen am Ende (1.5).",
    ),
    "chart-series": Message(
        "Ein Kreis zeigt eine Reihe von Werten, hier sind es {count}.", "type: stacked zeigt mehrere Reihen."
    ),
    "chart-negative": Message(
        "{value} lässt sich nicht als Teil eines Ganzen zeigen.", "type: bar zeigt auch Werte unter null."
    ),
    "chart-unknown-share": Message(
        "Der Anteil „{label}“ ist unbekannt, also auch das Ganze.", "type: bar lässt unbekannte Werte offen."
    ),
    "chart-sum": Message(
        "Die Anteile ergeben {total} statt 100 Prozent.",
        "Ein Wert stimmt nicht, oder es fehlt einer, zum Beispiel „übrige“.",
    ),
    "chart-sum-zero": Message("Alle Anteile sind null.", "Ein Kreis braucht einen Wert über null."),
    "chart-alt-number": Message(
        "Der Alternativtext nennt {number}, die Daten tun es nicht.",
        "Ohne alt wird der Text aus den Daten berechnet und stimmt immer.",
    ),
}
