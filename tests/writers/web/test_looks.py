"""The pages as they look: for every eye, on every screen, with and without the script, and on paper."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from tests.tools.axe import MODES, Mode, Reports, check_pages
from tests.writers.web.books import FIRST, SECOND, Web
from tests.writers.web.reading import Reader, reader

pytestmark = pytest.mark.validators

PHONE = (320, 640)


@pytest.fixture(
    scope="module", params=["german", "arabic", pytest.param("worded", marks=pytest.mark.slow), "article_web"]
)
def judged(request: pytest.FixtureRequest, browser: Browser) -> Reports:
    """What axe-core says of the pages of a book."""
    web: Web = request.getfixturevalue(request.param)
    return check_pages(browser, web.folder, web.pages())


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
def test_no_page_shuts_anybody_out(judged: Reports, mode: Mode) -> None:
    reports = judged[mode]
    assert len(reports) > 2
    assert [report for report in reports if report.violations or report.overflow_px] == []


def test_a_spoilt_page_is_seen(browser: Browser, german: Web, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(german.folder, tmp_path / "web"))
    style = (folder / "style.css").read_text(encoding="utf-8")
    (folder / "style.css").write_text(style + "main { color: #ccc; min-width: 30rem; }", encoding="utf-8")
    (report,) = check_pages(browser, folder, [FIRST])[MODES[2]]
    assert "color-contrast" in {violation.rule for violation in report.violations}
    assert report.overflow_px > 0


# ------------------------------------------------------------------ what is marked


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2) of a colour as the browser tells it."""
    channels = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.2) of two colours."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_right() -> None:
    assert contrast("rgb(0, 0, 0)", "rgb(255, 255, 255)") == pytest.approx(21)
    assert contrast("rgb(118, 118, 118)", "rgb(255, 255, 255)") == pytest.approx(4.54, abs=0.01)


COLOURS = """() => {
  const heard = document.querySelector('.heard');
  const style = getComputedStyle(heard);
  const page = getComputedStyle(document.documentElement).backgroundColor;
  const link = getComputedStyle(heard.querySelector('a')).color;
  return [style.backgroundColor, style.color, link, style.outlineColor, page];
}"""


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_what_is_marked_can_be_read_and_seen(browser: Browser, german: Web, colours: Literal["light", "dark"]) -> None:
    with reader(browser, german, colours=colours) as found:
        page = found.open(FIRST)
        found.seek(next(start for shown, start, _ in german.cues(FIRST) if shown == "index-p1-s3"))
        ground, text, link, edge, paper = page.evaluate(COLOURS)
    assert contrast(ground, text) >= 4.5
    assert contrast(ground, link) >= 4.5
    assert contrast(edge, paper) >= 3
    assert ground != paper


GROUND_AND_LETTERS = """() => {
  const word = document.querySelector('.word');
  const letters = [word, ...word.querySelectorAll('a')].map((element) => getComputedStyle(element).color);
  return [getComputedStyle(word).backgroundColor, ...letters];
}"""


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_word_that_is_marked_stands_out(browser: Browser, worded: Web, colours: Literal["light", "dark"]) -> None:
    with reader(browser, worded, colours=colours) as found:
        page = found.open(FIRST)
        for name in ("index-p1-s2-w2", "index-p1-s3-w2"):  # a link in a word, and a word in a link
            found.seek(dict(worded.words(FIRST))[name] + 0.01)
            ground, *letters = page.evaluate(GROUND_AND_LETTERS)
            around = page.evaluate("() => getComputedStyle(document.querySelector('.heard')).backgroundColor")
            assert len(letters) == (2 if name == "index-p1-s2-w2" else 1)
            assert min(contrast(ground, each) for each in letters) >= 4.5
            assert contrast(ground, around) > 1.2


BOXES = """() => [...document.querySelectorAll('main *')].map((element) => {
  const box = element.getBoundingClientRect();
  return [box.left, box.top + scrollY, box.width, box.height].map(Math.round).join(' ');
})"""


def test_nothing_moves_when_it_is_marked(browser: Browser, german: Web, worded: Web) -> None:
    for web, name in ((german, FIRST), (german, SECOND), (worded, FIRST)):
        with reader(browser, web) as found:
            page = found.open(name)
            before = page.evaluate(BOXES)
            assert len(before) > 20
            for start in (*(start for _, start, _ in web.cues(name)), *(start for _, start in web.words(name))):
                found.seek(start)
                assert page.evaluate(BOXES) == before


def test_nobody_is_told_of_every_mark(german: Web) -> None:
    for page in german.pages().values():
        assert [element.tag for element in page.iter() if "aria-live" in element.attrib] == []


