"""The article of this repository, as an e-book without and with narration, passes every validator."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.tools import ace, axe, epubcheck
from tests.tools.axe import MODES, Mode, Reports

pytestmark = pytest.mark.validators


def test_epubcheck_has_no_error_and_no_warning(article_epub: Path) -> None:
    report = epubcheck.check(article_epub)
    assert report.problems == ()
    assert report.exit_code == 0


def test_ace_has_no_violation(article_epub: Path) -> None:
    assert ace.check(article_epub) == ace.AceReport(0, ())


@pytest.fixture(scope="module")
def judged(browser: Browser, article_folder: Path) -> Reports:
    """What axe-core says of the e-book."""
    return axe.check(browser, article_folder)


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
def test_axe_has_no_violation_and_nothing_is_too_wide(judged: Reports, mode: Mode) -> None:
    reports = judged[mode]
    assert len(reports) > 1
    assert [report for report in reports if report.violations or report.overflow_px > 0] == []


# ------------------------------------------------------------------ with narration


def test_epubcheck_has_nothing_to_say_of_the_narration(article_readalong: Path) -> None:
    report = epubcheck.check(article_readalong)
    assert report.problems == ()
    assert report.exit_code == 0


@pytest.mark.slow
def test_ace_has_no_violation_with_narration(article_readalong: Path) -> None:
    assert ace.check(article_readalong) == ace.AceReport(0, ())


@pytest.fixture(scope="module")
def judged_with_narration(
    browser: Browser, article_readalong: Path, tmp_path_factory: pytest.TempPathFactory
) -> Reports:
    """What axe-core says of the e-book with narration."""
    return axe.check(browser, axe.unpack(article_readalong, tmp_path_factory.mktemp("unpacked")))


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
def test_axe_has_no_violation_with_narration(judged_with_narration: Reports, mode: Mode) -> None:
    reports = judged_with_narration[mode]
    assert len(reports) > 1
    assert [report for report in reports if report.violations or report.overflow_px > 0] == []
