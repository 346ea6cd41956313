"""A manuscript folder in, a Manuscript or all its findings out. Reads files; writes nothing.

Two walks over the sections: the first parses each file and learns which places there are to link to,
the second makes the typed blocks.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from pipeline.errors import Finding
from pipeline.model import Chapter, Manuscript, Metadata, Note, Place, Prose, plain
from pipeline.plain import Loc
from pipeline.reader.anchors import Anchors
from pipeline.reader.assets import AssetReader
from pipeline.reader.attributes import attribute_line
from pipeline.reader.blocks import BlockReader, Counts
from pipeline.reader.frontmatter import FrontMatter, split_front_matter
from pipeline.reader.ids import clashes, owner_of
from pipeline.reader.inlines import InlineReader
from pipeline.reader.markdown import Parsed, parse_markdown
from pipeline.reader.notes import Notes
from pipeline.reader.text import read_text
from pipeline.settings import Settings, read_settings
from pipeline.slug import book_slug, slugify

BOOK_FILE = "book.yaml"
# Where one of these is found, clashes would only say it again.
_ID_CODES = ("bad-id", "duplicate-id", "duplicate-section-id", "reserved-id")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")


class Reading(Struct, frozen=True):
    """What could be read of a folder. With findings, parts of the manuscript are missing or stand-ins.

    `settings` is None when book.yaml can't be read.
    """

    settings: Settings | None
    manuscript: Manuscript
    findings: tuple[Finding, ...]


def load(folder: Path) -> Reading:
    """Read a manuscript folder, as far as it can be read, so that all its findings show at once."""
    findings: list[Finding] = []
    if not folder.is_dir():
        findings.append(Finding.at(Place(str(folder)), "no-folder"))
        return Reading(None, Manuscript(_STAND_IN, (), (), (), (), ()), tuple(findings))
    settings = _settings(folder, findings)
    files = _files(folder, findings)
    if not files:
        findings.append(Finding.at(Place(str(folder)), "empty-manuscript"))
    metadata = settings.metadata if settings else _STAND_IN
    drafts = [draft for path in files if (draft := _draft(path, metadata.language, findings))]
    anchors = _anchors(drafts, findings)
    assets = AssetReader(folder)
    counts = Counts()
    chapters = tuple(_chapter(draft, anchors, counts, assets, findings) for draft in drafts)
    if not any(finding.code in _ID_CODES for finding in findings):
        findings.extend(clashes(chapters, anchors.written))
    where = _Where(Place(str(folder / BOOK_FILE)), settings.places if settings else {})
    if metadata.cover is not None:
        assets.read(metadata.cover, where.of("cover"), findings)
    words = _book_words(metadata, where, anchors, assets, findings)
    pictures = tuple(assets.found[path] for path in sorted(assets.found))
    manuscript = Manuscript(*words, chapters, pictures)
    return Reading(replace(settings, metadata=manuscript.metadata) if settings else None, manuscript, tuple(findings))


# Holds the place of a book.yaml that can't be read while the sections are looked at all the same.
_STAND_IN = Metadata(title="", language="de", creator=(), identifier="", date=date.min)


def _files(folder: Path, findings: list[Finding]) -> list[Path]:
    """The files of the sections; a hidden one is an editor's or a system's own."""
    named = sorted(path for path in folder.glob("*.md") if not path.name.startswith("."))
    findings.extend(Finding.at(Place(str(path)), "not-a-file") for path in named if not path.is_file())
    return [path for path in named if path.is_file()]


class _Where(Struct, frozen=True):
    """Where the values of book.yaml stand; `file` is its beginning."""

    file: Place
    places: Mapping[Loc, Place]

    def of(self, *loc: Hashable) -> Place:
        return self.places.get(loc, self.file)


def _settings(folder: Path, findings: list[Finding]) -> Settings | None:
    path = folder / BOOK_FILE
    if not path.is_file():
        findings.append(Finding.at(Place(str(path)), "no-book-file"))
        return None
    text = read_text(path, findings)
    if text is None:
        return None
    settings, found = read_settings(text, str(path))
    findings.extend(found)
    return settings


_BookWords = tuple[Metadata, Prose, Prose, tuple[Prose, ...], Prose]


def _book_words(
    metadata: Metadata, where: _Where, anchors: Anchors, assets: AssetReader, findings: list[Finding]
) -> _BookWords:
    """What book.yaml shows in the book, as prose: titles, imprint and contact may mark other languages and link."""
    notes = Notes("book", frozenset(), Counts())

    def reader(*loc: Hashable) -> InlineReader:
        return InlineReader("book", anchors, notes, lambda needle, line, column=1: where.of(*loc), assets, findings)

    def prose(text: str, name: str, *loc: Hashable) -> Prose:
        return reader(*loc).line(text, f"book-{name}", metadata.language, 1)

    title = reader("title").label(metadata.title, "book-title", 1)
    subtitle = reader("subtitle").label(metadata.subtitle or "", "book-subtitle", 1)
    imprint = tuple(prose(line, f"imprint-{n + 1}", "imprint", n) for n, line in enumerate(metadata.imprint))
    contact = prose(metadata.accessibility.contact or "", "contact", "accessibility", "contact")
    slug = metadata.slug or book_slug(plain(title))
    metadata = replace(metadata, title=plain(title), subtitle=plain(subtitle) or None, slug=slug)
    return metadata, title, subtitle, imprint, contact


# ------------------------------------------------------------------ first walk


class _Draft(Struct):
    """A file that is parsed but not yet read into blocks; `whole` unless its front matter couldn't be read."""

    path: Path
    matter: FrontMatter
    parsed: Parsed
    chapter: str
    language: str
    whole: bool


