"""The small manuscript that `vorlesen new` makes. Pure but for reading this package's own files."""

from __future__ import annotations

from datetime import date
from importlib.resources import files


def new_manuscript(language: str, identifier: str, day: date) -> dict[str, str]:
    """The files of a small manuscript in German ("de") or English ("en"): path and text."""
    folder = files(__name__).joinpath(language)
    texts = {
        entry.name: entry.read_text(encoding="utf-8")
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith((".md", ".yaml"))
    }
    book = texts["book.yaml"].replace("{identifier}", identifier).replace("{date}", day.isoformat())
    return {**texts, "book.yaml": book}
