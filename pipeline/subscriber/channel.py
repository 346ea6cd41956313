"""What is wrong with what a feed says of the podcast as a whole. Pure.

From RSS 2.0, Apple's "Podcast RSS feed requirements", PSP-1 and Podcasting 2.0.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from pipeline.categories import CATEGORIES
from pipeline.errors import Complaint, complaint
from pipeline.languages import is_language_tag
from pipeline.subscriber.grammar import is_mail, is_uuid, moment
from pipeline.subscriber.said import required, said_complaints
from pipeline.subscriber.tree import CHANNEL, Node

_REQUIRED = ("title", "description", "link", "language", "itunes:explicit", "podcast:guid")
_IMAGES = (".jpg", ".jpeg", ".png")
_MEDIA = ("podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "publisher", "course")
_VALUES = (
    ("itunes:explicit", ("true", "false")),
    ("itunes:type", ("episodic", "serial")),
    ("itunes:complete", ("Yes", "yes")),
    ("podcast:medium", _MEDIA),
    ("podcast:locked", ("yes", "no")),
)


def channel_complaints(channel: Node, address: str) -> Iterator[Complaint]:
    """All that is wrong with the channel of a feed that was fetched from an address."""
    yield from required(channel, _REQUIRED, CHANNEL)
    yield from said_complaints(channel, _VALUES, CHANNEL)
    yield from _self_complaints(channel, address)
    language = channel.text_of("language")
    if language and not is_language_tag(language):
        yield complaint(CHANNEL, "bad-language", element="language", text=language)
    guid = channel.text_of("podcast:guid")
    if guid and not is_uuid(guid):
        yield complaint(CHANNEL, "bad-podcast-guid", text=guid)
    for name in ("pubDate", "lastBuildDate"):
        text = channel.text_of(name)
        if text and moment(text) is None:
            yield complaint(CHANNEL, "bad-date", element=name, text=text)
    yield from _category_complaints(channel)
    yield from _artwork_complaints(channel)
    yield from _owner_complaints(channel)
    if not any(node.get("purpose") == "ai-content" for node in channel.all("podcast:txt")):
        yield complaint(CHANNEL, "no-disclosure")


def _self_complaints(channel: Node, address: str) -> Iterator[Complaint]:
    named = [link.get("href") for link in channel.all("atom:link") if link.get("rel") == "self"]
    if not named:
        yield complaint(CHANNEL, "missing-element", element="atom:link")
    elif named[0] and named[0] != address:
        yield complaint(CHANNEL, "self-elsewhere", text=named[0], other=address)


def _category_complaints(channel: Node) -> Iterator[Complaint]:
    mains = channel.all("itunes:category")
    if not mains:
        yield complaint(CHANNEL, "missing-element", element="itunes:category")
    for main in mains:
        name = main.get("text")
        if name not in CATEGORIES:
            yield _unknown_category(name, tuple(CATEGORIES))
            continue
        for sub in main.all("itunes:category"):
            if sub.get("text") not in CATEGORIES[name]:
                yield _unknown_category(sub.get("text"), CATEGORIES[name])


def _unknown_category(text: str, known: tuple[str, ...]) -> Complaint:
    names = {name.casefold(): name for name in known}
    near = get_close_matches(text.casefold(), names, n=1, cutoff=0.6)
    return complaint(
        CHANNEL, "unknown-category", text=text, near=names[near[0]] if near else "", known=", ".join(known)
    )


def _artwork_complaints(channel: Node) -> Iterator[Complaint]:
    image = channel.first("itunes:image")
    if image is None:
        yield complaint(CHANNEL, "missing-element", element="itunes:image")
    elif image.get("href") and not image.get("href").lower().endswith(_IMAGES):
        yield complaint(CHANNEL, "artwork-name", text=image.get("href"))
    described = channel.all("podcast:image")
    if not described:
        yield complaint(CHANNEL, "no-artwork-alt")
    for node in described:
        if not node.get("alt"):
            yield complaint(CHANNEL, "no-artwork-alt")
        if "artwork" in node.get("purpose").lower().split() and node.get("aspect-ratio") not in ("", "1/1"):
            yield complaint(CHANNEL, "artwork-not-square", text=node.get("aspect-ratio"))


def _owner_complaints(channel: Node) -> Iterator[Complaint]:
    locked = channel.first("podcast:locked")
    owner = channel.first("itunes:owner")
    mails = [("itunes:email", owner.text_of("itunes:email"))] if owner else []
    if locked is not None:
        mails.append(("podcast:locked", locked.get("owner")))
        if locked.text == "yes" and not locked.get("owner"):
            yield complaint(CHANNEL, "locked-without-owner")
    for element, mail in mails:
        if mail and not is_mail(mail):
            yield complaint(CHANNEL, "bad-mail", element=element, text=mail)
