"""The middle of the pipeline made visible: a manuscript, an edition's pages or what is said of it as text. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict

from pipeline.edition import Edition
from pipeline.model import Asset, Manuscript
from pipeline.writers.epub import xhtml_documents

if TYPE_CHECKING:
    # What is read only needs nothing that sound is made with.
    from pipeline.speech.lexicon import Lexicon
    from pipeline.speech.script import SectionScript


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


def dump_script(scripts: Sequence[SectionScript], lexicon: Lexicon, section: str | None = None) -> str:
    """What is said: sections and marks as headings, a line an utterance. One section alone by its id.

    A line has the utterance's id, its speaker, the pause after it and its words as written; where they are said in
    other words, "=>" and these. Words in another language than the section's stand as an author writes them. Raises
    KeyError.
    """
    if section is not None:
        scripts = [script for script in scripts if script.id == section]
        if not scripts:
            raise KeyError(section)
    return "\n".join("".join(f"{line}\n" for line in _script(script, lexicon)) for script in scripts)


def _script(script: SectionScript, lexicon: Lexicon) -> Iterator[str]:
    from pipeline.speech.normalize import normalize_phrases  # noqa: PLC0415  # with it comes numpy

    def visible(phrases: Iterator[tuple[str, str]]) -> str:
        marked = (text if language == script.language else f"[{text}]{{lang={language}}}" for text, language in phrases)
        return "".join(marked).replace("\n", "\\n")

    yield f"==> {script.id} ({script.language}) <=="
    titles = {mark.first: f"{mark.kind}: {mark.title}" for mark in script.marks}
    for number, utterance in enumerate(script.utterances):
        if number in titles:
            yield f"\n# {titles[number]}\n"
        languages = [phrase.language for phrase in utterance.phrases]
        spoken = normalize_phrases(utterance.phrases, lexicon)
        written = visible((phrase.text, phrase.language) for phrase in utterance.phrases)
        said = visible(zip((each.text for each in spoken), languages, strict=True))
        other = "" if said == written else f" => {said}"
        yield f"{utterance.id} | {utterance.speaker} | {utterance.pause_ms} ms | {written}{other}"


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
        case Struct():
            # Fields at their usual value say nothing, and would hide those that do.
            kept = {name: _plain(part) for name, part in asdict(value).items() if part not in (None, (), False)}
            return {"type": type(value).__name__, **kept}
    return value