def _draft(path: Path, language: str, findings: list[Finding]) -> _Draft | None:
    text = read_text(path, findings)
    if text is None:
        return None
    matter, body, found = split_front_matter(text, str(path))
    findings.extend(found)
    if not body.strip() and not found and not matter.title:
        findings.append(Finding.at(Place(str(path)), "empty-section"))
        return None
    chapter = matter.id or _chapter_id(path.stem)
    parsed = parse_markdown(body)
    findings.extend(Finding.at(Place(str(path), line), "nested-too-deep") for line in parsed.too_deep)
    _show_again(parsed, text.split("\n"), len(body) - len(body.lstrip("\n")))
    return _Draft(path, matter, parsed, chapter, matter.lang or language, not found)


def _show_again(parsed: Parsed, source: list[str], head: int) -> None:
    """Let findings be located in front matter and charts, too, which Markdown didn't see."""
    text = parsed.lines.text
    text[:head] = source[:head]
    for fence in parsed.fences:
        if fence.kind == "chart":
            end = fence.line + fence.text.count("\n") + 1
            text[fence.line : end] = source[fence.line : end]


def _chapter_id(stem: str) -> str:
    """A section's id is its file's name without the number that orders it."""
    name = slugify(re.sub(r"^\d+[-_. ]*(?=\D)", "", stem), "s")
    return name if name[0].isalpha() else f"s-{name}"


def _anchors(drafts: list[_Draft], findings: list[Finding]) -> Anchors:
    anchors = Anchors()
    # Files of the book are named by ids, and on some systems A and a are one name.
    seen: set[str] = set()
    sections: dict[str, str] = {}
    for draft in drafts:
        if draft.chapter.lower() in sections:
            place = Place(str(draft.path), *draft.parsed.lines.locate("id:" if draft.matter.id else "", 1))
            findings.append(Finding.at(place, "duplicate-section-id", id=draft.chapter))
        sections.setdefault(draft.chapter.lower(), draft.chapter)
        anchors.files[draft.path.name] = draft.chapter
        anchors.places[draft.chapter] = dict(_places(draft))
        for written, place in _with_places(draft, list(_written_ids(draft))):
            if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", written):
                findings.append(Finding.at(place, "bad-id", key="id", text=written))
            elif written.lower() in seen:
                findings.append(Finding.at(place, "duplicate-id", id=written))
            seen.add(written.lower())
            anchors.written[written] = place
    for written, place in anchors.written.items():
        owner = owner_of(written.lower(), sections)
        if owner is not None:
            findings.append(Finding.at(place, "reserved-id", id=written, section=owner))
    return anchors


