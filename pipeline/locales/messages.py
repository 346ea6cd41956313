"""A Finding in words: what is wrong and what to do about it, in German or English. Pure.

The templates stand in messages_de.py and messages_en.py, one a code; their fields are the finding's details.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.errors import Finding
from pipeline.languages import primary
from pipeline.locales.message import Message, filled, visible
from pipeline.locales.messages_de import GERMAN
from pipeline.locales.messages_en import ENGLISH

CODES: Mapping[str, Mapping[str, Message]] = {
    code: {"de": GERMAN[code], "en": ENGLISH[code]} for code in sorted(GERMAN)
}
"""Each code that a finding may have, with its words for each language."""


def sentence(finding: Finding, language: str) -> str:
    """What is wrong, in one sentence. `language` is a BCP 47 tag; any but German gets English."""
    return filled(_message(finding, language).sentence, finding.details)


def hint(finding: Finding, language: str) -> str | None:
    """What to do about it, or None where the sentence says it all."""
    message = _message(finding, language)
    template = message.near if message.near and dict(finding.details).get("near") else message.hint
    return filled(template, finding.details) if template else None


def render(finding: Finding, language: str) -> str:
    """`path:line:column: sentence (code)`, and the hint, if any, on a line of its own."""
    place = f"{visible(finding.path)}:{finding.line}:{finding.column}"
    first = f"{place}: {sentence(finding, language)} ({finding.code})"
    advice = hint(finding, language)
    return f"{first}\n    {advice}" if advice else first


def _message(finding: Finding, language: str) -> Message:
    return CODES[finding.code]["de" if primary(language) == "de" else "en"]
