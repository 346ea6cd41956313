"""How much room text takes in a font that we don't know, and where it breaks. Pure.

Reading systems put their own font in the place of any that we ask for. So widths are those of the widest of
the common substitutes (bold DejaVu and Verdana, and monospaced ones for the narrow letters): no text is
ever cut off.
"""

from __future__ import annotations

import re
import unicodedata

_NARROW = frozenset("iIjl|.,:;'!()[]/\\ \u00a0-‘’‚ftr")
_WIDE = frozenset("mwMW%@—…&")
_NARROW_EM, _LOWER_EM, _UPPER_EM, _WIDE_EM = 0.52, 0.74, 0.92, 1.12
_BREAK = re.compile(r"(?<= )(?! )|(?<=[^\W\d_][-/–])(?=\w)")


def text_width(text: str, size: float) -> float:
    """The room for a text in a font size, both in the same unit: no common font needs more."""
    return size * sum(map(_em, text))


def wrap(text: str, size: float, room: float) -> tuple[str, ...]:
    """A text in lines that fit a room. Joined they are the text, but for hyphens in words too long."""
    lines = [""]
    for word in (part for whole in _BREAK.split(text) for part in _pieces(whole, size, room)):
        if lines[-1] and text_width((lines[-1] + word).rstrip(), size) > room:
            lines.append(word)
        else:
            lines[-1] += word
    return tuple(lines)


def _pieces(word: str, size: float, room: float) -> list[str]:
    """A word, cut where it would not fit a line of its own."""
    if text_width(word.rstrip(), size) <= room:
        return [word]
    pieces = [""]
    for char in word:
        attached = unicodedata.combining(char) or char in "\u200d\ufe0f"
        if pieces[-1] and not attached and text_width(pieces[-1] + char + "-", size) > room:
            if pieces[-1][-1].isalpha() and char.isalpha():
                pieces[-1] += "-"
            pieces.append("")
        pieces[-1] += char
    return pieces


def _em(char: str) -> float:
    if char in _NARROW:
        return _NARROW_EM
    if char in _WIDE or ord(char) > 0x2FFF:
        return _WIDE_EM
    return _UPPER_EM if char.isupper() or char in "#+<=>^~−×" else _LOWER_EM
