"""Ace passes a good book and catches a spoilt one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools import ace
from tests.tools.tiny_epub import write_tiny_epub

pytestmark = [pytest.mark.validators, pytest.mark.slow]


def test_a_good_book_has_no_violations(tmp_path: Path) -> None:
    report = ace.check(write_tiny_epub(tmp_path / "book.epub"))
    assert report == ace.AceReport(0, ())


def test_missing_alt_and_missing_metadata_are_violations(tmp_path: Path) -> None:
    changes = {
        "EPUB/chapter.xhtml": (' alt="ein schwarzer Punkt"', ""),
        "EPUB/package.opf": ('<meta property="schema:accessibilityHazard">none</meta>', ""),
    }
    report = ace.check(write_tiny_epub(tmp_path / "book.epub", changes))
    found = {(violation.rule, violation.document) for violation in report.violations}
    assert report.exit_code == 2
    assert found == {("image-alt", "chapter.xhtml"), ("metadata-accessibilityhazard", "EPUB/package.opf")}


def test_a_file_that_is_no_book_is_a_failure_of_the_tool(tmp_path: Path) -> None:
    book = tmp_path / "book.epub"
    book.write_text("kein Buch", encoding="utf-8")
    with pytest.raises(RuntimeError, match="Ace failed with exit code 1"):
        ace.check(book)
