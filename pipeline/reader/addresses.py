"""Addresses out of the book: http, https, mailto and tel. Pure.

What a writer would mistype without harm is put right (RFC 3986, section 2.1); what leads nowhere is no address.
"""

from __future__ import annotations

import re
from encodings.idna import nameprep
from ipaddress import AddressValueError, IPv4Address
from unicodedata import category, normalize

_WEB = re.compile(r"(https?)://([^/?#]*)([^?#]*)(\?[^#]*)?(#.*)?", re.IGNORECASE | re.DOTALL)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# Unreserved characters, sub-delimiters and those that a path, a query and a fragment may hold besides (section 3.3).
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/%")
# Categories of what a host may be named with: letters, marks and digits.
_NAMING = ("Ll", "Lo", "Lm", "Mn", "Mc", "Nd")
_LAST_PORT = 65535
_LABEL, _HOST = 63, 253
"""How long a host's label and its whole name may be, in characters (RFC 1035, section 2.3.4)."""


def web_address(url: str) -> str | None:
    """The address as a book may hold it, or None where it leads nowhere."""
    url = url.strip()
    scheme, _, rest = url.partition(":")
    match scheme.lower():
        case "http" | "https":
            return _web(url)
        case "mailto":
            return _mail(rest)
        case "tel":
            return _phone(rest)
    return None


def _web(url: str) -> str | None:
    """Scheme, host and port are checked; the rest is written as RFC 3986 allows it."""
    parts = _WEB.fullmatch(url)
    if parts is None:
        return None
    name, colon, port = parts[2].partition(":")
    host = _host(name)
    if host is None or (colon and not (re.fullmatch("[0-9]{1,5}", port) and int(port) <= _LAST_PORT)):
        return None
    query = "?" + _encoded(parts[4][1:], "?") if parts[4] else ""
    fragment = "#" + _encoded(parts[5][1:], "?") if parts[5] else ""
    return f"{parts[1].lower()}://{host}{colon}{port}{_encoded(parts[3])}{query}{fragment}"


def _host(name: str) -> str | None:
    """A host's name in ASCII (RFC 5890, section 2.3.2.1), or four numbers."""
    labels = [_label(label) for label in normalize("NFKC", name.lower()).split(".")]
    known = [label for label in labels if label is not None]
    host = ".".join(known)
    if len(known) < len(labels) or len(host) > _HOST:
        return None
    if re.fullmatch("[0-9]+|0x[0-9a-f]*", known[-1]):
        # Browsers read a name that ends in a number as an IPv4 address.
        try:
            return str(IPv4Address(host))
        except AddressValueError:
            return None
    return host


def _label(label: str) -> str | None:
    """One part of a host's name in ASCII; None for an empty one and one with other signs than hyphens."""
    shown = label
    try:
        if label.startswith("xn--"):
            shown = label[4:].encode("ascii").decode("punycode")
            if shown.isascii():
                return None
        if not shown.isascii():
            nameprep(shown)
            label = "xn--" + shown.encode("punycode").decode("ascii")
    except UnicodeError:
        return None
    fits = 0 < len(label) <= _LABEL and not shown.startswith("-") and not shown.endswith("-")
    return label if fits and all(c == "-" or category(c) in _NAMING for c in shown) else None


def _mail(rest: str) -> str | None:
    """One or more addresses with commas between them, and perhaps a subject (RFC 6068, section 2)."""
    written, mark, query = rest.partition("?")
    for one in written.split(","):
        name, _, host = one.partition("@")
        if re.search(r"\s", one) or not name or _host(host) is None:
            return None
    return f"mailto:{_encoded(written)}{mark}{_encoded(query, '?')}"


def _phone(rest: str) -> str | None:
    """A number without the signs that part its digits (RFC 3966, section 3)."""
    number, mark, parameters = rest.partition(";")
    if number.lstrip().startswith("+"):
        # "+49 (0)30": the nought is dialled at home alone.
        number = number.replace("(0)", "", 1)
    number = re.sub(r"[\s()/.\u2010-\u2015-]", "", number)
    if not re.fullmatch(r"\+?[0-9]+", number):
        return None
    if mark and not re.fullmatch(r"[A-Za-z0-9-]+=[A-Za-z0-9.+-]+(?:;[A-Za-z0-9-]+=[A-Za-z0-9.+-]+)*", parameters):
        return None
    return f"tel:{number}{mark}{parameters}"


def _encoded(text: str, more: str = "") -> str:
    """Text with all in percent signs that no address holds; letters beyond ASCII stay as they are."""
    text = _STRAY_PERCENT.sub("%25", text)
    return "".join(c if c in _PLAIN or c in more or (c > "\x9f" and c.isprintable()) else _percent(c) for c in text)


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))
