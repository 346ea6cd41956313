"""What a feed says of the podcast as a whole. Pure."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime

from pipeline.edition import Edition, Podcast, podcast_description
from pipeline.locales import words
from pipeline.writers.feed.elements import Element
from pipeline.writers.feed.notes import shortened
from pipeline.writers.names import FEED

GENERATOR = "Vorlesen"
_LONGEST_LICENCE = 128


def add_channel(channel: Element, edition: Edition, podcast: Podcast, artwork: str, newest: datetime) -> None:
    """Add all that stands before the episodes; `artwork` is its address, `newest` when the last episode came out."""
    metadata = edition.manuscript.metadata
    say = words(metadata.language)
    author = ", ".join(metadata.creator)
    channel.add("atom:link", href=f"{podcast.address}{FEED}", rel="self", type="application/rss+xml")
    channel.add("title", metadata.title)
    channel.add("link", podcast.address)
    channel.add("description", podcast_description(metadata))
    channel.add("language", metadata.language)
    channel.add("pubDate", format_datetime(newest))
    channel.add("lastBuildDate", format_datetime(newest))
    channel.add("generator", GENERATOR)
    if metadata.rights:
        channel.add("copyright", metadata.rights)
    _add_image(channel, metadata.title, podcast.address, artwork, say.artwork_alt.format(title=metadata.title))
    channel.add("itunes:author", author)
    channel.add("itunes:type", "serial")
    channel.add("itunes:explicit", _boolean(podcast.explicit))
    for category in podcast.categories:
        parent = channel
        for name in category:
            parent = parent.add("itunes:category", text=name)
    if podcast.owner:
        owner = channel.add("itunes:owner")
        owner.add("itunes:name", podcast.owner[0])
        owner.add("itunes:email", podcast.owner[1])
    if podcast.complete:
        channel.add("itunes:complete", "Yes")
    _add_podcasting(channel, edition, podcast)


def _add_image(channel: Element, title: str, address: str, artwork: str, alternative: str) -> None:
    image = channel.add("image")
    image.add("url", artwork)
    image.add("title", title)
    image.add("link", address)
    channel.add("itunes:image", href=artwork)
    channel.add("podcast:image", href=artwork, alt=alternative, aspect_ratio="1/1", purpose="artwork")


def _add_podcasting(channel: Element, edition: Edition, podcast: Podcast) -> None:
    """What the namespace of Podcasting 2.0 adds."""
    metadata = edition.manuscript.metadata
    channel.add("podcast:guid", podcast.guid)
    channel.add("podcast:medium", podcast.medium)
    channel.add("podcast:locked", "no", owner=podcast.owner[1] if podcast.owner else None)
    if metadata.licence:
        # One that isn't on SPDX's list needs an address (Podcasting 2.0, license): the page that names it.
        channel.add("podcast:license", shortened(metadata.licence, _LONGEST_LICENCE), url=podcast.address)
    for creator in metadata.creator:
        channel.add("podcast:person", creator, group="writing", role="author")
    channel.add("podcast:txt", "true", purpose="ai-content")


def _boolean(value: bool) -> str:
    return "true" if value else "false"
