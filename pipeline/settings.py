"""book.yaml -> frozen Settings. Pure: text in, settings or findings out.

The file says what the book is; nothing in it is computed. An unknown key is a finding that names
its neighbour. Every key is described in docs/book-yaml.md.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated

from msgspec import Struct, field
from msgspec.structs import asdict, fields

from pipeline.errors import Finding
from pipeline.languages import is_language_tag
from pipeline.model import Accessibility, Metadata, Place
from pipeline.plain import Loc
from pipeline.podcast import FeedFile, FeedSettings, feed_settings
from pipeline.schema import After, Many, Record, Words, is_visible, read_yaml
from pipeline.slug import is_numbered
from pipeline.sound import (
    AudioFile,
    AudioSettings,
    Voices,
    VoicesFile,
    audio_findings,
    audio_settings,
    voice_findings,
    voice_places,
    voices_of,
)
from pipeline.website import WebFile


def _language(value: str) -> str:
    if not is_language_tag(value):
        raise ValueError("unknown-language")
    return value


def _slug(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", value):
        raise ValueError("bad-slug")
    if is_numbered(value):
        raise ValueError("numbered-slug")
    return value


def _identifier(value: str) -> str:
    """A UUID's name has 32 hexadecimal digits in five groups (RFC 9562, section 4); other names are free."""
    uuids = r"urn:uuid:(?![0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$).*"
    if re.fullmatch(uuids, value, re.IGNORECASE | re.DOTALL):
        raise ValueError("bad-identifier")
    return value


def _day(value: date) -> date:
    if value.year < _FIRST_YEAR:
        raise ValueError("bad-year")
    return value


# An http address as RFC 3986 has it, sections 2 and 3: this one is taken over as it stands.
_CHARACTER = r"[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2}"
_WEB = re.compile(
    r"https?://(?:(?!-|xn--)[a-z0-9-]{1,63}(?<!-)\.)*(?!-|xn--)(?=[a-z])[a-z0-9-]{1,63}(?<!-)"
    rf"(?::[0-9]{{1,4}})?(?:/(?:{_CHARACTER})*)?(?:\?(?:{_CHARACTER}|\?)*)?(?:#(?:{_CHARACTER}|\?)*)?",
    re.IGNORECASE,
)


def _address(value: str) -> str:
    if not _WEB.fullmatch(value):
        raise ValueError("bad-address")
    return value


Language = Annotated[str, After(_language)]
Identifier = Annotated[Words, After(_identifier)]
Day = Annotated[date, After(_day)]
# Before it, dates of a book are misspelt, and readers that expect four digits without a nought would fail.
_FIRST_YEAR = 1000


def _all_present(values: tuple[str, ...]) -> tuple[str, ...]:
    if not all(is_visible(value) for value in values):
        raise ValueError("empty-value")
    return values


ManyWords = Annotated[Many, After(_all_present)]


class _AccessibilityFile(Record, frozen=True):
    """`accessibility:` in book.yaml: what the publisher declares, and answers for."""

    conforms_to: Words | None = None
    certified_by: Words | None = None
    certifier_credential: Words | None = None
    certifier_report: Annotated[Words, After(_address)] | None = None
    contact: Words | None = None


class BookFile(Record, frozen=True):
    """The keys of book.yaml."""

    title: Words
    language: Language
    creator: ManyWords
    date: Day
    identifier: Identifier | None = None
    subtitle: Words | None = None
    publisher: Words | None = None
    description: Words | None = None
    subjects: ManyWords = ()
    licence: Words | None = None
    rights: Words | None = None
    slug: Annotated[str, After(_slug)] | None = None
    cover: Words | None = None
    cover_alt: Words | None = None
    imprint: ManyWords = ()
    accessibility: _AccessibilityFile = _AccessibilityFile()
    audio: AudioFile = AudioFile()
    web: WebFile = WebFile()
    voices: VoicesFile = field(default_factory=dict)
    feed: FeedFile = FeedFile()


class Settings(Struct, frozen=True):
    """What book.yaml says: of the book itself, of how it sounds, of who speaks, and of the podcast.

    `one_page` tells whether the pages to read along are one page.
    `voices` has each speaker's voice for each engine. `places` tells where each value stands, by the keys that lead
    to it; for ("voices", speaker) it is the speaker's name, for ("voices", speaker, engine) the voice.
    """

    metadata: Metadata
    places: Mapping[Loc, Place] = field(default_factory=dict)
    audio: AudioSettings = field(default_factory=AudioSettings)
    voices: Voices = field(default_factory=dict)
    feed: FeedSettings = field(default_factory=FeedSettings)
    one_page: bool = False


def read_settings(text: str, path: str) -> tuple[Settings | None, tuple[Finding, ...]]:
    """Read book.yaml; the settings are None when it can't be read, and may come with findings."""
    file, findings, (places, keys) = read_yaml(text, Place(path), BookFile)
    if file is None:
        return None, findings
    found = (*_unfinished(file, places), *audio_findings(file.audio, places), *voice_findings(file.voices, keys))
    places |= voice_places(file.voices, file.audio.engine, places, keys)
    voices = voices_of(file.voices, file.audio.engine)
    one_page = file.web.pages == "one"
    audio, feed = audio_settings(file.audio), feed_settings(file.feed)
    return Settings(_metadata(file), places, audio, voices, feed, one_page), found


def _metadata(file: BookFile) -> Metadata:
    own = {
        "identifier": file.identifier or _derived_identifier(file),
        "slug": file.slug or "",
        "accessibility": Accessibility(**asdict(file.accessibility)),
    }
    values = {**asdict(file), **own}
    return Metadata(**{field.name: values[field.name] for field in fields(Metadata)})


def _unfinished(file: BookFile, places: Mapping[Loc, Place]) -> Iterator[Finding]:
    """What is only said together: a cover and its alternative text, a claim and who answers for it.

    A claim of conformance names who certifies it, and who certifies names the claim (EPUB Accessibility 1.1,
    conformance reporting).
    """
    if file.cover is not None and file.cover_alt is None:
        yield Finding.at(places["cover",], "cover-without-alt")
    if file.accessibility.conforms_to and not file.accessibility.certified_by:
        yield Finding.at(places["accessibility", "conforms_to"], "claim-without-certifier")
    for key in ("certified_by", "certifier_credential", "certifier_report"):
        if getattr(file.accessibility, key) and not file.accessibility.conforms_to:
            yield Finding.at(places["accessibility", key], "certifier-without-claim", key=key)


def _derived_identifier(file: BookFile) -> str:
    """A stable name for a book that has none: a UUID from its language, title and creators (RFC 9562, 5.5)."""
    name = "\n".join(("vorlesen", file.language, file.title, *file.creator))
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"
