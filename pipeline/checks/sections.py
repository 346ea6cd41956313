"""Rules over whole sections. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.errors import Finding
from pipeline.model import Block, Heading, Manuscript, Ornament
from pipeline.traversal import walk


def check_sections(manuscript: Manuscript) -> Iterator[Finding]:
    """Each section says something below its title."""
    for chapter in manuscript.chapters:
        if not any(_says_something(block) for block in walk(chapter.blocks)):
            yield Finding.at(chapter.place, "empty-section")


def _says_something(block: Block) -> bool:
    return not isinstance(block, Heading | Ornament)
