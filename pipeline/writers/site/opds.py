"""The catalogue that reading apps subscribe to: the e-book, the one with narration, the audiobook. Pure.

Implements OPDS 2.0 and the default context of the Readium Web Publication Manifest, from which it takes its metadata.
Addresses are whole: apps keep records without the catalogue that they came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from pipeline.edition import Artifact
from pipeline.languages import is_right_to_left
from pipeline.model import Accessibility
from pipeline.writers.accessibility import Claims, claims_of_sound, claims_of_text, take_inventory
from pipeline.writers.names import AUDIOBOOK, CATALOGUE, FEED, INDEX, epub_name
from pipeline.writers.site.audiobook import PROFILE
from pipeline.writers.site.shelf import HTML, MP3, Image, Json, Shelf, written

OPDS, RECORD, EPUB = "application/opds+json", "application/opds-publication+json", "application/epub+zip"
OPEN = "http://opds-spec.org/acquisition/open-access"
"""Free to all who ask (OPDS 1.2, section 5.2.1, to which 2.0 refers)."""
MANIFEST = f'application/ld+json;profile="{PROFILE}"'
"""A manifest of W3C Audiobooks has no media type of its own: JSON-LD that follows a profile (RFC 6906)."""

_CLAIM = re.compile(r"EPUB Accessibility 1\.1 - WCAG (2\.[0-2]) Level (A{1,3})")


class Publication(Struct, frozen=True):
    """One form of the book; `forms` are the path and the media type of each file that holds all of it."""

    name: str
    schema: str
    identifier: str
    title: str
    claims: Claims
    forms: tuple[tuple[str, str], ...]
    is_heard: bool = False


def catalogue(shelf: Shelf) -> Iterator[Artifact]:
    """Write the catalogue (OPDS 2.0, "Overview"), then each publication's record, which it links to as `self`."""
    records = [(publication, _record(shelf, publication)) for publication in _publications(shelf)]
    yield Artifact(
        CATALOGUE,
        written(
            {
                "metadata": {"title": shelf.metadata.title, "modified": shelf.modified, "numberOfItems": len(records)},
                "links": [
                    _link(shelf, CATALOGUE, OPDS, rel=["self", "start"]),
                    _link(shelf, INDEX, HTML, rel="alternate"),
                    _link(shelf, FEED, "application/rss+xml", rel="alternate"),
                ],
                "publications": [record for _, record in records],
            }
        ),
    )
    for publication, record in records:
        yield Artifact(_path(publication), written(record))


def _publications(shelf: Shelf) -> tuple[Publication, ...]:
    manuscript, metadata, say = shelf.edition.manuscript, shelf.metadata, shelf.words
    return (
        Publication(
            "book",
            "EBook",
            metadata.identifier,
            metadata.title,
            claims_of_text(manuscript, take_inventory(manuscript)),
            ((epub_name(metadata.slug), EPUB),),
        ),
        Publication(
            "readalong",
            "EBook",
            shelf.identifier("readalong"),
            f"{metadata.title} ({say.edition_readalong})",
            claims_of_text(manuscript, take_inventory(manuscript, narration=True)),
            ((epub_name(metadata.slug, narration=True), EPUB),),
            is_heard=True,
        ),
        Publication(
            "audiobook",
            "Audiobook",
            shelf.identifier("audiobook"),
            f"{metadata.title} ({say.edition_audiobook})",
            claims_of_sound(manuscript),
            ((f"{shelf.whole.path}.mp3", MP3), (AUDIOBOOK, MANIFEST)),
            is_heard=True,
        ),
    )


def _path(publication: Publication) -> str:
    return f"opds/{publication.name}.json"


def _record(shelf: Shelf, publication: Publication) -> Mapping[str, Json]:
    """A publication (OPDS 2.0, section 4.1): metadata, at least one way to get it, at least one picture."""
    return {
        "metadata": _metadata(shelf, publication),
        "links": [
            _link(shelf, _path(publication), RECORD, rel="self"),
            *(_link(shelf, path, media_type, rel=OPEN) for path, media_type in publication.forms),
            _link(shelf, INDEX, HTML, rel="alternate"),
        ],
        "images": [_picture(shelf, image) for image in shelf.images],
    }


def _metadata(shelf: Shelf, publication: Publication) -> Mapping[str, Json | None]:
    """What is said of a publication (Web Publication Manifest, default context)."""
    metadata = shelf.metadata
    is_own = publication.identifier == metadata.identifier
    is_audiobook = publication.schema == "Audiobook"
    return {
        "@type": f"http://schema.org/{publication.schema}",
        "title": publication.title,
        "subtitle": metadata.subtitle,
        "identifier": publication.identifier,
        "altIdentifier": None if is_own else [metadata.identifier],
        "author": metadata.creator,
        "narrator": shelf.voices if publication.is_heard else None,
        "publisher": metadata.publisher,
        "language": metadata.language,
        "published": metadata.date.isoformat(),
        "modified": shelf.modified,
        "description": metadata.description,
        "subject": metadata.subjects or None,
        "duration": shelf.duration_ms(shelf.whole) / 1000 if is_audiobook else None,
        "abridged": False if is_audiobook else None,
        "readingProgression": "rtl" if is_right_to_left(metadata.language) else "ltr",
        "accessibility": _accessibility(publication.claims, None if is_audiobook else metadata.accessibility),
    }


def _accessibility(claims: Claims, declared: Accessibility | None) -> Mapping[str, Json | None]:
    """What a publication offers to whom (default context, "Accessibility metadata").

    `declared` is what the publisher declares of e-books; None for what isn't one.
    """
    return {
        **(_declared(declared) if declared else {}),
        "accessMode": claims.modes,
        "accessModeSufficient": claims.sufficient,
        "feature": claims.features,
        "hazard": claims.hazards,
        "summary": claims.summary,
    }


def _declared(declared: Accessibility) -> Mapping[str, Json | None]:
    """The publisher's claim where it is one that has an address, and who stands for it."""
    claim = _CLAIM.fullmatch(declared.conforms_to or "")
    certification = {
        "certifiedBy": declared.certified_by,
        "credential": declared.certifier_credential,
        "report": declared.certifier_report,
    }
    return {
        "conformsTo": f"https://www.w3.org/TR/epub-a11y-11#wcag-{claim[1]}-{claim[2].lower()}" if claim else None,
        "certification": certification if declared.certified_by else None,
    }


def _picture(shelf: Shelf, image: Image) -> Json:
    width, height = image.size
    return {"href": shelf.address(image.path), "type": image.media_type, "width": width, "height": height}


def _link(shelf: Shelf, path: str, media_type: str, *, rel: str | list[str]) -> Json:
    return {"rel": rel, "href": shelf.address(path), "type": media_type}
