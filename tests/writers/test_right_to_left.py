"""A book from right to left with a passage from left to right, as an e-book with narration."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser

from pipeline.build import build
from pipeline.studio import Studio
from tests.tools import ace, axe, epubcheck
from tests.tools.axe import MODES, Mode, Reports
from tests.writers.pages import Pages
from tests.writers.test_readalong import Files, change, faults
from tests.writers.web.books import ARABIC
from tests.writers.web.test_pages import language_at


@pytest.fixture(scope="module", params=["sentence", pytest.param("word", marks=pytest.mark.slow)])
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small Arabic book with narration by eSpeak NG."""
    folder = tmp_path_factory.mktemp("arabic")
    for name, text in ARABIC.items():
        (folder / name).write_text(text, encoding="utf-8")
    with (folder / "book.yaml").open("a", encoding="utf-8") as settings:
        settings.write(f"audio: {{highlight: {request.param}}}\n")
    studio = Studio("espeak", workers=2)
    (path,) = build(folder, tmp_path_factory.mktemp("out"), ["readalong"], studio=studio)
    return path


def files(book: Path) -> Files:
    return {name.removeprefix("EPUB/"): data for name, data in Pages.of(book).files.items()}


def texts(page: etree._Element) -> dict[str, etree._Element]:
    """The innermost elements by their words."""
    return {(element.text or "").strip(): element for element in page.iter() if (element.text or "").strip()}


def test_pages_turn_from_right_to_left(book: Path) -> None:
    (spine,) = Pages.of(book).package().iter("{http://www.idpf.org/2007/opf}spine")
    assert spine.get("page-progression-direction") == "rtl"


def test_every_word_is_read_once(book: Path) -> None:
    assert faults(files(book)) == []


def test_a_fault_is_seen(book: Path) -> None:
    lose_the_first = change("section-awwal.smil", r"<par>(?:(?!</par>).)*</par>\n", "")
    assert faults(lose_the_first(files(book)))


def test_pages_have_their_language_and_direction(book: Path) -> None:
    for name, page in Pages.of(book).documents().items():
        expected = ("en", None) if name == "section-english.xhtml" else ("ar", "rtl")
        assert (page.get("lang"), page.get("dir")) == expected


def test_words_from_left_to_right_say_so(book: Path) -> None:
    pages = Pages.of(book)
    imprint = texts(pages.tree("imprint.xhtml"))
    assert language_at(imprint["Imprint"]) == ("en", "ltr")
    assert language_at(imprint["1 January 2026"]) == ("en", "ltr")
    assert language_at(texts(pages.tree("nav.xhtml"))["In English"]) == ("en", "ltr")
    assert language_at(texts(pages.tree("nav.xhtml"))["وسط"]) == ("ar", "rtl")
    section = texts(pages.tree("section-awwal.xhtml"))
    assert language_at(section.get("Social Media", section.get("Social"))) == ("en", "ltr")  # type: ignore[arg-type]  # one of the two is there
    assert language_at(section.get("A passage in English.", section.get("passage"))) == ("en", "ltr")  # type: ignore[arg-type]  # as above


# On which side a line of words stands that is shorter than the page is wide; one that is centred, on any.
SIDES = """() => [...document.querySelectorAll("h1, h2, h3, p, li, caption")]
  .filter((line) => !line.closest("[hidden], [dir=ltr]") && !line.querySelector("li, p"))
  .map((line) => {
    const range = document.createRange();
    range.selectNodeContents(line);
    const text = range.getBoundingClientRect(), around = line.getBoundingClientRect();
    const start = around.right - text.right, end = text.left - around.left;
    const centred = getComputedStyle(line).textAlign === "center";
    const side = centred || Math.abs(start - end) < 1 ? "any" : start < end ? "right" : "left";
    return [line.textContent.slice(0, 30), side];
  })"""


@pytest.mark.validators
def test_what_the_pipeline_itself_says_stands_at_the_right_side(browser: Browser, book: Path, tmp_path: Path) -> None:
    folder = axe.unpack(book, tmp_path)
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    sides = set()
    for name in axe.documents(folder):
        if name.endswith("section-english.xhtml"):
            continue
        page.goto((folder / name).resolve().as_uri())
        found = page.evaluate(SIDES)
        assert [text for text, side in found if side == "left"] == []
        sides |= {side for _, side in found}
    page.close()
    assert "right" in sides


@pytest.mark.validators
def test_validators_have_nothing_to_say(book: Path) -> None:
    report = epubcheck.check(book)
    assert (report.problems, report.exit_code) == ((), 0)
    assert ace.check(book) == ace.AceReport(0, ())


@pytest.fixture(scope="module")
def judged(browser: Browser, book: Path, tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """What axe-core says of the book."""
    return axe.check(browser, axe.unpack(book, tmp_path_factory.mktemp("unpacked")))


@pytest.mark.validators
@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
def test_axe_has_no_violation(judged: Reports, mode: Mode) -> None:
    reports = judged[mode]
    assert len(reports) > 1
    assert [report for report in reports if report.violations or report.overflow_px > 0] == []
