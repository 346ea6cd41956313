"""How a manuscript comes out as a podcast: what its folder says, held against what directories take. Reads files.

folder --read_release*--> Release; Release + address --podcast_of--> Podcast and Plan
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from pipeline.edition import LONGEST_DESCRIPTION_BYTES, Podcast, podcast_description
from pipeline.episodes import Plan, date_findings, plan
from pipeline.errors import Finding
from pipeline.ledger import FILE, Ledger, read_ledger
from pipeline.model import Asset, Manuscript, Metadata, Place
from pipeline.plain import Loc
from pipeline.podcast import FeedSettings
from pipeline.reader.assets import AssetReader, colours_of
from pipeline.reader.text import read_text
from pipeline.settings import Settings

_ARTWORK_TYPES = ("image/jpeg", "image/png")
_ARTWORK_PIXELS = range(1400, 3001)


class Release(Struct, frozen=True):
    """What book.yaml and episodes.yaml say of the podcast; `artwork` is None where it is made from the title."""

    feed: FeedSettings
    ledger: Ledger
    artwork: Asset | None


def read_release(folder: Path, manuscript: Manuscript, settings: Settings) -> tuple[Release, tuple[Finding, ...]]:
    """Read what a manuscript without findings says of its podcast."""
    findings: list[Finding] = []
    feed, ledger = settings.feed, Ledger()
    path = folder / FILE
    text = read_text(path, findings) if path.exists() else None
    if text is not None:
        ledger, found = read_ledger(text, str(path))
        findings.extend(found)
    if not findings:
        findings.extend(date_findings(manuscript, plan(manuscript, feed, ledger, feed.url or "")))
    artwork = None
    if feed.artwork is not None:
        place = settings.places["feed", "artwork"]
        artwork = AssetReader(folder).read(feed.artwork, place, findings)
        findings.extend(_artwork_findings(artwork, place) if artwork else ())
    if feed.url is not None:
        findings.extend(_directory_findings(manuscript.metadata, feed, settings.places))
    return Release(feed, ledger, artwork), tuple(findings)


def podcast_of(release: Release, manuscript: Manuscript, address: str) -> tuple[Podcast, Plan]:
    """The podcast at an address, and the plan that it follows."""
    feed = release.feed
    planned = plan(manuscript, feed, release.ledger, address)
    podcast = Podcast(
        address,
        planned.guid,
        planned.episodes,
        feed.medium,
        feed.categories,
        feed.explicit,
        feed.complete,
        feed.owner,
        release.artwork,
    )
    return podcast, planned


def _directory_findings(metadata: Metadata, feed: FeedSettings, places: Mapping[Loc, Place]) -> Iterator[Finding]:
    """What directories would refuse or cut off, once they are to be told."""
    if not feed.categories:
        yield Finding.at(places["feed", "url"], "no-category")
    size = len(podcast_description(metadata).encode())
    if size > LONGEST_DESCRIPTION_BYTES:
        place = places["description" if metadata.description else "title",]
        yield Finding.at(place, "long-description", count=size, most=LONGEST_DESCRIPTION_BYTES)


def _artwork_findings(artwork: Asset, place: Place) -> Iterator[Finding]:
    """What directories would refuse (Apple, "Show artwork")."""
    if artwork.media_type not in _ARTWORK_TYPES:
        yield Finding.at(place, "artwork-type", source=artwork.path)
        return
    if artwork.width != artwork.height or artwork.width not in _ARTWORK_PIXELS:
        width, height = artwork.width, artwork.height
        yield Finding.at(place, "artwork-size", source=artwork.path, width=width, height=height)
    mode = colours_of(artwork)
    if mode != "RGB":
        yield Finding.at(place, "artwork-colours", source=artwork.path, mode=mode)
