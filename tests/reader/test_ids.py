"""Ids: every one a name, unique in the book, kept when something else changes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import asdict

from pipeline.model import Manuscript, NoteReference
from pipeline.reader.load import load

ROOT = Path(__file__).parent.parent.parent
BOOK = "title: X\nlanguage: de\ncreator: R\ndate: 2026-01-01\n"
BLOCKS = (
    "Ein Satz. Noch ein Satz.",
    "## Titel {n}",
    "- eins\n- zwei\n    - drin",
    "Tabelle: Werte\n\n| A | B |\n|---|---|\n| 1 | 2 |",
    "```chart\ntype: pie\ntitle: Anteile\ndata: {a: 1, b: 2}\n```",
    "Wort[^{n}]\n\n[^{n}]: Die Anmerkung.",
    "Frage?\n:   Antwort.",
    "> Zitat. Ende.",
    "* * *",
)


def ids_in(node: object) -> Iterator[str]:
    """Every id below a node of the model, in order."""
    if isinstance(node, tuple):
        for part in node:
            yield from ids_in(part)
    elif isinstance(node, Struct):
        for name, value in asdict(node).items():
            if name == "id":
                yield value
            else:
                yield from ids_in(value)


def by_section(manuscript: Manuscript) -> dict[str, list[str]]:
    return {chapter.id: list(ids_in(chapter)) for chapter in manuscript.chapters}


def read(folder: Path, sections: dict[str, str]) -> Manuscript:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "book.yaml").write_text(BOOK, encoding="utf-8")
    for name, body in sections.items():
        (folder / name).write_text(f"---\ntitle: {name}\n---\n\n{body}\n", encoding="utf-8")
    return load(folder).manuscript


def body_of(kinds: list[int]) -> str:
    return "\n\n".join(BLOCKS[kind].replace("{n}", str(n)) for n, kind in enumerate(kinds))


kinds = st.lists(st.integers(0, len(BLOCKS) - 1), min_size=1, max_size=8)


@given(first=kinds, edited=kinds, other=kinds)
def test_editing_one_section_changes_no_id_in_another(
    first: list[int], edited: list[int], other: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "ids"
    before = by_section(read(folder, {"01-a.md": body_of(first), "02-b.md": body_of(other)}))
    after = by_section(read(folder, {"01-a.md": body_of(edited), "02-b.md": body_of(other)}))
    assert after["b"] == before["b"]


@given(other=kinds)
def test_a_new_section_renames_nothing_in_those_after_it(
    other: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "ids"
    before = by_section(read(folder, {"01-a.md": "A.", "02-b.md": body_of(other)}))
    after = by_section(read(folder, {"01-a.md": "A.", "02-new.md": body_of(other), "03-b.md": body_of(other)}))
    assert after["b"] == before["b"]


@given(first=kinds, second=kinds)
def test_every_id_is_a_name_and_unique_in_the_book(
    first: list[int], second: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    manuscript = read(tmp_path_factory.getbasetemp() / "ids", {"01-a.md": body_of(first), "02-b.md": body_of(second)})
    found = list(ids_in(manuscript.chapters))
    assert len(found) == len(set(found))
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", name) for name in found)


def test_the_article_has_many_ids_and_each_once() -> None:
    found = list(ids_in(load(ROOT / "manuscript").manuscript.chapters))
    assert len(found) > 500
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    "body",
    [
        "## Titel {#mein-name}",
        "Text.\n{: #mein-name }",
        "- eins\n- zwei\n{: #mein-name }",
        "> Zitat\n\n{: #mein-name }",
    ],
)
def test_an_id_that_the_author_wrote_is_kept(body: str, tmp_path: Path) -> None:
    assert "mein-name" in by_section(read(tmp_path / "m", {"01-a.md": body}))["a"]


def test_a_section_may_name_itself(tmp_path: Path) -> None:
    manuscript = read(tmp_path / "m", {"01-a.md": "A."})
    (tmp_path / "m/01-a.md").write_text("---\ntitle: A\nid: anfang\n---\n\nA.\n", encoding="utf-8")
    assert [chapter.id for chapter in manuscript.chapters] == ["a"]
    assert [chapter.id for chapter in load(tmp_path / "m").manuscript.chapters] == ["anfang"]


def test_a_note_knows_every_mark_that_cites_it(tmp_path: Path) -> None:
    manuscript = read(tmp_path / "m", {"01-a.md": "Eins[^x] zwei[^y] drei[^x]\n\n[^x]: X.\n\n[^y]: Y."})
    (chapter,) = manuscript.chapters
    (paragraph,) = chapter.blocks
    marks = [i for sentence in paragraph.content for i in sentence.inlines if isinstance(i, NoteReference)]  # type: ignore[union-attr]
    assert [(mark.number, mark.note) for mark in marks] == [(1, "a-n1"), (2, "a-n2"), (1, "a-n1")]
    assert [note.references for note in chapter.notes] == [(marks[0].id, marks[2].id), (marks[1].id,)]


def test_a_section_may_not_be_called_like_a_word(tmp_path: Path) -> None:
    def found(name: str) -> list[tuple[str, str]]:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "book.yaml").write_text(BOOK, encoding="utf-8")
        (folder / "01-a.md").write_text("---\ntitle: A\n---\n\nEin Wort.\n", encoding="utf-8")
        (folder / f"02-{name}.md").write_text("---\ntitle: B\n---\n\nEin Wort.\n", encoding="utf-8")
        return [(finding.code, dict(finding.details)["id"]) for finding in load(folder).findings]

    assert found("a-p1-s1-w2") == [("id-clash", "a-p1-s1-w2")]
    assert found("a-p9-s1-w2") == []
