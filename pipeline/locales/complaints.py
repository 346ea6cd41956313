"""A Complaint in words: what is wrong with a published feed and what to do about it, in German or English. Pure.

The templates stand in complaints_de.py and complaints_en.py, and those of what only a request shows in live_de.py and
live_en.py, one a code; their fields are the complaint's details.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.errors import Complaint
from pipeline.languages import primary
from pipeline.locales import complaints_de, complaints_en, live_de, live_en
from pipeline.locales.message import Message, filled, visible

_GERMAN = {**complaints_de.GERMAN, **live_de.GERMAN}
_ENGLISH = {**complaints_en.ENGLISH, **live_en.ENGLISH}

COMPLAINTS: Mapping[str, Mapping[str, Message]] = {
    code: {"de": _GERMAN[code], "en": _ENGLISH[code]} for code in sorted(_GERMAN)
}
"""Each code that a complaint may have, with its words for each language."""


def complaint_sentence(complaint: Complaint, language: str) -> str:
    """What is wrong, in one sentence. `language` is a BCP 47 tag; any but German gets English."""
    return filled(_message(complaint, language).sentence, complaint.details)


def complaint_hint(complaint: Complaint, language: str) -> str | None:
    """What to do about it, or None where the sentence says it all."""
    message = _message(complaint, language)
    template = message.near if message.near and dict(complaint.details).get("near") else message.hint
    return filled(template, complaint.details) if template else None


def render_complaint(complaint: Complaint, language: str) -> str:
    """`where: sentence (code)`, and the hint, if any, on a line of its own."""
    first = f"{visible(complaint.where)}: {complaint_sentence(complaint, language)} ({complaint.code})"
    advice = complaint_hint(complaint, language)
    return f"{first}\n    {advice}" if advice else first


def _message(complaint: Complaint, language: str) -> Message:
    return COMPLAINTS[complaint.code]["de" if primary(language) == "de" else "en"]
