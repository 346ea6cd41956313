"""The manuscripts that the bench measures are what it says they are."""

from __future__ import annotations

from pathlib import Path

from tests.bench.book import write_book


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_same_seed_gives_the_same_book_and_another_seed_another(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("same", 1), ("other", 2)):
        write_book(3000, 3, tmp_path / name, seed)
    assert contents(tmp_path / "one") == contents(tmp_path / "same")
    assert contents(tmp_path / "one") != contents(tmp_path / "other")


def test_book_has_the_sections_and_about_the_words_asked_for(tmp_path: Path) -> None:
    written = write_book(20_000, 10, tmp_path)
    assert len(list(tmp_path.glob("*.md"))) == 10
    assert abs(written - 20_000) < 1000


def test_book_uses_every_kind_of_block(tmp_path: Path) -> None:
    write_book(6000, 2, tmp_path)
    text = "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("*.md"))
    for piece in ("\n## ", "\n- ", "\n1. ", "\n| ", "\nTabelle: ", "```chart", "[^1]: ", "{lang=en}", "](https://"):
        assert piece in text


def test_plain_book_has_paragraphs_alone(tmp_path: Path) -> None:
    written = write_book(5000, 5, tmp_path, plain=True)
    assert abs(written - 5000) < 500
    for path in tmp_path.glob("*.md"):
        _, front_matter, text = path.read_text(encoding="utf-8").split("---\n")
        assert front_matter.startswith("title: ")
        assert not set("*[]{}|#^`") & set(text)
        assert all(line.startswith("Die ") for line in text.splitlines() if line)
