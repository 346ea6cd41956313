"""The podcast: an edition with sound and a podcast in, a feed and what only it refers to out.

Pure but for the fonts of a cover. RSS 2.0 with the namespaces of Atom, Apple (itunes), Podcasting 2.0 (podcast) and
Podlove (psc). Newest episode first: some clients number by position.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.edition import Artifact, Edition, Podcast
from pipeline.writers.cover import podcast_artwork
from pipeline.writers.feed.channel import add_channel
from pipeline.writers.feed.chapters import json_chapters
from pipeline.writers.feed.elements import Element
from pipeline.writers.feed.items import Item, add_item, items
from pipeline.writers.names import FEED


def write_feed(edition: Edition) -> Iterator[Artifact]:
    """Write `feed.xml`, the artwork, and the chapters of each episode. Raises ValueError without sound or podcast."""
    podcast = edition.podcast
    if podcast is None:
        raise ValueError("an edition without a podcast has no feed")
    artwork = podcast_artwork(edition.manuscript, podcast.artwork)
    found = tuple(items(edition, podcast))
    yield Artifact(FEED, feed(edition, podcast, found, artwork.path))
    yield artwork
    for item in found:
        yield Artifact(f"{item.recording.path}.chapters.json", json_chapters(item.marks, item.title))


def feed(edition: Edition, podcast: Podcast, found: tuple[Item, ...], artwork: str) -> bytes:
    """The feed: a channel and its episodes."""
    rss = Element.root("rss", version="2.0")
    channel = rss.add("channel")
    add_channel(channel, edition, podcast, f"{podcast.address}{artwork}", max(item.published for item in found))
    for item in sorted(found, key=lambda each: each.published, reverse=True):
        add_item(channel, item, edition, podcast)
    return rss.to_bytes()
