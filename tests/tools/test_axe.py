"""axe-core passes a good book and catches a spoilt one, in the mode that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.tools import axe
from tests.tools.axe import DARK, LIGHT, MODES, NARROW, Mode, PageReport
from tests.tools.tiny_epub import COLOURS, write_tiny_epub

pytestmark = [pytest.mark.validators, pytest.mark.slow]

CHAPTER = "EPUB/chapter.xhtml"
PARAGRAPH = "<p>Das ist er:"


def judge(browser: Browser, folder: Path, mode: Mode, old: str, new: str) -> PageReport:
    """The report on the chapter of a book with one change."""
    book = write_tiny_epub(folder / "book.epub", {CHAPTER: (old, new)})
    reports = axe.check(browser, axe.unpack(book, folder / "book"))[mode]
    return next(report for report in reports if report.document == CHAPTER)


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
def test_a_good_book_has_no_violations(browser: Browser, tmp_path: Path, mode: Mode) -> None:
    book = axe.unpack(write_tiny_epub(tmp_path / "book.epub"), tmp_path / "book")
    assert axe.check(browser, book)[mode] == (
        PageReport("EPUB/nav.xhtml", (), 0),
        PageReport("EPUB/chapter.xhtml", (), 0),
    )


@pytest.mark.parametrize(
    ("mode", "old", "new", "rule"),
    [
        (LIGHT, "color: #111111;", "color: #aaaaaa;", "color-contrast"),
        (DARK, "color: #eeeeee;", "color: #333333;", "color-contrast"),
        (LIGHT, ' alt="ein schwarzer Punkt"', "", "image-alt"),
        (LIGHT, "<h1>Ein Punkt</h1>", "<h1>Ein Punkt</h1><h4>Tief unten</h4>", "heading-order"),
        (LIGHT, "<main>", '<main aria-hidden="sicher">', "aria-valid-attr-value"),
    ],
)
def test_a_spoilt_book_has_the_violation(
    browser: Browser, tmp_path: Path, mode: Mode, old: str, new: str, rule: str
) -> None:
    assert rule in {violation.rule for violation in judge(browser, tmp_path, mode, old, new).violations}


def test_low_contrast_of_the_dark_mode_is_seen_in_that_mode_alone(browser: Browser, tmp_path: Path) -> None:
    assert judge(browser, tmp_path, LIGHT, "color: #eeeeee;", "color: #333333;").violations == ()


@pytest.mark.parametrize(("colour", "rules"), [("", []), ("p { color: #333333 }", ["color-contrast"])])
def test_a_page_that_sets_no_background_is_judged_on_the_colour_that_is_painted(
    browser: Browser, tmp_path: Path, colour: str, rules: list[str]
) -> None:
    report = judge(browser, tmp_path, DARK, COLOURS, f":root {{ color-scheme: light dark }} {colour}")
    assert [violation.rule for violation in report.violations] == rules


def test_a_line_that_does_not_wrap_is_too_wide_for_a_narrow_screen_alone(browser: Browser, tmp_path: Path) -> None:
    line = f"<pre>{'breit ' * 20}</pre>{PARAGRAPH}"
    assert judge(browser, tmp_path, NARROW, PARAGRAPH, line).overflow_px > 0
    assert judge(browser, tmp_path, LIGHT, PARAGRAPH, line).overflow_px == 0
