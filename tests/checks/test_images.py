"""The rules over images."""

from __future__ import annotations

import pytest

from pipeline.checks.images import check_images
from pipeline.model import Asset, Block, Picture, Place
from tests.checks.books import book, image, paragraph

AT = Place("a.md", 9, 4)


def codes(*blocks: Block, language: str = "de") -> list[str]:
    """What is found in a book of these blocks."""
    return [finding.code for finding in check_images(book(*blocks, language=language))]


def seen(alt: str | None) -> Picture:
    """An image with this alternative text."""
    return Picture("images/haus.png", alt, place=AT)


@pytest.mark.parametrize(
    ("alt", "expected"),
    [
        (None, ["image-without-alt"]),
        ("", ["image-without-alt"]),
        ("…", ["image-without-alt"]),
        ("haus.png", ["alt-is-file-name"]),
        ("images/haus.JPEG", ["alt-is-file-name"]),
        ("haus", ["alt-is-file-name"]),
        ("Haus", []),
        ("Die Datei haus.png im Explorer", []),
        ("Bild von einem Haus", ["alt-opening"]),
        ("Ein Bild eines Hauses", ["alt-opening"]),
        ("Grafik: Haus", ["alt-opening"]),
        ("Grafik", ["alt-opening"]),
        ("Grafikkarte im Gehäuse", []),
        ("Bildschirm mit Text", []),
        ("Bild mitten im Raum", []),
        ("Gemälde von einem Haus", []),
        ("Image of a house", []),
        ("x" * 150, []),
        ("x" * 151, ["alt-long"]),
    ],
)
def test_an_image_says_what_is_to_be_seen(alt: str | None, expected: list[str]) -> None:
    assert codes(image(seen(alt))) == expected
    assert codes(paragraph("Ein ", seen(alt), " Wort")) == expected


@pytest.mark.parametrize(
    ("alt", "expected"), [("Image of a house", ["alt-opening"]), ("Image processing in steps", []), ("Bild von", [])]
)
def test_the_language_of_the_block_decides(alt: str, expected: list[str]) -> None:
    assert codes(image(seen(alt), language="en")) == expected
    assert codes(image(seen(alt)), language="fr") == expected


def test_decoration_needs_no_words_and_has_none() -> None:
    picture = Picture("x.png", "", decorative=True)
    assert codes(image(picture)) == []
    assert codes(image(picture, "Ein Haus")) == ["decorative-with-caption"]


def test_a_caption_is_not_the_alternative() -> None:
    assert codes(image(seen("Ein  rotes Haus"), "Ein rotes Haus!")) == ["alt-is-caption"]
    assert codes(image(seen("Ein rotes Haus"), "Unser Haus")) == []


@pytest.mark.parametrize(("animated", "count"), [(True, 1), (False, 0)])
def test_what_moves_is_found_where_it_is_used(animated: bool, count: int) -> None:
    assets = (Asset("images/haus.png", b"", "image/gif", 1, 1, animated),)
    found = list(check_images(book(image(seen("Ein Haus")), assets=assets)))
    assert [(finding.line, finding.column, finding.code) for finding in found] == [(9, 4, "image-animated")] * count
