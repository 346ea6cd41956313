"""The rules that a published feed is judged by: bytes as a subscriber gets them in, complaints out. Pure.

From RSS 2.0, Apple's requirements, PSP-1, Podcasting 2.0, Podlove Simple Chapters, and what blind and deaf listeners
need: chapters and transcripts for every episode, words for the artwork, and to be told that a voice is synthetic.
Nothing here knows how a feed was made.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pipeline.errors import Complaint, complaint
from pipeline.subscriber.artwork import judge_artwork
from pipeline.subscriber.channel import channel_complaints
from pipeline.subscriber.chapters import judge_chapters
from pipeline.subscriber.episodes import episode_complaints, series_complaints
from pipeline.subscriber.references import Reference, name_of
from pipeline.subscriber.transcripts import judge_webvtt
from pipeline.subscriber.tree import CHANNEL, Node, read_channel

MOST = 1000
"""Who has so many complaints reads no more; a feed made to hold up its judge has millions."""


def judge(feed: bytes, address: str) -> tuple[Complaint, ...]:
    """All that is wrong with a feed that was fetched from an address, each complaint once, 1000 at most."""
    channel = read_channel(feed)
    if isinstance(channel, Complaint):
        return (channel,)
    return tuple(dict.fromkeys(islice(_complaints(channel, address), MOST)))


def judge_file(reference: Reference, data: bytes) -> tuple[Complaint, ...]:
    """All that is wrong with a file that a feed refers to; nothing for what only people can judge."""
    match reference:
        case Reference(role="chapters"):
            return judge_chapters(data, reference.where, reference.duration_ms, reference.marks)
        case Reference(role="artwork"):
            return judge_artwork(data, reference.where)
        case Reference(role="transcript", kind="text/vtt"):
            return judge_webvtt(data, reference.where, reference.duration_ms)
        case _:
            return ()


def _complaints(channel: Node, address: str) -> Iterator[Complaint]:
    yield from channel_complaints(channel, address)
    named = [(name_of(item, index), item) for index, item in enumerate(channel.all("item"))]
    if not named:
        yield complaint(CHANNEL, "no-episodes")
    yield from series_complaints(named)
    for name, item in named:
        yield from episode_complaints(item, name)
