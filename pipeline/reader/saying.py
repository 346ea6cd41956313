"""One line of the author's Markdown, outside any manuscript. Pure."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import Finding
from pipeline.model import Place, Prose
from pipeline.reader.anchors import Anchors
from pipeline.reader.assets import AssetReader
from pipeline.reader.blocks import Counts
from pipeline.reader.inlines import InlineReader
from pipeline.reader.notes import Notes


def read_line(text: str, language: str) -> tuple[Prose, tuple[Finding, ...]]:
    """The sentences of a line in which languages may be marked, as in a paragraph; a finding's place is the line."""
    findings: list[Finding] = []
    notes = Notes("line", frozenset(), Counts())
    reader = InlineReader("line", Anchors(), notes, lambda *_: Place("-"), AssetReader(Path()), findings)
    return reader.line(text, "line", language, 1), tuple(findings)
