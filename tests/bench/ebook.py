"""The e-book beside pandoc's, on the same manuscripts: the start, the article, a long book."""

from __future__ import annotations

import sys
from pathlib import Path

import pypandoc

from tests.bench.book import write_book
from tests.bench.measure import ROOT, Entry, measure, runs_table, show, vorlesen

WORDS, SECTIONS = 180_000, 100
_MARKDOWN = """
import markdown, pathlib, sys
extensions = ["tables", "footnotes", "def_list", "attr_list"]
for path in sys.argv[1:]:
    markdown.Markdown(extensions=extensions).convert(pathlib.Path(path).read_text(encoding="utf-8"))
"""


def version() -> str:
    """The peer's."""
    return f"pandoc {pypandoc.get_pandoc_version()}"


def compare(scratch: Path, runs: int, limit_s: float) -> None:
    """Measure and print all tables, each for `limit_s` seconds at most."""
    idle = [Entry("vorlesen --help", (*vorlesen(), "--help")), Entry("python -c pass", (sys.executable, "-c", "pass"))]
    show(runs_table("Start", idle, measure(idle, runs * 2, limit_s)))
    long_book = scratch / "book"
    words = write_book(WORDS, SECTIONS, long_book)
    for title, manuscript in (
        ("The article in manuscript/", ROOT / "manuscript"),
        (f"A book of {words} words in {SECTIONS} sections", long_book),
    ):
        entries = _editions(manuscript, scratch)
        show(runs_table(title, entries, measure(entries, runs, limit_s)))


def _editions(manuscript: Path, scratch: Path) -> list[Entry]:
    """The commands that make an e-book of a manuscript, pandoc's last."""
    files = tuple(str(path) for path in sorted(manuscript.glob("*.md")))
    pandoc = (
        pypandoc.get_pandoc_path(), "-f", "markdown", "--toc", "--split-level=1",
        "--metadata", "title=Buch", "--metadata", "lang=de",
        "-o", str(scratch / "pandoc.epub"), *files,
    )  # fmt: skip
    ours = (*vorlesen(), "build", str(manuscript), "--only", "epub", "--no-cache", "-o", str(scratch / "output"))
    return [
        Entry("vorlesen", ours),
        Entry("Python-Markdown alone", (sys.executable, "-c", _MARKDOWN, *files)),
        Entry("pandoc", pandoc),
    ]
