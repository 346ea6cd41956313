"""Artwork as directories get it. Pure."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import Image, UnidentifiedImageError

from pipeline.errors import Complaint, complaint

PIXELS = range(1400, 3001)
"""How wide and high artwork may be (Apple, Show artwork)."""

_FORMS = ("JPEG", "PNG")


def judge_artwork(data: bytes, where: str) -> tuple[Complaint, ...]:
    """What is wrong with a square image for directories: its format, its size, its colours."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            return tuple(_complaints(str(image.format), image.size, image.mode, where))
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError, SyntaxError, ValueError):
        return (complaint(where, "artwork-unreadable"),)


def _complaints(form: str, size: tuple[int, int], mode: str, where: str) -> Iterator[Complaint]:
    width, height = size
    if form not in _FORMS:
        yield complaint(where, "artwork-form", text=form)
    if width != height or width not in PIXELS:
        yield complaint(where, "artwork-size", width=width, height=height, least=PIXELS[0], most=PIXELS[-1])
    if mode != "RGB":
        yield complaint(where, "artwork-colours", mode=mode)
