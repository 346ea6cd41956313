"""Small books as web editions in tones, and the article's, read back without the code that wrote them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from pipeline.build import build
from pipeline.files import Store
from pipeline.studio import Studio

CHART = """```chart
type: pie
title: Anteile
unit: "%"
source: Zählung
data: {so: 70, da: 30}
```
"""
GERMAN = {
    "book.yaml": "title: Das [Social]{lang=en} Buch\nsubtitle: Ein Versuch\nlanguage: de\ncreator: Redaktion\n"
    "date: 2026-01-01\ndescription: Zum Ausprobieren.\nlicence: CC BY 4.0\nimprint: Stand heute.\n"
    "identifier: urn:x:klein\n",
    "01-index.md": "---\ntitle: Erstens\nvoice: Anna\nsource: Ein Werk\n---\n\n"
    "Ein Satz. Noch einer.[^n] Und [ein Link](https://example.org/) dazu.\n\n"
    "Siehe [den zweiten Teil](02-zwei.md).\n\n## Mitte\n\nKurz. Knapp. Gut.\n\n"
    "Tabelle: Werte\n\n| A | B |\n|---|---|\n| x |  |\n| y | eins |\n\nDanach.\n\n[^n]: Die Anmerkung. Zwei Sätze.\n",
    "02-zwei.md": f"---\ntitle: Zweitens\n---\n\nVor dem Bild.\n\n{CHART}\nNach dem Bild.\n\n"
    "- Erster Punkt\n- Zweiter Punkt\n\n#eins #zwei\n{: .hashtags }\n\n```python\nx < 1\n```\n\n> Ein Zitat.\n",
}
FIRST, SECOND = "_index.html", "zwei.html"
"""The pages of the German book's sections."""
WORDED = {**GERMAN, "book.yaml": GERMAN["book.yaml"] + "audio: {highlight: word}\n"}
ARABIC = {
    "book.yaml": "title: كتاب صغير\nlanguage: ar\ncreator: محرر\ndate: 2026-01-01\nidentifier: urn:x:ar\n",
    "01-awwal.md": "---\ntitle: البداية\n---\n\nهذه جملة قصيرة. وهذه [Social Media]{lang=en} بالإنجليزية.\n\n"
    "A passage in English. It runs the other way.\n{: lang=en }\n\n## وسط\n\nنص آخر.[^n]\n\n"
    "Table: أرقام\n\n| ا | ب |\n|---|---|\n| ج | 5 |\n\n[^n]: ملاحظة.\n",
    "02-english.md": "---\ntitle: In English\nlang: en\n---\n\nA section of its own.[^m] With two sentences.\n\n"
    "[^m]: A note.\n",
}


@dataclass(frozen=True, slots=True)
class Web:
    """A web edition in a folder."""

    folder: Path

    def page(self, name: str) -> etree._Element:
        """A page, parsed strictly: it is XML as well."""
        return etree.fromstring((self.folder / name).read_bytes())

    def pages(self) -> dict[str, etree._Element]:
        """Every page of the edition's own by name."""
        return {path.name: self.page(path.name) for path in sorted(self.folder.glob("*.html"))}

    def sections(self) -> dict[str, etree._Element]:
        """The pages of sections."""
        return {name: page for name, page in self.pages().items() if name != "index.html"}

    def cues(self, name: str) -> list[tuple[str, float, float]]:
        """What is read when on a page: the id of an element, start and end in seconds."""
        (script,) = self.page(name).iterfind(".//script[@type='application/json']")
        return [(shown, start, end) for shown, start, end, *_ in json.loads(script.text or "")]

    def words(self, name: str) -> list[tuple[str, float]]:
        """Which word is read when on a page: its id, and when it begins, in seconds."""
        (script,) = self.page(name).iterfind(".//script[@type='application/json']")
        cues = [(cue[0], cue[3]) for cue in json.loads(script.text or "") if len(cue) > 3]
        return [(f"{shown}-w{n}", start) for shown, starts in cues for n, start in enumerate(starts, 1)]


def on_one_page(book: dict[str, str]) -> dict[str, str]:
    """A book that is to have all of its sections on one page."""
    return {**book, "book.yaml": book["book.yaml"] + "web: {pages: one}\n"}


def written(folder: Path, book: dict[str, str], engine: str = "tone") -> Web:
    """The web edition of a book that is given as its files, read aloud in tones if not by another engine."""
    manuscript = folder / "manuscript"
    manuscript.mkdir(parents=True)
    for name, text in book.items():
        (manuscript / name).write_text(text, encoding="utf-8")
    return made(manuscript, folder / "out", engine)


def made(manuscript: Path, output: Path, engine: str = "tone", cache: Store | None = None) -> Web:
    """The web edition of a manuscript."""
    build(manuscript, output, ("web",), studio=Studio(engine, workers=2, cache=cache))
    return Web(output / "web")
