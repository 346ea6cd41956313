"""A cover drawn from the title, for a book whose author gives none. Pure but for the fonts it reads.

Title, creator and a size in pixels come in, a PNG goes out. Below the title, sound waves calm down and become
lines of text; the words of those lines are as long as the title's, and one line is lit, as it is when a
book is read along. The image has 256 colours: two ramps from the ground, one to the letters' colour and one
to the accent, so that the edges are smooth and the file is small.
"""

from __future__ import annotations

import hashlib
import io
import math
import re
from functools import lru_cache

from PIL import Image, ImageDraw, ImageOps

from pipeline.edition import Artifact
from pipeline.model import Asset, Manuscript
from pipeline.writers.typesetting import BOLD, REGULAR, Box, fit, write

SIZE = (1600, 2560)
SQUARE = (1400, 1400)
ARTWORK = (3000, 3000)
WEB_COVER = (800, 1280)

_DRAWN = 4
"""How many covers are kept: several writers show the same one in the same size."""
_PLAYABLE = ("image/jpeg", "image/png")
_LARGE_BYTES = 500_000

# The ground and the accent of each scheme. The letters have one colour; it stands out by 10:1 or more.
_LETTERS = (250, 246, 237)
_SCHEMES = (
    ((16, 49, 60), (245, 190, 105)),
    ((24, 36, 66), (243, 170, 145)),
    ((54, 27, 50), (244, 184, 150)),
    ((20, 52, 43), (240, 200, 120)),
    ((38, 40, 52), (140, 210, 196)),
    ((66, 29, 30), (242, 194, 140)),
)
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


@lru_cache(maxsize=_DRAWN)
def draw_cover(title: str, subtitle: str | None, creator: str, language: str, size: tuple[int, int] = SIZE) -> bytes:
    """A PNG of `size` (width and height in pixels): the same bytes for the same words.

    `language` is a BCP 47 tag; a title in a script that runs from right to left is set at the right. Signs
    that no font here has are left out. A title with a colon and no subtitle is set as two.
    """
    width, height = size
    margin = round(min(size) * 0.0875)
    page = Box(margin, margin, width - margin, height - margin)
    title, subtitle = _split(" ".join(title.split()), subtitle)
    rtl = _runs_right_to_left(title, language)
    unit = min(width, height * 0.8) / 1600

    letters = Image.new("L", size)
    pen = ImageDraw.Draw(letters)
    foot = fit(creator, REGULAR, Box(0, 0, page.width, round(150 * unit)), (56 * unit, 24 * unit))
    write(pen, foot, page, page.bottom - foot.height, rtl)
    area = Box(page.left, page.top, page.right, page.top + round(page.height * 0.56))
    head_area = Box(0, 0, area.width, round(area.height * (0.72 if subtitle else 1)))
    head = fit(title, BOLD, head_area, (230 * unit, 30 * unit))
    top = write(pen, head, page, area.top, rtl) + round(44 * unit)
    if subtitle:
        below = Box(0, 0, area.width, max(1, area.bottom - top))
        top = write(pen, fit(subtitle, REGULAR, below, (84 * unit, 20 * unit)), page, top, rtl)

    top = max(top + round(90 * unit), page.top + round(page.height * 0.5))
    waves = Box(page.left, top, page.right, page.bottom - foot.height - round(150 * unit))
    return _encode(letters, _draw_waves(waves, title, unit, rtl), waves, _scheme(title))


def book_cover(manuscript: Manuscript, size: tuple[int, int] = SIZE) -> bytes:
    """The cover of a book whose author gives none, as a PNG."""
    metadata = manuscript.metadata
    creator = ", ".join(metadata.creator)
    return draw_cover(metadata.title, metadata.subtitle, creator, metadata.language, size)


def audio_cover(manuscript: Manuscript) -> tuple[bytes, str]:
    """A cover that every player can show, and its media type: JPEG or PNG, no more than 1400 pixels wide and high.

    The author's own where it can be painted with pixels, or else one made from the title, a square.
    """
    for asset in manuscript.assets:
        if asset.path == manuscript.metadata.cover and asset.media_type != "image/svg+xml":
            if asset.media_type in _PLAYABLE and len(asset.data) <= _LARGE_BYTES:
                return asset.data, asset.media_type
            return _as_jpeg(asset.data), "image/jpeg"
    return book_cover(manuscript, SQUARE), "image/png"


def podcast_artwork(manuscript: Manuscript, own: Asset | None) -> Artifact:
    """What directories show of a podcast: the author's own square, or else one of 3000 pixels made from the title."""
    if own is not None:
        return Artifact("artwork.jpg" if own.media_type == "image/jpeg" else "artwork.png", own.data)
    return Artifact("artwork.png", _without_palette(book_cover(manuscript, ARTWORK)))


@lru_cache(maxsize=1)
def _without_palette(png: bytes) -> bytes:
    """The same image as directories take it."""
    with Image.open(io.BytesIO(png)) as drawn:
        file = io.BytesIO()
        drawn.convert("RGB").save(file, "PNG", compress_level=6)
    return file.getvalue()


