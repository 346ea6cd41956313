"""The middle of the pipeline made visible: a manuscript or an edition's pages as text. Pure."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal

from pipeline.edition import Edition
from pipeline.model import Asset, Manuscript
from pipeline.writers.epub import xhtml_documents


def dump_manuscript(manuscript: Manuscript, section: str | None = None) -> str:
    """The typed manuscript as JSON: each node an object with its type first. One section alone by its id."""
    if section is not None:
        chapters = [chapter for chapter in manuscript.chapters if chapter.id == section]
        if not chapters:
            raise KeyError(section)
        return _json(_plain(chapters[0]))
    return _json(_plain(manuscript))


def dump_xhtml(edition: Edition, section: str | None = None) -> str:
    """The pages of the e-book, each under a line with its name. One page alone by its section's id or its name."""
    pages = xhtml_documents(edition)
    if section is not None:
        pages = tuple(page for page in pages if page.name in (section, f"section-{section}.xhtml"))
        if not pages:
            raise KeyError(section)
    return "\n".join(f"==> {page.name} <==\n{page.data.decode()}" for page in pages)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _plain(value: object) -> object:
    match value:
        case Asset():
            return {"type": "Asset", "path": value.path, "media_type": value.media_type, "bytes": len(value.data)}
        case Decimal() | date():
            return str(value)
        case tuple():
            return [_plain(part) for part in value]
        case _ if is_dataclass(value):
            # Fields at their usual value say nothing, and would hide those that do.
            shown = {f.name: getattr(value, f.name) for f in fields(value)}
            kept = {name: _plain(part) for name, part in shown.items() if part not in (None, (), False)}
            return {"type": type(value).__name__, **kept}
    return value
