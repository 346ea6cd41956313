"""The pictures of the documentation: `python -m docs.images.make` writes them all anew beside this file.

Charts are drawn from the fences in docs/charts.md; a test compares them with the files. The picture of a page
is taken with a browser from the article's e-book, in the light and in the dark display; that of pages that
read along, from the web edition, on a telephone as well.
"""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser

from pipeline.build import build
from pipeline.charts.draw import draw
from pipeline.model import Chart
from pipeline.reader.chartfence import read_chart
from pipeline.reader.fences import lift_fences
from pipeline.studio import Studio
from tests.tools.axe import open_browser, unpack

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "docs" / "images"

_EXAMPLE = re.compile(r"(```chart\n.*?\n```)\n````\n\n!\[[^\]]*\]\(images/([\w-]+\.svg)\)", re.DOTALL)
_VIEW, _WIDE, _NARROW = (460, 678), (720, 720), (320, 720)  # CSS pixels: a large telephone, a tablet, a telephone
_TO_HEADING = "document.querySelector('h2').scrollIntoView(); scrollBy(0, -16)"
# The second sentence of the paragraph under the first heading.
_TO_SENTENCE = """() => {
  const cues = JSON.parse(document.getElementById('-cues').textContent);
  const [shown, start] = cues.find(([id]) => id === 'bedeutung-p2-s2');
  const audio = document.querySelector('audio');
  return new Promise((done) => {
    audio.addEventListener('seeked', done, { once: true });
    audio.currentTime = start + 1;
    document.getElementById(shown).scrollIntoView({ block: 'center' });
  });
}"""
_GAP, _FRAME = 48, "#8a939c"
_THROUGH = "#ff00ff"  # a colour of no page; becomes transparent


def chart_examples() -> dict[str, Chart]:
    """Each example of docs/charts.md that a picture follows, under the picture's name."""
    text = (ROOT / "docs" / "charts.md").read_text(encoding="utf-8")
    found: dict[str, Chart] = {}
    for source, name in _EXAMPLE.findall(text):
        (fence,) = lift_fences(source.split("\n"))[1]
        chart, findings = read_chart(fence, "docs/charts.md", "en")
        assert chart is not None, findings
        found[name] = chart
    return found


def main() -> None:
    """Write every picture."""
    for name, chart in chart_examples().items():
        (FOLDER / name).write_text(draw(chart), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        (epub,) = build(ROOT / "manuscript", Path(folder), ["epub"])
        page = unpack(epub, Path(folder)) / "EPUB" / "section-bedeutung.xhtml"
        light, dark = (_photograph(browser, page, _VIEW, _TO_HEADING, dark=dark) for dark in (False, True))
        _side_by_side(light, dark).save(FOLDER / "page.png", optimize=True)
        build(ROOT / "manuscript", Path(folder), ["web"], studio=Studio("espeak", workers=2))
        page = Path(folder) / "web" / "bedeutung.html"
        views = ((_WIDE, False), (_WIDE, True), (_NARROW, False))
        read = (_photograph(browser, page, view, _TO_SENTENCE, dark=dark) for view, dark in views)
        _side_by_side(*read).save(FOLDER / "read-along.png", optimize=True)


def _photograph(browser: Browser, page: Path, view: tuple[int, int], script: str, *, dark: bool) -> Image.Image:
    """A page of the book after a script, at two pixels for one."""
    width, height = view
    context = browser.new_context(
        color_scheme="dark" if dark else "light", viewport={"width": width, "height": height}, device_scale_factor=2
    )
    try:
        opened = context.new_page()
        opened.goto(page.as_uri())
        opened.evaluate(script)
        return Image.open(io.BytesIO(opened.screenshot())).convert("RGB")
    finally:
        context.close()


def _side_by_side(*pages: Image.Image) -> Image.Image:
    """The pages in thin frames, with room between them that lets the background through."""
    height, left = pages[0].height, 0
    whole = Image.new("RGB", (sum(page.width for page in pages) + _GAP * (len(pages) - 1), height), _THROUGH)
    for page in pages:
        width = page.width
        mask = Image.new("L", page.size)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, width - 1, height - 1), 24, fill=255)
        framed = page.copy()
        ImageDraw.Draw(framed).rounded_rectangle((0, 0, width - 1, height - 1), 24, outline=_FRAME, width=3)
        whole.paste(framed, (left, 0), mask)
        left += width + _GAP
    # Few colours make a small file; this method keeps the exact ones of large areas.
    reduced = whole.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    reduced.info["transparency"] = reduced.getpixel((0, 0))
    return reduced


if __name__ == "__main__":
    main()