@lru_cache(maxsize=1)
def _as_jpeg(data: bytes) -> bytes:
    """The first image of a file, smaller where it is larger than a player needs, on white where it is transparent."""
    with Image.open(io.BytesIO(data)) as opened:
        image = ImageOps.exif_transpose(opened).convert("RGBA")
    image.thumbnail(SQUARE)
    ground = Image.new("RGBA", image.size, "white")
    file = io.BytesIO()
    Image.alpha_composite(ground, image).convert("RGB").save(file, "JPEG", quality=85)
    return file.getvalue()


def _split(title: str, subtitle: str | None) -> tuple[str, str | None]:
    """Title and subtitle: what follows a colon is one where the author gives none."""
    before, colon, after = title.partition(": ")
    if subtitle and subtitle.strip():
        return title, " ".join(subtitle.split())
    return (before, after) if colon and after else (title, None)


def _runs_right_to_left(title: str, language: str) -> bool:
    if _RTL.search(title):
        return True
    return not title and language.partition("-")[0].lower() in {"ar", "fa", "he", "ur", "yi"}


def _digest(title: str) -> bytes:
    return hashlib.sha256(title.encode()).digest()


def _scheme(title: str) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    return _SCHEMES[_digest(title)[0] % len(_SCHEMES)]


# ------------------------------------------------------------------ waves


def _draw_waves(box: Box, title: str, unit: float, rtl: bool) -> Image.Image:
    """Lines that begin as waves and end as words, as large as the box, drawn at twice the size for smooth edges."""
    canvas = Image.new("L", (box.width * 2, max(2, box.height * 2)))
    pen = ImageDraw.Draw(canvas)
    digest = _digest(title)
    count = max(1, min(9, int(box.height / (84 * unit))))
    spacing = canvas.height / (count + 0.6)
    stroke = max(2, round(28 * unit))
    lit = 1 + digest[1] % max(1, count - 2)
    for row in range(count):
        phase = digest[2] / 40 + row * 0.55
        swell = spacing * (0.4 + 0.1 * math.sin(digest[3] + row * 0.9))
        middle = spacing * (row + 0.8)
        for start, end in _words_of_row(title, row, count, canvas.width, stroke):
            points = [
                (x, middle + _swing(x / canvas.width, phase, digest[4]) * swell) for x in [*range(start, end, 8), end]
            ]
            _stroke(pen, points, stroke, 255 if row == lit else 120)
    small = canvas.reduce(2)
    return small.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if rtl else small


def _swing(x: float, phase: float, seed: int) -> float:
    """The wave at `x` (0 to 1): calm at both ends, and still from a bit more than the middle on."""
    if x >= 0.56:
        return 0.0
    envelope = math.sin(math.pi * x / 0.56) ** 1.5
    return float(envelope) * (math.sin(x * (34 + seed % 12) + phase) + 0.35 * math.sin(x * 71 - phase * 2))


def _words_of_row(title: str, row: int, count: int, width: int, stroke: int) -> list[tuple[int, int]]:
    """Where the strokes of a row begin and end: one wave, then words as long as the title's."""
    lengths = [min(10, max(3, len(word))) for word in title.split()] or [5, 8, 3]
    gap = round(stroke * 2.4)
    limit = round(width * (0.74 if row == count - 1 else 1)) - stroke
    position = round(width * 0.56) + lengths[row % len(lengths)] * stroke
    strokes = [(stroke, min(position, limit))]
    index = row * 3
    while True:
        start = position + gap
        end = start + lengths[index % len(lengths)] * stroke
        if end > limit:
            return strokes
        strokes.append((start, end))
        position = end
        index += 1


def _stroke(pen: ImageDraw.ImageDraw, points: list[tuple[float, float]], width: int, fill: int) -> None:
    """A line with round ends, as one shape: Pillow's own line, with a curve at each joint, takes ten times as long."""
    radius = width / 2
    above, below = [], []
    for (x0, y0), (x, y), (x1, y1) in zip([points[0], *points], points, [*points[1:], points[-1]], strict=False):
        length = math.hypot(x1 - x0, y1 - y0) or 1.0
        across, along = (y1 - y0) / length * radius, (x1 - x0) / length * radius
        above.append((x + across, y - along))
        below.append((x - across, y + along))
    pen.polygon([*above, *reversed(below)], fill=fill)
    for x, y in (points[0], points[-1]):
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)


# ------------------------------------------------------------------ the file


def _encode(
    letters: Image.Image, waves: Image.Image, box: Box, scheme: tuple[tuple[int, int, int], tuple[int, int, int]]
) -> bytes:
    """The PNG: indices 0 to 127 lead from the ground to the letters' colour, 128 to 255 to the accent."""
    ground, accent = scheme
    image = letters.point([value // 2 for value in range(256)])
    shown = waves.point([0] + [255] * 255)
    image.paste(waves.point([128 + value // 2 for value in range(256)]), (box.left, box.top), shown)
    palette = [
        round(ground[channel] + (colour[channel] - ground[channel]) * step / 127)
        for colour in (_LETTERS, accent)
        for step in range(128)
        for channel in range(3)
    ]
    image.putpalette(palette)
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=6)
    return file.getvalue()
