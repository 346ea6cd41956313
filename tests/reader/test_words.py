"""What the author wrote is what readers get: the words of a manuscript are those of its XHTML, in order."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, Phase, event, given, settings
from lxml import etree
from PIL import Image

from pipeline.edition import Edition
from pipeline.reader.load import load
from pipeline.writers.epub import write_epub
from tests.reader.authors import IMAGE, Section, sections
from tests.thorough import so_many
from tests.writers.pages import XHTML, Pages, author_words, body_of, words_of

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = so_many(200, thorough=2000)
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

    # Not shrunk: that takes longer than a test may take, and a failing section is there to be read anyway.
    phases = (Phase.explicit, Phase.reuse, Phase.generate)

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), phases=phases)
    @given(sections())
    def holds(book: tuple[Section, ...]) -> None:
        pages, findings = written(book, dot)
        told[bool(findings)] += 1
        event(f"findings: {bool(findings)}")
        assert findings or author_words(pages) == expected(book)

    holds()
    # A finding tells the author; but who writes as the guide says is seldom told anything.
    assert told[True] < 0.05 * told.total()


# ------------------------------------------------------------------ the article of this repository


def crude_words(path: Path) -> tuple[list[str], list[str]]:
    """The words of a section and of its notes, the Markdown stripped by force: right for this article alone."""
    head, body = path.read_text(encoding="utf-8").split("---\n", 2)[1:]
    matter = yaml.safe_load(head)
    body = re.sub(r"```chart\n(.*?)```", _chart_words, body, flags=re.DOTALL)
    notes = dict(re.findall(r"^\[\^(\w+)\]: (.*)$", body, flags=re.MULTILINE))
    body = re.sub(r"^\[\^\w+\]: .*$", "", body, flags=re.MULTILINE)
    marks = dict.fromkeys(re.findall(r"\[\^(\w+)\]", body))
    page = " ".join([matter["title"], matter.get("voice", ""), body, matter.get("source", "")])
    return _stripped(page), _stripped(" ".join(notes[mark] for mark in marks))


def _stripped(text: str) -> list[str]:
    text = re.sub(r"^(```.*|#+ |> ?|\s*[-*+] |\s*\d+\. |: {3}|Tabelle: |[|:-]+$)", "", text, flags=re.MULTILINE)
    text = re.sub(r'!\[([^\]]*)\]\(\S+ "([^"]*)"\)', r"\2 \1", text)
    text = re.sub(r"\[\^\w+\]", "", text)
    text = re.sub(r"\[([^\]]*)\](\([^)]*\)|\{[^}]*\})", r"\1", text)
    text = re.sub(r"\{:? ?(?:[#.]|item=)[^}]*\}", "", text)
    return re.sub(r"[*|\\]", "", text).split()


def _chart_words(fence: re.Match[str]) -> str:
    chart = yaml.safe_load(fence[1])
    return f"{chart['title']} {chart['source']}"


def test_words_of_the_article_and_of_its_book_are_equal(article_epub: Path) -> None:
    found = author_words(Pages.of(article_epub))
    sections = [crude_words(path) for path in sorted((ROOT / "manuscript").glob("*.md"))]
    assert found.pop("notes.xhtml", []) == [word for _, notes in sections for word in notes]
    assert list(found.values()) == [words for words, _ in sections]


# ------------------------------------------------------------------ proof that a loss is seen

NOTED = Section(
    "01-anfang.md",
    "---\ntitle: Titel\n---\n\nEin Wort[^a] *und* noch eins.\n\nTabelle: Werte\n\n| A | B |\n|---|---|\n| x | y z |\n\n"
    f"![Ein Bild]({IMAGE})\n\n- Punkt\n\n[^a]: Die Anmerkung.\n",
    ["Titel", "Ein", "Wort", "und", "noch", "eins.", "Werte", "A", "B", "x", "y", "z", "Ein", "Bild", "Punkt"],
    ["Die", "Anmerkung."],
)


def test_words_of_a_small_book_are_all_there(dot: bytes) -> None:
    pages, findings = written((NOTED,), dot)
    assert not findings
    assert author_words(pages) == expected((NOTED,))


@pytest.mark.parametrize("kind", ["h1", "em", "td", "th", "caption", "img", "li", "aside", "table", "span"])
def test_every_lost_element_is_seen(kind: str, dot: bytes) -> None:
    pages, _ = written((NOTED,), dot)
    lost = 0
    for name, root in pages.documents().items():
        found = [element for element in body_of(root).iter(f"{{{XHTML}}}{kind}") if words_of(element)]
        if not found or not name.startswith(("section-", "notes.")):
            continue
        parent = found[-1].getparent()
        assert parent is not None
        parent.remove(found[-1])
        changed = Pages({**pages.files, f"EPUB/{name}": etree.tostring(root)})
        lost += 1
        assert author_words(changed) != expected((NOTED,))
    assert lost


@pytest.mark.parametrize("word", ["Wort", "und", "eins.", "Werte", "Bild", "Punkt", "Anmerkung."])
def test_every_lost_doubled_or_changed_word_is_seen(word: str, dot: bytes) -> None:
    pages, _ = written((NOTED,), dot)
    for other in ("", f"{word} {word}", f"{word}s"):
        files = {
            name: data.replace(word.encode(), other.encode()) if name.endswith(".xhtml") else data
            for name, data in pages.files.items()
        }
        assert author_words(Pages(files)) != expected((NOTED,))