# ------------------------------------------------------------------ fingers and focus


def test_buttons_are_large_enough_for_a_finger(browser: Browser, german: Web) -> None:
    with reader(browser, german, size=PHONE) as found:
        page = found.open(FIRST)
        targets = page.locator(".player button:visible, .player select, .player summary, .choices label:visible")
        sizes = [box for target in targets.all() if (box := target.bounding_box())]
        page.locator("summary", has_text="Kapitel").click()
        sizes += [box for target in page.locator(".chapters a").all() if (box := target.bounding_box())]
    assert len(sizes) > 6
    assert [size for size in sizes if size["width"] < 44 or size["height"] < 44] == []


COVERED = """() => {
  const focused = document.activeElement;
  if (focused === document.body) return 'end';
  const box = focused.getBoundingClientRect();
  const there = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
  const reached = there !== null && (focused.contains(there) || there.contains(focused));
  return [focused.textContent.trim().slice(0, 30), reached];
}"""


@pytest.mark.parametrize("size", [(1024, 800), PHONE, (640, 320)])
@pytest.mark.parametrize("back", [False, True])
def test_the_player_covers_nothing_that_has_the_focus(
    browser: Browser, german: Web, size: tuple[int, int], back: bool
) -> None:
    with reader(browser, german, size=size) as found:
        page = found.open(FIRST)
        stops = []
        for _ in range(60):
            page.keyboard.press("Shift+Tab" if back else "Tab")
            stop = page.evaluate(COVERED)
            if stop == "end":
                break
            stops.append(tuple(stop))
    assert len(stops) > 10
    assert [stop for stop in stops if not stop[1]] == []


# ------------------------------------------------------------------ without the script, and on paper


@pytest.fixture
def plain(browser: Browser, german: Web) -> Iterator[Reader]:
    """A reader whose browser runs no script."""
    with reader(browser, german, script=False) as found:
        yield found


def test_all_is_there_without_the_script(plain: Reader) -> None:
    page = plain.page
    page.goto(f"{plain.base}/{SECOND}")
    assert page.locator("audio").is_visible()
    assert page.locator("main").inner_text().count("\n") > 5
    for said in ("Vor dem Bild.", "Zweiter Punkt", "Ein Zitat.", "x < 1"):
        assert page.get_by_text(said).is_visible()
    page.locator("details.description summary").click()
    assert page.get_by_role("cell", name="70").first.is_visible()
    page.locator("summary", has_text="Kapitel").click()
    page.locator(".chapters a").last.click()
    assert "#" in page.url
    assert page.locator("img").first.evaluate("image => image.complete && image.naturalWidth > 0")
    wait = "() => document.querySelector('audio').readyState >= 1 && document.querySelector('audio').duration > 5"
    page.wait_for_function(wait)


def test_what_needs_the_script_is_hidden_without_it(plain: Reader) -> None:
    page = plain.page
    page.goto(f"{plain.base}/{SECOND}")
    assert page.locator("button:visible, select:visible, summary:has-text('Einstellungen'):visible").count() == 0
    page.goto(f"{plain.base}/index.html")
    assert not page.locator(".again").is_visible()


def test_on_paper_there_is_no_player_and_all_of_the_text(browser: Browser, german: Web) -> None:
    with reader(browser, german) as found:
        page = found.open(SECOND)
        page.emulate_media(media="print")
        assert not page.locator(".player").is_visible()
        assert not page.locator(".way").is_visible()
        assert page.get_by_text("Vor dem Bild.").is_visible()
        assert page.get_by_role("cell", name="70").first.is_visible()


# ------------------------------------------------------------------ directions


def test_a_page_from_right_to_left_begins_at_the_right(browser: Browser, arabic: Web) -> None:
    with reader(browser, arabic, size=(800, 800)) as found:
        page = found.open("awwal.html")
        (main,) = [box for box in [page.locator("main").bounding_box()] if box]
        edges = {
            text: page.get_by_text(text, exact=True).evaluate(
                "element => { const range = document.createRange(); range.selectNodeContents(element);"
                " const box = range.getBoundingClientRect(); return [box.left, box.right]; }"
            )
            for text in ("هذه جملة قصيرة.", "A passage in English.", "Notes")
        }
    assert edges["هذه جملة قصيرة."][1] == pytest.approx(main["x"] + main["width"], abs=1)
    assert edges["A passage in English."][0] == pytest.approx(main["x"], abs=1)
    # A heading of the pipeline's own stands where those of the page do.
    assert edges["Notes"][1] == pytest.approx(main["x"] + main["width"], abs=1)
