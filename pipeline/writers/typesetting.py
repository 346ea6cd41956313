"""Text set in a box of an image: as large as it fits, in lines of even length. Pure but for the fonts it reads.

Widths are measured at one size and scaled. For other scripts than Latin, Pillow shapes and orders letters with its
Raqm library where FriBiDi is installed, and does without elsewhere.
"""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from pathlib import Path

from msgspec import Struct
from PIL import ImageDraw, ImageFont

REGULAR = "atkinson-hyperlegible-latin-400-normal.woff"
BOLD = "atkinson-hyperlegible-latin-700-normal.woff"
_FALLBACK = "DejaVuSans-Bold.ttf"
_FONTS = Path(__file__).parent.parent / "fonts"
_MEASURED_AT = 200
_LINE = 1.2
_LONGEST = 500
_VOWELS = "aeiouyäöüáàâéèêíìîóòôúùû"
_SYLLABLE = re.compile(
    rf"(?<=[^\W\d_]{{3}})(?=(?:sch|ch|ph|th|qu|[^\W\d_{_VOWELS}])[{_VOWELS}][^\W\d_])", re.IGNORECASE
)


class Box(Struct, frozen=True):
    """A rectangle in pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top


class Setting(Struct, frozen=True):
    """Lines of one font and size in pixels."""

    font: str
    size: int
    lines: tuple[str, ...]

    @property
    def height(self) -> int:
        return math.ceil(self.size * _LINE * len(self.lines))


@cache
def _open_font(name: str, size: int) -> ImageFont.FreeTypeFont:
    # Latin letters need no shaping, and get the same bytes on every machine without it.
    layout = None if name == _FALLBACK else ImageFont.Layout.BASIC
    return ImageFont.truetype(_FONTS / name, size, layout_engine=layout)


@cache
def _has(name: str, sign: str) -> bool:
    """Whether a font has a sign: it draws something else than what stands for the ones that it lacks."""
    font = _open_font(name, 24)
    lacking = bytes(font.getmask("\U0010fffd", mode="1"))
    return sign.isspace() or bytes(font.getmask(sign, mode="1")) != lacking


@lru_cache(maxsize=4096)
def _length(name: str, text: str) -> float:
    """How wide a text is at the size that all are measured at, in pixels."""
    return _open_font(name, _MEASURED_AT).getlength(text)


def _font_for(text: str, preferred: str) -> tuple[str, str]:
    """The font for a text, and the text without the signs that it lacks."""
    if all(_has(preferred, sign) for sign in text):
        return preferred, text
    kept = {
        name: " ".join("".join(sign for sign in text if _has(name, sign)).split()) for name in (preferred, _FALLBACK)
    }
    name = max(kept, key=lambda each: len(kept[each]))
    return name, kept[name]


def fit(text: str, preferred: str, box: Box, sizes: tuple[float, float]) -> Setting:
    """The text as large as it fits into a box, between two sizes.

    A little smaller if that saves one of a few lines; long words are parted only if they must be. Of a text
    that nobody would read on a cover, more than 500 characters, only the beginning is set.
    """
    text = " ".join(text.split())
    name, text = _font_for(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…", preferred)
    largest, least = (max(1, round(size)) for size in sizes)
    steps = [largest]
    while steps[-1] > least:
        steps.append(max(least, math.floor(steps[-1] * 0.95)))
    words = text.split()
    whole = [size for size in steps if size >= largest * 0.42]
    best: Setting | None = None
    for size, parted in [*((size, False) for size in whole), *((size, True) for size in steps)]:
        if best and (size < best.size * 0.82 or parted):
            break
        available = box.width * _MEASURED_AT / size * 0.985
        pieces = [piece for word in words for piece in _part(word, name, available)] if parted else words
        lines = _balance(pieces, name, available)
        if lines is None or len(lines) * size * _LINE > box.height:
            continue
        if best is None or len(lines) < len(best.lines) <= 5:
            best = Setting(name, size, lines)
    return best or _shorten(Setting(name, least, (text,)), box)


def _part(word: str, font: str, available: float) -> list[str]:
    """A word in pieces that fit, each but the last with a hyphen, parted between syllables where it can be."""
    pieces = []
    while _length(font, word) > available:
        syllables = [match.start() for match in _SYLLABLE.finditer(word)]
        ends = [*range(1, len(word)), *syllables]
        end = next((end for end in reversed(ends) if _length(font, word[:end] + "-") <= available), 1)
        pieces.append(word[:end] + "-")
        word = word[end:]
    return [*pieces, word]


def _balance(words: list[str], font: str, available: float) -> tuple[str, ...] | None:
    """The words in as few lines as possible, of lengths as even as possible; None if one is too long."""
    lengths = [_length(font, word) for word in words]
    if not words or max(lengths) > available:
        return None if words else ()
    blank = _length(font, " ")
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for end in range(1, len(words) + 1):
        choices = []
        length = -blank
        for start in range(end - 1, -1, -1):
            length += lengths[start] + blank
            if length > available:
                break
            count, cost, _ = best[start]
            choices.append((count + 1, cost + (available - length) ** 2, start))
        best.append(min(choices))
    lines: list[str] = []
    end = len(words)
    while end:
        start = best[end][2]
        lines.insert(0, " ".join(words[start:end]))
        end = start
    return tuple(lines)


def _shorten(setting: Setting, box: Box) -> Setting:
    """The lines that fit into a box at the least size, with an ellipsis where more would follow."""
    available = box.width * _MEASURED_AT / setting.size * 0.985
    rest = setting.lines[0]
    lines: list[str] = []
    for _ in range(max(1, int(box.height / (setting.size * _LINE)))):
        end = len(rest)
        while end and _length(setting.font, rest[:end] + "…") > available:
            end -= 1
        lines.append(rest[:end])
        rest = rest[end:]
    return Setting(setting.font, setting.size, (*lines[:-1], lines[-1] + ("…" if rest else "")))


def write(pen: ImageDraw.ImageDraw, setting: Setting, page: Box, top: int, rtl: bool) -> int:
    """Draw lines below `top`; returns the pixel below the last."""
    font = _open_font(setting.font, setting.size)
    for index, line in enumerate(setting.lines):
        middle = top + (index + 0.5) * setting.size * _LINE + setting.size * 0.33
        ink = pen.textbbox((0, 0), line, font=font, anchor="ls")
        left = page.right - ink[2] if rtl else page.left - ink[0]
        pen.text((left, round(middle)), line, fill=255, font=font, anchor="ls")
    return top + setting.height
