"""What catalogue and manifest are written from: an edition, its recordings and images, and where they are. Pure but
for the fonts of a cover.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct

from pipeline.edition import Edition, Podcast
from pipeline.locales import Words, words
from pipeline.model import Asset, Manuscript, Metadata, plain
from pipeline.writers.cover import ARTWORK, WEB_COVER, podcast_artwork
from pipeline.writers.names import COVER, episode_path, image_names
from pipeline.writers.tracks import Recording, recordings

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json | None]"

HTML, MP3 = "text/html", "audio/mpeg"
CONTENTS = "audiobook.contents.html"
"""The audiobook's table of contents: no section's page has a name with another dot."""


class Image(Struct, frozen=True):
    """A picture of the book: its path and media type, its width and height in pixels."""

    path: str
    media_type: str
    size: tuple[int, int]


class Shelf(Struct, frozen=True):
    """An edition with sound and a podcast: `sections` are the recordings of its sections, `whole` that of all.

    `artwork` is a square that every app can show; `images` are all pictures of the book, the artwork among them.
    """

    edition: Edition
    podcast: Podcast
    sections: tuple[Recording, ...]
    whole: Recording
    artwork: Image
    images: tuple[Image, ...]

    @property
    def metadata(self) -> Metadata:
        """What is said of the book."""
        return self.edition.manuscript.metadata

    @property
    def words(self) -> Words:
        """The words of the pipeline in the book's language."""
        return words(self.metadata.language)

    @property
    def modified(self) -> str:
        """When the book was changed last, as ISO 8601."""
        return f"{self.edition.modified:%Y-%m-%dT%H:%M:%SZ}"

    @property
    def voices(self) -> tuple[str, ...]:
        """Who reads: a synthetic voice, and the roles that it speaks in, in the order of the book."""
        roles = (plain(chapter.voice) for chapter in self.edition.manuscript.chapters if chapter.voice)
        return tuple(dict.fromkeys((self.words.synthetic_voice, *roles)))

    def duration_ms(self, recording: Recording) -> int:
        """How long a recording plays, in milliseconds."""
        assert self.edition.audio
        return self.edition.audio.timeline.milliseconds(recording.stream.samples)

    def address(self, path: str) -> str:
        """The whole address of a file."""
        return f"{self.podcast.address}{path}"

    def identifier(self, edition: str) -> str:
        """What another edition than the e-book is known by, wherever it is: the e-book has the book's own."""
        return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{self.metadata.identifier}#{edition}')}"


def shelf_of(edition: Edition) -> Shelf:
    """Gather it. Raises ValueError without sound or podcast."""
    if edition.podcast is None:
        raise ValueError("an edition without a podcast has no catalogue")
    *sections, whole = recordings(edition, episode_path)
    artwork = _artwork(edition.manuscript, edition.podcast.artwork)
    images = (*_covers(edition.manuscript), artwork)
    return Shelf(edition, edition.podcast, tuple(sections), whole, artwork, images)


def _artwork(manuscript: Manuscript, own: Asset | None) -> Image:
    made = podcast_artwork(manuscript, own)
    if own is not None and own.width and own.height:
        return Image(made.path, own.media_type, (own.width, own.height))
    return Image(made.path, "image/png", ARTWORK)


def _covers(manuscript: Manuscript) -> Iterator[Image]:
    """The cover as the pages show it. One that doesn't say how large it is can't be listed."""
    cover = manuscript.metadata.cover
    if cover is None:
        yield Image(COVER, "image/png", WEB_COVER)
    for asset in manuscript.assets:
        if asset.path == cover and asset.width and asset.height:
            yield Image(image_names(manuscript)[asset.path], asset.media_type, (asset.width, asset.height))


def written(document: Mapping[str, Json | None]) -> bytes:
    """A document as JSON; what is None is left out, wherever it stands."""
    return (json.dumps(_given(document), ensure_ascii=False, indent=1) + "\n").encode()


def _given(value: Json) -> Json:
    match value:
        case str() | int() | float():
            return value
        case Mapping():
            return {key: _given(each) for key, each in value.items() if each is not None}
        case _:
            return [_given(each) for each in value]
