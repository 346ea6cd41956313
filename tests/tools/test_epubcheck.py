"""EPUBCheck passes a good book and catches a spoilt one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools import epubcheck
from tests.tools.tiny_epub import write_tiny_epub

pytestmark = [pytest.mark.validators, pytest.mark.slow]


def test_a_good_book_has_no_problems(tmp_path: Path) -> None:
    report = epubcheck.check(write_tiny_epub(tmp_path / "book.epub"))
    assert report.problems == ()
    assert report.exit_code == 0


def test_every_error_of_a_spoilt_book_is_found(tmp_path: Path) -> None:
    changes = {
        "mimetype": ("application/epub+zip", "application/zip"),
        "EPUB/package.opf": (' properties="nav"', ""),
        "EPUB/chapter.xhtml": ("dot.svg", "lost.svg"),
    }
    report = epubcheck.check(write_tiny_epub(tmp_path / "book.epub", changes))
    found = {message.code: message for message in report.of("ERROR")}
    assert {"PKG-007", "RSC-005", "RSC-007"} <= found.keys()
    assert found["RSC-007"].places == ("EPUB/chapter.xhtml:7:63",)
    assert report.exit_code != 0


def test_a_document_that_is_no_xml_is_fatal(tmp_path: Path) -> None:
    changes = {"EPUB/chapter.xhtml": ("</main>", "")}
    report = epubcheck.check(write_tiny_epub(tmp_path / "book.epub", changes))
    assert [message.code for message in report.of("FATAL")] == ["RSC-016"]
    assert set(report.of("FATAL")) <= set(report.problems)


def test_a_warning_alone_fails(tmp_path: Path) -> None:
    changes = {"EPUB/package.opf": ("<dc:language>", "<dc:date>bald</dc:date><dc:language>")}
    report = epubcheck.check(write_tiny_epub(tmp_path / "book.epub", changes))
    assert [message.code for message in report.problems] == ["OPF-053"]
    assert report.exit_code != 0
