"""A Finding in words: what is wrong and what to do about it, in German or English. Pure.

The templates stand in messages_de.py and messages_en.py, one a code; their fields are the finding's details.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.errors import Finding
from pipeline.languages import primary
from pipeline.locales.message import Message
from pipeline.locales.messages_de import GERMAN
from pipeline.locales.messages_en import ENGLISH

CODES: Mapping[str, Mapping[str, Message]] = {
    code: {"de": GERMAN[code], "en": ENGLISH[code]} for code in sorted(GERMAN)
}
"""Each code that a finding may have, with its words for each language."""

_LONGEST = 80


def sentence(finding: Finding, language: str) -> str:
    """What is wrong, in one sentence. `language` is a BCP 47 tag; any but German gets English."""
    return _filled(_message(finding, language).sentence, finding)


def hint(finding: Finding, language: str) -> str | None:
    """What to do about it, or None where the sentence says it all."""
    message = _message(finding, language)
    template = message.near if message.near and dict(finding.details).get("near") else message.hint
    return _filled(template, finding) if template else None


def render(finding: Finding, language: str) -> str:
    """`path:line:column: sentence (code)`, and the hint, if any, on a line of its own."""
    place = f"{_visible(finding.path)}:{finding.line}:{finding.column}"
    first = f"{place}: {sentence(finding, language)} ({finding.code})"
    advice = hint(finding, language)
    return f"{first}\n    {advice}" if advice else first


def _message(finding: Finding, language: str) -> Message:
    return CODES[finding.code]["de" if primary(language) == "de" else "en"]


def _filled(template: str, finding: Finding) -> str:
    # What is known comes from us, and every word of it may be the one.
    return template.format_map({name: value if name == "known" else _short(value) for name, value in finding.details})


def _short(value: str) -> str:
    """One line of at most 80 characters."""
    line = _visible(" ".join(value.split()))
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _visible(text: str) -> str:
    """Without characters that would steer a terminal instead of showing."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
