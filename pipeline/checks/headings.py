"""Rules over headings, by which readers move through a section (WCAG 2.2, 1.3.1 and 2.4.6). Pure."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.speech import has_words
from pipeline.errors import Finding
from pipeline.model import Heading, Manuscript, plain
from pipeline.schema import is_visible
from pipeline.traversal import walk


def check_headings(manuscript: Manuscript) -> Iterator[Finding]:
    """Levels follow each other below the section's title, and no heading is empty or its neighbour's twin."""
    for chapter in manuscript.chapters:
        headings = [block for block in walk(chapter.blocks) if isinstance(block, Heading)]
        yield from _levels(headings)
        yield from _twins(headings)
        for heading in headings:
            if not is_visible(plain(heading.content)):
                yield Finding.at(heading.place, "heading-empty")


def _levels(headings: list[Heading]) -> Iterator[Finding]:
    """The title is level 1; below it a level may be one deeper than the last, never two."""
    last = 1
    for heading in headings:
        text = plain(heading.content)
        if heading.level == 1:
            yield Finding.at(heading.place, "heading-level-one", text=text)
        elif heading.level > last + 1:
            yield Finding.at(heading.place, "heading-jump", text=text, level=heading.level, wanted=last + 1)
        last = heading.level


def _twins(headings: list[Heading]) -> Iterator[Finding]:
    """The same words may come back under another heading ("Beispiel"), not twice under one."""
    path: list[tuple[int, str]] = []
    seen: set[tuple[tuple[int, str], ...]] = set()
    for heading in headings:
        text = plain(heading.content)
        path = [*(step for step in path if step[0] < heading.level), (heading.level, text.casefold())]
        if has_words(text) and tuple(path) in seen:
            yield Finding.at(heading.place, "heading-repeated", text=text)
        seen.add(tuple(path))
