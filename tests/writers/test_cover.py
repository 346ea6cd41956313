"""The cover that is drawn when the author gives none."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops

from pipeline.writers.cover import SIZE, draw_cover

ARTICLE = "Social Media im öffentlichen Dienst: Chancen, Herausforderungen, Strategien"
LONG_WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
HOSTILE = {
    "empty": ("", None, "", "de"),
    "blanks": ("  ", " ", " ", "de"),
    "empty subtitle": ("Mut", "", "Redaktion", "de"),
    "emoji": ("Mut 😀 🏳️‍🌈", "🎧", "Redaktion 📚", "de"),
    "only signs without a glyph": ("漢字", None, "漢字", "zh"),
    "one long word": (LONG_WORD, LONG_WORD, LONG_WORD, "de"),
    "300 characters": ("Wort und " * 33, "Satz " * 60, "N. N. " * 50, "de"),
    "300 characters without a blank": ("x" * 300, "W" * 300, "M" * 300, "de"),
    "5000 characters": ("Wort " * 1000, "Satz " * 1000, "N. " * 1000, "de"),
    "right to left": ("التواصل في الخدمة العامة", "دليل", "هيئة التحرير", "ar"),
    "overhanging letters": ("jfjÅÄÖgjf", "jÇgf", "jjf", "de"),
    "line ends": ("Mut\nund\tRuhe", None, "Redaktion", "de"),
    "colon at the end": ("Mut: ", None, "Redaktion", "de"),
}


def decode(data: bytes) -> Image.Image:
    """The image in full colour."""
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == "PNG"
        return image.convert("RGB")


def ink(image: Image.Image) -> tuple[int, int, int, int] | None:
    """The box of all that differs from the ground."""
    ground = Image.new("RGB", image.size, image.getpixel((0, 0)))
    return ImageChops.difference(image, ground).getbbox()


def luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [value / 255 for value in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """The ratio of two colours as WCAG 2.2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_same_words_give_the_same_bytes() -> None:
    assert draw_cover(ARTICLE, None, "Redaktion", "de") == draw_cover(ARTICLE, None, "Redaktion", "de")


def test_other_titles_give_other_waves() -> None:
    lower = (0, SIZE[1] * 6 // 10, SIZE[0], SIZE[1] * 8 // 10)
    one, other = (decode(draw_cover(title, None, "", "de")).crop(lower) for title in ("Mut", "Rat"))
    assert ink(ImageChops.difference(one, other)) is not None


@pytest.mark.parametrize("size", [SIZE, (3000, 3000), (800, 1280)])
def test_cover_is_as_large_as_asked_and_small_as_a_file(size: tuple[int, int]) -> None:
    data = draw_cover(ARTICLE, None, "Redaktion", "de", size=size)
    assert decode(data).size == size
    assert len(data) < 150_000


@pytest.mark.parametrize("size", [(8, 40), (40, 8), (16, 16)])
def test_cover_too_small_for_any_word_comes_to_an_end(size: tuple[int, int]) -> None:
    assert decode(draw_cover(LONG_WORD, "W", "M", "de", size)).size == size


@pytest.mark.parametrize("title", [ARTICLE, *(f"Titel {number}" for number in range(30))])
def test_letters_stand_out_by_seven_to_one(title: str) -> None:
    """The letters' colour is the lightest of the upper half, the ground's the most frequent."""
    image = decode(draw_cover(title, None, "Redaktion", "de", size=(400, 640))).crop((0, 0, 400, 250))
    colours = image.getcolors(100_000)
    assert colours is not None
    shades = [(count, (shade[0], shade[1], shade[2])) for count, shade in colours if isinstance(shade, tuple)]
    assert contrast(max((shade for _, shade in shades), key=luminance), max(shades)[1]) >= 7


@pytest.mark.parametrize("size", [SIZE, (1500, 1500)])
@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_is_drawn_in_the_margins(name: str, size: tuple[int, int]) -> None:
    box = ink(decode(draw_cover(*HOSTILE[name], size=size)))
    margin = round(min(size) * 0.0875)
    assert box is not None
    assert box[0] >= margin
    assert box[1] >= margin
    assert box[2] <= size[0] - margin
    assert box[3] <= size[1] - margin


def test_right_to_left_title_stands_at_the_right() -> None:
    upper = (0, 0, SIZE[0], SIZE[1] // 3)
    arabic = ink(decode(draw_cover("دليل", None, "", "ar")).crop(upper))
    german = ink(decode(draw_cover("Mut", None, "", "de")).crop(upper))
    assert arabic is not None
    assert german is not None
    assert SIZE[0] - arabic[2] < arabic[0]
    assert german[0] < SIZE[0] - german[2]


def test_long_word_is_set_in_lines_of_large_letters() -> None:
    """A word that is parted stays as large as a title; shrunk to one line it would be 40 pixels high."""
    upper = (0, 0, SIZE[0], SIZE[1] // 2)
    box = ink(decode(draw_cover(LONG_WORD, None, "", "de")).crop(upper))
    assert box is not None
    assert box[3] - box[1] > 500


def test_what_follows_a_colon_is_a_subtitle() -> None:
    assert draw_cover("Mut: Ein Plan", None, "Amt", "de") == draw_cover("Mut", "Ein Plan", "Amt", "de")
