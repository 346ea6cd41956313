"""Names of the book's files and the documents of its ids."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from pipeline.reader.load import load
from pipeline.writers.epub.names import name_all
from tests.bad_manuscripts import BOOK, HEAD, PNG, Bad, in_body, write


@pytest.mark.parametrize("file", ["x.jpg", "x", "x.p ng", "x.PNG", "x.svgz"])
def test_an_image_has_the_suffix_of_what_it_is(file: str, tmp_path: Path) -> None:
    write(Bad("", {"a.md": f"{HEAD}![Ein Haus](<{file}>)\n", file: PNG}, ()), tmp_path)
    reading = load(tmp_path)
    assert reading.findings == ()
    (name,) = name_all(reading.manuscript).images.values()
    assert name == "images/001-x.png"


@pytest.mark.parametrize(("kind", "suffix"), [("PNG", "png"), ("JPEG", "jpg"), ("GIF", "gif"), ("WEBP", "webp")])
def test_each_kind_of_image_has_its_suffix(kind: str, suffix: str, tmp_path: Path) -> None:
    data = io.BytesIO()
    Image.new("RGB", (2, 2)).save(data, kind)
    write(in_body("", "![Ein Haus](x.bin)\n", x_bin=data.getvalue()), tmp_path)
    assert list(name_all(load(tmp_path).manuscript).images.values()) == [f"images/001-x.{suffix}"]


def test_an_id_never_moves_to_another_document(tmp_path: Path) -> None:
    write(Bad("", {"book.yaml": BOOK, "a.md": HEAD + "Text.\n"}, ()), tmp_path)
    manuscript = load(tmp_path).manuscript
    with pytest.raises(AssertionError, match="a"):
        name_all(replace(manuscript, chapters=manuscript.chapters * 2))
