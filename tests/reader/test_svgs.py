"""Which SVG a book takes; what it refuses stands in bad_manuscripts.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.reader.svgs import read_svg

ROOT = Path(__file__).parent.parent.parent
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40px" height="30">{}</svg>'


@pytest.mark.parametrize(
    "inner",
    [
        '<linearGradient id="a"/><g fill="url(#a)"/><g style="fill: url( \'#a\' ) red"/>',
        '<linearGradient id="a"/><style>g { fill: URL("#a") }</style><use href="#a"/>',
        "<text>C:\\Haus url(http://example.org)</text>",
        '<g xmlns:p="http://example.org/p" p:docname="src(1).svg" data-name="image(1)"/>',
        '<title id="über.a-1">Haus</title><g aria-label="Haus url(x)"/>',
    ],
)
def test_what_stays_in_the_image_is_taken(inner: str) -> None:
    for declaration in ("", '<?xml version="1.0" encoding="utf-8"?>\n', "\ufeff"):
        assert read_svg((declaration + SVG.format(inner)).encode()) == (40, 30)


def test_the_article_s_own_image_is_taken() -> None:
    assert read_svg((ROOT / "manuscript/images/kreislauf.svg").read_bytes()) == (480, 400)
