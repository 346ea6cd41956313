"""Rules over links, which readers call up as a list, torn from their sentences (WCAG 2.2, 2.4.4). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.phrases import phrases_for
from pipeline.errors import Finding
from pipeline.model import CrossReference, Link, Manuscript, flatten
from pipeline.traversal import inlines, passages

ADDRESS_LENGTH = 60
"""As long as an address may be that is its own link text, in characters: it is read out letter by letter."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


def check_links(manuscript: Manuscript) -> Iterator[Finding]:
    """A link's text says where it leads."""
    for passage in passages(manuscript):
        for inline, language in inlines(passage):
            if not isinstance(inline, Link | CrossReference):
                continue
            text = flatten(inline.children).strip()
            if _is_vague(text, language):
                yield Finding.at(inline.place, "link-text-vague", text=text)
            elif _ADDRESS.fullmatch(text) and len(text) > ADDRESS_LENGTH:
                yield Finding.at(inline.place, "link-text-address", text=text, limit=ADDRESS_LENGTH)


def _is_vague(text: str, language: str) -> bool:
    words = " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
    return words in phrases_for(language).vague