def _with_places(draft: _Draft, ids: list[str]) -> Iterator[tuple[str, Place]]:
    """Each id that the author wrote, with its place: of equal ones the first with the first in the text."""
    for written in dict.fromkeys(ids):
        name = re.compile(rf"\{{[^{{}}]*?(#|\bid=[\"']?){re.escape(written)}(?=[\s\"'}}])")
        found = [
            Place(str(draft.path), number, match.start(1) + 1)
            for number, line in enumerate(draft.parsed.lines.text, 1)
            for match in name.finditer(line)
        ]
        for index in range(ids.count(written)):
            yield written, found[min(index, len(found) - 1)] if found else Place(str(draft.path))


def _places(draft: _Draft) -> Iterator[tuple[str, str]]:
    for heading in (element for element in draft.parsed.root.iter() if element.tag in _HEADINGS):
        slug = slugify("".join(heading.itertext()), "h")
        yield slug, heading.get("id") or f"{draft.chapter}-{slug}"
    for written in _written_ids(draft):
        yield written, written


def _written_ids(draft: _Draft) -> Iterator[str]:
    for root in (draft.parsed.root, *draft.parsed.notes.values()):
        for element in root.iter():
            if "id" in element.attrib:
                yield element.attrib["id"]
            elif element.tag == "p" and (extra := attribute_line(element)) and extra.get("id"):
                yield str(extra["id"])


# ------------------------------------------------------------------ second walk


def _chapter(draft: _Draft, anchors: Anchors, counts: Counts, assets: AssetReader, findings: list[Finding]) -> Chapter:
    path = str(draft.path)
    parsed = draft.parsed
    notes = Notes(draft.chapter, frozenset(parsed.notes), counts)

    def locate(needle: str, line: int, column: int = 1) -> Place:
        return Place(path, *parsed.lines.locate(needle, line, column))

    inline = InlineReader(draft.chapter, anchors, notes, locate, assets)
    reader = BlockReader(draft.chapter, draft.language, parsed, inline, counts)
    title = _title(draft, inline)
    voice = inline.label(draft.matter.voice or "", f"{draft.chapter}-voice", 1)
    blocks = reader.blocks(parsed.root)
    source = inline.label(draft.matter.source or "", f"{draft.chapter}-source", 1)
    endnotes = _endnotes(parsed, notes, reader, inline)
    for link in parsed.unresolved:
        inline.report(1, link, "unresolved-link", text=link)
    for name, line in parsed.repeated_notes:
        inline.report(line, f"[^{name}]:", "note-repeated", text=name)
    findings.extend(inline.findings)
    matter = draft.matter
    return Chapter(
        draft.chapter, title, blocks, endnotes, Place(path), matter.role, matter.lang, voice, source, matter.published
    )


def _title(draft: _Draft, inline: InlineReader) -> Prose:
    """The title from the front matter, or the body's own first heading of level 1, which leaves the body."""
    root = draft.parsed.root
    first = next(iter(root), None)
    name = f"{draft.chapter}-title"
    if first is not None and first.tag == "h1" and not draft.matter.title:
        line = draft.parsed.lines.line_of(root, 0, 1)
        prose = inline.prose(first, name, draft.language, line)
        first.tag = "title"
        if prose:
            return prose
    if not draft.matter.title and draft.whole:
        inline.report(1, "", "no-title")
    return inline.label(draft.matter.title or draft.chapter, name, 1)


def _endnotes(parsed: Parsed, notes: Notes, reader: BlockReader, inline: InlineReader) -> tuple[Note, ...]:
    """The notes that are cited, by number; those cited only within notes are found on the way."""
    made: dict[str, Note] = {}
    while len(made) < len(notes.numbers):
        for name in list(islice(notes.numbers, len(made), None)):
            place = inline.locate(f"[^{name}]:", 1)
            blocks = reader.blocks(parsed.notes[name], place.line)
            if not blocks:
                inline.report(place.line, f"[^{name}]:", "note-empty", text=name)
            made[name] = Note(notes.id_of(name), notes.numbers[name], blocks, (), place)
    for name in parsed.notes:
        if name not in made:
            inline.report(1, f"[^{name}]:", "note-uncited", text=name)
    return tuple(
        Note(note.id, note.number, note.blocks, tuple(notes.marks[name]), note.place) for name, note in made.items()
    )
