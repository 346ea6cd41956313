"""The book read aloud as one publication: a manifest that names its tracks, texts, cover and contents. Pure.

Implements Audiobooks (W3C Recommendation, 10 November 2020), a profile of Publication Manifest (of the same day).
Addresses within the book are relative to the manifest (Publication Manifest, "URLs"): a copy of the site elsewhere is a
whole audiobook, too.
"""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.languages import is_right_to_left
from pipeline.writers.accessibility import Claims, claims_of_sound
from pipeline.writers.names import FEED, INDEX, epub_name, section_address
from pipeline.writers.site.shelf import CONTENTS, HTML, MP3, Json, Shelf, written
from pipeline.writers.tracks import Recording

PROFILE = "https://www.w3.org/TR/audiobooks/"


def manifest(shelf: Shelf) -> bytes:
    """The manifest (Audiobooks, "Manifest"): what is required, and all that is recommended."""
    metadata = shelf.metadata
    progression = "rtl" if is_right_to_left(metadata.language) else "ltr"
    return written(
        {
            # "Manifest Contexts": these two, in this order, and the language of what has none of its own.
            "@context": [
                "https://schema.org",
                "https://www.w3.org/ns/pub-context",
                {"language": metadata.language, "direction": progression},
            ],
            "conformsTo": PROFILE,
            "type": "Audiobook",
            "id": shelf.identifier("audiobook"),
            "url": shelf.address(INDEX),
            "name": metadata.title,
            "description": metadata.description,
            "author": [_person(name) for name in metadata.creator],
            "readBy": [_person(name) for name in shelf.voices],
            "publisher": {"type": "Organization", "name": metadata.publisher} if metadata.publisher else None,
            "inLanguage": metadata.language,
            "datePublished": metadata.date.isoformat(),
            "dateModified": shelf.modified,
            "readingProgression": progression,
            "abridged": False,
            "duration": _duration(sum(map(shelf.duration_ms, shelf.sections))),
            **_accessibility(claims_of_sound(shelf.edition.manuscript)),
            "readingOrder": [_track(shelf, section) for section in shelf.sections],
            "resources": [*_pages(shelf), _cover(shelf), *_texts(shelf)],
            "links": _links(shelf),
        }
    )


def _person(name: str) -> Json:
    return {"type": "Person", "name": name}


def _accessibility(claims: Claims) -> Mapping[str, Json]:
    """What the book offers to whom (Publication Manifest, "Accessibility")."""
    return {
        "accessMode": claims.modes,
        "accessModeSufficient": [{"type": "ItemList", "itemListElement": modes} for modes in claims.sufficient],
        "accessibilityFeature": claims.features,
        "accessibilityHazard": claims.hazards,
        "accessibilitySummary": claims.summary,
    }


def _track(shelf: Shelf, section: Recording) -> Json:
    """A section (Audiobooks, "Default Reading Order"), with what a deaf reader has in its place ("Accessibility")."""
    say = shelf.words
    return {
        "type": "LinkedResource",
        "url": f"{section.path}.mp3",
        "encodingFormat": MP3,
        "name": _title(shelf, section),
        "duration": _duration(shelf.duration_ms(section)),
        "alternate": [
            _resource(f"{section.path}.html", HTML, say.download_transcript),
            _resource(f"{section.path}.vtt", "text/vtt", say.download_captions),
            _resource(_page(shelf, section), HTML, say.read_along_page),
        ],
    }


def _page(shelf: Shelf, section: Recording) -> str:
    return section_address(section.tracks[0].id, one_page=shelf.edition.one_page)


def _title(shelf: Shelf, section: Recording) -> Json:
    """The title of a section, with its language where that is not the book's."""
    title, language = section.tags.title, section.tags.language
    return title if language == shelf.metadata.language else {"value": title, "language": language}


def _pages(shelf: Shelf) -> list[Json]:
    """The page to start from, and the contents (Audiobooks, "Primary Entry Page" and "Table of Contents")."""
    return [
        _resource(INDEX, HTML, shelf.metadata.title),
        {**_resource(CONTENTS, HTML, shelf.words.contents), "rel": "contents"},
    ]


def _cover(shelf: Shelf) -> Json:
    """The picture, with words for who doesn't see it (Publication Manifest, "Cover")."""
    described = shelf.words.artwork_alt.format(title=shelf.metadata.title)
    return {**_resource(shelf.artwork.path, shelf.artwork.media_type, described), "rel": "cover"}


def _texts(shelf: Shelf) -> list[Json]:
    """All that the tracks name in their place: what belongs to a publication is in its list of resources."""
    # On one page all sections stand, and that is named already: a place on it is no resource of its own.
    sections = () if shelf.edition.one_page else shelf.sections
    pages: list[Json] = [_resource(_page(shelf, section), HTML, section.tags.title) for section in sections]
    say = shelf.words
    return pages + [
        _resource(f"{section.path}.{ending}", media_type, label)
        for section in shelf.sections
        for ending, media_type, label in (
            ("html", HTML, say.download_transcript),
            ("vtt", "text/vtt", say.download_captions),
        )
    ]


def _links(shelf: Shelf) -> list[Json]:
    """What isn't part of the audiobook (Publication Manifest, "Links"): the same book in other forms."""
    say, slug = shelf.words, shelf.metadata.slug
    others = (
        (epub_name(slug), "application/epub+zip", say.download_epub),
        (FEED, "application/rss+xml", say.feed),
        (f"{shelf.whole.path}.mp3", MP3, say.download_mp3),
    )
    return [{**_resource(path, kind, name), "rel": "alternate"} for path, kind, name in others]


def _resource(path: str, media_type: str, name: str) -> dict[str, Json]:
    return {"type": "LinkedResource", "url": path, "encodingFormat": media_type, "name": name}


def _duration(milliseconds: int) -> str:
    """A length of time as ISO 8601 writes it (Publication Manifest, "Duration"), to the millisecond."""
    return f"PT{milliseconds // 1000}.{milliseconds % 1000:03d}S"
