"""A section's front matter and body, taken apart and validated. Pure. The keys are described in docs/manuscript.md."""

from __future__ import annotations

import re
from typing import Annotated

from pipeline.errors import Finding
from pipeline.languages import is_language_tag
from pipeline.model import ChapterRole, Place
from pipeline.podcast import Moment
from pipeline.schema import After, Record, read_yaml


def _language(value: str) -> str:
    if not is_language_tag(value):
        raise ValueError("unknown-language")
    return value


def _name(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", value):
        raise ValueError("bad-id")
    return value


class FrontMatter(Record, frozen=True):
    """The keys of a section's front matter."""

    title: str | None = None
    id: Annotated[str, After(_name)] | None = None
    voice: str | None = None
    source: str | None = None
    role: ChapterRole = "chapter"
    lang: Annotated[str, After(_language)] | None = None
    published: Moment | None = None


def split_front_matter(text: str, path: str) -> tuple[FrontMatter, str, tuple[Finding, ...]]:
    """The front matter, the body with empty lines in its place so that lines keep their numbers, and findings."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return FrontMatter(), text, ()
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        return FrontMatter(), "\n".join(["", *lines[1:]]), (Finding.at(Place(path), "front-matter-open"),)
    body = "\n" * (end + 1) + "\n".join(lines[end + 1 :])
    matter, findings, _ = read_yaml("\n".join(lines[1:end]), Place(path, 2), FrontMatter)
    return matter or FrontMatter(), body, findings
