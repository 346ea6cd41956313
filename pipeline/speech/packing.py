"""A text in pieces that a service takes, cut where a speaker breathes. Pure."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[.!?…:]+[)\]}»“”’\"']*\s+")
_CLAUSE = re.compile(r"[,;]\s+|\s+[–—-]\s+|(?<=\s)(?=[(\[„«])|(?<=[)\]])\s+")
_BLANK = re.compile(r"\s+")


def pack(text: str, limit: int) -> list[str]:
    """Pieces of at most `limit` characters. Nothing is lost but white space at the cuts.

    Cut after a sentence if one ends in the piece's second half, or else after a clause that does, or else between two
    words, or else, in a word longer than a piece, after `limit` characters.
    """
    rest = _BLANK.sub(" ", text).strip()
    pieces = []
    while len(rest) > limit:
        cut = _cut(rest, limit)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*pieces, rest] if rest else pieces


def _cut(text: str, limit: int) -> int:
    """Where to end the first piece."""
    window = text[: limit + 1]  # a blank right after the piece ends it as well
    for border, least in ((_SENTENCE, limit // 2), (_CLAUSE, limit // 2), (_BLANK, 1)):
        cuts = [match.end() for match in border.finditer(window) if least <= len(text[: match.end()].rstrip()) <= limit]
        if cuts:
            return cuts[-1]
    return limit
