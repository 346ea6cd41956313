"""What stands within a note is on the page of the notes: ways lead there, not to the note's section."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from pipeline.edition import Edition
from pipeline.reader.load import load
from pipeline.writers.epub import write_epub
from tests.writers.pages import NAMES, Pages

BOOK = "title: B\nlanguage: de\ncreator: R\ndate: 2026-01-01\n"
CHART = '```chart\ntype: pie\ntitle: Anteile\nunit: "%"\ndata: {so: 70, da: 30}\n```\n'


def written(folder: Path, text: str) -> Pages:
    """The e-book of one section."""
    (folder / "book.yaml").write_text(BOOK, encoding="utf-8")
    (folder / "01-a.md").write_text(f"---\ntitle: A\n---\n\n{text}", encoding="utf-8")
    reading = load(folder)
    assert reading.findings == ()
    (artifact,) = write_epub(Edition(reading.manuscript, datetime(2026, 1, 1, tzinfo=UTC)))
    return Pages.of(artifact.data)


def ways_back(pages: Pages, name: str) -> list[str]:
    """Where the links back of a document lead; each must be there."""
    links = pages.documents()[name].iterfind(".//h:a[@role='doc-backlink']", NAMES)
    addresses = [link.get("href", "") for link in links]
    assert all(pages.find(address, name) is not None for address in addresses), addresses
    return addresses


def test_a_note_cited_by_notes_leads_back_to_each_place(tmp_path: Path) -> None:
    text = "X.[^1]\n\n[^1]: Eins.[^2]\n\n[^2]: Zwei *so[^2]*.\n\n    - Da.[^1]\n"
    pages = written(tmp_path, text)
    assert ways_back(pages, "notes.xhtml") == ["section-a.xhtml#a-n1-r1", "#a-n1-r2", "#a-n2-r1", "#a-n2-r2"]


def test_the_description_of_a_chart_in_a_note_leads_back_into_the_note(tmp_path: Path) -> None:
    indented = "\n".join(f"    {line}" for line in CHART.splitlines())
    pages = written(tmp_path, f"{CHART}\nX.[^1]\n\n[^1]: Eins.\n\n{indented}\n")
    assert ways_back(pages, "description-a-f1.xhtml") == ["section-a.xhtml#a-f1"]
    assert ways_back(pages, "description-a-f2.xhtml") == ["notes.xhtml#a-f2"]
