"""book.yaml -> frozen Settings. Pure: text in, settings or findings out.

The file says what the book is; nothing in it is computed. An unknown key is a finding that names
its neighbour. Every key is described in docs/book-yaml.md.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from pydantic import AfterValidator

from pipeline.errors import Finding
from pipeline.languages import is_language_tag
from pipeline.model import Accessibility, Metadata, Place
from pipeline.schema import Loc, Many, Record, is_visible, places_of, read_yaml


def _language(value: str) -> str:
    if not is_language_tag(value):
        raise ValueError("unknown-language")
    return value


def _slug(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", value):
        raise ValueError("bad-slug")
    return value


def _present(value: str) -> str:
    if not is_visible(value):
        raise ValueError("empty-value")
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


Language = Annotated[str, AfterValidator(_language)]
Words = Annotated[str, AfterValidator(_present)]
Identifier = Annotated[Words, AfterValidator(_identifier)]
Day = Annotated[date, AfterValidator(_day)]
# Before it, dates of a book are misspelt, and readers that expect four digits without a nought would fail.
_FIRST_YEAR = 1000


def _all_present(values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        _present(value)
    return values


ManyWords = Annotated[Many, AfterValidator(_all_present)]


class _AccessibilityFile(Record):
    """`accessibility:` in book.yaml: what the publisher declares, and answers for."""

    conforms_to: Words | None = None
    certified_by: Words | None = None
    certifier_credential: Words | None = None
    certifier_report: Words | None = None
    contact: Words | None = None


class BookFile(Record):
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
    slug: Annotated[str, AfterValidator(_slug)] | None = None
    cover: Words | None = None
    cover_alt: Words | None = None
    imprint: ManyWords = ()
    accessibility: _AccessibilityFile = _AccessibilityFile()


@dataclass(frozen=True, slots=True)
class Settings:
    """What book.yaml says. So far all of it is said of the book itself.

    `places` tells where each value stands, by the keys that lead to it.
    """

    metadata: Metadata
    places: Mapping[Loc, Place] = field(default_factory=dict, compare=False)


def read_settings(text: str, path: str) -> tuple[Settings | None, tuple[Finding, ...]]:
    """Read book.yaml; the settings are None when it can't be read, and may come with findings."""
    file, findings = read_yaml(text, Place(path), BookFile)
    if file is None:
        return None, findings
    accessibility = Accessibility(**file.accessibility.model_dump())
    places = places_of(text, Place(path))
    values = file.model_dump(exclude={"accessibility", "identifier", "slug"})
    identifier = file.identifier or _derived_identifier(file)
    return Settings(
        Metadata(**values, identifier=identifier, slug=file.slug or "", accessibility=accessibility), places
    ), tuple(_unfinished(file, places))


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
