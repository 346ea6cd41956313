"""What the author wrote is what readers get: the words of a manuscript are those of its XHTML, in order."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from PIL import Image

from pipeline.edition import Edition
from pipeline.reader.load import load
from pipeline.writers.epub import write_epub
from tests.reader.authors import IMAGE, Section, sections
from tests.writers.pages import Pages, author_words

# `make test-full` asks for more.
EXAMPLES = {"full": 3000}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 300)
MODIFIED = datetime(2026, 1, 1, tzinfo=UTC)
BOOK = (
    "title: Buch\nlanguage: de\ncreator: Redaktion\ndate: 2026-01-01\ncover: images/punkt.png\ncover_alt: Ein Punkt\n"
)


@pytest.fixture(scope="module")
def dot(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small image."""
    path = tmp_path_factory.mktemp("dot") / "dot.png"
    Image.new("L", (2, 2)).save(path)
    return path.read_bytes()


def written(book: tuple[Section, ...], dot: bytes) -> tuple[Pages, list[str]]:
    """The e-book made of some sections, and the findings in them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "images").mkdir()
        (folder / IMAGE).write_bytes(dot)
        (folder / "book.yaml").write_text(BOOK, encoding="utf-8")
        for section in book:
            (folder / section.name).write_text(section.text, encoding="utf-8")
        reading = load(folder)
    (artifact,) = write_epub(Edition(reading.manuscript, MODIFIED))
    return Pages.of(artifact.data), [f"{finding.code} {finding.details}" for finding in reading.findings]


def expected(book: tuple[Section, ...]) -> dict[str, list[str]]:
    """The words of each page."""
    pages = {f"section-{section.name[3:-3]}.xhtml": section.words for section in book}
    notes = [word for section in book for word in section.notes]
    return pages | ({"notes.xhtml": notes} if notes else {})


def test_words_of_manuscript_and_xhtml_are_equal(dot: bytes) -> None:
    told: Counter[bool] = Counter()

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(sections())
    def holds(book: tuple[Section, ...]) -> None:
        pages, findings = written(book, dot)
        told[bool(findings)] += 1
        event(f"findings: {bool(findings)}")
        assert findings or author_words(pages) == expected(book)

    holds()
    # A finding tells the author; but who writes as the guide says is seldom told anything.
    assert told[True] < 0.05 * told.total()
