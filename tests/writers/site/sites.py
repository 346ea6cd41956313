"""Small books as sites in tones, read back without the code that wrote them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from pipeline.build import build
from pipeline.files import Store
from pipeline.studio import Studio

ADDRESS = "https://lesen.example.org/klein/"
CLAIM = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
LANGUAGES = {
    "03-opds.md": "---\ntitle: In English\nlang: en\nvoice: Anna & Bea\n---\n\nA section of its own.\n\n"
    "## Middle\n\nOn.\n",
    "book.yaml": "title: Das [Social]{lang=en} Buch & mehr\nsubtitle: Ein Versuch\nlanguage: de\n"
    "creator: [Redaktion, Werkstatt]\npublisher: Verlag\nsubjects: [Lesen, Hören]\ndate: 2026-01-01\n"
    "description: Zum Ausprobieren.\nidentifier: urn:x:klein\nslug: klein\naccessibility:\n"
    f"  conforms_to: {CLAIM}\n  certified_by: Prüfstelle\n  certifier_report: https://example.org/report\n",
}


@dataclass(frozen=True, slots=True)
class Site:
    """A site in a folder that is to be published at ADDRESS."""

    folder: Path

    @property
    def files(self) -> set[str]:
        """The path of everything in it."""
        return {path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file()}

    def json(self, path: str) -> dict[str, Any]:
        """A document."""
        found: dict[str, Any] = json.loads((self.folder / path).read_bytes())
        return found

    def page(self, path: str) -> etree._Element:
        """A page, parsed strictly: it is XML as well."""
        return etree.fromstring((self.folder / path).read_bytes())


def written(folder: Path, book: dict[str, str]) -> Site:
    """The site of a book that is given as its files, read aloud in tones."""
    manuscript = folder / "manuscript"
    manuscript.mkdir(parents=True, exist_ok=True)
    for name, text in book.items():
        (manuscript / name).write_text(text, encoding="utf-8")
    return made(manuscript, folder / "out")


def made(manuscript: Path, output: Path, cache: Store | None = None) -> Site:
    """The site of a manuscript, read aloud in tones."""
    build(manuscript, output, ("site",), studio=Studio("tone", workers=2, cache=cache), address=ADDRESS)
    return Site(output / "site")
