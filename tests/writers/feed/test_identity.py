"""What subscribers know an episode by stays, whatever becomes of its section."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.build import build
from pipeline.files import Store
from pipeline.progress import Progress
from pipeline.studio import Studio
from pipeline.subscriber.rules import judge
from tests.writers.feed.heard import guids, parsed, psc_chapters, stamps

ADDRESS = "https://example.org/buch/"
BOOK = (
    "title: Ein Buch\nlanguage: de\ncreator: Redaktion\ndate: 2026-01-31\ndescription: Zum Ausprobieren.\n"
    f"feed:\n  url: {ADDRESS}\n  categories: [Arts]\n"
)


class Listening(Progress):
    """Keeps what was warned of."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def warn(self, sentence: str) -> None:
        self.warnings.append(sentence)


class Press:
    """A manuscript in a folder and what is published of it."""

    def __init__(self, folder: Path) -> None:
        self.manuscript, self.output = folder / "manuscript", folder / "out"
        self.manuscript.mkdir()
        self.studio = Studio("tone", workers=1, cache=Store(folder / "cache"))
        self.write("book.yaml", BOOK)
        self.section("01-a", "Alpha")
        self.section("02-b", "Beta")

    def write(self, name: str, text: str) -> None:
        (self.manuscript / name).write_text(text, encoding="utf-8")

    def section(self, stem: str, title: str, text: str = "Ein Satz.", more: str = "") -> None:
        self.write(f"{stem}.md", f"---\ntitle: {title}\n{more}---\n\n{text}\n")

    def publish(self) -> tuple[bytes, list[str]]:
        """The feed, and what was warned of. Every feed is good."""
        listening = Listening()
        build(self.manuscript, self.output, only=("site",), studio=self.studio, progress=listening)
        feed = (self.output / "site/feed.xml").read_bytes()
        address = parsed(feed)[0]["links"][0]["href"]
        assert judge(feed, address) == ()
        return feed, listening.warnings


@pytest.fixture
def press(tmp_path: Path) -> Press:
    return Press(tmp_path)


def test_an_edited_section_is_no_new_episode(press: Press) -> None:
    first, _ = press.publish()
    press.section("01-a", "Alpha, neu", "Ein ganz anderer Satz. Und noch einer.")
    second, warnings = press.publish()
    assert guids(second) == guids(first)
    assert {item["title"] for item in parsed(second)[1]} == {"Alpha, neu", "Beta"}
    assert [item["published"] for item in parsed(second)[1]] == [item["published"] for item in parsed(first)[1]]
    assert warnings == []


def test_a_new_section_is_one_new_episode_and_the_newest(press: Press) -> None:
    first, _ = press.publish()
    press.section("015-neu", "Dazwischen")
    second, warnings = press.publish()
    assert guids(second).items() > guids(first).items()
    assert len(guids(second)) == 3
    assert parsed(second)[1][0]["title"] == "Dazwischen"
    assert parsed(second)[1][1:] != parsed(first)[1], "they are numbered anew"
    assert warnings == []


def test_a_section_that_goes_is_warned_of_and_its_guid_is_given_to_no_other(press: Press) -> None:
    first, _ = press.publish()
    (press.manuscript / "02-b.md").unlink()
    second, warnings = press.publish()
    assert guids(second) == {"a": guids(first)["a"]}
    (warning,) = warnings
    assert "'b'" in warning
    assert "“id: b”" in warning
    ledger = (press.manuscript / "episodes.yaml").read_text(encoding="utf-8")
    assert ledger.count("removed: true") == 1
    press.section("03-c", "Gamma")
    third, warnings = press.publish()
    assert warnings == []
    assert guids(third)["c"] not in guids(first).values()
    press.section("02-b", "Beta, wieder")
    fourth, _ = press.publish()
    assert guids(fourth) == {**guids(third), **guids(first)}
    assert "removed" not in (press.manuscript / "episodes.yaml").read_text(encoding="utf-8")


def test_a_file_of_another_name_keeps_its_episode_by_its_id(press: Press) -> None:
    first, _ = press.publish()
    (press.manuscript / "02-b.md").unlink()
    press.section("07-ganz-anders", "Beta", more="id: b\n")
    second, warnings = press.publish()
    assert guids(second) == guids(first)
    assert warnings == []


def test_a_podcast_that_moves_keeps_every_guid(press: Press) -> None:
    first, _ = press.publish()
    press.write("book.yaml", BOOK.replace(ADDRESS, "https://example.com/anderswo/"))
    second, _ = press.publish()
    assert guids(second) == guids(first)
    before, after = parsed(first)[0], parsed(second)[0]
    assert before["podcast_guid"] == after["podcast_guid"]
    assert after["link"] == "https://example.com/anderswo/"


# As an author writes them, and what they are.
HOSTILE = (
    ("<&>\"']]>", "<&>\"']]>"),
    ("Tom & Jerry", "Tom & Jerry"),
    ("a < b > c", "a < b > c"),
    ("Wie &lt;b>fett&lt;/b> wirkt", "Wie <b>fett</b> wirkt"),
    ("Was &amp;amp; bedeutet", "Was &amp; bedeutet"),
    ("]]> &lt;![CDATA[ &lt;!-- -->", "]]> <![CDATA[ <!-- -->"),
    ("🙂 👩‍👩‍👧 𝔘nicode", "🙂 👩‍👩‍👧 𝔘nicode"),
    ("שלום, עולם (1)", "שלום, עולם (1)"),
    ("العربية: مرحبا", "العربية: مرحبا"),
)


@pytest.mark.parametrize(("written", "title"), HOSTILE)
def test_words_come_through_to_the_letter(written: str, title: str, press: Press) -> None:
    in_yaml = written.replace("'", "''")
    press.section("01-a", f"'{in_yaml}'", f"Ein Satz.\n\n## {written}\n\nNoch einer.\n\n## Ende\n\nSchluss.")
    feed, _ = press.publish()
    item = parsed(feed)[1][-1]
    assert item["itunes_title"] == title
    assert [name for _, name in psc_chapters(item)] == [title, title, "Ende"]
    assert [name for _, name in stamps(item["summary"])] == [title, title, "Ende"]
    assert item["title"] == title


def test_a_book_of_few_sections_names_all_its_chapters(press: Press) -> None:
    press.write("book.yaml", f"{BOOK}  whole: true\n")
    press.section("01-a", "Alpha", "Ein Satz.\n\n## Mitte\n\nNoch einer.")
    feed, _ = press.publish()
    whole = parsed(feed)[1][0]
    assert [name for _, name in stamps(whole["summary"])] == ["Alpha", "Mitte", "Beta"]


def test_who_wrote_a_book_is_named_beside_who_reads_it(press: Press) -> None:
    press.section("02-b", "Beta", more="voice: Anna\n")
    feed, _ = press.publish()
    persons = re.findall(r'<podcast:person group="(\w+)" role="(\w+)">([^<]*)<', feed.decode().partition("</item>")[0])
    author, narrator = ("writing", "author", "Redaktion"), ("cast", "narrator", "Anna")
    assert persons == [author, author, narrator], "those of an episode take the place of those of the channel"
