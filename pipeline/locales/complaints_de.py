"""German, for what is wrong with published feeds. Pure data."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.locales.message import Message

GERMAN: Mapping[str, Message] = {
    # ------------------------------------------------------------------ the file
    "feed-too-large": Message(
        "Der Feed hat {count} Bytes; Apps geben lange vorher auf.",
        "Veröffentlichen Sie weniger Folgen darin: gelesen werden höchstens {most} Bytes.",
    ),
    "feed-not-utf8": Message(
        "Der Feed ist nicht in UTF-8 (Byte {number}).",
        "Veröffentlichen Sie die Datei, wie sie gebaut wurde; ein Server darf sie nicht umwandeln.",
    ),
    "feed-not-xml": Message(
        "Der Feed ist kein XML: {problem}.",
        "Sehen Sie im Browser nach, was die Adresse liefert: oft ist es eine Seite, die den Grund nennt.",
    ),
    "feed-with-doctype": Message(
        "Der Feed hat einen Dokumenttyp, den Apps ablehnen.", "Nehmen Sie <!DOCTYPE …> heraus."
    ),
    "feed-not-rss": Message("Der Feed ist XML, aber kein RSS 2.0: „{text}“.", "Geben Sie die Adresse von feed.xml an."),
    "too-many-episodes": Message(
        "Der Feed hat {count} Folgen; Apps geben lange vorher auf.",
        "Veröffentlichen Sie weniger darin: gelesen werden höchstens {most}.",
    ),
    "no-channel": Message("Der Feed hat keinen Kanal.", "Veröffentlichen Sie die Datei, wie sie gebaut wurde."),
    "no-episodes": Message("Der Feed hat keine Folge.", "Apps zeigen einen Podcast ab der ersten Folge."),
    # ------------------------------------------------------------------ words, values, addresses
    "missing-element": Message(
        "Es gibt kein „{element}“, oder es steht nichts darin.",
        "Verzeichnisse oder Apps verlangen es: ergänzen Sie es.",
    ),
    "missing-attribute": Message(
        "„{element}“ hat kein „{name}“.", "Apps können ohne nichts damit anfangen: ergänzen Sie es."
    ),
    "repeated-element": Message(
        "„{element}“ steht hier {count}-mal.", "Lassen Sie nur eines stehen: Apps nehmen irgendeines."
    ),
    "unknown-value": Message("„{element}“ kann nicht „{text}“ sein.", "Bekannt sind: {known}."),
    "long-description": Message(
        "Die Beschreibung hat {count} Bytes; Verzeichnisse zeigen {most}.",
        "Kürzen Sie sie; was zu einer Folge gehört, passt in ihre Notizen.",
    ),
    "long-text": Message("„{element}“ hat {count} Zeichen; Apps zeigen {most}.", "Kürzen Sie es."),
    "empty-person": Message(
        "Eine Person hat keinen Namen.", "Nennen Sie die Person oder die Rolle, oder nehmen Sie das Element heraus."
    ),
    "control-character": Message(
        "„{element}“ enthält {text}, ein Zeichen, das sich nicht zeigen lässt.",
        "Nehmen Sie es heraus, wo der Text herkommt.",
    ),
    "relative-address": Message(
        "Die Adresse „{text}“ in „{element}“ ist nicht vollständig.",
        "Schreiben Sie sie mit https:// und Rechner: Apps wissen nicht, von wo aus sie gemeint ist.",
    ),
    "address-scheme": Message(
        "Die Adresse „{text}“ in „{element}“ beginnt nicht mit http:// oder https://.",
        "Veröffentlichen Sie die Datei, wo Apps sie holen können.",
    ),
    "address-characters": Message(
        "Die Adresse „{text}“ in „{element}“ enthält Zeichen, nach denen manche Apps nicht fragen können.",
        "Schreiben Sie sie mit Prozentzeichen (RFC 3986), die eines Rechnernamens mit xn--.",
    ),
    "bad-date": Message(
        "„{element}“ ist kein Datum, das Apps lesen: „{text}“.",
        "Schreiben Sie es wie Sun, 22 Nov 2026 12:00:00 +0000 (RFC 2822).",
    ),
    "bad-language": Message(
        "„{element}“ nennt die Sprache „{text}“, die es nicht gibt.",
        "Verwenden Sie ein Kürzel nach BCP 47 wie de, en oder de-AT: Screenreader wählen danach die Stimme.",
    ),
    # ------------------------------------------------------------------ the channel
    "self-elsewhere": Message(
        "Der Feed sagt, er liege unter „{text}“, kam aber von „{other}“.",
        "Bauen Sie ihn mit der Adresse, unter der er liegt; sonst ziehen Abonnements um.",
    ),
    "unknown-category": Message(
        "Verzeichnisse kennen die Kategorie „{text}“ nicht.",
        "Bekannt sind: {known}.",
        "Gemeint war vielleicht „{near}“.",
    ),
    "bad-podcast-guid": Message(
        "„{text}“ ist keine Kennung eines Podcasts.", "Sie ist eine UUID wie 917393e3-1b1e-5cef-ace4-edaa54e1f810."
    ),
    "artwork-name": Message(
        "Das Titelbild „{text}“ heißt nicht .jpg oder .png.",
        "Verzeichnisse nehmen JPEG und PNG und erkennen sie am Namen.",
    ),
    "artwork-not-square": Message(
        "Das Titelbild hat das Verhältnis {text} statt 1/1.",
        "Machen Sie es quadratisch: Verzeichnisse nehmen nichts anderes.",
    ),
    "no-artwork-alt": Message(
        "Das Titelbild hat keinen Alternativtext.", "Sagen Sie im alt von podcast:image, was zu sehen ist."
    ),
    "no-disclosure": Message(
        "Nichts sagt, ob die Stimme synthetisch ist.", "Sagen Sie es in einem podcast:txt mit dem purpose ai-content."
    ),
    "locked-without-owner": Message(
        "Der Podcast ist gesperrt, aber niemand ist genannt, der ihn freigeben könnte.",
        "Geben Sie podcast:locked einen owner mit Mailadresse.",
    ),
    "bad-mail": Message(
        "„{element}“ hat keine Mailadresse: „{text}“.",
        "Verzeichnisse schreiben dorthin, um zu sehen, wem der Podcast gehört.",
    ),
    # ------------------------------------------------------------------ episodes
    "same-guid": Message(
        "Die Kennung „{text}“ hat auch „{other}“.",
        "Geben Sie jeder Folge eine eigene und ändern Sie sie nie: Apps zeigen nur eine der beiden.",
    ),
    "guid-not-address": Message(
        "Die Kennung „{text}“ gilt als Adresse, ist aber keine.",
        'Ergänzen Sie isPermaLink="false": sonst öffnen Apps die Kennung als Seite.',
    ),
    "same-moment": Message(
        "Die Folge erschien am {text}, genau wie „{other}“.",
        "Legen Sie eine Minute dazwischen: Apps ordnen Folgen danach.",
    ),
    "not-newest-first": Message(
        "Die Folge ist neuer als „{other}“ davor.",
        "Stellen Sie die neueste nach oben: manche Apps zählen Folgen nach ihrem Platz.",
    ),
    "enclosure-length": Message(
        "Die Länge des Tons ist „{text}“.",
        "Geben Sie die Größe der Datei in Bytes an: Apps zeigen sie und merken daran, was fehlt.",
    ),
    "enclosure-type": Message("Der Typ des Tons ist „{text}“.", "Verzeichnisse erwarten: {known}."),
    "alternate-source": Message(
        "Ein alternateEnclosure nennt keine Quelle.", "Sagen Sie in einem podcast:source, wo es liegt."
    ),
    "bad-duration": Message("Die Dauer ist „{text}“.", "Geben Sie sie in ganzen Sekunden an."),
    "bad-number": Message("„{element}“ ist „{text}“.", "Geben Sie eine ganze Zahl ab 1 an."),
    "same-number": Message(
        "Die Folge hat die Nummer {text}, genau wie „{other}“.", "Geben Sie jeder Folge einer Staffel eine eigene."
    ),
    # ------------------------------------------------------------------ chapters
    "no-chapters-file": Message(
        "Die Folge hat keine Kapiteldatei.",
        "Nennen Sie eine in podcast:chapters: wer nicht sieht, findet danach die Stelle.",
    ),
    "chapters-type": Message("Der Typ der Kapitel ist „{text}“.", "Schreiben Sie {known}."),
    "no-simple-chapters": Message(
        "Die Folge hat keine Kapitel im Feed.", "Ergänzen Sie psc:chapters: viele Apps lesen nichts anderes."
    ),
    "chapter-time": Message(
        "Das Kapitel „{title}“ beginnt bei „{text}“; das ist keine Zeit.", "Schreiben Sie sie wie 00:01:23.456."
    ),
    "chapters-late": Message(
        "Das erste Kapitel beginnt bei {text}.", "Lassen Sie es bei 00:00:00 beginnen; sonst erfinden Apps eines davor."
    ),
    "chapter-order": Message(
        "Das Kapitel „{title}“ beginnt nicht nach „{other}“ davor.",
        "Bringen Sie die Kapitel in die Reihenfolge ihrer Zeiten.",
    ),
    "chapter-untitled": Message(
        "Das Kapitel bei {text} hat keinen Titel.", "Geben Sie ihm einen: ein Screenreader hat sonst nichts zu sagen."
    ),
    "chapter-beyond": Message(
        "Das Kapitel „{title}“ beginnt bei {text}, nach dem Ende der Folge.",
        "Veröffentlichen Sie Feed und Ton aus einem Bau.",
    ),
    "few-timestamps": Message(
        "Die Beschreibung hat {count} Zeiten für {number} Kapitel.",
        "Beginnen Sie je eine Zeile mit Zeit und Titel: ab {fewest} machen Apps daraus Kapitel.",
    ),
    "timestamps-late": Message(
        "Die erste Zeit in der Beschreibung ist {text}.",
        "Lassen Sie es 00:00:00 sein; sonst machen Apps keine Kapitel daraus.",
    ),
    "stray-timestamp": Message(
        "In der Beschreibung steht „{text}“, und kein Kapitel ist so.",
        "Schreiben Sie Titel und Zeit wie in den Kapiteln.",
    ),
    "chapters-not-json": Message(
        "Die Kapiteldatei ist kein JSON.", "Veröffentlichen Sie die Datei, wie sie gebaut wurde."
    ),
    "chapters-form": Message(
        "Die Kapiteldatei ist JSON, aber kein jsonChapters.",
        "Sie hat eine version und chapters, jedes mit startTime in Sekunden.",
    ),
    "chapters-differ": Message(
        "Die Kapiteldatei hat „{text}“, wo der Feed „{other}“ hat.", "Veröffentlichen Sie beide aus einem Bau."
    ),
    # ------------------------------------------------------------------ transcripts
    "no-webvtt": Message(
        "Die Folge hat kein Transkript in WebVTT.",
        "Ergänzen Sie eines: die meisten Apps zeigen kein anderes, und wer nicht hört, braucht es.",
    ),
    "transcript-type": Message("Der Typ eines Transkripts ist „{text}“.", "Bekannt sind: {known}."),
    "transcript-language": Message(
        "Das Transkript „{text}“ nennt keine Sprache.",
        "Ergänzen Sie sie: Screenreader und Braillezeilen richten sich danach.",
    ),
    "webvtt-form": Message(
        "Das Transkript ist ab Zeile {number} kein WebVTT: „{text}“.",
        "Veröffentlichen Sie die Datei, wie sie gebaut wurde.",
    ),
    "webvtt-empty": Message("Das Transkript sagt nichts.", "Veröffentlichen Sie die Datei, wie sie gebaut wurde."),
    "webvtt-order": Message(
        "Im Transkript kommt {text} nach {other}.", "Bringen Sie es in die Reihenfolge seiner Zeiten."
    ),
    "webvtt-end": Message(
        "Das Transkript endet bei {text} Sekunden, die Folge bei {other}.",
        "Veröffentlichen Sie Feed, Ton und Transkripte aus einem Bau.",
    ),
    # ------------------------------------------------------------------ artwork
    "artwork-unreadable": Message(
        "Das Titelbild ist kein Bild, das sich lesen lässt.", "Veröffentlichen Sie ein JPEG oder PNG."
    ),
    "artwork-form": Message("Das Titelbild ist ein {text}.", "Veröffentlichen Sie ein JPEG oder PNG."),
    "artwork-size": Message(
        "Das Titelbild hat {width} mal {height} Pixel.",
        "Verzeichnisse wollen ein Quadrat von {least} bis {most} Pixeln.",
    ),
    "artwork-colours": Message(
        "Das Titelbild hat die Farben {mode} statt RGB.",
        "Speichern Sie es als RGB, ohne Transparenz: manche Apps zeigen andere falsch oder gar nicht.",
    ),
}
