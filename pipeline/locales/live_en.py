"""What is said, in English, of how a published feed and all that it names is served. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.locales.message import Message

_PLACE = "Publish it there, or name in the feed where it is."
_AGAIN = "Build and publish it again."
_ADDRESS = "Name an address that everybody on the internet reaches."

ENGLISH: Mapping[str, Message] = {
    # ------------------------------------------------------------------ no answer
    "not-http": Message("The address doesn't begin with http:// or https:// and a host.", _ADDRESS),
    "credentials": Message("There is a name or a password in the address.", _ADDRESS),
    "private-address": Message("{host} is {address}, which nobody else reaches, and isn't asked.", _ADDRESS),
    "no-host": Message("There is no host called {host}.", _ADDRESS),
    "no-answer": Message("There is no answer: {reason}.", _PLACE),
    "too-slow": Message("There is no whole answer after {seconds} seconds.", "Choose a faster host."),
    "bad-certificate": Message("The certificate can't be trusted: {reason}.", "Renew the server's certificate."),
    "cut-answer": Message("The answer ends before its length.", "Upload it again, whole."),
    "many-redirects": Message("There are more than {most} redirects.", "Name in the feed where it is."),
    # ------------------------------------------------------------------ an answer that isn't the file
    "bad-status": Message("It is answered with {status}.", _PLACE),
    "too-large": Message("There are more than {most} bytes.", "Put fewer episodes into the feed, or make it smaller."),
    "moved": Message("It has moved for good, to {address}.", "Name that address in the feed."),
    "insecure-redirect": Message("It leads from https to http, which apps refuse.", "Redirect to https."),
    # ------------------------------------------------------------------ how it is served
    "wrong-type": Message("It is served as {found}, not as {wanted}.", "Tell the server the type of such names."),
    "no-cors": Message("Players on the web may not read it.", "Let the server send “Access-Control-Allow-Origin: *”."),
    "no-condition": Message(
        "Who has the feed already gets it again at each poll.",
        "Let the server send an ETag, and answer 304 to who has it.",
    ),
    "no-length": Message("HEAD tells no length.", "Let the server send Content-Length."),
    "wrong-length": Message(
        "It has {found} bytes, and the feed says {wanted}.", "Publish feed and sound of one build."
    ),
    "no-range": Message("A piece of it can't be had, so nobody can seek.", "Choose a host that answers ranges."),
    # ------------------------------------------------------------------ what is in it
    "not-utf8": Message("It isn't in UTF-8.", _AGAIN),
    "bad-transcript": Message("It is no transcript of the type {kind}.", _AGAIN),
}
