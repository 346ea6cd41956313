"""How values of a feed are written: text in, what it means out, None where it means nothing. Pure."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from uuid import UUID

_DAYS = "Mon|Tue|Wed|Thu|Fri|Sat|Sun"
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_MOMENT = re.compile(
    rf"(?:({_DAYS}), )?\d{{1,2}} (?:{_MONTHS}) \d{{4}} \d\d:\d\d(?::\d\d)? (?:[+-]\d{{4}}|GMT|UT|[ECMP][SD]T)", re.ASCII
)
_CLOCK = re.compile(r"(?:(\d{1,6}):)?(\d{1,2}):([0-5]\d)(?:\.(\d{1,3}))?", re.ASCII)
_SECONDS = re.compile(r"(\d{1,9})(?:\.(\d{1,3}))?", re.ASCII)
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_MAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")
_URL = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
_SCHEMES = ("http", "https")


def moment(text: str) -> datetime | None:
    """A date with time and zone (RFC 2822, section 3.3, with the years and zones that RSS has)."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        return None
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    if found.tzinfo is None or (match[1] and match[1] != _DAYS.split("|")[found.weekday()]):
        return None
    return found


def milliseconds(text: str) -> int | None:
    """A time from the start as H:MM:SS.mmm or MM:SS (normal play time, RFC 2326, section 3.6), or as seconds."""
    if match := _CLOCK.fullmatch(text):
        hours, minutes, seconds, rest = match.groups()
        if hours and int(minutes) > 59:
            return None
        return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int((rest or "").ljust(3, "0"))
    match = _SECONDS.fullmatch(text)
    return int(match[1]) * 1000 + int((match[2] or "").ljust(3, "0")) if match else None


def number(text: str) -> int | None:
    """A whole number, zero or above."""
    return int(text) if _NUMBER.fullmatch(text) else None


def is_uuid(text: str) -> bool:
    """Whether it is a UUID in its usual form (RFC 4122, section 3)."""
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def is_mail(text: str) -> bool:
    """Whether mail may be sent there."""
    return bool(_MAIL.fullmatch(text))


def address_fault(text: str) -> str | None:
    """The code of what keeps apps from asking for an address, None where they can (RFC 3986)."""
    if not _URL.fullmatch(text):
        return "address-characters"
    try:
        parts = urlsplit(text)
        if parts.scheme and parts.scheme not in _SCHEMES:
            return "address-scheme"
        return None if parts.scheme and parts.hostname and parts.port != 0 else "relative-address"
    except ValueError:
        return "address-characters"
