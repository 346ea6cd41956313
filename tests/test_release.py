"""What a build remembers of a podcast, and what directories get of a book that has more than they take."""

from __future__ import annotations

import os
import tempfile
from errno import EACCES
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from pipeline.build import build
from pipeline.edition import LONGEST_DESCRIPTION_BYTES
from pipeline.locales import words
from pipeline.progress import Progress
from pipeline.settings import read_settings
from pipeline.studio import Studio

BOOK = "title: Ein Buch\nlanguage: de\ncreator: Redaktion\ndate: 2026-01-02\n"
FEED = "feed:\n  url: https://example.org/podcast/\n  categories: Arts\n"
_NAMES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}


class Warned(Progress):
    """Keeps the warnings."""

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def warn(self, sentence: str) -> None:
        self.sentences.append(sentence)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A book of two sections with a podcast."""
    return write(tmp_path / "book")


def write(folder: Path) -> Path:
    folder.mkdir()
    (folder / "book.yaml").write_text(BOOK + FEED, encoding="utf-8")
    for name in ("eins", "zwei"):
        (folder / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n\nText.\n", encoding="utf-8")
    return folder


def built(folder: Path, only: str = "site", address: str | None = None) -> list[str]:
    """Build in tones, and give back the warnings."""
    progress = Warned()
    build(folder, folder.parent / "out", [only], studio=Studio("tone"), address=address, progress=progress)
    return progress.sentences


def feed(folder: Path) -> etree._Element:
    return etree.parse(folder.parent / "out/site/feed.xml").getroot()


def texts(folder: Path, path: str) -> list[str]:
    return [node.text or "" for node in feed(folder).iterfind(path, _NAMES)]


# ------------------------------------------------------------------ what is remembered


@pytest.mark.parametrize(("only", "address"), [("epub", None), ("audio", None), ("site", "http://127.0.0.1:8000/")])
def test_only_what_subscribers_get_is_remembered(only: str, address: str | None, folder: Path) -> None:
    built(folder, only, address)
    assert not (folder / "episodes.yaml").exists()
    built(folder)
    assert (folder / "episodes.yaml").exists()


def test_a_ledger_that_is_the_same_is_left_alone(folder: Path) -> None:
    built(folder)
    ledger = folder / "episodes.yaml"
    before, kept = (ledger.stat().st_ino, ledger.stat().st_mtime_ns), (folder.parent / "out/site/feed.xml").read_bytes()
    built(folder)
    assert (ledger.stat().st_ino, ledger.stat().st_mtime_ns) == before
    assert (folder.parent / "out/site/feed.xml").read_bytes() == kept


def test_a_section_that_is_gone_is_told_once_with_how_to_mend_it(folder: Path) -> None:
    built(folder)
    (folder / "zwei.md").rename(folder / "drei.md")
    (warning,) = built(folder)
    assert "“id: zwei”" in warning
    assert built(folder) == []


def test_a_file_with_another_name_and_its_old_id_stays_the_episode_that_it_was(folder: Path) -> None:
    built(folder)
    before = sorted(texts(folder, "channel/item/guid"))
    (folder / "zwei.md").unlink()
    (folder / "drei.md").write_text("---\ntitle: zwei\nid: zwei\n---\n\nText.\n", encoding="utf-8")
    assert built(folder) == []
    assert sorted(texts(folder, "channel/item/guid")) == before


def test_a_whole_book_that_is_no_episode_any_more_needs_no_id(folder: Path) -> None:
    (folder / "book.yaml").write_text(BOOK + FEED + "  whole: true\n", encoding="utf-8")
    built(folder)
    (folder / "book.yaml").write_text(BOOK + FEED, encoding="utf-8")
    (warning,) = built(folder)
    assert "whole: true" in warning
    assert "id:" not in warning


def test_a_folder_that_cannot_be_written_to_is_a_warning(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**where: Any) -> tuple[int, str]:  # noqa: ANN401  # as mkstemp is called
        if where["dir"] == folder:
            raise PermissionError(EACCES, os.strerror(EACCES))
        return mkstemp(**where)

    mkstemp = tempfile.mkstemp
    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    (warning,) = built(folder)
    assert "episodes.yaml can't be written (Permission denied)" in warning
    assert (folder.parent / "out/site/feed.xml").exists()
    assert sorted(path.name for path in folder.iterdir()) == ["book.yaml", "eins.md", "zwei.md"]


# ------------------------------------------------------------------ what directories take


def test_a_description_may_be_as_long_as_directories_take(folder: Path) -> None:
    room = LONGEST_DESCRIPTION_BYTES - len(f" {words('de').spoken_synthetically}".encode())
    description = "ä" * (room // 2) + "x" * (room % 2)
    (folder / "book.yaml").write_text(f"{BOOK}description: {description}\n{FEED}  whole: true\n", encoding="utf-8")
    built(folder)
    assert len(texts(folder, "channel/description")[0].encode()) == LONGEST_DESCRIPTION_BYTES
    assert max(len(text.encode()) for text in texts(folder, "channel/item/description")) <= LONGEST_DESCRIPTION_BYTES


def test_as_many_chapters_as_fit_stand_in_a_description_and_all_in_the_notes(folder: Path) -> None:
    headings = [f"Überschrift {number} über etwas, das länger ist" for number in range(90)]
    body = "".join(f"## {heading}\n\nText.\n\n" for heading in headings)
    (folder / "eins.md").write_text(f"---\ntitle: Viele\n---\n\nText.\n\n{body}", encoding="utf-8")
    built(folder)
    (item,) = (node for node in feed(folder).iterfind("channel/item") if node.findtext("title") == "Viele")
    description, notes = item.findtext("description"), item.findtext("content:encoded", namespaces=_NAMES)
    assert description
    assert notes
    size, stamps = len(description.encode()), description.split("\n\n")[1].split("\n")
    assert stamps[0] == "00:00:00 Viele"
    longest = max(len(heading.encode()) for heading in headings) + len("\n00:00:00 ")
    assert LONGEST_DESCRIPTION_BYTES - longest < size <= LONGEST_DESCRIPTION_BYTES
    assert [stamp.partition(" ")[2] for stamp in stamps[1:]] == headings[: len(stamps) - 1]
    assert all(heading in notes for heading in headings)


def test_a_long_first_sentence_leaves_room_for_chapters(folder: Path) -> None:
    sentence = f"{'𝒶' * 90} " * 50
    (folder / "eins.md").write_text(f"---\ntitle: Lang\n---\n\n{sentence}\n\n## Mitte\n\nText.\n", encoding="utf-8")
    built(folder)
    described = {text for text in texts(folder, "channel/item/description") if "Lang" in text}
    assert len(described) == 1
    text = described.pop()
    assert len(text.encode()) <= LONGEST_DESCRIPTION_BYTES
    assert "𝒶…\n" in text
    assert "Mitte" in text


@pytest.mark.parametrize("licence", ["CC BY 4.0", "Nur " + "im Hause " * 30])
def test_a_licence_is_short_and_leads_to_the_page_that_names_it(licence: str, folder: Path) -> None:
    (folder / "book.yaml").write_text(f"{BOOK}licence: {licence}\n{FEED}", encoding="utf-8")
    built(folder)
    node = feed(folder).find("channel/podcast:license", _NAMES)
    assert node is not None
    assert node.text
    assert len(node.text) <= 128
    assert node.get("url") == "https://example.org/podcast/"
    kept = node.text.removesuffix("…")
    assert f"{licence.strip()} ".startswith(f"{kept} ")  # whole words of it
    assert (kept == licence) == (node.text == kept)


def test_titles_of_any_characters_arrive_to_the_letter(folder: Path) -> None:
    title = "<&>\"' ]]> 😀 مرحبا"
    (folder / "eins.md").write_text(f"---\ntitle: |-\n  {title}\n---\n\nText.\n\n## Mitte\n", encoding="utf-8")
    built(folder)
    assert title in texts(folder, "channel/item/title")
    psc = "{http://podlove.org/simple-chapters}chapter"
    assert title in {node.get("title") for node in feed(folder).iter(psc)}


# ------------------------------------------------------------------ what authors write


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org/podcast", "https://example.org/podcast/"),
        ("https://example.org", "https://example.org/"),
        ("https://example.org/podcast/feed.xml", "https://example.org/podcast/"),
        ("https://example.org/feed.xml/", "https://example.org/"),
        ("http://192.0.2.1:8080/a%20b/", "http://192.0.2.1:8080/a%20b/"),
    ],
)
def test_an_address_is_that_of_the_folder(written: str, address: str) -> None:
    settings, findings = read_settings(f"{BOOK}feed: {{url: '{written}', categories: Arts}}\n", "book.yaml")
    assert findings == ()
    assert settings
    assert settings.feed.url == address


def test_a_category_that_is_named_twice_is_one() -> None:
    categories = "[Business > Careers, Government, Business > Careers]"
    settings, findings = read_settings(f"{BOOK}feed: {{categories: {categories}}}\n", "book.yaml")
    assert findings == ()
    assert settings
    assert settings.feed.categories == (("Business", "Careers"), ("Government",))
