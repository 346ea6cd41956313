"""What is said, in German, of how a published feed and all that it names is served. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.locales.message import Message

_PLACE = "An dieser Adresse veröffentlichen oder im Feed nennen, wo es ist."
_AGAIN = "Noch einmal bauen und veröffentlichen."
_ADDRESS = "Eine Adresse nennen, die alle im Netz erreichen."

GERMAN: Mapping[str, Message] = {
    # ------------------------------------------------------------------ no answer
    "not-http": Message("Die Adresse beginnt nicht mit http:// oder https:// und einem Rechnernamen.", _ADDRESS),
    "credentials": Message("In der Adresse steht ein Name oder ein Passwort.", _ADDRESS),
    "private-address": Message(
        "{host} ist {address}: Das erreicht sonst niemand, und es wird nicht gefragt.", _ADDRESS
    ),
    "no-host": Message("Einen Rechner namens {host} gibt es nicht.", _ADDRESS),
    "no-answer": Message("Es gibt keine Antwort: {reason}.", _PLACE),
    "too-slow": Message("Nach {seconds} Sekunden ist die Antwort nicht ganz da.", "Einen schnelleren Server wählen."),
    "bad-certificate": Message("Dem Zertifikat ist nicht zu trauen: {reason}.", "Das Zertifikat des Servers erneuern."),
    "cut-answer": Message("Die Antwort hört vor ihrer Länge auf.", "Noch einmal hochladen, ganz."),
    "many-redirects": Message("Es sind mehr als {most} Weiterleitungen.", "Im Feed die Adresse nennen, wo es ist."),
    # ------------------------------------------------------------------ an answer that isn't the file
    "bad-status": Message("Die Antwort ist {status}.", _PLACE),
    "too-large": Message("Es sind mehr als {most} Bytes.", "Weniger Folgen in den Feed, kleinere Bilder."),
    "moved": Message("Es ist für immer umgezogen, nach {address}.", "Im Feed diese Adresse nennen."),
    "insecure-redirect": Message("Es leitet von https auf http, was Apps ablehnen.", "Auf https weiterleiten."),
    # ------------------------------------------------------------------ how it is served
    "wrong-type": Message("Der Server nennt es {found}, nicht {wanted}.", "Dem Server den Typ zu dieser Endung sagen."),
    "no-cors": Message("Player im Web dürfen es nicht lesen.", "Der Server sende „Access-Control-Allow-Origin: *“."),
    "no-condition": Message(
        "Wer den Feed schon hat, bekommt ihn bei jedem Nachsehen wieder.",
        "Den Server ein ETag senden lassen, und 304 an alle, die es haben.",
    ),
    "no-length": Message("Auf HEAD hin wird keine Länge genannt.", "Den Server Content-Length senden lassen."),
    "wrong-length": Message(
        "Es hat {found} Bytes, im Feed stehen {wanted}.", "Feed und Ton desselben Baus veröffentlichen."
    ),
    "no-range": Message("Ein Stück ist nicht zu haben, also kann niemand springen.", "Einen Server mit Ranges wählen."),
    # ------------------------------------------------------------------ what is in it
    "not-utf8": Message("Es ist nicht in UTF-8.", _AGAIN),
    "bad-transcript": Message("Es ist kein Transkript vom Typ {kind}.", _AGAIN),
}
