"""Names made from titles are never those of another file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.reader.load import load
from pipeline.slug import book_slug, is_numbered
from pipeline.writers.names import track_stem
from tests.bad_manuscripts import BOOK, in_body, write


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Grüße an alle!", "gruesse-an-alle"),
        ("24 Stunden", "buch-24-stunden"),
        ("100 Fragen", "buch-100-fragen"),
        ("1 Frage", "1-frage"),
        ("1984", "1984"),
        ("2026-01", "2026-01"),
        ("Die 24 Stunden", "die-24-stunden"),
    ],
)
def test_a_book_has_its_titles_name_unless_a_section_could(title: str, slug: str) -> None:
    assert book_slug(title) == slug


@given(st.text())
@example("01 S1")
def test_every_title_gives_a_name_of_a_file_that_is_no_sections(title: str) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", book_slug(title))
    assert not is_numbered(book_slug(title))


@given(st.integers(1, 1200), st.integers(0, 1200), st.from_regex(r"[a-z][a-z0-9-]*", fullmatch=True))
def test_what_a_sections_files_are_called_is_known(number: int, more: int, section: str) -> None:
    assert is_numbered(track_stem(number, number + more, section))


def test_a_book_that_names_no_file_is_named_by_its_title(tmp_path: Path) -> None:
    book = in_body("", "Text.\n", book_yaml=BOOK.replace("Ein Buch", "24 Stunden"))
    write(book, tmp_path)
    assert load(tmp_path).manuscript.metadata.slug == "buch-24-stunden"
